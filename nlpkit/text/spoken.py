"""Reads numbers in words, English and Russian: "two hundred and seven", "полтора миллиона"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from ..resources import load_toml
from .folding import any_of

_LISTS = load_toml(__package__, "data/numbers.toml")
COUNTS = {word: int(digits) for digits, forms in _LISTS["counts"].items() for word in forms}
NUMERALS = {word: int(digits) for digits, forms in _LISTS["numerals"].items() for word in forms}
# The power of ten of each word: "million" is 6.
SCALES = {word: len(scale) - 1 for scale, forms in _LISTS["scales"].items() for word in forms}
_HALVES: Mapping[str, Sequence[str]] = _LISTS["halves"]
_VALUES = {**NUMERALS, **COUNTS}
_LONE = frozenset(_LISTS["lone"])
_SHORT = frozenset(_LISTS["short_scales"])
_ABOVE_ALL_SCALES = 99  # a power of ten
_ABOVE_ALL_WORDS = 10**7  # larger than the value of every single word
_SPELLED = any_of(word for word in SCALES if word not in _SHORT)
_PARTS = {
    **dict.fromkeys(_HALVES["one_and_a_half"], Decimal("1.5")),
    **dict.fromkeys(_HALVES["half_of"], Decimal("0.5")),
    **dict.fromkeys(_HALVES["quarter_of"], Decimal("0.25")),
}
_PART = regex.compile(rf"(?<!\w)(?P<part>{any_of(_PARTS)})\s?(?P<scale>{_SPELLED})(?!\w)")
_DOZENS = {word: int(size) for size, forms in _LISTS["dozens"].items() for word in forms}
_COUNTED = any_of(word for word, value in COUNTS.items() if value < 100)
_DOZEN = regex.compile(
    rf"(?<!\w)(?:(?P<part>{any_of(_PARTS)})\s?|(?P<count>{_COUNTED})\s)"
    rf"(?P<dozen>{any_of(_DOZENS)})(?!\w)"
)
_MORE = regex.compile(rf"[\s-](?:{any_of(_HALVES['more'])})(?!\w)")


class Spoken(NamedTuple):
    """A number in words: its value, its end in the text, and how many words it has.

    `strong` is True if the words cannot mean anything else: "one" and "second" can.
    """

    value: Decimal
    end: int
    used: int
    strong: bool


def read(text: str, words: Sequence[regex.Match[str]]) -> Spoken | None:
    """Return the number that begins with the first of the words; None if there is none.

    The text is folded. The words are those of one place in it, in order.
    """
    first = words[0]
    if part := _PART.match(text, first.start()):
        value = _PARTS[part["part"]].scaleb(SCALES[part["scale"]])
        return Spoken(value, part.end(), _count(words, part.end()), True)
    if dozen := _DOZEN.match(text, first.start()):
        value = _PARTS[dozen["part"]] if dozen["part"] else Decimal(COUNTS[dozen["count"]])
        value *= _DOZENS[dozen["dozen"]]
        return Spoken(value, dozen.end(), _count(words, dozen.end()), True)
    if first[0] in _LONE:
        return Spoken(Decimal(_VALUES[first[0]]), first.end(), 1, False)
    total, power, used, end = Decimal(0), _ABOVE_ALL_SCALES, 0, 0
    if first[0] in SCALES and first[0] not in _SHORT:  # "a million two hundred thousand"
        power = SCALES[first[0]]
        total, used, end = Decimal(1).scaleb(power), 1, first.end()
    while group := _group(text, words, used):
        value, after = group
        place = words[after - 1].end()
        if more := _MORE.match(text, place):
            value, place = value + Decimal("0.5"), more.end()
            after = _count(words, place)
        scale = _scale(text, words, after, place)
        if scale is not None and scale < power and value < 1000:
            total, power, used = total + value.scaleb(scale), scale, after + 1
            end = words[used - 1].end()
            continue
        if value < 10**power and (scale is None or not used):
            total, used, end = total + value, after, place
        break
    return Spoken(total, end, used, used > 1 or first[0] in COUNTS) if used else None


def _group(text: str, words: Sequence[regex.Match[str]], at: int) -> tuple[Decimal, int] | None:
    """Return the value of the hundreds, tens and units from word `at` on, and the word after them.

    If it is not the first word, it must stand directly after the word before it.
    """
    value, below, end = 0, _ABOVE_ALL_WORDS, at
    for i in range(at, len(words)):
        if i and not _beside(text, words[i - 1], words[i]):
            break
        word, own = words[i][0], _VALUES.get(words[i][0])
        within = below == 100 and end > at  # "two hundred and seven (million)"
        if word == "and" and (within or 0 < i == at) and _ends(words, i + 1, scaled=within):
            continue
        if word == "hundred" and 0 < value < 100 and value % 10:  # "two hundred", "twelve hundred"
            value, below, end = 100 * value, 100, i + 1
        elif own is not None and own < below and word not in _LONE:
            value, below, end = value + own, _below(own), i + 1
        else:
            break
    return (Decimal(value), end) if end > at else None


def _ends(words: Sequence[regex.Match[str]], at: int, scaled: bool) -> bool:
    """Return whether tens or units at this word end a group: "two hundred and seven".

    With `scaled`, a scale may follow the group: "two hundred and seven million".
    """
    if at >= len(words) or _VALUES.get(words[at][0], 100) >= 100:
        return False
    following = [word[0] for word in words[at + 1 : at + 3]]
    units_follow = following and 0 < _VALUES.get(following[0], 0) < 10
    following = following[1:] if units_follow else following[:1]
    if not following or following[0] in _SHORT:
        return True
    return following[0] != "hundred" and (scaled or following[0] not in SCALES)


def _below(value: int) -> int:
    """Return the limit for the next word: a smaller value belongs to the same group."""
    if value >= 100:
        return 1000 if value == 1000 else 100
    return 10 if value >= 20 and value % 10 == 0 else 0


def _scale(text: str, words: Sequence[regex.Match[str]], at: int, end: int) -> int | None:
    """Return the power of ten of the word at this place, if it stands directly after `end`."""
    if at >= len(words) or words[at][0] in _SHORT:
        return None
    gap = text[end : words[at].start()]
    return SCALES.get(words[at][0]) if _joins(gap) else None


def _beside(text: str, one: regex.Match[str], other: regex.Match[str]) -> bool:
    return _joins(text[one.end() : other.start()])


def _joins(gap: str) -> bool:
    return len(gap) == 1 and (gap == "-" or gap.isspace())


def _count(words: Sequence[regex.Match[str]], end: int) -> int:
    """Return how many of the words end before this place, at least one."""
    return max(1, sum(word.end() <= end for word in words))
