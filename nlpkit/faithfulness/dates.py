"""Dates, by value: whether those of a text stand in its sources, in English, Russian or digits.

A date here is a month with its day and year as far as they are said, or a day of the week. A bare
year is a number like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import regex

from ..resources import load_toml
from ..text.units import MONTHS
from .lists import any_of, fold

_LISTS = load_toml("nlpkit.text", "data/dates.toml")
_WEEKDAYS = {word: int(day) for day, forms in _LISTS["weekdays"].items() for word in forms}
_DOUBTFUL = frozenset(_LISTS["doubtful"]["words"])


_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|-?(?:го|е|му|ого))?"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>(?:1[89]|20)\d\d)(?!\d))?"
_MONTH = rf"(?P<month>{any_of(MONTHS)})(?!\w)\.?"
_WRITTEN = [
    regex.compile(rf"(?<![\w.,:/-]){_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}"),  # 12 May 2024, 12 мая
    regex.compile(rf"(?<!\w){_MONTH}\s+(?:the\s+)?{_DAY}(?![\w:]|[.,]\d){_YEAR}"),  # May 12, 2024
    regex.compile(rf"(?<!\w){_MONTH}{_YEAR}"),  # May 2024, May
]
_IN_DIGITS = [
    regex.compile(r"(?<!\d)(?P<year>(?:1[89]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    regex.compile(r"(?<![\d.])(?P<day>\d\d?)\.(?P<month>\d\d)\.(?P<year>(?:1[89]|20)?\d\d)(?!\d)"),
    regex.compile(r"(?<![\d/])(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>(?:1[89]|20)?\d\d)(?!\d)"),
]
_WEEKDAY = regex.compile(rf"(?<!\w)(?P<weekday>{any_of(_WEEKDAYS)})(?!\w)")
_AFTER = regex.compile(rf"(?<!\w)(?:{any_of(_LISTS['doubtful']['after'])})[\s-]+$")
_FULL_YEAR = regex.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class _Date:
    """A date at [start, end) of a text; what is not said is None."""

    start: int
    end: int
    month: int | None = None
    day: int | None = None
    year: int | None = None
    weekday: int | None = None


class Dates:
    """The dates of the sources."""

    def __init__(self, sources: Iterable[str]) -> None:
        self._months: set[tuple[int, int | None, int | None]] = set()
        self._weekdays: set[int] = set()
        self._years: set[int] = set()
        for source in sources:
            folded = fold(source)
            self._years.update(map(int, _FULL_YEAR.findall(folded)))
            for found in _dates(source, strict=False):
                self._learn(found)

    def _learn(self, found: _Date) -> None:
        if found.weekday is not None:
            self._weekdays.add(found.weekday)
        if found.month is None:
            return
        self._months.add((found.month, found.day, found.year))
        self._years.update([found.year] if found.year else [])
        if found.day and found.year:
            try:
                self._weekdays.add(date(found.year, found.month, found.day).weekday())
            except ValueError:  # a 30 February is a date of nothing
                return

    def _seen(self, asked: _Date) -> bool:
        if asked.weekday is not None:
            return asked.weekday in self._weekdays
        if asked.year and asked.year not in self._years:
            return False
        return any(
            month == asked.month
            and (asked.day is None or day == asked.day)
            and (asked.year is None or year in (None, asked.year))
            for month, day, year in self._months
        )

    def unseen(self, text: str) -> tuple[str, ...]:
        """The dates of `text`, as written, that the sources do not have.

        One that is ambiguous in digits, 3/4/2024, is seen where either reading is.
        """
        found = list(_dates(text, strict=True))
        seen = {(d.start, d.end) for d in found if self._seen(d)}
        places = sorted({(d.start, d.end) for d in found} - seen)
        return tuple(dict.fromkeys(text[start:end].rstrip(" .,") for start, end in places))


def without_dates(text: str) -> str:
    """The text with its dates blanked out, so that a day is not taken for a number."""
    for found in _dates(text, strict=True):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text


def _dates(text: str, *, strict: bool) -> Iterator[_Date]:
    """The dates of the text; `strict` leaves out words that may mean something else ("may")."""
    folded = fold(text)
    taken: list[tuple[int, int]] = []
    for pattern in (*_IN_DIGITS, *_WRITTEN):
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            parts = match.groupdict()
            alone = parts.get("day") is None and parts.get("year") is None
            if strict and alone and not _meant(text, folded, match):
                continue
            readings = list(_readings(start, end, parts))
            if readings:
                taken.append((start, end))
                yield from readings
    for match in _WEEKDAY.finditer(folded):
        if not strict or _meant(text, folded, match):
            yield _Date(*match.span(), weekday=_WEEKDAYS[match["weekday"]])


def _readings(start: int, end: int, parts: dict[str, str | None]) -> Iterator[_Date]:
    """The date, or for 3/4/2024 both dates that it may be."""
    day, year = (int(parts[k]) if parts.get(k) else None for k in ("day", "year"))
    if year is not None and year < 100:
        year += 2000 if year < 70 else 1900
    month = parts["month"] or ""
    if not month.isdigit():
        yield _Date(start, end, MONTHS[month], day, year)
        return
    for m, d in dict.fromkeys([(int(month), day), (day, int(month))]):
        if m and d and m <= 12 and d <= 31:
            yield _Date(start, end, m, d, year)


def _meant(text: str, folded: str, match: regex.Match[str]) -> bool:
    """Whether a word without a number beside it is a month or a day of the week here."""
    word = match[0].rstrip(".")
    if word not in _DOUBTFUL:
        return True
    capital = word.isascii() and text[match.start()].isupper() and match.start() > 0
    return capital or _AFTER.search(folded[: match.start()]) is not None
