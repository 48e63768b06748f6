"""Whether an answer has the numbers of its source: amounts, dates, times, shares.

Both sides are read by the readers of `text`. A number is carried over where the other side has one
of its readings, in digits or in words. The months and days of the week of dates are compared where
both languages are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from ..text import compounds, dates, numbers
from ..text.dates import Date
from ..text.numbers import Number

# Languages of which `text` reads the words.
_READ = frozenset({"en", "ru"})
_ROMAN = regex.compile(r"(?<!\w)[IVXLC]+(?!\w)")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# An hour, which may be written with twelve or with twenty-four.
_HOUR = regex.compile(
    r"(?<![\d:.,])(\d\d?)(?::(\d\d)(?!\d)|(?:\.(\d\d))?\s?(?:[ap]\.?m\b|o['’]clock|час|ч\b))",
    regex.IGNORECASE,
)
# Decades: "1930s", "the 30s"; "30-е", "1930-х".
_DECADE = regex.compile(r"(?<![\d.,])(?:1[5-9]|20)?(\d0)(?:['’]?s\b|-(?:е|х|ым|ми|м)\b)")
# A number of digits and their marks alone, and one in groups of three.
_BARE = regex.compile(r"\d+(?:[.,'\s]\d+)*")
_GROUPED = regex.compile(r"\d{1,3}[\s'.,]\d{3}(?!\d)")
_CENTURIES = (1800, 1900, 2000)


@dataclass(frozen=True, slots=True)
class Difference:
    """Numbers and dates of a source that its answer lacks, and those that it has instead."""

    missing: tuple[Number | Date, ...]
    extra: tuple[Number | Date, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """What a text says in numbers: those to be found on the other side, and all it may mean."""

    numbers: list[Number]
    dates: list[Date]
    values: set[str]
    days: set[tuple[str, int]]


def difference(source: str, answer: str, source_language: str, target: str) -> Difference | None:
    """What differs; None where every number is on the other side. Time is linear in both texts.

    Where a language is not read ("zwölf"), only numbers in digits that the answer lacks are told. A
    month or day of the week that only the answer has is told where a date is missing: the source
    may have it in another form ("октябрьский"). So is 1, which English writes where others do not.
    """
    read = {source_language, target} <= _READ
    asked, given = _side(source, read), _side(answer, read)
    missing = _unseen(asked, given)
    extra = [one for one in _unseen(given, asked) if missing or not _loose(one)] if read else []
    return Difference(tuple(missing), tuple(extra)) if missing or extra else None


def described(source: str, answer: str, differs: Difference) -> str:
    """Both values, as they are written: "110 → 10"; a dash where one side has none."""

    def shown(text: str, found: Iterable[Number | Date]) -> str:
        return ", ".join(dict.fromkeys(text[one.start : one.end] for one in found)) or "–"

    return f"{shown(source, differs.missing)} → {shown(answer, differs.extra)}"


def mended(source: str, answer: str, source_language: str, target: str) -> str | None:
    """The answer with its one wrong number replaced by the one number of the source that it lacks.

    None unless it lacks exactly one and has exactly one instead, both in digits alone, and nothing
    differs afterwards.
    """
    differs = difference(source, answer, source_language, target)
    if differs is None or len(differs.missing) != 1 or len(differs.extra) != 1:
        return None
    [right], [wrong] = differs.missing, differs.extra
    if not isinstance(right, Number) or not isinstance(wrong, Number) or right.ambiguous:
        return None
    written = source[right.start : right.end]
    if not all(map(_BARE.fullmatch, (written, answer[wrong.start : wrong.end]))):
        return None
    answer = answer[: wrong.start] + _in_english(written, right) + answer[wrong.end :]
    return None if difference(source, answer, source_language, target) else answer


def _in_english(written: str, number: Number) -> str:
    if written.isdecimal():
        return written
    whole, point, part = number.values[0].partition(".")
    return (f"{int(whole):,}" if _GROUPED.match(written) else whole) + point + part


def _side(text: str, read: bool) -> _Side:
    found = numbers.read(text)
    told = [date for date in dates.read(text) if read and _is_told(text, date)]
    days = {(kind, value) for date in told for kind, value in _days(date)}
    values = {value for number in found for value in number.values}
    values |= {str(value) for kind, value in days if kind == "month"}
    values |= {str(value) for value in _also(text)} | set(_times(text))
    kinds = ("digits", "part", "word") if read else ("digits", "part")
    certain = [n for n in found if n.kind in kinds and not _is_full_hour(text, n)]
    return _Side(certain, told, values, days)


def _is_full_hour(text: str, number: Number) -> bool:
    """Whether it is the 00 of 21:00, which "9 p.m." goes without."""
    return number.values == ("0",) and text[max(0, number.start - 1) : number.start] == ":"


def _is_told(text: str, date: Date) -> bool:
    """Whether it surely is a date with a month or a day of the week: "Сент-Луис" is none."""
    named = date.readings[0].month is not None or date.readings[0].weekday is not None
    return named and not date.doubtful and text[date.end : date.end + 1] != "-"


def _days(date: Date) -> Iterator[tuple[str, int]]:
    for day in date.readings:
        if day.month is not None:
            yield "month", day.month
        if day.weekday is not None:
            yield "weekday", day.weekday


def _also(text: str) -> Iterator[int]:
    """Other numbers that the text may mean: parts of words, Roman numerals, decades."""
    for value in compounds.values(text):
        yield from (value, *(century + value for century in _CENTURIES if value % 10 == 0))
    for match in _ROMAN.finditer(text):
        yield _roman(match[0])
    for match in _DECADE.finditer(text):
        yield from (century + int(match[1]) for century in (0, *_CENTURIES))


def _times(text: str) -> Iterator[str]:
    """The numbers of its times in either way of counting hours, with a colon or a point."""
    for match in _HOUR.finditer(text):
        hour, minutes = int(match[1]), match[2] or match[3]
        for same in (hour, hour + 12, abs(hour - 12)):
            yield str(same)
            if minutes:
                yield f"{same}.{minutes}".rstrip("0").rstrip(".")
        if minutes:
            yield str(int(minutes))


def _roman(digits: str) -> int:
    values = [_ROMAN_DIGITS[digit] for digit in digits]
    after = [*values[1:], 0]
    return sum(-v if v < w else v for v, w in zip(values, after, strict=True))


def _loose(one: Number | Date) -> bool:
    return isinstance(one, Date) or one.values == ("1",)


def _unseen(one: _Side, other: _Side) -> list[Number | Date]:
    return [
        *(n for n in one.numbers if other.values.isdisjoint(n.values)),
        *(d for d in one.dates if other.days.isdisjoint(_days(d))),
    ]
