"""Compares sets of sentences, because single sentences do not show what a summary covers.

The greedy choice of the best sentences is the first candidate. The others are all sets of the same
size from a small pool around it. They are scored by what they cover, repeat and leave out, as in
the summary-level choice of MatchSum (Zhong et al. 2020), but without its language model. The scores
come from small networks over the mean features of the sentences and the features of the set,
learned by recipes/summarizer.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ...text.words import SentenceMatrix, words
from .selection import Sentences

_POOL = 10  # sentences in the pool if few are chosen
_MOST_SETS = 130  # sets that are compared, so that the time does not depend on the number chosen
_MOST_CHOSEN = 12  # sentences; a longer choice is not changed
_KEYWORDS = 12  # stems that count as keywords of the article
_USUAL_WORDS = 20  # of a sentence of a summary


class Reranker:
    """Networks that score each set in comparison with the other sets of its article.

    `model` is what recipes/summarizer writes: the names of the features, and for each network the
    weights of a hidden layer of tanh units beside a linear path. The features are centred on the
    mean of the article's sets.
    """

    def __init__(self, model: Mapping[str, Any]) -> None:
        self.features: list[str] = model["features"]
        self._linear = np.array(model["linear"])
        self._hidden = np.hstack([np.array(one["hidden"]) for one in model["networks"]])
        self._bias = np.concatenate([np.array(one["bias"]) for one in model["networks"]])
        self._out = np.concatenate([np.array(one["out"]) for one in model["networks"]])

    def best(self, sets: Sequence[tuple[int, ...]], table: np.ndarray) -> list[int]:
        """Return the best of the sets.

        Row i of `table` has the features of set i: (sets, features).
        """
        centred = table - table.mean(axis=0)
        scores = centred @ self._linear + np.tanh(centred @ self._hidden + self._bias) @ self._out
        return [*sets[int(scores.argmax())]]


def candidates(
    scores: np.ndarray, chosen: Sequence[int], sentences: Sentences, similarity: float
) -> list[tuple[int, ...]]:
    """Return the chosen set, then the other sets of its size from the pool that are coherent.

    Guarantees: all sets are in order and of one size. Only statements are added to what is chosen.
    A sentence that needs the one before it comes only together with it, and no two sentences repeat
    each other.
    """
    first = tuple(chosen)
    if len(chosen) > _MOST_CHOSEN:
        return [first]
    pool = sorted(_pool(scores, chosen, sentences))
    repeats = {
        (i, int(j))
        for i in pool
        for j in np.flatnonzero(sentences.repeating(i, similarity))
        if int(j) != i
    }
    sets = [
        one
        for one in itertools.combinations(pool, len(chosen))
        if all(not sentences.leaning[i] or i - 1 in one for i in one)
        and not (repeats and any(pair in repeats for pair in itertools.combinations(one, 2)))
    ]
    return [first, *(one for one in sets if one != first)]


def _pool(scores: np.ndarray, chosen: Sequence[int], sentences: Sentences) -> set[int]:
    """Return the chosen sentences and the best other statements, with the sentences they need."""
    count = len(chosen)
    sizes = range(max(_POOL, count + 1), count, -1)
    size = next((n for n in sizes if math.comb(n, count) <= _MOST_SETS), count + 1)
    pool = set(chosen)
    for i in np.argsort(-scores, kind="stable").tolist():
        budget = size - len(pool)
        if not budget:
            break
        group = {i}
        while sentences.leaning[min(group)] and len(group - pool) <= budget:
            group.add(min(group) - 1)
        if all(sentences.penalty[j] == 0 for j in group - pool) and len(group - pool) <= budget:
            pool |= group
    return pool


def compute(
    named: Mapping[str, np.ndarray],
    tokens: Sequence[Sequence[str]],
    rows: SentenceMatrix,
    title: str | None,
    sets: Sequence[tuple[int, ...]],
) -> dict[str, np.ndarray]:
    """Return the features of the sets by name, each of shape (sets,).

    They are the means of the sentence features `named`, and features of the set as a whole.
    """
    pool = sorted({i for one in sets for i in one})
    place = {sentence: j for j, sentence in enumerate(pool)}
    member = np.zeros((len(sets), len(pool)))
    for row, one in zip(member, sets, strict=True):
        row[[place[i] for i in one]] = 1.0
    count = len(sets[0])
    means = {name: member @ values[pool] / count for name, values in named.items()}
    lengths = member @ np.array([len(tokens[i]) for i in pool], float)
    return means | _whole(member, rows, rows.dense(pool), title, lengths) | _order(sets)


def _whole(
    member: np.ndarray,
    rows: SentenceMatrix,
    dense: np.ndarray,
    title: str | None,
    lengths: np.ndarray,
) -> dict[str, np.ndarray]:
    """Return the features of what each set covers, repeats and leaves out, each of shape (sets,).

    `member` has the shape (sets, pool), with 1 where a sentence belongs to a set. `dense` has the
    rows of the pool, and `lengths` the words of each set.
    """
    count = member[0].sum()
    size = np.log1p(lengths / count)
    pairs = member[:, :, None] * member[:, None, :] * np.triu(dense @ dense.T, 1)
    together = member @ dense
    norms = np.linalg.norm(together, axis=1)
    centre = rows.total(np.ones(rows.size))
    covered = (member @ (dense > 0)) > 0

    def share(worth: np.ndarray) -> np.ndarray:
        shares: np.ndarray = covered @ worth / (worth.sum() or 1.0)
        return shares

    return {
        "set_words": size,
        "set_words_off": (size - math.log1p(_USUAL_WORDS)) ** 2,
        "set_overlap": pairs.sum(axis=(1, 2)) / max(count * (count - 1) / 2, 1),
        "set_overlap_most": pairs.max(axis=(1, 2)),
        "set_centrality": together @ centre / (norms * np.linalg.norm(centre) + 1e-9),
        "set_title": share(rows.worth(words(title or ""))),
        "set_keywords": share(rows.keywords(_KEYWORDS)),
        "set_first": share(rows.dense([0])[0]),
        "set_different": covered.sum(axis=1) / np.maximum(lengths, 1),
    }


def _order(sets: Sequence[tuple[int, ...]]) -> dict[str, np.ndarray]:
    """Return the features of the positions of each set's sentences in the article."""
    table = np.array(sets)
    return {
        "set_span": np.log1p(table[:, -1] - table[:, 0]),
        "set_last": np.log1p(table[:, -1]),
        "set_runs_on": (np.diff(table, axis=1) == 1).sum(axis=1).astype(float),
    }
