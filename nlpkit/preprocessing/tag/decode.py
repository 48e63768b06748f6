"""Finds the languages of a chain of words in one script, with Viterbi paths where needed.

Another language than the chain's main one is chosen only if its evidence over the main language,
summed over a stretch, exceeds the cost of switching. These sums come from one cumulative sum
(Kadane's maximum subarray, for all languages at once), so plain text needs no dynamic programming.
The rest is cut into pieces of bounded length, which are decoded together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

_STEP = 2048  # words looked at together
_MARGIN = 6  # words around a doubtful stretch that join the closer look
_PIECE = 192  # words of a piece whose labels count
_CONTEXT = 32  # words on either side of a cut that both pieces read, for the path to settle
_USUAL_LANGUAGES = 8  # weighed in a piece, unless more of them lead some stretch of it


@dataclass(frozen=True, slots=True)
class Costs:
    """The numbers of `[inventory]` in tag.toml, and the switch that ends a stretch of its own."""

    candidate: float
    supported: float
    newcomer: float
    stretch: float


@dataclass(frozen=True, slots=True)
class Chain:
    """Words of one script in order: `rows(a, b)` is their evidence [b - a, languages], `switch[i]`
    the cost of changing language before word i, `doubt[i]` what it costs more to enter there a
    language that is not one of the document, `prior` each language's head start."""

    rows: Callable[[int, int], np.ndarray]
    switch: np.ndarray
    doubt: np.ndarray
    prior: np.ndarray


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words [start, end), of which [first, last) get their labels here, and the languages worth
    considering, the main one first (it also fills up to the next power of two)."""

    start: int
    end: int
    first: int
    last: int
    languages: np.ndarray


@dataclass(frozen=True, slots=True)
class _Batch:
    """Pieces of like length, padded: evidence [pieces, words + 1, languages], what precedes
    included in the first row and what follows in the row after the last word."""

    pieces: Sequence[_Piece]
    languages: np.ndarray
    rows: np.ndarray
    change: np.ndarray
    doubt: np.ndarray
    opens: np.ndarray  # does the piece open the chain?


def decode(chain: Chain, costs: Costs) -> np.ndarray:
    """Return the column of the best language of every word."""
    size = len(chain.switch)
    totals = sum(chain.rows(a, min(a + _STEP, size)).sum(axis=0) for a in range(0, size, _STEP))
    main = int(np.argmax(totals + chain.prior))
    labels = np.full(size, main, dtype=np.int64)
    batches = _batches(chain, _pieces(chain, main, costs))
    if not batches:
        return labels
    _label(batches, np.maximum(costs.newcomer / 2 - chain.prior, 0.0), labels)
    supported = _support(chain, batches, labels) >= costs.supported
    supported[main] = True
    penalty = np.where(supported, 0.0, np.maximum(costs.newcomer - chain.prior, 0.0))
    _label(batches, penalty, labels)
    return labels


def _support(chain: Chain, batches: Sequence[_Batch], labels: np.ndarray) -> np.ndarray:
    """Return for each language the evidence of its words over the nearest other language."""
    support = np.zeros((len(chain.prior), len(chain.prior)))
    for piece in (piece for batch in batches for piece in batch.pieces):
        own, rows = labels[piece.first : piece.last], chain.rows(piece.first, piece.last)
        for language in set(own.tolist()):
            support[language] += rows[own == language].sum(axis=0)
    own = support.diagonal().copy()
    np.fill_diagonal(support, -np.inf)
    lead: np.ndarray = own - support.max(axis=1)
    return lead


def _pieces(chain: Chain, main: int, costs: Costs) -> Iterator[_Piece]:
    """Yield the stretches where some language gains on the main one, cut short."""
    for start, end in _windows(chain, main, costs.candidate):
        for first in range(start, end, _PIECE):
            last = min(first + _PIECE, end)
            a, b = max(first - _CONTEXT, start), min(last + _CONTEXT, end)
            rows = chain.rows(a, b)
            gain = rows - rows[:, main : main + 1]
            opens = chain.switch[a:b] <= costs.stretch
            languages = _worth(gain, opens, main, costs.candidate / 2)
            yield _Piece(a, b, first, last, languages)


def _worth(gain: np.ndarray, opens: np.ndarray, main: int, least: float) -> np.ndarray:
    """Return the languages to consider in a piece: the main one, those that gain most on it, and
    the one that gains most in each stretch.

    `opens` says which words begin a stretch: a line, a sentence, a quotation, a bracket.
    """
    tops = _best_sums(gain).max(axis=0)
    tops[main] = np.inf
    order = np.argsort(-tops, kind="stable")
    order = order[tops[order] > least]
    opens[0] = True
    leading = np.add.reduceat(gain, np.flatnonzero(opens), axis=0).argmax(axis=1)
    among = np.isin(order, leading)
    among[:_USUAL_LANGUAGES] = True
    chosen = order[among]
    width = max(_USUAL_LANGUAGES, 1 << (len(chosen) - 1).bit_length())
    return np.concatenate([chosen, np.full(width - len(chosen), main)])


def _windows(chain: Chain, main: int, candidate: float) -> list[tuple[int, int]]:
    """Return where some language gains at least `candidate` on the main one, with words around."""
    size = len(chain.switch)
    found: list[tuple[int, int]] = []
    for begin in range(0, size, _STEP):
        rows = chain.rows(begin, min(begin + _STEP, size))
        peak = _best_sums(rows - rows[:, main : main + 1]).max(axis=1)
        for a, b in _runs(peak > 0):
            if peak[a:b].max() < candidate:
                continue
            start, end = max(begin + a - _MARGIN, 0), min(begin + b + _MARGIN, size)
            if found and start <= found[-1][1]:
                start = found.pop()[0]
            found.append((start, end))
    return found


def _best_sums(gain: np.ndarray) -> np.ndarray:
    """Return for each row and column the largest sum of a stretch that ends there, at least 0."""
    sums = np.cumsum(gain, axis=0)
    lowest = np.minimum.accumulate(sums, axis=0)
    return sums - np.minimum(lowest, 0.0)


def _runs(mask: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).view(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _batches(chain: Chain, pieces: Iterator[_Piece]) -> list[_Batch]:
    def size(piece: _Piece) -> tuple[int, int]:
        return (piece.end - piece.start).bit_length(), len(piece.languages)

    return [_batch(chain, [*group]) for _, group in groupby(sorted(pieces, key=size), size)]


def _batch(chain: Chain, pieces: list[_Piece]) -> _Batch:
    longest = max(piece.end - piece.start for piece in pieces)
    rows = np.zeros((len(pieces), longest + 1, len(pieces[0].languages)))
    change = np.full((len(pieces), longest + 1), np.inf)
    doubt = np.zeros((len(pieces), longest + 1))
    for i, piece in enumerate(pieces):
        length = piece.end - piece.start
        rows[i, :length] = chain.rows(piece.start, piece.end)[:, piece.languages]
        change[i, :length] = chain.switch[piece.start : piece.end]
        doubt[i, :length] = chain.doubt[piece.start : piece.end]
        if piece.end < len(chain.switch):  # words follow, in the main language
            back = piece.languages != piece.languages[0]
            rows[i, length] = -chain.switch[piece.end] * back
        if piece.start == 0:  # nothing to come from: any language may begin
            rows[i, 0] += chain.prior[piece.languages]
    languages = np.array([piece.languages for piece in pieces])
    opens = np.array([piece.start == 0 for piece in pieces])
    return _Batch(pieces, languages, rows, change, doubt, opens)


def _label(batches: Sequence[_Batch], penalty: np.ndarray, labels: np.ndarray) -> None:
    """Write the best path of every piece into `labels`; `penalty` is the cost of entering a
    language.
    """
    for batch in batches:
        paths = _viterbi(batch, penalty[batch.languages])
        for piece, path in zip(batch.pieces, paths, strict=True):
            labels[piece.first : piece.last] = path[
                piece.first - piece.start : piece.last - piece.start
            ]


def _viterbi(batch: _Batch, penalty: np.ndarray) -> np.ndarray:
    """Return the best paths that come from the main language and go back to it, [pieces, words +
    1].
    """
    pieces = np.arange(len(batch.rows))
    foreign = batch.languages != batch.languages[:, :1]
    newcomer = penalty > 0
    fee = penalty + batch.doubt[:, :1] * newcomer
    entry = (batch.change[:, :1] + fee) * (foreign & ~batch.opens[:, None])
    scores = batch.rows[:, 0] - entry
    source = np.zeros(batch.change.shape, dtype=np.int8)
    moved = np.zeros(batch.rows.shape, dtype=bool)
    for i in range(1, batch.change.shape[1]):
        source[:, i] = best = scores.argmax(axis=1)
        fee = penalty + batch.doubt[:, i : i + 1] * newcomer
        entered = (scores[pieces, best] - batch.change[:, i])[:, None] - fee
        np.greater(entered, scores, out=moved[:, i])
        np.maximum(entered, scores, out=scores)
        scores += batch.rows[:, i]
    path: np.ndarray = np.empty(batch.change.shape, dtype=np.int64)
    path[:, -1] = scores.argmax(axis=1)
    for i in range(path.shape[1] - 1, 0, -1):
        at = path[:, i]
        path[:, i - 1] = np.where(moved[pieces, i, at], source[:, i], at)
    return np.take_along_axis(batch.languages, path, axis=1)
