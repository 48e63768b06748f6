"""The dates of a sentence that an article's table shows.

Day and month, month and year, a year that a word says is one; neither bare months nor days of the
week.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import dates
from ..text.dates import Day
from .lists import Finding


def find(text: str) -> Iterator[Finding]:
    """The dates of a sentence in order; an ambiguous one has the value its readings share."""
    for one in dates.read(text):
        if not one.doubtful and _telling(one.readings[0]):
            yield Finding(one.start, one.end, "date", one.iso)


def _telling(day: Day) -> bool:
    return day.year is not None or (day.month is not None and day.day is not None)
