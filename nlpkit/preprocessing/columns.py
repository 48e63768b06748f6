"""Restores the reading order of text in two columns that was copied row by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from . import phrases

_LIMITS = phrases.data("wrap.toml")["columns"]
_GUTTER = re.compile(r"(?<=\S) {2,}(?=\S)")
_WORD = re.compile(r"[^\W\d_]+")


def unfold(text: str) -> str:
    """Return `text` with the left column before the right column.

    Guarantees: a text without two columns of prose side by side is returned unchanged.
    """
    if len(_GUTTER.findall(text)) < _LIMITS["rows"]:
        return text
    lines = text.split("\n")
    starts = Counter(gap.end() for line in lines for gap in _GUTTER.finditer(line))
    at, rows = starts.most_common(1)[0]
    if rows < _LIMITS["rows"]:
        return text
    out: list[str | None] = []
    i = 0
    while i < len(lines):
        end = _end(lines, i, at)
        left, right = _parted(lines[i:end], at)
        if _is_prose(left) and _is_prose(right):
            out += [*left, "" if _closes(left) else None, *right]
        else:
            end = max(end, i + 1)
            out += lines[i:end]
        i = end
    return "\n".join(line for line in out if line is not None)


def _end(lines: Sequence[str], start: int, at: int) -> int:
    """Return the line after the last row of the columns that begin at line `start`, or `start`."""
    end = start
    for i in range(start, len(lines)):
        line = lines[i]
        if line.strip() and len(line) > at and line[at - 2 : at].strip():
            break
        if line[at : at + 1].strip() and not line[at - 2 : at].strip():
            end = i + 1
        elif i == start:
            return start
        elif i - end >= _LIMITS["apart"]:
            break
    while start < end < len(lines) and 0 < len(lines[end].strip()) < at:
        end += 1  # the left one goes on
    return end


def _parted(lines: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    left = [line[:at].strip() for line in lines]
    right = [line[at:].strip() for line in lines]
    return _trimmed(left), _trimmed(right)


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines


def _is_prose(lines: Sequence[str]) -> bool:
    """Return True if the lines have enough words and continue each other, unlike table rows."""
    told = [line for line in lines if line]
    if len(told) < _LIMITS["least"]:
        return False
    words = sum(len(_WORD.findall(line)) for line in told)
    small = sum(line[0].islower() for line in told[1:])
    wordy: bool = words >= _LIMITS["words"] * len(told)
    flowing: bool = small >= _LIMITS["small"] * (len(told) - 1)
    return wordy and flowing


def _closes(lines: Sequence[str]) -> bool:
    return lines[-1].rstrip("\"'”’»)").endswith((".", "!", "?", "…"))
