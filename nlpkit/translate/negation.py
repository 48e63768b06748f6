"""Negations that a translation has lost: "не будет воды" is not "there will be water"."""

from __future__ import annotations

from functools import cache

import regex

from ..faithfulness import negation
from ..resources import load_toml


def lost(source: str, answer: str, source_language: str, target: str) -> bool:
    """Return True if a Russian text denies something and its English translation nothing at all.

    One such translation in three is right nevertheless ("не успокоится" is "will go on"), so it is
    a reason to look for another one and to mark it, but not to refuse it.
    """
    if (source_language, target) != ("ru", "en") or not negation.denies(source):
        return False
    return not negation.denies(answer) and _saying_no().search(answer) is None


@cache
def _saying_no() -> regex.Pattern[str]:
    words = load_toml(__package__, "data/negation.toml")["saying_no"]
    return regex.compile(rf"\b(?:{'|'.join(words)})\b", regex.IGNORECASE)
