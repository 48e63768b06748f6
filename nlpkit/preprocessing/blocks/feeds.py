"""Tells the news feeds of sites, headlines of other articles with their times, from chronologies.

A feed begins with the latest, beside its label. The chronology of an event begins with the earliest,
or tells of what the article tells of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ...text.dates import MONTHS
from ...text.folding import any_of
from ..phrases import Match
from .lines import LIMITS, Line

HEADLINE = Match("related_headline", "patterns", "")  # what a line of a feed is found to be

_LIMITS = LIMITS["feed"]
_TIMED = re.compile(
    rf"(?P<day>(?:(?:{any_of(_LIMITS['days'])})\b,?\s|\d\d?\s(?:{any_of(MONTHS)})\b\.?(?:\s\d{{4}})?,?\s"
    rf"|\d\d?\.\d\d(?:\.\d{{2,4}})?,?\s)?)"
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?P<rest>[\s|—–:·•-]*\S.*|)",
    re.IGNORECASE,
)
_LONGER = re.compile(r"(?<!\w)[^\W\d_]{4}")
_DAY = 24 * 60  # minutes


class _Entry(NamedTuple):
    """A headline with its time: the lines [first, end), the day as it is written, the minute."""

    first: int
    end: int
    day: str
    minute: int


def find(lines: Sequence[Line]) -> tuple[set[int], set[int]]:
    """Return the lines of feeds, and those of chronologies: lines in a row that begin with a time.

    The times of a chronology rise, or its lines share words with the prose. Those of a feed fall,
    its headlines share few, and a label such as "All news" stands above or below it. What a line
    with a colon announces is no feed.
    """
    feeds: set[int] = set()
    chronologies: set[int] = set()
    runs = [run for run in _runs(lines) if len(run) >= _LIMITS["entries"]]
    told = {word for line in lines if runs and line.prose for word in _content(line.text)}
    for run in runs:
        first, end = run[0].first, run[-1].end
        steps = _steps(run)
        rises = max(steps, default=0) > 0 and min(steps) >= 0
        falls = min(steps, default=0) < 0 and max(steps) <= 0
        own = _shared(lines, run, told) > _LIMITS["shared"]
        if rises or (falls and own):
            chronologies.update(range(first, end) if end - first == len(run) else ())
        elif falls and _is_labelled(lines, first, end):
            feeds.update(range(first, end))
    return feeds, chronologies


def _is_labelled(lines: Sequence[Line], first: int, end: int) -> bool:
    """Return whether the label of a feed stands directly above or below the lines [first, end)."""
    above, below = lines[max(0, first - 1) : first], lines[end : end + 1]
    if any(line.text.endswith(":") and line.found is None for line in above):
        return False
    return any(line.found and line.found.reason in _LIMITS["labels"] for line in (*above, *below))


def _shared(lines: Sequence[Line], run: Sequence[_Entry], told: set[str]) -> float:
    """Return which part of the words of headlines is also told in the prose."""
    words = [word for entry in run for word in _headline(lines, entry)]
    return sum(word in told for word in words) / max(len(words), 1)


def _runs(lines: Sequence[Line]) -> Iterator[list[_Entry]]:
    run: list[_Entry] = []
    for entry in _entries(lines):
        if run and run[-1].end != entry.first:
            yield run
            run = []
        run.append(entry)
    yield run


def _entries(lines: Sequence[Line]) -> Iterator[_Entry]:
    """Yield the headlines with a time before them, on the same line or the line above."""
    at = 0
    while at < len(lines):
        timed = _TIMED.fullmatch(lines[at].text)
        end = at + 1
        if timed and not timed["rest"]:
            end += 1
        if timed and end <= len(lines) and _is_headline(lines[end - 1]):
            half = (timed["half"] or "").lower()
            hour = int(timed["hour"]) % 12 + 12 * (half == "p") if half else int(timed["hour"])
            yield _Entry(at, end, timed["day"].lower(), 60 * hour + int(timed["minute"]))
            at = end
        else:
            at += 1


def _is_headline(line: Line) -> bool:
    told = line.found is None and not (line.stops or line.clause)
    return told and _LIMITS["least"] <= line.words <= _LIMITS["most"]


def _steps(run: Sequence[_Entry]) -> list[int]:
    """Return the minutes between headlines of one day; midnight may lie between them."""
    return [
        (b.minute - a.minute + _DAY // 2) % _DAY - _DAY // 2
        for a, b in pairwise(run)
        if a.day == b.day
    ]


def _headline(lines: Sequence[Line], entry: _Entry) -> list[str]:
    return _content(" ".join(line.text for line in lines[entry.first : entry.end]))


def _content(text: str) -> list[str]:
    """Return the beginnings of the longer words, because endings change."""
    return [word[0] for word in _LONGER.finditer(text.casefold())]
