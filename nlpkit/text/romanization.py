"""Spells Cyrillic names as the English-language press does, and compares spellings.

"Каратаев" is "Karatayev". "Karataev" and "Karatayev" count as the same spelling, "Karatov" does
not.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

import regex

from ..resources import load_toml

_TABLES = load_toml(__package__, "data/romanization.toml")
_LONGEST = 60
_APART = regex.compile(r"[\s.‐-]+")
_NOT_LETTERS = regex.compile("[^a-z]")
# Spellings of one sound, in this order, each with the one that stands for all.
_SOUNDS = [
    (regex.compile(found), put)
    for found, put in (
        ("shch|sch", "sh"), ("dzh|dj|zh", "j"), ("kh|gh(?=.)", "h"), ("tch", "ch"), ("tz", "ts"),
        ("x", "ks"), ("ck|q|c(?!h)", "k"), ("ph", "f"), ("w", "v"), ("y", "i"), ("(.)\\1+", "\\1"),
        ("(?<=[aeou])i(?=[aeou])|^i(?=e)", ""), ("i[eo]", "e"), ("(.)\\1+", "\\1"),
    )
]  # fmt: skip


def romanized(word: str, language: str = "ru") -> str:
    """Return the word, or words joined by hyphens, in English letters; capitals stay capitals.

    A word that is too long for a name is returned as it is.
    """
    if len(word) > _LONGEST:
        return word
    return "-".join(_part(part, language) for part in word.split("-"))


def _part(word: str, language: str) -> str:
    latin = _latin(word.lower(), language if language in _TABLES else "ru")
    if len(word) > 1 and word.isupper():
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin


@lru_cache(maxsize=65536)
def _latin(word: str, language: str) -> str:
    for pattern, put in _rules(language):
        word = pattern.sub(put, word)
    return word.translate(_letters(language))


@cache
def _rules(language: str) -> list[tuple[regex.Pattern[str], str]]:
    own = _TABLES[language].get("rules", _TABLES["ru"]["rules"])
    return [(regex.compile(found), put) for found, put in own]


@cache
def _letters(language: str) -> dict[int, str]:
    return str.maketrans({**_TABLES["ru"]["letters"], **_TABLES[language]["letters"]})


def sound(spelling: str) -> str:
    """Return a key that all usual spellings of a name share: "Tokaev" and "Tokayev" give "tokaev".

    A word that is too long for a name is returned in lower case.
    """
    return _sound(spelling) if len(spelling) <= _LONGEST else spelling.casefold()


# The caches hold words of bounded length only, so that no input can fill the memory with them.
@lru_cache(maxsize=65536)
def _sound(spelling: str) -> str:
    bare = unicodedata.normalize("NFKD", spelling.casefold()).removesuffix("'s")
    bare = _NOT_LETTERS.sub("", bare.removesuffix("’s"))
    for found, put in _SOUNDS:
        bare = found.sub(put, bare)
    return bare


def sounds(spelling: str) -> list[str]:
    """Return the sounds of each word of a name; parts joined by hyphens are words."""
    return [key for word in _APART.split(spelling) if (key := sound(word))]
