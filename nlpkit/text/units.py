"""The words for months and for thousands, millions and more, in English and Russian; digits.

Entities and the checks of summaries read dates and numbers by these words and digits.
"""

from __future__ import annotations

import regex

from ..resources import load_toml

_LISTS = load_toml(__package__, "data/units.toml")

# In lower case, inflected and shortened forms too.
MONTHS = {word: int(month) for month, forms in _LISTS["months"].items() for word in forms}
SCALES = {word: int(scale) for scale, forms in _LISTS["scales"].items() for word in forms}

_DIGIT = regex.compile(r"\d")


def readable(text: str) -> str:
    """The text with U+FFFD for digits that Python cannot read, as long as before.

    `regex` knows a newer Unicode than Python's int() and Decimal(): what it takes for a number they
    would refuse.
    """
    if text.isascii():
        return text
    return _DIGIT.sub(lambda digit: digit[0] if digit[0].isdecimal() else "\ufffd", text)
