"""How similar statements and articles are, in one language or across two.

Sentences of one language are compared as they are. Sentences of two languages are compared by their
translations, and by their names and numbers in the original, which a translation may have changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum, log1p, sqrt

import numpy as np

from ..document import Document, Flag
from ..text.names import skeletons
from ..text.words import SentenceMatrix, stem, words

_NAME = "@"  # put before the skeleton of a name, so that it is no word of any language


@dataclass(frozen=True, slots=True)
class Statement:
    """A point of the summary of one article, with what is needed to compare it.

    `place` in [0, 1] is the place of its first source among the article's sentences.
    """

    article: int
    sources: tuple[int, ...]
    language: str
    own: str
    text: str
    flags: tuple[Flag, ...]
    place: float


@dataclass(frozen=True, slots=True)
class SupportingSentence:
    """A sentence of the prose of an article, whether or not a summary has it."""

    article: int
    index: int
    language: str
    text: str


class Similarity:
    """Cosines of tf-isf vectors over the words, names and numbers of all the articles."""

    def __init__(self, documents: Sequence[Document], statements: Sequence[Statement]) -> None:
        self.sentences = [w for i, d in enumerate(documents) for w in _sentences(i, d)]
        self._statements = statements
        self._rows = SentenceMatrix(
            [
                *(_terms(w.text) for w in self.sentences),
                *(_terms(s.own) for s in statements),
                *(_terms(s.text, names_of=s.own) for s in statements),
            ]
        )
        self._own = len(self.sentences)
        self._common = self._own + len(statements)

    def of_statements(self, at: int) -> np.ndarray:
        """Return the similarity of one statement to each statement: (statements,)."""
        own = self._rows.similarity(self._own + at)[self._own : self._common]
        common = self._rows.similarity(self._common + at)[self._common :]
        language = self._statements[at].language
        same = np.array([s.language == language for s in self._statements])
        return np.where(same, own, common)

    def of_sentences(self, at: int) -> np.ndarray:
        """Return the similarity of one statement to each sentence in its language: (sentences,)."""
        language = self._statements[at].language
        same = np.array([w.language == language for w in self.sentences])
        return np.where(same, self._rows.similarity(self._own + at)[: self._own], 0.0)


def of_articles(
    documents: Sequence[Document], statements: Sequence[Statement]
) -> dict[tuple[int, int], float]:
    """Return the similarity of every two articles, by the pair of
    their indices, the lower one first.

    It is the cosine of all their words, each word once, weighted by its rarity among their
    sentences. Names and numbers count double, because they tell one event from another.
    """
    texts = [[line(document, [i]) for i in document.prose] for document in documents]
    frequency = Counter(term for article in texts for text in article for term in set(_terms(text)))
    size = sum(map(len, texts))
    languages = [document.language for document in documents]
    own = [set().union(*map(_terms, article)) for article in texts]
    common = [{term for term in bag if _is_neutral(term)} for bag in own]
    for statement in statements:
        common[statement.article] |= set(_terms(statement.text))

    weight = {
        term: (log1p(size / (frequency[term] or 1)) * (1 + _is_neutral(term))) ** 2
        for term in set().union(*own, *common)
    }
    lengths = [
        [sqrt(fsum(map(weight.__getitem__, bag))) or 1.0 for bag in bags] for bags in (own, common)
    ]
    found = {}
    for i, j in combinations(range(len(documents)), 2):
        bags, length = (own, lengths[0]) if languages[i] == languages[j] else (common, lengths[1])
        shared = fsum(weight[term] for term in bags[i] & bags[j])
        found[i, j] = shared / (length[i] * length[j])
    return found


def line(document: Document, sentences: Iterable[int]) -> str:
    """Return the sentences in one line."""
    return " ".join(" ".join(document.slice(document.sentences[i]).split()) for i in sentences)


def language(document: Document, sentences: Sequence[int]) -> str:
    """Return the language of the first of the sentences, or of the document where that has none."""
    first = sentences[0] if sentences else -1
    at = bisect_left(document.spans, first, key=lambda span: span.sentence)
    weight: Counter[str] = Counter()
    while at < len(document.spans) and document.spans[at].sentence == first:
        span = document.spans[at]
        weight[span.lang] += (span.end - span.start) * (span.lang != "und")
        at += 1
    return weight.most_common(1)[0][0] if weight.total() else document.language


def _sentences(article: int, document: Document) -> list[SupportingSentence]:
    return [
        SupportingSentence(article, i, language(document, [i]), line(document, [i]))
        for i in document.prose
    ]


def _terms(text: str, names_of: str = "") -> list[str]:
    names = skeletons(text) | skeletons(names_of)
    return [*map(stem, words(text)), *(_NAME + name for name in sorted(names))]


def _is_neutral(term: str) -> bool:
    """Return whether it is the same in every language: a name or a number."""
    return term[0] == _NAME or term[0].isdigit()
