"""Lets a model read a sentence with code in it as a whole: short names stand in for the code.

Cut at the code, its parts are no sentences, and models lose words of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

# Code between one to three backticks. A backtick behind a letter is an apostrophe: "об`єкт".
CODE = regex.compile(r"(?<![`\p{L}])(?P<fence>`{1,3})(?!`)[^`\n]++(?P=fence)(?!`)")
_NAME = regex.compile(r"(?<!\w)X([1-9])(?!\w)")
_MOST = 9


def named(text: str) -> tuple[str, list[str]]:
    """Return the text with names in place of its code, and the code.

    There is none if the text has no other words, too much code, or such a name itself.
    """
    codes = [found[0] for found in CODE.finditer(text)] if "`" in text else []
    words = any(map(str.isalpha, CODE.sub("", text))) if codes else False
    if not words or len(codes) > _MOST or _NAME.search(text):
        return text, []
    numbers = iter(range(1, _MOST + 1))
    return CODE.sub(lambda found: f"X{next(numbers)}", text), codes


def restored(answer: str, codes: Sequence[str]) -> str | None:
    """Return the answer with the code in place of its names; None if it has not each name once."""
    found = sorted(int(name) for name in _NAME.findall(answer))
    if found != [*range(1, len(codes) + 1)]:
        return None
    return _NAME.sub(lambda name: codes[int(name[1]) - 1], answer)
