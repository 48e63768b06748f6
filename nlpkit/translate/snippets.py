"""Replaces the code in a sentence by placeholders (X1, X2, ...), so that a model reads it whole.

If the sentence were cut at the code instead, its parts would be no sentences, and models lose words
of such parts.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

# Code between one, two or three backticks. A backtick after a letter is an apostrophe: "об`єкт".
CODE = regex.compile(r"(?<![`\p{L}])(?P<fence>`{1,3})(?!`)[^`\n]++(?P=fence)(?!`)")
_PLACEHOLDER = regex.compile(r"(?<!\w)X([1-9])(?!\w)")
_MOST = 9  # placeholders of one text


def with_placeholders(text: str) -> tuple[str, list[str]]:
    """Return the text with a placeholder for each piece of code, and the pieces of code in order.

    If the text has no words besides code, more than nine pieces of code, or a placeholder already,
    it is returned as it is, without code.
    """
    codes = [found[0] for found in CODE.finditer(text)] if "`" in text else []
    words = any(map(str.isalpha, CODE.sub("", text))) if codes else False
    if not words or len(codes) > _MOST or _PLACEHOLDER.search(text):
        return text, []
    numbers = iter(range(1, _MOST + 1))
    return CODE.sub(lambda found: f"X{next(numbers)}", text), codes


def restored(answer: str, codes: Sequence[str]) -> str | None:
    """Return the answer with the code in place of its placeholders.

    The result is None unless the answer has each placeholder exactly once.
    """
    found = sorted(int(number) for number in _PLACEHOLDER.findall(answer))
    if found != [*range(1, len(codes) + 1)]:
        return None
    return _PLACEHOLDER.sub(lambda found: codes[int(found[1]) - 1], answer)
