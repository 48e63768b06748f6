"""The English spellings that the press uses for people, places and organisations in Russian texts.

The table is data/names.ru-en.tsv. `recipes/names` makes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from ..resources import load_text
from .cases import CONSONANT, Bearer, is_surname, nominatives
from .names import root
from .romanization import sounds

Kind = Literal["man", "woman", "surname", "place", "town", "adjective", "body", "people"]
MOST_WORDS = 4  # of an entry
_LONGEST = 60  # letters of a people
_ENDING = regex.compile(
    r"(?:[иы]ми|[ыи][йхм]|ого|ому|[ая]я|[оеи]е|[оеа]м|[оу]й|ую|ами|ах|[ое]в|[аеиуы])$"
)
_OF_NOMINATIVE = regex.compile(r"(?:ий|ы|е)$")
_TWO_CONSONANTS = regex.compile(r"[^аеёиоуыэюяь]{2}$")  # at the end of Павл, of Павел
_PLURALS = (("ов", "ы"), ("аев", "аи"))  # in the genitive and nominative: Нидерланды, Гималаи
_NEUTER = ("ов", "ев", "ин")  # before the "о" of Иваново
_OF_ADJECTIVES = ("ой", "ую", "ая")  # ends of a woman's surname that is an adjective
_WOMEN = ("ова", "ева", "ёва", "ина", "ына")  # ends of their surnames


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One name: its English spellings, the most usual first, and the kind of
    thing that it names.
    """

    english: tuple[str, ...]
    kind: Kind


def entry(word: str) -> NameEntry | None:
    """Return the entry of one word as it is written, in the nominative; "е" may stand for "ё"."""
    return _tables()[0].get(_plain(word))


def entries(word: str, bearer: str = "", *, town: bool = False) -> list[NameEntry]:
    """Return the entries of the names that one word may be a form of, the likeliest first.

    A woman's surname is found by the man's. `bearer`: see `cases.nominatives`. `town`: the text
    says that it is a town, so "Балабанове" may be of "Балабаново" and not of a person.
    """
    found = [entry(word)]
    forms = nominatives(word, bearer)
    for form in forms:
        found.append(entry(form))
        man = entry(form[:-1]) if found[-1] is None and form.endswith(_WOMEN) else None
        if man is not None and man.kind == "surname":
            found.append(NameEntry(tuple(spelling + "a" for spelling in man.english), "surname"))
    found += [entry(form + "о") for form in forms if town and form.endswith(_NEUTER)]
    bare = [form for form in forms if _TWO_CONSONANTS.search(form)]
    found += [entry(form[:-1] + vowel + form[-1]) for form in bare for vowel in "ео"]
    plurals = [word.removesuffix(e) + plural for e, plural in _PLURALS if word.endswith(e)]
    found += [one for one in map(entry, plurals) if one is not None and one.kind == "place"]
    return list(dict.fromkeys(one for one in found if one is not None))


def knows(form: str) -> bool:
    """Return whether a nominative is in the table, or the man's form of a woman's surname."""
    return entry(form) is not None or (form.endswith(_WOMEN) and entry(form[:-1]) is not None)


def surname(word: str, bearer: Bearer) -> str | None:
    """Return the nominative of a surname of the table, None where it has none or several.

    A woman's adjective is found by the man's: "Навальной" is of "Навальная". The word itself counts
    where no other form is known, as "Лукашенко". A woman's surname like "Иванова" is not looked
    up: `cases.nominatives` knows its cases.
    """

    def is_known(form: str) -> bool:
        found = entry(form)
        return found is not None and found.kind == "surname"

    adjective = bearer == "woman" and word.endswith(_OF_ADJECTIVES)
    if adjective and any(map(is_known, (word[:-2] + "ый", word[:-2] + "ий"))):
        return word[:-2] + "ая"
    if bearer == "woman" and is_surname(word):
        return None
    forms = [form for form in nominatives(word, bearer) if is_known(form)]
    others = [form for form in forms if form != word]
    if bearer == "woman" and any(map(CONSONANT.search, others)):
        return None  # a woman's name that ends in a consonant has no cases
    forms = others or forms
    return forms[0] if len(forms) == 1 else None


def phrase(roots: Sequence[str]) -> NameEntry | None:
    """Return the entry of several words, given as their roots (`names.root`)."""
    return _tables()[1].get(tuple(roots))


def people(word: str) -> NameEntry | None:
    """Return the entry of a people or its adjective in any case: "казахский", "казахам"."""
    if len(word) > _LONGEST:
        return None
    word, peoples = _plain(word.lower()), _tables()[2]
    return peoples.get(word) or peoples.get(_ENDING.sub("", word))


def is_english(key: str) -> bool:
    """Return whether the sounds are those of a word in some English name of the table."""
    return key in _english()


@cache
def _tables() -> tuple[
    dict[str, NameEntry], dict[tuple[str, ...], NameEntry], dict[str, NameEntry]
]:
    """Return three tables: single words, several words by their roots, peoples without endings."""
    words: dict[str, NameEntry] = {}
    phrases: dict[tuple[str, ...], NameEntry] = {}
    peoples: dict[str, NameEntry] = {}
    for line in load_text(__package__, "data/names.ru-en.tsv").splitlines():
        if line.startswith("#"):
            continue
        russian, english, kind = line.split("\t")
        made = NameEntry(tuple(english.split("|")), kind)  # type: ignore[arg-type]
        if kind == "people":
            peoples[_OF_NOMINATIVE.sub("", russian)] = made
        elif " " in russian:
            phrases[tuple(map(root, russian.split()))] = made
        else:
            words[_plain(russian)] = made
    return words, phrases, peoples


@cache
def _english() -> frozenset[str]:
    tables = _tables()
    entries = (one for table in tables for one in table.values())
    return frozenset(key for one in entries for name in one.english for key in sounds(name))


def _plain(word: str) -> str:
    return word.replace("ё", "е").replace("Ё", "Е")
