"""Compares the numbers, dates, times and percentages of a translation with those of its source.

Both sides are read by the readers of `text`. A number is preserved if one of its readings is found
on the other side, in digits or in words. Months and days of the week are compared if both languages
are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from unicodedata import numeric

import regex

from ..resources import load_toml
from ..text import compounds, dates, numbers, roman
from ..text.dates import Date
from ..text.folding import alternation
from ..text.numbers import Number

# The languages whose number words `text` can read.
_READ = frozenset({"en", "ru"})
_LISTS = load_toml(__package__, "data/figures.toml")
# Words that mean the same as a minus sign: "down 5 %".
_NEGATIVE_WORD = regex.compile(rf"\b{alternation(_LISTS['negative'])}", regex.IGNORECASE)
_SIGN = regex.compile(r"(?:[-−–][$€£¥₸₽₹₺]?|\p{L}+\s)$")
_LONGEST_SIGN = 12  # characters before a number that are searched for its sign or "минус"
_MAY_BE_NEGATIVE = regex.compile(r"[-−–][$€£¥₸₽₹₺]?\d|минус|minus|negative", regex.IGNORECASE)
# The text between the two numbers of "12 млн. 500 тыс.".
_BETWEEN_ADDENDS = regex.compile(r"\.?\s")
_LONGEST_ADDEND = 18  # digits of a number to which another is added
# An hour on a clock of twelve or of twenty-four hours.
_HOUR = regex.compile(
    r"(?<![\d:.,])(\d\d?)(?::(\d\d)(?!\d)|(?:\.(\d\d))?\s?(?:[ap]\.?m\b|o['’]clock|час|ч\b))",
    regex.IGNORECASE,
)
# The words after a number in words that make it an hour after noon on the 12-hour clock, an hour of
# the night, and a number of decades.
_AFTERNOON = regex.compile(rf"\s{alternation(_LISTS['afternoon'])}(?!\w)")
_NIGHT = regex.compile(rf"\s{alternation(_LISTS['night'])}(?!\w)")
_EVENING = 8  # "8 at night" and later is before midnight (20:00); earlier is after it
_DECADES = regex.compile(rf"\s{alternation(_LISTS['decades'])}")
_NEAR = 20  # characters after a number that are searched for such words
# Decades: "1930s", "the 30s"; "30-е", "1930-х".
_DECADE = regex.compile(r"(?<![\d.,])(?:1[5-9]|20)?(\d0)(?:['’]?s\b|-(?:е|х|ым|ми|м)\b)")
# A number written only with digits and their marks, and a number in groups of three digits.
_BARE = regex.compile(r"\d+(?:[.,'\s]\d+)*")
_SIGNS = regex.compile(r"[\d.,\s×·*⁺⁻⁰¹²³⁴-⁹\p{No}]*[⁰¹²³⁴-⁹\p{No}]")  # "5×10⁻³", "1½"
_FRACTION_WORD = regex.compile(rf"\b{alternation(_LISTS['fractions'])}\b", regex.IGNORECASE)
_FRACTION = regex.compile("[¼-¾⅓-⅞]")
_GROUPED = regex.compile(r"\d{1,3}[\s'.,]\d{3}(?!\d)")
_CENTURIES = (1800, 1900, 2000)


@dataclass(frozen=True, slots=True)
class Difference:
    """The numbers and dates that the translation lacks, and those that only the translation has."""

    missing: tuple[Number | Date, ...]
    extra: tuple[Number | Date, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """The numbers and dates of one text, the source or the translation.

    `numbers` and `dates` must be found on the other side. `values` and `days` are all values that
    the text may mean; `days` has pairs of "month" or "weekday" and its number. `counts` has, for
    each value, how many numbers of the text may have it.
    """

    numbers: list[Number]
    dates: list[Date]
    values: set[str]
    days: set[tuple[str, int]]
    counts: Counter[str]


def difference(source: str, answer: str, source_language: str, target: str) -> Difference | None:
    """Return the numbers and dates that differ, or None if there are none. Time is linear.

    If a language is not read ("zwölf"), only numbers in digits that the translation lacks are
    reported. Months and days of the week that only the translation has are reported only if another
    number or date is missing, because the source may have them in another form ("октябрьский"). The
    same holds for the number 1, which English writes where other languages do not. A negative
    number whose sign the translation lost is missing, and the same number without it is extra.
    """
    read = {source_language, target} <= _READ
    own, other = _side(source, read), _side(answer, read)
    missing = _not_in(own, other)
    if not read:
        return Difference(tuple(missing), ()) if missing else None
    missing += [*_lost_numerals(source, other), *_lost_repeats(source, own, other)]
    extra = [one for one in _not_in(other, own) if missing or not _may_be_added(one)]
    for negative, unsigned in _lost_signs(source, own, answer, other):
        missing.append(negative)
        extra.append(unsigned)
    return Difference(tuple(missing), tuple(extra)) if missing or extra else None


def described(source: str, answer: str, differs: Difference) -> str:
    """Return both values as they are written, as in "110 → 10", with a dash for a missing value."""

    def shown(text: str, found: Iterable[Number | Date]) -> str:
        return ", ".join(dict.fromkeys(text[one.start : one.end] for one in found)) or "–"

    return f"{shown(source, differs.missing)} → {shown(answer, differs.extra)}"


def mended(source: str, answer: str, source_language: str, target: str) -> str | None:
    """Return the translation with its one wrong number replaced, or None if that is not certain.

    It is certain if exactly one number is missing and exactly one other stands in its place, both
    are written in digits, and nothing differs after the replacement.
    """
    differs = difference(source, answer, source_language, target)
    if differs is None or len(differs.missing) != 1 or len(differs.extra) != 1:
        return None
    [right], [wrong] = differs.missing, differs.extra
    if not isinstance(right, Number) or not isinstance(wrong, Number) or right.ambiguous:
        return None
    signs = _SIGNS.fullmatch(source, right.start, right.end) is not None
    lost_sign = not signs and not set(right.values).isdisjoint(wrong.values)
    written = (
        "-" + answer[wrong.start : wrong.end] if lost_sign else source[right.start : right.end]
    )
    if not _BARE.fullmatch(answer, wrong.start, wrong.end):
        return None
    if not signs and not _BARE.fullmatch(written):
        return None
    written = written if signs else _in_english(written, right)
    answer = answer[: wrong.start] + written + answer[wrong.end :]
    return None if difference(source, answer, source_language, target) else answer


def signed(source: str, answer: str, source_language: str, target: str) -> str:
    """Return the translation with the minus signs that it lost.

    A sign is inserted only if the translation has the number in one place. If one of the languages
    is not read, the translation is returned as it is.
    """
    if not {source_language, target} <= _READ or not _MAY_BE_NEGATIVE.search(source):
        return answer
    other = _side(answer, True)
    lost = [number for _, number in _lost_signs(source, _side(source, True), answer, other)]
    once = {n.start for n in lost if all(other.counts[value] == 1 for value in n.values)}
    for start in sorted(once, reverse=True):
        if answer[:start][-1:].isspace() or start == 0:
            answer = f"{answer[:start]}-{answer[start:]}"
    return answer


def _in_english(written: str, number: Number) -> str:
    """Return a number that the source has as `written`, in English notation: "1,250.5"."""
    if written.isdecimal():
        return written
    whole, point, part = number.values[0].partition(".")
    return (f"{int(whole):,}" if _GROUPED.match(written) else whole) + point + part


def _side(text: str, read: bool) -> _Side:
    found = list(_with_sums(text, numbers.read(text)))
    written = dates.read(text) if read else []
    named = [date for date in written if _names_day(text, date)]
    days = {day for date in named for day in _days(date)}
    values = {value for number in found for value in number.values}
    values |= {str(value) for kind, value in days if kind == "month"}
    values |= {str(value) for value in _other_values(text, found)} | set(_times(text))
    values |= set(_fractions(text))
    kinds = ("digits", "part", "word") if read else ("digits", "part")
    certain = [n for n in found if n.kind in kinds and not _is_full_hour(text, n)]
    counts = Counter(value for number in found for value in set(number.values))
    return _Side(certain, [date for date in named if not date.doubtful], values, days, counts)


def _with_sums(text: str, found: list[Number]) -> Iterator[Number]:
    """Yield the numbers, some with another value that a translation may have instead.

    Two numbers that are one in meaning ("12 млн 500 тыс.") each also have the value of their sum. A
    number of decades also has the value in years.
    """
    sums: dict[int, str] = {}
    for i, (one, other) in enumerate(pairwise(found)):
        whole, rest = one.values[0], other.values[0]
        scaled = text[one.end - 1].isalpha() and _BETWEEN_ADDENDS.fullmatch(
            text, one.end, other.start
        )
        if scaled and whole.isdecimal() and rest.isdecimal() and len(whole) <= _LONGEST_ADDEND:
            zeros = len(whole) - len(whole.rstrip("0"))
            if len(rest) <= zeros and rest != "0":
                sums[i] = sums[i + 1] = str(int(whole) + int(rest))
    for i, number in enumerate(found):
        if i not in sums and _DECADES.match(text, number.end, number.end + _NEAR):
            sums[i] = number.values[0] + "0" if number.values[0].isdecimal() else number.values[0]
        yield replace(number, values=(*number.values, sums[i])) if i in sums else number


def _lost_numerals(source: str, other: _Side) -> Iterator[Number]:
    """Yield the Roman numerals of the source whose value the answer does not have."""
    for numeral in roman.read(source):
        value = str(numeral.value)
        if numeral.certain and value not in other.values:
            yield Number(numeral.start, numeral.end, (value,), "part")


def _lost_repeats(source: str, own: _Side, other: _Side) -> Iterator[Number]:
    """Yield the numbers that the source has in digits more often than the answer has them.

    The answer has such a number at least once. Times are left out, because each of them may be
    written in another way.
    """
    times = {at for match in _HOUR.finditer(source) for at in range(*match.span())}
    seen: Counter[str] = Counter()
    for number in own.numbers:
        if number.kind in ("digits", "part") and number.start not in times:
            value = number.values[0]
            seen[value] += 1
            if seen[value] > other.counts[value] > 0:
                yield number


def _lost_signs(
    source: str, own: _Side, answer: str, other: _Side
) -> Iterator[tuple[Number, Number]]:
    """Yield the negative numbers whose sign the answer lost, each with its number in the answer.

    If the answer has a word that means the same as a sign ("below", "fell"), no sign is lost.
    """
    negative = [n for n in own.numbers if n.negative and n.values[0] != "0"]
    if not negative or _NEGATIVE_WORD.search(answer):
        return
    signed = {value for number in other.numbers if number.negative for value in number.values}
    for one in negative:
        same = [n for n in other.numbers if not set(n.values).isdisjoint(one.values)]
        if same and signed.isdisjoint(one.values):
            sign = _SIGN.search(source, max(0, one.start - _LONGEST_SIGN), one.start)
            yield replace(one, start=sign.start() if sign else one.start), same[0]


def _is_full_hour(text: str, number: Number) -> bool:
    """Return True if the number is the minutes "00" of a full hour ("21:00"; compare "9 p.m.")."""
    return number.values == ("0",) and text[max(0, number.start - 1) : number.start] == ":"


def _names_day(text: str, date: Date) -> bool:
    """Return True if this is a date with a month or weekday.

    Text directly before a hyphen is no date ("Сент-Луис"). A doubtful one must begin with a
    capital: "May–Sept".
    """
    named = date.readings[0].month is not None or date.readings[0].weekday is not None
    written = not date.doubtful or text[date.start].isupper()
    return named and written and text[date.end : date.end + 1] != "-"


def _days(date: Date) -> Iterator[tuple[str, int]]:
    """Yield the months and weekdays that the date may mean: ("month", 5), ("weekday", 0)."""
    for day in date.readings:
        if day.month is not None:
            yield "month", day.month
        if day.weekday is not None:
            yield "weekday", day.weekday


def _other_values(text: str, found: Iterable[Number]) -> Iterator[int]:
    """Yield values that the text may mean besides those of the numbers found in it.

    They come from numbers inside words ("двухлетний"), Roman numerals, decades, and hours in words
    after noon, which are given on the 24-hour clock.
    """
    for number in found:
        hour = number.values[0] if number.kind == "word" else ""
        if len(hour) <= 2 and hour.isdecimal():
            near = text, number.end, number.end + _NEAR
            late = int(hour) >= _EVENING and _NIGHT.match(*near)
            if late or _AFTERNOON.match(*near):
                yield int(hour) + 12
    for value in compounds.values(text):
        yield from (value, *(century + value for century in _CENTURIES if value % 10 == 0))
    for numeral in roman.read(text):
        yield numeral.value
    for match in _DECADE.finditer(text):
        yield from (century + int(match[1]) for century in (0, *_CENTURIES))


def _fractions(text: str) -> Iterator[str]:
    """Yield the values of fractions in words ("two thirds"), and the 2 of "⅔"."""
    for match in _FRACTION_WORD.finditer(text):
        for value in _LISTS["fractions"][match[0].lower()]:
            yield str(value)
    for sign in _FRACTION.findall(text):
        count = Fraction(numeric(sign)).limit_denominator(8).numerator
        if count > 1:
            yield str(count)


def _times(text: str) -> Iterator[str]:
    """Yield the numbers of all times, on both the 12-hour and the 24-hour clock."""
    for match in _HOUR.finditer(text):
        hour, minutes = int(match[1]), match[2] or match[3]
        for same in (hour, hour + 12, abs(hour - 12)):
            yield str(same)
            if minutes:
                yield f"{same}.{minutes}".rstrip("0").rstrip(".")
        if minutes:
            yield str(int(minutes))


def _may_be_added(one: Number | Date) -> bool:
    """Return True if a right translation may have this where its source has nothing like it."""
    return isinstance(one, Date) or one.values == ("1",)


def _not_in(one: _Side, other: _Side) -> list[Number | Date]:
    """Return the numbers and dates of one side that the other side does not have."""
    return [
        *(n for n in one.numbers if other.values.isdisjoint(n.values)),
        *(d for d in one.dates if other.days.isdisjoint(_days(d))),
    ]
