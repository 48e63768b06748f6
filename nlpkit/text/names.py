"""The only reader of names: what a name may be across inflections and scripts.

"Токаева", "Токаевым" and "Tokayev" are one name, "Иванов" and "Ивановская" are two. Letters of
Central-Asian Cyrillic are read as the nearest Latin ones. Nothing here knows a name; endings and
letters are in data/spellings.toml.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile

import regex

from ..resources import load_toml

_LISTS = load_toml(__package__, "data/spellings.toml")
_ENDINGS = frozenset(_LISTS["endings"])
_SIZES = sorted({len(ending) for ending in _ENDINGS}, reverse=True)
_STEM_END = regex.compile(rf"\w{{{_LISTS['least']}}}")
_LETTERS = str.maketrans({**_LISTS["letters"], "ё": "e"})
_SPELLINGS = [(regex.compile(found), put) for found, put in _LISTS["spellings"]]
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_PLACE_WORDS = frozenset(_LISTS["after_adjectives"].split())
_SURNAMES, _PERSONAL = tuple(_LISTS["surnames"].split()), frozenset(_LISTS["personal"].split())
_ADJECTIVES = tuple(_LISTS["adjectives"].split())
_FLEETING = regex.compile(r"[ео](?=\p{L}$)")
# Two forms of a word begin alike and differ in no more letters than this at their ends.
_ENDING, _CYRILLIC_ENDING = 3, 5
BEGINS = 2  # letters that forms of one word have in common at least: Оша, Оше
_VOWELS = "аеиоуыэюяйь"
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


def readings(word: str, following: str = "") -> tuple[str, ...]:
    """The roots of the names that a word may be, the likeliest first.

    An adjective in "-ский" is also the name of its place: "Ошская" is of Ош. Where that would be a
    surname as well, the word that follows decides: "Ивановская область" may be of Иваново, and
    "Ивановская сказала" is a person.
    """
    own = root(word)
    place = own.removesuffix("ск")
    if place == own or len(place) < BEGINS or "-" in own:
        return (own,)
    if place.endswith(_SURNAMES) and root(following) not in _PLACE_WORDS:
        return (own,)
    return own, root(place)


def alike(one: str, other: str) -> bool:
    """Whether two words in lower case may be forms of one name, or of a name and its adjective.

    Looser than equal roots, for languages whose endings are not known; names that differ by what
    makes a surname of another name ("Петр", "Петренко") are never alike.
    """
    if one == other:
        return True
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    same = sum(1 for _ in pairs)
    short, tail = min(len(one), len(other)), max(len(one), len(other)) - same
    cyrillic = "\u0400" <= one[0] <= "\u04ff"
    if short <= _ENDING:
        bare = one.rstrip(_VOWELS)
        declined = cyrillic and len(bare) >= BEGINS and bare == other.rstrip(_VOWELS)
        return declined or (same == short and tail <= (2 if cyrillic else 1))
    if cyrillic:
        return _alike_roots(root(one), root(other))
    return same >= max(_ENDING, short - 1) and tail <= _ENDING


def _alike_roots(one: str, other: str) -> bool:
    if not _variants(one).isdisjoint(_variants(other)):
        return True
    # An ending of another language than Russian: "Қазақстан", "Қазақстанның".
    short, long = sorted((one, other), key=len)
    more = long[len(short) :]
    made = more in _PERSONAL or (more == "ск" and short.endswith(_SURNAMES))
    return long.startswith(short) and len(more) <= _CYRILLIC_ENDING and not made


def _variants(own: str) -> set[str]:
    """The root, what it is an adjective of, and both without a vowel that some cases drop."""
    found = {own}
    for ending in _ADJECTIVES:
        stem = own.removesuffix(ending)
        if stem != own and len(stem) >= _ENDING and not stem.endswith(_SURNAMES):
            found.add(stem)
    return found | {_FLEETING.sub("", stem) for stem in found if len(stem) > _ENDING}


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
