"""Words of any script, and sentences as sparse vectors of weighted words. It needs only numpy.

Similarities are never computed as a matrix of sentences by sentences. They are products with one
vector, so the time of everything here is linear in the number of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import regex

# Scripts without spaces between words: each pair of neighbouring characters counts as a word.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_SPACED = rf"[[\p{{L}}\p{{N}}]--[{_UNSPACED}]]"
_WORD = regex.compile(
    rf"(?P<run>[{_UNSPACED}][{_UNSPACED}\p{{M}}]*)|{_SPACED}[[\p{{L}}\p{{N}}\p{{M}}]--[{_UNSPACED}]]*",
    regex.V1,
)

# The length of a stem. 5 and 7 letters, and stems with endings, chose no better sentences on the
# development sets of benchmarks/summarize.py. Without endings, short inflected words find their
# sources.
_STEM = 6
_ENDINGS = "eiys" + "аеиоуыэюяйь"


def words(text: str) -> list[str]:
    """Return the words of the text in order, in lower case. A number is a word."""
    found: list[str] = []
    for match in _WORD.finditer(text.lower().replace("ё", "е")):
        word = match[0]
        if match["run"] and len(word) > 2:
            found.extend(word[i : i + 2] for i in range(len(word) - 1))
        else:
            found.append(word)
    return found


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the beginning of the word without its last vowels, so that inflected forms are equal.

    A number stays whole. A word that would keep fewer than three letters is only cut to length.
    """
    if word[0].isdigit():
        return word
    short = word[:_STEM].rstrip(_ENDINGS)
    return short if len(short) > 2 else word[:_STEM]


class SentenceMatrix:
    """A sparse matrix: a row for each sentence, a column for each stem, weighted by tf-isf.

    Every row has length 1; a sentence without words is a row of zeros. The inverse sentence
    frequency (isf) gives words of grammar a small weight in any language, so no list of stop words
    is needed (Neto et al. 2000).
    """

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self.size = len(sentences)
        self.columns: dict[str, int] = {}
        row: list[int] = []
        column: list[int] = []
        count: list[int] = []
        for i, sentence in enumerate(sentences):
            for word, times in Counter(map(stem, sentence)).items():
                row.append(i)
                column.append(self.columns.setdefault(word, len(self.columns)))
                count.append(times)
        self._row = np.array(row, dtype=np.intp)
        self._column = np.array(column, dtype=np.intp)
        frequency = np.bincount(self._column, minlength=len(self.columns))
        self._frequency = frequency
        self._rarity = np.log1p(self.size / frequency)
        value = np.array(count) * self._rarity[self._column]
        norm = np.sqrt(np.bincount(self._row, weights=value**2, minlength=self.size))
        self._value = value / norm[self._row]

    def times(self, vector: np.ndarray) -> np.ndarray:
        """Multiply every row with a vector over the stems: (stems,) -> (sentences,)."""
        products = self._value * vector[self._column]
        return np.bincount(self._row, weights=products, minlength=self.size)

    def total(self, weights: np.ndarray) -> np.ndarray:
        """Return the sum of the rows, each times its weight: (sentences,) -> (stems,)."""
        products = self._value * weights[self._row]
        return np.bincount(self._column, weights=products, minlength=len(self.columns))

    def similarity(self, sentence: int) -> np.ndarray:
        """Return the cosine of one sentence with each: (sentences,)."""
        one = np.zeros(self.size)
        one[sentence] = 1.0
        return self.times(self.total(one))

    def neighbours(self) -> np.ndarray:
        """Return the cosine of each sentence with the next one: (sentences - 1,)."""
        key = self._column * self.size + self._row
        order = np.argsort(key)
        key, value = key[order], self._value[order]
        both = (np.diff(key) == 1) & (key[:-1] % self.size < self.size - 1)
        products = value[:-1][both] * value[1:][both]
        return np.bincount(key[:-1][both] % self.size, products, minlength=self.size)[:-1]

    def vector(self, sentence: Sequence[str]) -> np.ndarray:
        """Return a further sentence as a vector over the known
        stems, of length 1 or 0: (stems,).
        """
        vector = np.zeros(len(self.columns))
        for word in map(stem, sentence):
            if word in self.columns:
                vector[self.columns[word]] += self._rarity[self.columns[word]]
        return vector / (np.linalg.norm(vector) or 1.0)

    def dense(self, sentences: Sequence[int]) -> np.ndarray:
        """Return the rows of a few sentences as an ordinary matrix: (len(sentences), stems)."""
        place = np.full(self.size, -1)
        place[sentences] = np.arange(len(sentences))
        table = np.zeros((len(sentences), len(self.columns)))
        wanted = place[self._row] >= 0
        table[place[self._row[wanted]], self._column[wanted]] = self._value[wanted]
        return table

    def worth(self, sentence: Sequence[str]) -> np.ndarray:
        """Return the rarity of the stems of a further sentence, 0 for all other stems: (stems,)."""
        worth = np.zeros(len(self.columns))
        known = [self.columns[word] for word in map(stem, sentence) if word in self.columns]
        worth[known] = self._rarity[known]
        return worth

    def keywords(self, count: int) -> np.ndarray:
        """Return the log frequency of the `count` longer stems that
        most sentences have, else 0: (stems,).
        """
        lasting = np.array([len(word) > 3 for word in self.columns], bool) & (self._frequency > 1)
        worth = np.where(lasting, np.log(self._frequency), 0.0)
        return worth * (worth >= np.sort(worth)[-count:].min()) if len(worth) else worth
