"""Text as the word lists are written, letter for letter, so that places in it stay the same."""

from __future__ import annotations

from collections.abc import Iterable

import regex

_DIGIT = regex.compile(r"\d")


def readable(text: str) -> str:
    """The text with U+FFFD for digits that Python cannot read, as long as before.

    `regex` knows a newer Unicode than Python's int(): what it takes for a number int() refuses.
    """
    if text.isascii():
        return text
    return _DIGIT.sub(lambda digit: digit[0] if digit[0].isdecimal() else "\ufffd", text)


def fold(text: str) -> str:
    """The text in lower case, with plain apostrophes, "ё" as "е" and readable digits.

    Guarantees: as long as the text, so that places in it are places in the text.
    """
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in readable(text))
    return low.replace("ё", "е").replace("’", "'").replace("`", "'")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; they hold no special characters."""
    return "|".join(sorted(words, key=len, reverse=True))
