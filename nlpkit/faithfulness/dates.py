"""Dates: whether the dates of a text stand in its sources, compared by value.

A year alone is a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..text import dates
from ..text.dates import Date, Day


class Dates:
    """The dates of the sources."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._days: dict[int, set[tuple[int | None, int | None]]] = {}
        self._weekdays: set[int] = set()
        self._years: set[int] = set()
        for source in sources:
            self._years.update(map(int, dates.FULL_YEAR.findall(source)))
            for found in dates.read(source):
                for reading in found.readings:
                    self._learn(reading)

    def _learn(self, found: Day) -> None:
        if found.weekday is not None:
            self._weekdays.add(found.weekday)
        if found.year is not None:
            self._years.add(found.year)
        if found.month is None:
            return
        self._days.setdefault(found.month, set()).add((found.day, found.year))
        if found.day and found.year:
            self._weekdays.add(date(found.year, found.month, found.day).weekday())

    def _seen(self, asked: Day) -> bool:
        if asked.weekday is not None:
            return asked.weekday in self._weekdays
        if asked.year is not None and asked.year not in self._years:
            return False
        known = self._days.get(asked.month or 0, set())
        return any(
            asked.day in (None, day) and (asked.year is None or year in (None, asked.year))
            for day, year in known
        )

    def unseen(self, text: str) -> tuple[str, ...]:
        """Return the dates of `text`, as written, that the sources do not have.

        A date with several readings, such as 3/4/2024, is found if the sources have one of them.
        """
        missing = (one for one in _certain(text) if not any(map(self._seen, one.readings)))
        return tuple(dict.fromkeys(text[one.start : one.end].rstrip(" .,") for one in missing))


def without_dates(text: str) -> str:
    """Return the text with its dates replaced by spaces, so that no day is taken for a number."""
    return dates.without(text, _certain(text))


def _certain(text: str) -> list[Date]:
    """Return the dates that are certain and have a month or a weekday."""
    return [
        one
        for one in dates.read(text)
        if not one.doubtful and (one.readings[0].month or one.readings[0].weekday is not None)
    ]
