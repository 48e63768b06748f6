"""Finds the sentences of an article that support a sentence of its summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import log1p

from ..text.words import stem, words
from .lists import SETTINGS

_SOURCES = SETTINGS["sources"]

_Gram = tuple[str, ...]


class SourceIndex:
    """An index of the sentences from which a summary was written.

    Stems and pairs of stems are weighted by their rarity among the sentences. So inflection does
    little harm, and function words count for little. The time of a search is proportional to the
    occurrences of the words that are looked up.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._size = len(sentences)
        self._sentences_with: defaultdict[_Gram, list[int]] = defaultdict(list)
        for i, sentence in enumerate(sentences):
            for gram in _grams(sentence):
                self._sentences_with[gram].append(i)

    def sources(self, text: str) -> tuple[int, ...]:
        """Return the indices of the sentences that support `text`, in order; () if none does.

        This is a greedy cover: first the sentence that shares most with the text, then each further
        sentence that adds enough (see `[sources]` in data/faithfulness.toml).
        """
        weights = {gram: self._weight(gram) for gram in _grams(text)}
        whole = sum(weights.values())
        found: list[int] = []
        needed = _SOURCES["first"] * whole
        while weights and len(found) < _SOURCES["most"]:
            shares: defaultdict[int, float] = defaultdict(float)
            for gram, weight in weights.items():
                for i in self._sentences_with.get(gram, ()):
                    shares[i] += weight
            best = max(shares, key=lambda i: (shares[i], -i), default=None)
            if best is None or shares[best] < needed:
                break
            found.append(best)
            weights = {
                g: w for g, w in weights.items() if best not in self._sentences_with.get(g, ())
            }
            needed = _SOURCES["more"] * whole
        return tuple(sorted(found))

    def nearest(self, text: str, most: int | None = None) -> list[int]:
        """Return the indices of the sentences that share a word with `text`, at most `most`.

        The sentence that shares most comes first.
        """
        shares: defaultdict[int, float] = defaultdict(float)
        for gram in _grams(text):
            for i in self._sentences_with.get(gram, ()):
                shares[i] += self._weight(gram)
        return sorted(shares, key=lambda i: (-shares[i], i))[:most]

    def _weight(self, gram: _Gram) -> float:
        rarity = log1p(self._size / max(1, len(self._sentences_with.get(gram, ()))))
        return rarity if len(gram) == 1 else rarity * _SOURCES["pair"]


def _grams(text: str) -> dict[_Gram, None]:
    """Return each stem and pair of stems once.

    They are in order, so that sums do not differ between runs.
    """
    stems = [stem(word) for word in words(text)]
    return dict.fromkeys([*((one,) for one in stems), *pairwise(stems)])
