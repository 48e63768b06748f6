"""Dates in English and Russian, and as digits; what is complete becomes ISO 8601.

Day and month, month and year, a year that says it is one. Days of the week, "tomorrow" and the like
are left out: what day they are the text alone does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from ..text.units import MONTHS
from .lists import LISTS, Found

_LONGEST_FIRST = sorted(MONTHS, key=len, reverse=True)
_ENGLISH = "|".join(month.capitalize() for month in _LONGEST_FIRST if month.isascii())
_RUSSIAN = "|".join(month for month in _LONGEST_FIRST if not month.isascii())
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_AGE = r"(?:\s*(?:года?|году|годом|г\.))?"
_DAY = r"(?P<day>\d{1,2})"
# "in", and "in 2019, 2020 and".
_BEFORE = (
    rf"(?<=\b(?i:{'|'.join(LISTS['before_year'])})\s"
    r"(?:(?:1[5-9]|20)\d\d(?:,|,?\s(?:and|or|to))\s)*)"
)

# In this order; what one has found the next ones leave alone. Months have a capital in English,
# where "may" and "march" are also verbs, and any in Russian.
_PATTERNS = [
    regex.compile(pattern)
    for pattern in (
        rf"(?<![\d.-]){_YEAR}-(?P<digits>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<![\d.]){_DAY}\.(?P<digits>\d\d)\.{_YEAR}(?!\d){_AGE}",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_ENGLISH})\b\.?(?:,?\s{_YEAR}\b)?",
        rf"\b(?P<month>{_ENGLISH})\b\.?\s{_DAY}(?:st|nd|rd|th)?\b(?!:)(?:,?\s{_YEAR}\b)?",
        rf"\b(?P<month>{_ENGLISH})\b\.?,?\s(?:of\s)?{_YEAR}\b",
        rf"(?<!\d){_DAY}(?:-го|-е)?\s(?P<month>(?i:{_RUSSIAN}))\b(?:\s{_YEAR}\b{_AGE})?",
        rf"\b(?P<month>(?i:{_RUSSIAN}))\s{_YEAR}\b{_AGE}",
        rf"(?<![\d.,]){_YEAR}(?=(?:,\s\d{{4}})*(?:\s(?:и|или|по|до)\s|[-–])\d{{4}}\s*(?:год|гг\.))",
        rf"(?<![\d.,]){_YEAR}\s*(?:год\p{{L}}*|г\.|гг\.)",
        rf"{_BEFORE}{_YEAR}\b(?![.,]\d|[-–]|\s?\p{{Ll}})",
        rf"{_BEFORE}{_YEAR}\b(?=\s(?:{'|'.join(LISTS['after_year'])})\b)",
    )
]


def find(text: str) -> Iterator[Found]:
    """The dates of a sentence, without overlaps, not in order; impossible ones are left out."""
    taken = [False] * len(text)
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            value = _value(match.groupdict())
            if value != "" and not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                yield Found(start, end, "date", value)


def _value(parts: dict[str, str | None]) -> str | None:
    """ISO 8601 as far as it is known; None without a year, "" where there is no such day."""
    year, day = parts.get("year"), parts.get("day")
    month = parts.get("month")
    number = MONTHS[month.lower()] if month else None
    if parts.get("digits"):
        number = int(parts["digits"] or 0)
    if number is None:
        return year
    if day is None:
        return f"{year}-{number:02}"
    try:
        # 2000 had a 29 February: without a year every day of the calendar is possible.
        whole = date(int(year or 2000), number, int(day))
    except ValueError:
        return ""
    return whole.isoformat() if year else None
