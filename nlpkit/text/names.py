"""Names across inflections and scripts: "Токаева", "Токаевым" and "Tokayev" are one name.

Letters of Central-Asian Cyrillic are read as the nearest Latin ones. Nothing here knows a name;
endings and letters are in data/spellings.toml.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from ..resources import load_toml

_LISTS = load_toml(__package__, "data/spellings.toml")
_ENDING = regex.compile(rf"(?<=\w{{{_LISTS['least']}}})(?:{'|'.join(_LISTS['endings'])})$")
_LETTERS = str.maketrans({**_LISTS["letters"], "ё": "e"})
_SPELLINGS = [(regex.compile(found), put) for found, put in _LISTS["spellings"]]
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}\p{M}]+(?:[-‐]\p{Lu}?[\p{L}\p{M}]+)*")


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """The word without the ending of its case, so that inflected forms of a name meet.

    Parts joined by a hyphen are inflected each for itself. Latin words only lose their "'s".
    """
    word = word.casefold().replace("ё", "е").replace("’", "'").removesuffix("'s").rstrip("'")
    return "-".join(map(_without_ending, word.split("-"))) if _CYRILLIC.search(word) else word


def _without_ending(word: str) -> str:
    while (shorter := _ENDING.sub("", word)) != word:
        word = shorter
    return word


def latin(word: str) -> str:
    """The word letter by letter in Latin, in lower case: "Жанибек" is "zhanibek"."""
    return word.casefold().translate(_LETTERS)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a name in Latin letters; "" where too few are left to tell names apart."""
    sound = latin(root(word))
    for found, put in _SPELLINGS:
        sound = found.sub(put, sound)
    return sound if len(sound) >= _LISTS["least"] else ""


def skeletons(text: str) -> set[str]:
    """Those of the capitalised words of a text; the first word of a sentence is among them."""
    return {skeleton(word) for word in _CAPITALISED.findall(text)} - {""}
