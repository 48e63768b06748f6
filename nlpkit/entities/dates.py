"""The dates of a sentence for the table of entities.

These are day and month, month and year, and a year that a word shows to be one. A month alone and a
day of the week are not among them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import dates
from ..text.dates import Day
from .lists import Finding


def find(text: str) -> Iterator[Finding]:
    """Yield the dates of a sentence in order.

    An ambiguous one has the value that its readings share.
    """
    for one in dates.read(text):
        if not one.doubtful and _telling(one.readings[0]):
            yield Finding(one.start, one.end, "date", one.iso)


def _telling(day: Day) -> bool:
    return day.year is not None or (day.month is not None and day.day is not None)
