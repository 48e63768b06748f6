"""Names across inflections and scripts: "Токаева", "Токаевым" and "Tokayev" are one name.

Letters of Central-Asian Cyrillic are read as the nearest Latin ones. Nothing here knows a name;
endings and letters are in data/spellings.toml.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from ..resources import load_toml

_LISTS = load_toml(__package__, "data/spellings.toml")
_ENDINGS = frozenset(_LISTS["endings"])
_SIZES = sorted({len(ending) for ending in _ENDINGS}, reverse=True)
_STEM_END = regex.compile(rf"\w{{{_LISTS['least']}}}")
_LETTERS = str.maketrans({**_LISTS["letters"], "ё": "e"})
_SPELLINGS = [(regex.compile(found), put) for found, put in _LISTS["spellings"]]
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}\p{M}]+(?:[-‐]\p{Lu}?[\p{L}\p{M}]+)*")


def root(word: str) -> str:
    """The word without the ending of its case, so that inflected forms of a name meet.

    Parts joined by a hyphen are inflected each for itself. Latin words only lose their "'s".
    A word that is too long for a name is returned in lower case.
    """
    return _root(word) if len(word) <= _LISTS["longest"] else word.casefold()


# Both caches hold words of bounded length only, so that no input can fill the memory with them.
@lru_cache(maxsize=65536)
def _root(word: str) -> str:
    word = word.casefold().replace("ё", "е").replace("’", "'").removesuffix("'s").rstrip("'")
    return "-".join(map(_without_ending, word.split("-"))) if _CYRILLIC.search(word) else word


def _without_ending(word: str) -> str:
    """The word after endings were taken off again and again, the longest first, in one pass."""
    end = len(word)
    while size := next((n for n in _SIZES if _has_ending(word, end - n, end)), 0):
        end -= size
    return word[:end]


def _has_ending(word: str, start: int, end: int) -> bool:
    """Whether `word[start:end]` is an ending with enough letters before it."""
    least: int = _LISTS["least"]
    return (
        start >= least
        and word[start:end] in _ENDINGS
        and bool(_STEM_END.match(word, start - least))
    )


def latin(word: str) -> str:
    """The word letter by letter in Latin, in lower case: "Жанибек" is "zhanibek"."""
    return word.casefold().translate(_LETTERS)


def skeleton(word: str) -> str:
    """The consonants of a name in Latin letters; "" where too few are left to tell names apart.

    A word that is too long for a name has none.
    """
    return _skeleton(word) if len(word) <= _LISTS["longest"] else ""


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    sound = latin(root(word))
    for found, put in _SPELLINGS:
        sound = found.sub(put, sound)
    return sound if len(sound) >= _LISTS["least"] else ""


def skeletons(text: str) -> set[str]:
    """Those of the capitalised words of a text; the first word of a sentence is among them."""
    return {skeleton(word) for word in _CAPITALISED.findall(text)} - {""}
