"""Changes the letters of a text to those of the word lists.

The length of the text stays the same.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

_DIGIT = regex.compile(r"\d")


def readable(text: str) -> str:
    """Return the text with U+FFFD for digits that Python cannot read; the length stays the same.

    `regex` knows a newer Unicode than Python: some characters are numbers for it, and int() refuses
    them.
    """
    if text.isascii():
        return text
    return _DIGIT.sub(lambda digit: digit[0] if digit[0].isdecimal() else "\ufffd", text)


def fold(text: str) -> str:
    """Return the text in lower case, with plain apostrophes, "ё" as "е" and readable digits.

    Guarantees: the result has the length of the text, so that positions stay valid.
    """
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in readable(text))
    return low.replace("ё", "е").replace("’", "'").replace("`", "'")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first. They hold no special characters."""
    return "|".join(sorted(words, key=len, reverse=True))


def alternation(*lists: Iterable[str]) -> str:
    """Return a pattern, in brackets, for any of these patterns; the first that fits counts."""
    return f"(?:{'|'.join(pattern for patterns in lists for pattern in patterns)})"
