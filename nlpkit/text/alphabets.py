"""The letters of the languages that are written in Cyrillic; they are in data/alphabets.toml."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from ..resources import load_toml

# A word with a Cyrillic letter that is in no Roman numeral.
_WORD = regex.compile(r"(?<!\p{Cyrillic})(?!(?:[ІХ]+)(?!\p{Cyrillic}))\p{Cyrillic}+")
_CYRILLIC = regex.compile(r"[\p{Cyrillic}--\p{M}]", regex.VERSION1)


@cache
def letters(language: str) -> frozenset[str]:
    """Return the small letters of a language; the empty set where they are not known."""
    return frozenset(_table()["letters"].get(language, ""))


def cyrillic(word: str) -> frozenset[str]:
    """Return the Cyrillic letters of a word."""
    return frozenset(_CYRILLIC.findall(word))


def in_russian(text: str) -> str:
    """Return the text with the letters of neighbouring languages as Russian news write them.

    `Қарабаев` becomes `Карабаев`. The length may change. Roman numerals in Cyrillic letters stay.
    """
    return _WORD.sub(lambda word: _respelt().sub(lambda c: _plain(c[0]), word[0]), text)


def _plain(letter: str) -> str:
    plain: str = _table()["plain"][letter.lower()]
    return plain if letter.islower() else plain.capitalize()


@cache
def _respelt() -> regex.Pattern[str]:
    small = "".join(_table()["plain"])
    return regex.compile(f"[{small}{small.upper()}]")


@cache
def _table() -> dict[str, Any]:
    return load_toml(__package__, "data/alphabets.toml")
