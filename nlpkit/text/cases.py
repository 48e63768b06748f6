"""Finds the possible nominatives of a Russian name: "Токаевым" comes from "Токаев".

An ending often belongs to several cases, or to a man's and a woman's name ("Каратаева"), so there
may be several answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import regex

Bearer = Literal["man", "woman"]
CONSONANT = regex.compile(r"[бвгджзйклмнпрстфхцчшщь]$")  # at the end of a name
_LONGEST = 60
_VOWELS = "аеёиоуыэюяАЕЁИОУЫЭЮЯ"
# A surname that is declined as one: Ахметов, Ильин, Куницын.
_SURNAME = regex.compile(r"(.{2,}(?:[оеё]в|[иы]н))(|а|у|ым|ой|е|ы|ых|ыми)", regex.IGNORECASE)
_ADJECTIVE = regex.compile(r"(.+[сц]к)(ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)", regex.IGNORECASE)
_FEMININE = frozenset({"ая", "ой", "ую"})
_UNBENT = ("зода", "заде")
# What an ending may be of, the likeliest first: after a consonant, and after a vowel. "-" is the
# word without the ending, "=" the word as it is.
_AFTER_CONSONANT = {
    "ого": "ый ий", "ому": "ый ий", "ым": "ый", "ями": "я и ь", "ами": "ы а -", "ях": "и я ь",
    "ах": "ы и а -", "ью": "ь", "ем": "- ь", "ом": "-", "ой": "а =", "ей": "я а ь =", "ам": "= ы а",
    "а": "= -", "я": "= ь", "у": "- а =", "ю": "ь я =", "е": "- а =", "ы": "а = -", "и": "= а я ь",
}  # fmt: skip
_AFTER_VOWEL = {
    "ями": "я и", "ях": "я и", "ем": "й", "ей": "я =", "я": "= й", "ю": "й я =", "е": "й",
    "и": "я = й",
}  # fmt: skip
# Letters after which a nominative never has this ending.
_NEVER_BEFORE = {"ы": "гкхжшчщ", "я": "гкхжшчщц", "ь": "гкхц", "й": "ь"}


def nominatives(word: str, bearer: str = "") -> tuple[str, ...]:
    """Return the forms that may be the nominative of a word, the likeliest first.

    Of parts joined by hyphens the last one is declined. `bearer` is "man" or "woman" where it is
    known whose name it is. Guarantees: at least one.
    """
    if len(word) > _LONGEST:
        return (word,)
    before, hyphen, last = word.rpartition("-")
    forms = tuple(before + hyphen + form for form in _forms(last))
    if bearer not in ("man", "woman") or not _SURNAME.fullmatch(last):
        return forms
    return tuple(form for form in forms if form.endswith("а") == (bearer == "woman")) or forms


def is_surname(word: str) -> bool:
    """Return whether it has the ending of a Russian surname in some case: "Ахметовым"."""
    return len(word) <= _LONGEST and _SURNAME.fullmatch(word) is not None


@lru_cache(maxsize=65536)
def _forms(word: str) -> tuple[str, ...]:
    if surname := _SURNAME.fullmatch(word):
        stem, ending = surname.groups()
        if ending.lower() in ("а", "у", "е", "ы"):
            return stem, stem + "а"
        return (stem + "а",) if ending.lower() == "ой" else (stem,)
    if declined := _ADJECTIVE.fullmatch(word):
        stem, ending = declined.groups()
        adjective = stem + ("ая" if ending.lower() in _FEMININE else "ий")
        return (adjective, stem) if ending.lower() == "ом" else (adjective,)
    if word.lower().endswith(_UNBENT):
        return (word,)
    if word.lower().endswith("ье"):
        return word[:-1] + "я", word
    for size in (3, 2, 1):
        stem, ending = word[:-size], word[-size:].lower()
        table = _AFTER_VOWEL if stem[-1:] in _VOWELS + "ьЬ" else _AFTER_CONSONANT
        if len(stem) > 1 and ending in table:
            return tuple(dict.fromkeys(_made(stem, word, table[ending].split())))
    return (word,)


def _made(stem: str, word: str, endings: list[str]) -> Iterator[str]:
    for ending in endings:
        if ending == "=":
            yield word
        elif stem[-1].lower() not in _NEVER_BEFORE.get(ending, ""):
            yield stem + ending.removeprefix("-")
