"""The only reader of Roman numerals: "XIX век", "II квартал", "Charles III"."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from ..resources import load_toml
from .folding import any_of

_LISTS = load_toml(__package__, "data/numbers.toml")["roman"]
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
TYPED = str.maketrans("ХІС", "XIC")  # Cyrillic letters that are typed instead of the digits
_WORD = regex.compile(r"(?<!\w)(?:[IVXLC]+|[IVXХІ]{2,})(?!\w)")
_CERTAIN = regex.compile(r"(?=..)X{0,3}(?:IX|IV|V?I{0,3})")
_ONE_LETTER = regex.compile("[IVX]")
_COUNTED = regex.compile(rf"\s(?:{any_of(_LISTS['counted'])})")
_LONGEST = 20  # characters of a noun that are looked at


@dataclass(frozen=True, slots=True)
class Roman:
    """A word at [start, end) of a text that may be a Roman numeral, and its value.

    `certain`: it is one and nothing else, such as the pronoun "I" or a size.
    """

    start: int
    end: int
    value: int
    certain: bool


def read(text: str) -> list[Roman]:
    """Return the words of a text that may be Roman numerals, in order. Time is linear."""
    return [_numeral(text, match) for match in _WORD.finditer(text)]


def _numeral(text: str, match: regex.Match[str]) -> Roman:
    start, end = match.span()
    word = match[0].translate(TYPED)
    certain = _CERTAIN.fullmatch(word) is not None
    if not certain and _ONE_LETTER.fullmatch(word):
        certain = _COUNTED.match(text, end, end + _LONGEST) is not None
    return Roman(start, end, _value(word), certain)


def _value(word: str) -> int:
    values = [_DIGITS[digit] for digit in word]
    after = [*values[1:], 0]
    return sum(-v if v < w else v for v, w in zip(values, after, strict=True))
