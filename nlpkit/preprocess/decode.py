"""The languages of a chain of words in one script: a Viterbi path where one is needed.

A language other than the chain's main one pays only where its evidence over the main language,
summed over some stretch, exceeds the cost of switching. Those sums come from one cumulative sum
(Kadane's maximum subarray, for all languages at once), so plain text needs no dynamic programme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

_STEP = 2048  # words looked at together
_MARGIN = 6  # words around a doubtful stretch that join the closer look
_MOST_LANGUAGES = 8


@dataclass(frozen=True, slots=True)
class Costs:
    candidate: float
    supported: float
    newcomer: float


@dataclass(frozen=True, slots=True)
class Chain:
    """Words of one script in order: `rows(a, b)` is their evidence [b - a, languages], `switch[i]`
    the cost of changing language before word i, `common` each language's head start."""

    rows: Callable[[int, int], np.ndarray]
    switch: np.ndarray
    common: np.ndarray


@dataclass(slots=True)
class _Window:
    """A doubtful stretch, and the languages worth considering in it."""

    start: int
    end: int
    languages: np.ndarray


def decode(chain: Chain, costs: Costs) -> np.ndarray:
    """The column of the best language of every word."""
    size = len(chain.switch)
    totals = sum(chain.rows(a, min(a + _STEP, size)).sum(axis=0) for a in range(0, size, _STEP))
    main = int(np.argmax(totals + chain.common))
    labels = np.full(size, main, dtype=np.int64)
    windows = list(_windows(chain, main, costs.candidate))
    if not windows:
        return labels
    penalty = np.maximum(costs.newcomer / 2 - chain.common, 0.0)
    support = np.zeros((len(chain.common), len(chain.common)))
    for window in windows:
        path = _viterbi(chain, window, main, penalty)
        rows = chain.rows(window.start, window.end)
        for language in set(path.tolist()):
            support[language] += rows[path == language].sum(axis=0)
    own = support.diagonal().copy()
    np.fill_diagonal(support, -np.inf)
    supported = own - support.max(axis=1) >= costs.supported
    supported[main] = True
    penalty = np.where(supported, 0.0, np.maximum(costs.newcomer - chain.common, 0.0))
    for window in windows:
        labels[window.start : window.end] = _viterbi(chain, window, main, penalty)
    return labels


def _windows(chain: Chain, main: int, candidate: float) -> Iterator[_Window]:
    """Stretches where some language gains at least `candidate` on the main one."""
    size = len(chain.switch)
    last: _Window | None = None
    for begin in range(0, size, _STEP):
        rows = chain.rows(begin, min(begin + _STEP, size))
        gain = _best_sums(rows - rows[:, main : main + 1])
        hopeful = np.flatnonzero(gain.max(axis=0) >= candidate)
        if not len(hopeful):
            continue
        peak = gain[:, hopeful].max(axis=1)
        for a, b in _runs(peak > 0):
            if peak[a:b].max() < candidate:
                continue
            tops = gain[a:b][:, hopeful].max(axis=0)
            order = np.argsort(-tops, kind="stable")[: _MOST_LANGUAGES - 1]
            languages = hopeful[order][tops[order] > candidate / 2]
            window = _Window(max(begin + a - _MARGIN, 0), min(begin + b + _MARGIN, size), languages)
            if last is not None and window.start <= last.end:
                last.end = max(last.end, window.end)
                last.languages = np.union1d(last.languages, languages)
                continue
            if last is not None:
                yield last
            last = window
    if last is not None:
        yield last


def _best_sums(gain: np.ndarray) -> np.ndarray:
    """For each row and column the largest sum of a stretch that ends there (0 for none)."""
    sums = np.cumsum(gain, axis=0)
    lowest = np.minimum.accumulate(sums, axis=0)
    return sums - np.minimum(lowest, 0.0)


def _runs(mask: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).view(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _viterbi(chain: Chain, window: _Window, main: int, penalty: np.ndarray) -> np.ndarray:
    """The best path through a window that comes from the main language and goes back to it."""
    languages = np.array(sorted({*window.languages.tolist(), main}))
    rows = chain.rows(window.start, window.end)[:, languages].astype(np.float64)
    change = -(chain.switch[window.start : window.end, None] + penalty[languages])
    if window.start == 0:  # nothing to come from: any language may begin
        scores = chain.common[languages].astype(np.float64)
    else:
        scores = np.where(languages == main, 0.0, change[0])
    scores += rows[0]
    source = [0] * len(rows)
    moved = np.zeros(rows.shape, dtype=bool)
    for i in range(1, len(rows)):
        source[i] = best = int(scores.argmax())
        entered = scores[best] + change[i]
        np.greater(entered, scores, out=moved[i])
        np.maximum(entered, scores, out=scores)
        scores += rows[i]
    if window.end < len(chain.switch):  # words follow, in the main language
        scores -= np.where(languages == main, 0.0, chain.switch[window.end])
    path = [int(scores.argmax())]
    for i in range(len(rows) - 1, 0, -1):
        path.append(source[i] if moved[i, path[-1]] else path[-1])
    return languages[path[::-1]]
