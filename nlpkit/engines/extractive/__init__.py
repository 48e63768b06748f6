"""The summarizer that ships: it chooses sentences, in any language, with numpy alone.

Score. Each sentence gets a weighted sum of the features in `features`. The most important ones are
its place, its length, its centrality (the cosine of its tf-isf vector with the centroid, Radev et
al. 2004) and the words of the title. The weights stand in data/extractive.json. recipes/summarizer
learns them: it makes sets of sentences with a better ROUGE more probable (minimum risk training,
Och 2003).

Selection. Sentences are chosen greedily, the best first. Sentences that repeat a chosen one are
left out, and so are sentences that make no sense without the one before. Where the length is given
in sentences, small networks then compare the chosen set with similar sets (`sets`).

The time grows with the number of words: centrality is a product with the sum of all rows, not a
matrix of sentences by sentences, and near-duplicates are found by the rare words they share.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from ...config import SummarizerSection
from ...document import Draft
from ...resources import load_text, load_toml
from ...text import markers, remarks
from ...text.words import SentenceMatrix, words
from ..contracts import SummaryRequest
from . import features, sets
from .selection import Sentences, distinct, select

_LIMITS = load_toml(__package__, "data/extractive.toml")["selection"]


@dataclass(frozen=True)
class _Article:
    """The sentences that may be chosen, and what was computed of them."""

    tokens: list[list[str]]
    rows: SentenceMatrix
    title: str | None
    features: dict[str, np.ndarray]
    scores: np.ndarray
    sentences: Sentences


class _Model:
    """Learned weights of sentences, and networks that compare sets of them."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        self._weights: Mapping[str, float] = model["sentence"]
        self._reranker = sets.Reranker(model["set"])

    def read(self, texts: list[str], tokens: list[list[str]], title: str | None) -> _Article:
        rows = SentenceMatrix(tokens)
        named = features.compute(texts, tokens, rows, title)
        scores = np.sum([weight * named[name] for name, weight in self._weights.items()], axis=0)
        return _Article(tokens, rows, title, named, scores, Sentences(texts, tokens, rows))

    def improved(self, chosen: list[int], article: _Article) -> list[int]:
        """Return the best set with as many sentences as `chosen` that reads as well."""
        similarity = _LIMITS["similarity"]
        found = sets.candidates(article.scores, chosen, article.sentences, similarity)
        named = sets.compute(article.features, article.tokens, article.rows, article.title, found)
        table = np.stack([named[name] for name in self._reranker.features], axis=1)
        return self._reranker.best(found, table)


class Extractive:
    """Chooses the sentences of a summary.

    Guarantees:
    - drafts are sentences of the request, unchanged and in their order; no two are equal or nearly
      equal;
    - a length of n sentences gives exactly n, or all if there are fewer different ones;
    - a length of n words gives as many sentences as fit, or one if none fits;
    - a sentence that begins with "He", "But" or "Однако" is chosen only together with the one
      before it;
    - a question, an aside in brackets, page furniture (menu words and the like), half a quotation
      or a line without words is chosen only if nothing else is left.
    """

    languages: frozenset[str] | None = None
    extractive = True

    def __init__(self, models: Mapping[str, Mapping[str, Any]], kind: str, name: str) -> None:
        self.name = name
        self._models = models
        self._kind = kind
        self._model = _Model(models[kind])

    @cached_property
    def _without_lead(self) -> _Model:
        """The model for texts without a lead. Few texts need it, so it is built when one does."""
        return self._model if self._kind == "generic" else _Model(self._models["generic"])

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        """Return sentences of at most the length asked for. The language does not matter.

        If the text does not begin with the most important facts (`request.lead`), the weights for
        "generic" texts are used, which do not depend on the position of a sentence.
        """
        model = self._model if request.lead else self._without_lead
        sentences, length = request.sentences, request.length
        tokens = [words(sentence) for sentence in sentences]
        kept = distinct(sentences, tokens, _LIMITS["near_duplicate"])
        each = length.sizes(sentences, request.sizes)
        takes = [each[i] for i in kept]
        if sum(takes) > length.amount:
            texts, their_words = [sentences[i] for i in kept], [tokens[i] for i in kept]
            article = model.read(texts, their_words, request.title)
            counted = length.unit == "sentences"
            chosen = select(
                article.scores,
                article.sentences,
                takes,
                length.amount,
                similarity=_LIMITS["similarity"],
                fill=counted,
            )
            # The networks compare sets of one number of sentences. For a length in words that says
            # little, and measured no better.
            kept = [kept[i] for i in (model.improved(chosen, article) if counted else chosen)]
        return [Draft(sentences[i], sources=(i,)) for i in kept]


@cache
def _weights() -> str:
    """Return the learned weights as they are written: by kind, then by feature."""
    return load_text(__package__, "data/extractive.json")


def load(section: SummarizerSection) -> Extractive:
    """Return the summarizer with the weights for `section.kind`.

    The weights for "news" depend on the position of a sentence; those for "generic" texts, such as
    reports and papers, do not. The name of the summarizer identifies the weights and word lists.
    """
    name = f"extractive@{fingerprint(section.kind)}"
    return Extractive(json.loads(_weights()), section.kind, name)


def fingerprint(kind: str) -> str:
    """Return eight hexadecimal digits that identify these weights and word lists."""
    made_of = "\0".join((_weights(), markers.LISTS, remarks.LISTS, kind))
    return sha256(made_of.encode()).hexdigest()[:8]
