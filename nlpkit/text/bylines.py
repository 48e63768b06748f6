"""The only reader of bylines: who wrote, took, translated or asked.

The words are in data/bylines.toml.
"""

from __future__ import annotations

import regex

from ..resources import load_toml
from .folding import alternation

_LISTS = load_toml(__package__, "data/bylines.toml")
_NAMED, _SIGNED = (
    regex.compile("|".join(_LISTS["lines"][name]), regex.IGNORECASE) for name in ("named", "by")
)
_MARKS = "*_( "  # before a byline
_ROLES = _LISTS["roles"]
_ROLE = regex.compile(
    rf"(?:\S+\s){{0,3}}{alternation(_ROLES['words'])}"
    rf"(?:,\s.*|,?\s{alternation(_ROLES['after'])}\s.*)?",
    regex.IGNORECASE,
)
_BESIDE = 100  # characters on each side of a name that are searched for such a word
_FIRST = rf"{alternation(_LISTS['press']['first'])}\b"
_PRESS = rf"(?<!\w){alternation(_LISTS['press']['words'])}"
_BEFORE = regex.compile(
    rf"(?i:^\s*{_FIRST}|{_PRESS}\p{{L}}*)[\s.:,]*(?:[«\"“]?[\p{{Lu}}\d][^\s,]*[\s,]+){{0,3}}$"
)
_AFTER = regex.compile(rf"\s*[,(–—|/-]\s*{_PRESS}", regex.IGNORECASE)


def named(line: str) -> bool:
    """Return whether a line says in so many words who wrote, took or translated the article."""
    return _NAMED.match(line.lstrip(_MARKS)) is not None


def signed(line: str) -> bool:
    """Return whether a line names its author or source, or says when it was published.

    Only beside an article is such a line a byline: "By Monday" may also begin a poem.
    """
    return named(line) or _SIGNED.match(line.lstrip(_MARKS)) is not None


def role(line: str) -> bool:
    """Return whether a line may tell what the person named above it does: "Court reporter"."""
    return _ROLE.fullmatch(line) is not None


def beside(text: str, start: int, end: int) -> bool:
    """Return whether a word for authors and journalists stands beside the name at [start, end)."""
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    return _BEFORE.search(before) is not None or _AFTER.match(after) is not None
