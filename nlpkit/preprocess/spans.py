"""From a label for every word to spans that tile the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_OPENERS = "«“„‚‘([{¿¡「『（《‹<"
_CLOSERS = "»”“’)]}」』）》›>"
_PAIRS = {"»": "«", "”": "“„", "“": "„", "’": "‘", ")": "(", "]": "[", "}": "{", ">": "<",
          "」": "「", "』": "『", "）": "（", "》": "《", "›": "‹"}  # fmt: skip
_STRAIGHT = "\"'"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order, one array a property.

    `first` says where the words of each sentence begin (one more entry than there are sentences).
    """

    start: np.ndarray  # offsets in the text
    end: np.ndarray
    sentence: np.ndarray
    number: np.ndarray  # in the lexicon
    script: np.ndarray  # code in the lexicon
    name: np.ndarray  # written as a name is?
    factor: np.ndarray  # how much its evidence counts
    switch: np.ndarray  # cost of changing the language before it
    first: np.ndarray


@dataclass(frozen=True, slots=True)
class Run:
    """Words [first, last) of one sentence with the same label; the stretch of text is theirs."""

    start: int
    end: int
    label: int
    first: int
    last: int


def label_runs(labels: Sequence[int], first: int) -> list[tuple[int, int, int]]:
    """(label, first, last) of equal labels in a row; -1 joins what stands around it."""
    runs: list[tuple[int, int, int]] = []
    for at, label in enumerate(labels, first):
        if runs and (label in (-1, runs[-1][0]) or runs[-1][0] == -1):
            known = label if runs[-1][0] == -1 else runs[-1][0]
            runs[-1] = (known, runs[-1][1], at + 1)
        else:
            runs.append((label, at, at + 1))
    return runs


def lay_out(
    text: str, start: int, end: int, labels: Sequence[int], words: Words, first: int
) -> list[Run]:
    """The runs of one sentence [start, end) of several languages, with the text cut between."""
    runs = label_runs(labels, first)
    laid, at = [], start
    for i, (label, a, b) in enumerate(runs):
        if i + 1 == len(runs):
            stop = end
        else:
            last = max(k for k in range(a, b) if labels[k - first] != -1 or b - a == 1)
            stop = _cut(text, at, int(words.end[last]), int(words.start[b]))
        laid.append(Run(at, stop, label, a, b))
        at = stop
    return laid


def _cut(text: str, start: int, left: int, right: int) -> int:
    """Where between two languages the first ends, its last word ending at `left`.

    Closing marks stay with what they close, opening ones go with what they open; else the cut is
    after the last white space.
    """
    between, inside = text[left:right], text[start:left]
    kept = 0
    while kept < len(between) and _closes(between[kept], inside):
        kept += 1
    if kept == 0 and between[:1] in tuple(_CLOSERS):
        return left
    for at in range(kept, len(between)):
        straight = between[at] in _STRAIGHT and between[at - 1 : at].isspace()
        if straight or between[at] in _OPENERS:
            return left + at
    blank = max((i for i, char in enumerate(between) if char.isspace()), default=len(between) - 1)
    return left + blank + 1


def _closes(char: str, inside: str) -> bool:
    """Does the mark close one that was opened inside, and not closed there?"""
    if char in _STRAIGHT:
        return inside.count(char) % 2 == 1
    return any(inside.count(o) > inside.count(char) for o in _PAIRS.get(char, ""))
