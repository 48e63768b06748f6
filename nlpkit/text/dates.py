"""The only reader of dates, in English, Russian and digits.

A date has one reading, or several if the text alone does not say which day is meant: 3/4/2024 is 3
April or 4 March. All callers choose from the readings given here. Words such as "tomorrow" are not
read, because the text alone does not say which day they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import regex

from ..resources import load_toml
from .folding import any_of, fold

if TYPE_CHECKING:
    from .numbers import Number

_LISTS = load_toml(__package__, "data/dates.toml")
MONTHS = {word: int(month) for month, forms in _LISTS["months"].items() for word in forms}
_WEEKDAYS = {word: int(day) for day, forms in _LISTS["weekdays"].items() for word in forms}
_DOUBTFUL = frozenset(_LISTS["doubtful"]["words"])


class Day(NamedTuple):
    """One reading of a date, as far as the text gives it; `weekday` is 0 for Monday."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def iso(self) -> str | None:
        """The date in ISO 8601, as far as it is known: 2025-03-12, 2025-03, 2025.

        None without a year.
        """
        if self.year is None:
            return None
        parts = [f"{self.year}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            parts += [f"{self.day:02}"] if self.day is not None else []
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Date:
    """A date at [start, end) of a text, with its readings, the likeliest first.

    `doubtful` is True if its words may mean something else than a date, such as "may" or "среды".
    """

    start: int
    end: int
    readings: tuple[Day, ...]
    doubtful: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether the text does not say which of several days is meant."""
        return len(self.readings) > 1

    @property
    def iso(self) -> str | None:
        """The date in ISO 8601, as far as all readings agree."""
        values = {reading.iso for reading in self.readings}
        years = {reading.year for reading in self.readings}
        if len(values) == 1:
            return values.pop()
        return str(years.pop()) if len(years) == 1 and None not in years else None


_A_YEAR = r"(?:1[5-9]|20)\d\d"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|-?(?:го|е|му|ого))?"
_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<year>{_A_YEAR})(?!\d))?"
_OF_YEAR = r"(?:(?<=\d)\s*(?:года?\b|году\b|годом\b|г\.))?"
_MONTH = rf"(?P<month>{any_of(MONTHS)})(?!\w)\.?"
# The patterns in order: what one of them has found is not searched again by the next.
_IN_DIGITS = [
    regex.compile(rf"(?<![\d.-])(?P<year>{_A_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    regex.compile(
        rf"(?<![\d.])(?P<day>\d\d?)\.(?P<month>\d\d)\.(?P<year>{_A_YEAR}|\d\d)(?![\d]|\.\d){_OF_YEAR}"
    ),
    regex.compile(rf"(?<![\d/])(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>{_A_YEAR}|\d\d)(?![\d/])"),
]
_WRITTEN = [
    regex.compile(rf"(?<![\w.,:/]){_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}{_OF_YEAR}"),
    regex.compile(rf"(?<!\w){_MONTH}\s+(?:the\s+)?{_DAY}(?![\w:]|[.,]\d){_YEAR}"),
    regex.compile(rf"(?<!\w){_MONTH}{_YEAR}{_OF_YEAR}"),
]
_WEEKDAY = regex.compile(rf"(?<!\w)(?P<weekday>{any_of(_WEEKDAYS)})(?!\w)")
_AFTER = regex.compile(rf"(?<!\w)(?:{any_of(_LISTS['doubtful']['after'])})[\s-]+$")
# Characters beside a word that are looked at. Without an end `regex` may search the whole text for
# a letter that the pattern needs.
_NEAR = 24

# A year alone is a date where a word says so: "in 2019, 2020 and 2021", "2024 году".
_YEARS = regex.compile(
    rf"(?<![\d.,-]){_A_YEAR}(?!\d)(?:(?:,?\s(?:and|or|to|и|или|по|до)\s|,\s|[-–]){_A_YEAR}(?!\d))*"
)
_ONE_YEAR = regex.compile(_A_YEAR)
_YEAR_WORD = regex.compile(r"\s*(?:год\p{L}*|г\.|гг\.)")
_BEFORE_YEAR = regex.compile(rf"(?i:(?<!\w)(?:{'|'.join(_LISTS['before_year'])}))\s$")
_NO_YEAR = regex.compile(r"[.,]\d|[-–]|\s?\p{Ll}")
_AFTER_YEAR = regex.compile(rf"\s(?:{'|'.join(_LISTS['after_year'])})\b")
# Every number that may be a year, for callers that look years up.
FULL_YEAR = regex.compile(rf"(?<!\d){_A_YEAR}(?!\d)")


def read(text: str) -> list[Date]:
    """Return the dates of a text in order, without overlaps. Impossible dates are left out.

    A month alone and a day of the week are dates too. The time is linear in the length of the text.
    """
    folded = fold(text)
    taken = bytearray(len(text))
    found = []
    readers = _in_digits(folded), _written(text, folded), _years(text), _weekdays(text, folded)
    for one in chain.from_iterable(readers):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def without(text: str, found: Iterable[Date | Number]) -> str:
    """Return the text with these dates and numbers replaced by as many spaces."""
    characters = list(text)
    for one in found:
        characters[one.start : one.end] = " " * (one.end - one.start)
    return "".join(characters)


def _in_digits(folded: str) -> Iterator[Date]:
    for pattern in _IN_DIGITS:
        for match in pattern.finditer(folded):
            year, month, day = (int(match[name]) for name in ("year", "month", "day"))
            if year < 100:
                year += 2000 if year < 70 else 1900
            # Only dates with slashes are written with the month first, by Americans.
            both = [(month, day), (day, month)] if "/" in match[0] else [(month, day)]
            readings = [Day(year, m, d) for m, d in dict.fromkeys(both) if _possible(year, m, d)]
            if readings:
                yield Date(*match.span(), tuple(readings))


def _written(text: str, folded: str) -> Iterator[Date]:
    for pattern in _WRITTEN:
        for match in pattern.finditer(folded):
            parts = match.groupdict()
            year, day = (int(parts[k]) if parts.get(k) else None for k in ("year", "day"))
            month = MONTHS[match["month"]]
            if day is None or _possible(year, month, day):
                start, end = match.span()
                if day is None and year is None:
                    end = match.end("month")
                    doubtful = not _meant(text, folded, match, "month")
                else:
                    doubtful = year is None and _small(text, match)
                yield Date(start, end, (Day(year, month, day),), doubtful)


def _years(text: str) -> Iterator[Date]:
    for match in _YEARS.finditer(text):
        said = _YEAR_WORD.match(text, match.end(), match.end() + _NEAR)
        told = _BEFORE_YEAR.search(text, max(0, match.start() - _NEAR), match.start())
        for year in _ONE_YEAR.finditer(text, *match.span()):
            start, end = year.span()
            alone = not _NO_YEAR.match(text, end) or _AFTER_YEAR.match(text, end, end + _NEAR)
            if said or (told and alone):
                last = said is not None and end == match.end()
                yield Date(start, said.end() if said and last else end, (Day(int(year[0])),))


def _weekdays(text: str, folded: str) -> Iterator[Date]:
    for match in _WEEKDAY.finditer(folded):
        day = Day(weekday=_WEEKDAYS[match["weekday"]])
        yield Date(*match.span(), (day,), not _meant(text, folded, match, "weekday"))


def _possible(year: int | None, month: int, day: int) -> bool:
    """Return whether there is such a day. Without a year, 29 February is possible."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def _small(text: str, match: regex.Match[str]) -> bool:
    """Return whether a word that is also a verb stands in small letters: "they may 5 times"."""
    at = match.start("month")
    return match["month"] in _DOUBTFUL and match["month"].isascii() and text[at].islower()


def _meant(text: str, folded: str, match: regex.Match[str], group: str) -> bool:
    """Return whether a word without a number beside it is a month or a day of the week here."""
    if match[group] not in _DOUBTFUL:
        return True
    at = match.start(group)
    if match[group].isascii() and text[at].isupper() and at > 0:
        return True
    return _AFTER.search(folded, max(0, at - _NEAR), at) is not None
