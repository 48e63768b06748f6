"""Tells the chronologies of an event, and timetables, from the news feeds of sites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...text.dates import MONTHS
from ...text.folding import any_of
from .lines import LIMITS, Line

_LIMITS = LIMITS["chronology"]
_TIMED = re.compile(
    rf"(?P<day>(?:(?:{any_of(_LIMITS['days'])})\b,?\s|\d\d?\s(?:{any_of(MONTHS)})\b\.?(?:\s\d{{4}})?,?\s"
    rf"|\d\d?\.\d\d(?:\.\d{{2,4}})?,?\s)?)"
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"[\s|—–:·•-]*\S.*",
    re.IGNORECASE,
)
_LONGER = re.compile(r"(?<!\w)[^\W\d_]{4}")
_DAY = 24 * 60  # minutes


class _Entry(NamedTuple):
    """A line with its time: its index, the day as it is written, the minute of the day."""

    at: int
    day: str
    minute: int


def find(lines: Sequence[Line]) -> set[int]:
    """Return the lines of chronologies and timetables: some in a row that begin with a time.

    The times rise, or the lines share words with the prose, or no label stands directly above them.
    """
    found: set[int] = set()
    runs = [run for run in _runs(lines) if len(run) >= _LIMITS["entries"]]
    told = {word for line in lines if runs and line.prose for word in _content(line.text)}
    for run in runs:
        steps = _steps(run)
        rises = max(steps, default=0) > 0 and min(steps) >= 0
        labelled = any(line.found for line in lines[max(0, run[0].at - 1) : run[0].at])
        if rises or not labelled or _shared(lines, run, told) > _LIMITS["shared"]:
            found.update(entry.at for entry in run)
    return found


def _shared(lines: Sequence[Line], run: Sequence[_Entry], told: set[str]) -> float:
    """Return which part of the words of the lines is also told in the prose."""
    words = [word for entry in run for word in _content(lines[entry.at].text)]
    return sum(word in told for word in words) / max(len(words), 1)


def _runs(lines: Sequence[Line]) -> Iterator[list[_Entry]]:
    run: list[_Entry] = []
    for entry in _entries(lines):
        if run and run[-1].at + 1 != entry.at:
            yield run
            run = []
        run.append(entry)
    yield run


def _entries(lines: Sequence[Line]) -> Iterator[_Entry]:
    """Yield the short lines, no sentences, that begin with a time."""
    for at, line in enumerate(lines):
        timed = _TIMED.fullmatch(line.text) if _is_short(line) else None
        if timed:
            half = (timed["half"] or "").lower()
            hour = int(timed["hour"]) % 12 + 12 * (half == "p") if half else int(timed["hour"])
            yield _Entry(at, timed["day"].lower(), 60 * hour + int(timed["minute"]))


def _is_short(line: Line) -> bool:
    told = line.found is None and not (line.stops or line.clause)
    return told and _LIMITS["least"] <= line.words <= _LIMITS["most"]


def _steps(run: Sequence[_Entry]) -> list[int]:
    """Return the minutes between lines of one day; midnight may lie between them."""
    return [
        (b.minute - a.minute + _DAY // 2) % _DAY - _DAY // 2
        for a, b in pairwise(run)
        if a.day == b.day
    ]


def _content(text: str) -> list[str]:
    """Return the beginnings of the longer words, because endings change."""
    return [word[0] for word in _LONGER.finditer(text.casefold())]
