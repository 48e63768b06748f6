"""The nominative of a person's name in Russian: "с Асией Тулесовой" is said of "Асия Тулесова".

The given name is looked up in the table of names (`gazetteer`), or the surname tells by its ending
whether it is a man's or a woman's. Then all words of the name are put in the nominative.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import regex

from . import gazetteer
from .cases import is_surname, nominatives

_CYRILLIC = regex.compile(r"[\p{Cyrillic}\s.’'-]+")
# The word before a name that is not in the nominative, in Slavic languages.
_PREPOSITION = regex.compile(
    r"(?<!\w)(?:с|со|у|к|ко|о|об|обо|от|для|из|про|з|із|зі|до|від|z|ze|s|se|sa|od|u)\s+$",
    regex.IGNORECASE,
)
_NEAR = 8  # characters before a name that are looked at
_OF_A_MAN = ("ым", "ому")  # ends of surnames that no woman has, and those that no man has
_OF_A_WOMAN = ("овой", "евой", "ёвой", "иной", "ыной", "скую", "ской", "цкой", "ову", "еву", "ину")
# Endings of cases in Kazakh and Kyrgyz behind a surname: "Тулесовамен".
_TURKIC = regex.compile(r"(?:[мбп]ен|[нд][ыі]ң|[нд][ыи]н|ға|ге)$")
_TWO_CONSONANTS = regex.compile(r"[^аеиоуыэюяйь]{2}$")
_FLEETING = regex.compile(r"[^аеиоуыэюяйь][цкл]$")  # "Муромцем" is of "Муромец"
_UNBENT = regex.compile(r"[бвгджзклмнпрстфхцчшщь]$")  # "Айгуль": a woman's name without cases

Bearer = Literal["man", "woman"]


def oblique(text: str, start: int) -> bool:
    """Return whether a preposition stands before the name at `start`: it is no nominative."""
    return _PREPOSITION.search(text, max(0, start - _NEAR), start) is not None


def nominative(name: str, *, bent: bool = False) -> str | None:
    """Return the name in the nominative: "Рустамом Абдуллаевым" gives "Рустам Абдуллаев".

    A name that may be a nominative stays as it is. `bent` says that it is none. Returns None for a
    name that is none and whose nominative is not certain. A name in Latin letters is not read.
    """
    words = name.split()
    unknown = None if bent else name
    if not words or not _CYRILLIC.fullmatch(name):
        return unknown
    stem = _TURKIC.sub("", words[-1])
    if stem != words[-1] and is_surname(stem):
        return " ".join((*words[:-1], stem))
    given, *between, surname = ("", *words) if len(words) == 1 else words
    if not given or all(word.endswith(".") for word in (given, *between)):
        alone = _alone(surname)
        return " ".join((*words[:-1], alone)) if alone else unknown
    found = _given(given, surname)
    if found is None:
        return unknown
    first, bearer = found
    if first == given and not (bearer == "woman" and _UNBENT.search(given)):
        return name
    last = _surname(surname, bearer)
    return " ".join((first, *map(_patronymic, between), last)) if last else None


def _given(word: str, surname: str) -> tuple[str, Bearer] | None:
    """Return the nominative of a given name before this surname, and who bears it."""
    for form in (word, *_forms(word)):
        entry = gazetteer.entry(form)
        if entry is not None and entry.kind in ("man", "woman"):
            return form, "man" if entry.kind == "man" else "woman"
    low = surname.lower()
    if is_surname(surname) and low.endswith(_OF_A_MAN):
        form = nominatives(word)[0]
        return (form, "man") if form != word else None
    if low.endswith(_OF_A_WOMAN):
        form = nominatives(word)[0]
        certain = form != word or _UNBENT.search(word)
        return (form, "woman") if certain else None
    return None


def _forms(word: str) -> Iterator[str]:
    """Yield the forms that may be the nominative: also "Илья" of "Ильёй", "Павел" of "Павлом"."""
    for form in nominatives(word.replace("ё", "е")):
        yield form
        if _TWO_CONSONANTS.search(form):
            yield f"{form[:-1]}е{form[-1]}"


def _patronymic(word: str) -> str:
    return word if word.endswith(".") else nominatives(word)[0]


def _surname(word: str, bearer: Bearer) -> str | None:
    """Return the nominative of a surname, None where it is not certain.

    A woman's surname that is no Russian one has no cases.
    """
    form = nominatives(word, bearer)[0]
    if is_surname(word) or form.endswith(("ский", "цкий", "ская", "цкая")):
        return form
    if bearer == "woman":
        return word
    return None if form.endswith(("ый", "ий")) or _FLEETING.search(form) else form


def _alone(word: str) -> str | None:
    """Return the nominative of a single name; None where it is not certain."""
    low = word.lower()
    if gazetteer.entry(word) is not None:
        return word
    if is_surname(word) and low.endswith(("ым", "ой")):
        return nominatives(word)[0]
    forms = [form for form in nominatives(word) if gazetteer.entry(form) is not None]
    return forms[0] if forms else None
