"""The summarizer that ships: it chooses sentences, in any language, with numpy alone.

Score: a weighted sum of the features of `features`, above all place, length, centrality (cosine
with the centroid of the tf-isf rows, Radev et al. 2004) and the words of the title. The weights are
learned by recipes/summarizer, which makes sets of sentences with a better ROUGE more probable
(minimum risk training, Och 2003), and stand in data/extractive.json.

Selection: greedy, without sentences that repeat a chosen one, without dangling beginnings; of a
length in sentences small networks then judge the sets around the greedy one as a whole (`sets`).

Time grows with the number of words: centrality is a product with the sum of all rows, never a
matrix of sentences by sentences, and near-duplicates are found through shared rare words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np

from ...config import SummarizerSection
from ...document import Draft
from ...resources import load_text, load_toml
from ...text import markers
from ...text.words import SentenceMatrix, words
from ..contracts import SummaryRequest
from . import features, sets
from .selection import Sentences, distinct, select

_LIMITS = load_toml(__package__, "data/extractive.toml")["selection"]


@dataclass(frozen=True)
class _Article:
    """What is known of the sentences that may be chosen."""

    tokens: list[list[str]]
    rows: SentenceMatrix
    title: str | None
    features: dict[str, np.ndarray]
    scores: np.ndarray
    sentences: Sentences


class Extractive:
    """Chooses the sentences of a summary.

    Guarantees:
    - drafts are sentences it was given, unchanged, in their order, none twice or nearly so;
    - of so many sentences exactly that many when there are that many different ones, else all;
    - of so many words as many as fit, all of them where they do, one where none fits;
    - one that begins with "He", "But", "Однако" … follows the sentence before it;
    - a question, an aside in brackets, page furniture, half a quotation or a line without words
      only comes when there is nothing else.
    """

    languages: frozenset[str] | None = None
    extractive = True

    def __init__(self, model: Mapping[str, Any], name: str) -> None:
        self.name = name
        self._weights: Mapping[str, float] = model["sentence"]
        self._reranker = sets.Reranker(model["set"])

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        """Sentences of at most the length asked for; the language does not matter."""
        sentences, length = request.sentences, request.length
        tokens = [words(sentence) for sentence in sentences]
        kept = distinct(sentences, tokens, _LIMITS["near_duplicate"])
        each = length.sizes(sentences, request.sizes)
        takes = [each[i] for i in kept]
        if sum(takes) > length.amount:
            texts, their_words = [sentences[i] for i in kept], [tokens[i] for i in kept]
            article = self._read(texts, their_words, request.title)
            counted = length.unit == "sentences"
            chosen = select(
                article.scores,
                article.sentences,
                takes,
                length.amount,
                similarity=_LIMITS["similarity"],
                fill=counted,
            )
            # Sets are judged beside others of their size: in words that says little, and measured
            # no better.
            kept = [kept[i] for i in (self._improved(chosen, article) if counted else chosen)]
        return [Draft(sentences[i], sources=(i,)) for i in kept]

    def _read(self, texts: list[str], tokens: list[list[str]], title: str | None) -> _Article:
        rows = SentenceMatrix(tokens)
        named = features.compute(texts, tokens, rows, title)
        scores = np.sum([weight * named[name] for name, weight in self._weights.items()], axis=0)
        return _Article(tokens, rows, title, named, scores, Sentences(texts, tokens, rows))

    def _improved(self, chosen: list[int], article: _Article) -> list[int]:
        """The best set of as many sentences that reads as well as the chosen one."""
        similarity = _LIMITS["similarity"]
        found = sets.candidates(article.scores, chosen, article.sentences, similarity)
        named = sets.compute(article.features, article.tokens, article.rows, article.title, found)
        table = np.stack([named[name] for name in self._reranker.features], axis=1)
        return self._reranker.best(found, table)


@cache
def _weights() -> str:
    """The learned weights, as they are written: by kind, then by feature."""
    return load_text(__package__, "data/extractive.json")


def load(section: SummarizerSection) -> Extractive:
    """The summarizer with the weights for `section.kind`; its name tells weights and lists apart.

    "news" leans on the place of a sentence, "generic" (reports, papers) knows none.
    """
    name = f"extractive@{fingerprint(section.kind)}"
    return Extractive(json.loads(_weights())[section.kind], name)


def fingerprint(kind: str) -> str:
    """Eight hexadecimal digits that tell these weights and lists from others, for signatures."""
    return sha256("\0".join((_weights(), markers.LISTS, kind)).encode()).hexdigest()[:8]
