"""Computes how certain a label is: the evidence over the best other language, as a probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from .lexicon import Lexicon, Rows
from .spans import Run, Words

_STEP = 500  # runs summed at once: bounds memory


def scores(
    lexicon: Lexicon,
    columns: Mapping[int, np.ndarray],
    words: Words,
    labels: np.ndarray,
    runs: Sequence[Run],
    table: Mapping[str, Any],
) -> tuple[list[str], list[float]]:
    """For every run the script of its words and the probability that its language is right.

    `columns` are the languages of the columns of each shared script, by code; `table` is the
    calibration. A run without a word of its own has neither.
    """
    label = np.array([run.label for run in runs])
    run_of = np.repeat(np.arange(len(runs)), [run.last - run.first for run in runs])
    own = labels == label[run_of]
    script = np.zeros(len(runs), dtype=np.int64)
    script[run_of[own]] = words.script[own]
    score = np.where(script > 0, table["by_script"], 0.0)
    for code, languages in columns.items():
        at = np.flatnonzero(own & (words.script == code))
        if len(at):
            chosen = run_of[at][np.flatnonzero(np.diff(run_of[at], prepend=-1))]
            rows = lexicon.rows(words.number[at], words.factor[at], len(languages))
            column = np.searchsorted(languages, label[chosen])
            score[chosen] = calibrated(_margins(_sums(rows, run_of[at]), column), table)
    return [lexicon.scripts[code] for code in script], score.tolist()


def calibrated(margins: np.ndarray, table: Mapping[str, Any]) -> np.ndarray:
    """Return the share of the development spans with such a margin that were right."""
    shares: np.ndarray = np.interp(margins, table["margins"], table["right"])
    return shares


def _margins(sums: np.ndarray, column: np.ndarray) -> np.ndarray:
    """Return how far the chosen column of every row is above the best of the others, in nats."""
    row = np.arange(len(sums))
    best = sums[row, column]
    sums[row, column] = -np.inf
    margins: np.ndarray = best - sums.max(axis=1)
    return margins


def _sums(rows: Rows, group: np.ndarray) -> np.ndarray:
    """Return the sum of the rows of every group; groups are in order and every one has a row."""
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    cuts = [*starts[::_STEP].tolist(), len(group)]
    parts = []
    for a, b in pairwise(cuts):
        inner = starts[(starts >= a) & (starts < b)] - a
        parts.append(np.add.reduceat(rows(a, b), inner, axis=0))
    return np.concatenate(parts)
