"""The summarizer that ships: it chooses sentences, in any language, with numpy alone.

Score: news tells the most important thing first, so the start of the article weighs most; then
come centrality (cosine with the centroid of the tf-isf rows, Radev et al. 2004; where edges carry
their similarity, the walk of LexRank settles on the same order), the words of the title, and
small penalties for what is seldom news. The weights are in data/extractive.toml.

Selection: greedy, without sentences that repeat a chosen one, without dangling beginnings.

Time grows with the number of words: centrality is a product with the sum of all rows, never a
matrix of sentences by sentences, and near-duplicates are found through shared rare words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

import numpy as np

from ..config import SummarizerSection
from ..document import Draft
from . import markers
from .selection import Sentences, distinct, select
from .words import Rows, words

_DATA = files(__package__).joinpath("data/extractive.toml").read_text(encoding="utf-8")

_MARKS = (markers.quote, markers.first_person, markers.attribution, markers.dangling)


class Extractive:
    """Chooses the sentences of a summary.

    Guarantees:
    - drafts are sentences it was given, unchanged, in their order, none twice or nearly so;
    - exactly `count` of them when there are that many different ones, else all of those;
    - one that begins with "He", "But", "Однако" … follows the sentence before it;
    - a question, an aside in brackets, page furniture, half a quotation or a line without words
      only comes when there is nothing else.
    """

    languages: frozenset[str] | None = None
    extractive = True

    def __init__(self, settings: Mapping[str, Any], kind: str, name: str) -> None:
        self.name = name
        self._weights = {"position": settings["position"][kind], **settings["weights"]}
        self._measures: Mapping[str, float] = settings["measures"]
        self._limits: Mapping[str, float] = settings["selection"]

    def summarize(
        self, sentences: Sequence[str], *, count: int, language: str, title: str | None = None
    ) -> list[Draft]:
        """At most `count` of the sentences; `language` is not needed."""
        tokens = [words(sentence) for sentence in sentences]
        kept = distinct(sentences, tokens, self._limits["near_duplicate"])
        if len(kept) > count:
            texts, tokens = [sentences[i] for i in kept], [tokens[i] for i in kept]
            rows = Rows(tokens)
            scores = self.scores(texts, tokens, rows, title)
            seen = Sentences(texts, tokens, rows)
            kept = [kept[i] for i in select(scores, seen, count, self._limits["similarity"])]
        return [Draft(sentences[i], sources=(i,)) for i in kept]

    def scores(
        self, texts: Sequence[str], tokens: Sequence[Sequence[str]], rows: Rows, title: str | None
    ) -> np.ndarray:
        """How much each sentence belongs into the summary: the weighted sum of its features."""
        features = dict(_features(texts, tokens, rows, title, self._measures))
        return np.sum([w * features[name] for name, w in self._weights.items()], axis=0)


def load(section: SummarizerSection) -> Extractive:
    """The summarizer with the weights for `section.kind`; its name tells weights and lists apart.

    "news" leans on the position, "generic" (reports, papers) on centrality.
    """
    name = f"extractive@{fingerprint(section.kind)}"
    return Extractive(tomllib.loads(_DATA), section.kind, name)


def fingerprint(kind: str) -> str:
    """Eight hexadecimal digits that tell these weights and lists from others, for signatures."""
    return sha256("\0".join((_DATA, markers.LISTS, kind)).encode()).hexdigest()[:8]


def _features(
    texts: Sequence[str],
    tokens: Sequence[Sequence[str]],
    rows: Rows,
    title: str | None,
    measures: Mapping[str, float],
) -> Iterator[tuple[str, np.ndarray]]:
    """Name and values, one a sentence: measures as standard scores, then marks as 0 or 1."""
    lengths = np.array([len(sentence) for sentence in tokens])
    centroid = rows.total(np.ones(rows.size))
    yield "position", _standard(np.exp(-np.arange(rows.size) / measures["decay"]))
    yield "centrality", _standard(rows.times(centroid))
    yield "title", _standard(rows.times(rows.vector(words(title or ""))))
    yield "short", (lengths < measures["short"]).astype(float)
    yield "long", (lengths > measures["long"]).astype(float)
    for mark in _MARKS:
        yield mark.__name__, np.array([float(mark(text)) for text in texts])


def _standard(values: np.ndarray) -> np.ndarray:
    """Distance from the mean in standard deviations; all zero where nothing differs."""
    deviation = values.std()
    return (values - values.mean()) / deviation if deviation > 1e-12 else np.zeros(values.shape)
