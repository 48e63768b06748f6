"""Numbers, by value: whether those of a text stand in its sources, as digits or as words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import regex

from ..resources import load_toml
from ..text.units import SCALES
from ..text.words import words
from .lists import any_of, fold

_LISTS = load_toml("nlpkit.text", "data/numbers.toml")
_NUMERALS = {word: digits for digits, forms in _LISTS["numerals"].items() for word in forms}
_COUNTS = {word: digits for digits, forms in _LISTS["counts"].items() for word in forms}


_SEPARATOR = r"[.,'’\u00a0\u202f\u2009 ]"
_NUMBER = regex.compile(rf"\d+(?:{_SEPARATOR}\d+)*")
_ONE_VALUE = regex.compile(
    rf"(?P<whole>\d{{1,3}}(?P<mark>{_SEPARATOR})\d{{3}}(?:(?P=mark)\d{{3}})*|\d+)"
    r"(?:[.,](?P<part>\d+))?"
)
_SCALED = regex.compile(
    rf"(?<!\w)(?P<number>{_NUMBER.pattern}|{any_of(_NUMERALS)})"
    rf"[\s\u00a0-]?(?P<scale>{any_of(SCALES)})(?!\w)"
)
_TENS = [word for word, digits in _COUNTS.items() if digits.endswith("0") and digits != "10"]
_UNITS = [word for word, digits in _NUMERALS.items() if len(digits) == 1]
_TENS_AND_UNIT = regex.compile(
    rf"(?<!\w)(?P<tens>{any_of(_TENS)})[\s-](?P<unit>{any_of(_UNITS)})(?!\w)"
)
_COUNT = regex.compile(rf"(?<![\w-])(?:{any_of(_COUNTS)})(?!\w)")
# "235, 000" and "98. 7": what tools that part words from marks leave of a number.
_PARTED = regex.compile(r"(?<=\d)([.,]) (?=\d)")


def seen_numbers(sources: Iterable[str]) -> frozenset[str]:
    """The values of all numbers that the sources have; a doubtful one has every value it may."""
    seen: set[str] = set()
    for source in map(fold, sources):
        seen.update(_NUMERALS[word] for word in words(source) if word in _NUMERALS)
        seen.update(_compounds(source).values())
        seen.update(_scaled(source).values())
        joined = _PARTED.sub(r"\1", source)
        for reading in dict.fromkeys((source, joined)):
            for written in _NUMBER.findall(reading):
                seen.update(
                    value for part in (written, *written.split()) for value in _values(part)
                )
                seen.update(_plain(digits) for digits in regex.findall(r"\d+", written))
        if joined != source:
            seen.update(_scaled(joined).values())
    return frozenset(seen)


def unseen_numbers(text: str, sources: Iterable[str] | frozenset[str]) -> tuple[str, ...]:
    """The numbers of `text`, as written, that stand in no source, as digits or as a word.

    `sources` are texts, or what `seen_numbers` makes of them. "1,200", "1 200" and "1200" are the
    same number, and so are "3,5" and "3.50", "two million", "2 млн", "2m" and "2,000,000", and
    "five", "пятеро" and "5".
    """
    seen = sources if isinstance(sources, frozenset) else seen_numbers(sources)
    folded = fold(text)
    scaled = _scaled(folded)
    unseen = (
        text[start:end]
        for start, end, values in sorted(_written(folded))
        if not seen.issuperset(values) and scaled.get(start) not in seen
    )
    return tuple(dict.fromkeys(unseen))


def _written(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and values of every number of the text."""
    for match in _NUMBER.finditer(text):
        yield *match.span(), tuple(_values(match[0]))
    compounds = {match.span(): match for match in _TENS_AND_UNIT.finditer(text)}
    for (start, end), match in compounds.items():
        yield start, end, (_sum(match),)
    for match in _COUNT.finditer(text):
        if not any(start <= match.start() < end for start, end in compounds):
            yield *match.span(), (_COUNTS[match[0]],)


def _compounds(text: str) -> dict[int, str]:
    """The values of "forty-two" and "сорок два", by where they begin."""
    return {match.start(): _sum(match) for match in _TENS_AND_UNIT.finditer(text)}


def _sum(match: regex.Match[str]) -> str:
    return str(int(_COUNTS[match["tens"]]) + int(_NUMERALS[match["unit"]]))


def _scaled(text: str) -> dict[int, str]:
    """The values of the numbers with a word such as "million" behind them, by where they begin."""
    found: dict[int, str] = {}
    for match in _SCALED.finditer(text):
        word = _NUMERALS.get(match["number"])
        values = [word] if word else list(_values(match["number"]))
        if len(values) == 1:
            whole = f"{Decimal(values[0]) * SCALES[match['scale']]:f}"
            found[match.start()] = whole.rstrip("0").rstrip(".") if "." in whole else whole
    return found


def _values(written: str) -> Iterator[str]:
    """The number written, or the numbers, where digits and dots make no single one: a date."""
    one = _ONE_VALUE.fullmatch(written)
    if one is None:
        yield from (_plain(digits) for digits in regex.findall(r"\d+", written))
        return
    part = (one["part"] or "").rstrip("0")
    yield _plain("".join(regex.findall(r"\d", one["whole"]))) + ("." + part if part else "")


def _plain(digits: str) -> str:
    """Without leading zeros and in European digits."""
    return str(int(digits)) if len(digits) < 100 else digits
