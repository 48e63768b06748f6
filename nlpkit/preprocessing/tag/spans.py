"""From a label for every word to spans that tile the sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...document import Sentence

NONE = -1  # the label of words without a language of their own

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
    doubt: np.ndarray  # what a language that is not one of the document costs more there
    first: np.ndarray


@dataclass(frozen=True, slots=True)
class Run:
    """Words [first, last) of one sentence with the same label; the stretch of text is theirs."""

    start: int
    end: int
    label: int
    first: int
    last: int


def _label_runs(labels: Sequence[int], first: int) -> list[tuple[int, int, int]]:
    """Return (label, first, last) of equal labels in a row; -1 joins its neighbours."""
    runs: list[tuple[int, int, int]] = []
    for at, label in enumerate(labels, first):
        if runs and (label in (-1, runs[-1][0]) or runs[-1][0] == -1):
            known = label if runs[-1][0] == -1 else runs[-1][0]
            runs[-1] = (known, runs[-1][1], at + 1)
        else:
            runs.append((label, at, at + 1))
    return runs


def _lay_out(
    text: str, start: int, end: int, labels: Sequence[int], words: Words, first: int
) -> list[Run]:
    """Return the runs of one sentence [start, end) of several languages, with
    the text cut between.
    """
    runs = _label_runs(labels, first)
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
    """Return where between two languages the first ends, its last word ending at `left`.

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
    """Return True if the mark closes one that was opened inside and is still open there."""
    if char in _STRAIGHT:
        return inside.count(char) % 2 == 1
    return any(inside.count(o) > inside.count(char) for o in _PAIRS.get(char, ""))


def mixed(words: Words, labels: np.ndarray) -> list[int]:
    """Return the sentences whose words have more than one label, NONE aside."""
    full = np.flatnonzero(np.diff(words.first))
    if not len(full):
        return []
    starts = words.first[full]
    most = np.maximum.reduceat(labels, starts)
    least = np.minimum.reduceat(np.where(labels == NONE, 1 << 30, labels), starts)
    mixed: list[int] = full[(most != NONE) & (least != most)].tolist()
    return mixed


def runs(
    text: str, sentences: Sequence[Sentence], words: Words, labels: np.ndarray
) -> list[list[Run]]:
    """Return the runs of every sentence; a sentence without words of its own takes a neighbour's
    label.
    """
    several = set(mixed(words, labels))
    first = words.first.tolist()
    padded = np.concatenate((labels, [NONE]))
    whole = np.maximum.reduceat(padded, words.first[:-1]).tolist()
    laid: list[list[Run]] = []
    for i, sentence in enumerate(sentences):
        a, b = first[i], first[i + 1]
        if i in several:
            laid.append(
                _lay_out(text, sentence.start, sentence.end, labels[a:b].tolist(), words, a)
            )
        else:
            label = whole[i] if a < b else NONE
            laid.append([Run(sentence.start, sentence.end, label, a, b)])
    _spread(laid)
    return laid


def _spread(runs: list[list[Run]]) -> None:
    """Give sentences without a label the label before them, or at the start
    the first that follows.
    """
    last = next((r[0].label for r in runs if r[0].label != NONE), NONE)
    for i, sentence in enumerate(runs):
        if sentence[0].label == NONE and last != NONE:
            runs[i] = [replace(run, label=last) for run in sentence]
        last = runs[i][-1].label
