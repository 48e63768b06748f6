"""The nominative of a person's name in Russian: "с Асией Тулесовой" is said of "Асия Тулесова".

The given name is looked up in the table of names (`gazetteer`), or the surname tells by its ending
whether it is a man's or a woman's. Then all words of the name are put in the nominative. Lists are
in data/persons.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..resources import load_toml
from . import gazetteer
from .cases import CONSONANT, Bearer, is_surname, nominatives
from .folding import alternation, any_of

_BEARERS: tuple[Bearer, ...] = ("man", "woman")
_LISTS = load_toml(__package__, "data/persons.toml")
_CYRILLIC = regex.compile(r"[\p{Cyrillic}\s.’'-]+")
_PREPOSITION = regex.compile(rf"(?<!\w)(?:{any_of(_LISTS['prepositions'])})\s+$", regex.IGNORECASE)
_NEAR = 8  # characters before a name that are searched for a preposition
_OF_A_MAN = tuple(_LISTS["surnames"]["man"])
_OF_A_WOMAN = tuple(_LISTS["surnames"]["woman"])
_PATRONYMICS = {bearer: tuple(_LISTS["patronymics"][bearer]) for bearer in _BEARERS}
_UNCHANGED = tuple(_LISTS["patronymics"]["unchanged"])
_TURKIC = regex.compile(rf"{alternation(_LISTS['turkic'])}$")
_TWO_CONSONANTS = regex.compile(r"[^аеиоуыэюяйь]{2}$")
_FLEETING = regex.compile(r"[^аеиоуыэюяйь][цкл]$")  # "Муромцем" is of "Муромец"
# Endings of other cases than the nominative, which no woman's surname has in the nominative.
_OBLIQUE_ENDINGS = ("ым", "им", "ом", "ем", "ой", "ей")
_SHORTEST = 3  # letters of a surname that may have such an ending: "Ким", "Цой"
_NEVER_ENDS = regex.compile(r"[жчшщц]ь$")  # no man's name ends so in the nominative
_UNINFLECTED = regex.compile(r"[бвгджзклмнпрстфхцчшщь]$")  # "Айгуль": a woman's name without cases
_ADJECTIVE = ("ский", "цкий", "ская", "цкая")
# The endings of a man's name that ends in a consonant, hard and soft ones alike.
_ALIKE = {"а": "а", "я": "а", "у": "у", "ю": "у", "ом": "ом", "ем": "ом", "ём": "ом", "е": "е"}


def oblique(text: str, start: int) -> bool:
    """Return whether a preposition stands before the name at `start`.

    Then the name is not in the nominative.
    """
    return _PREPOSITION.search(text, max(0, start - _NEAR), start) is not None


def nominative(name: str, *, oblique: bool = False) -> str | None:
    """Return the name in the nominative: "Рустамом Абдуллаевым" gives "Рустам Абдуллаев".

    A name that may be in the nominative already is returned as it is, unless `oblique` says that it
    is not. Returns None for a name that is not in the nominative if its nominative is not certain.
    A name in Latin letters is not changed.

    Guarantees: the nominative of the result is the result itself.
    """
    found = _read(name, oblique=oblique)
    return found if found is None or _read(found, oblique=False) == found else None


def _read(name: str, *, oblique: bool) -> str | None:
    words = name.split()
    unknown = None if oblique else name
    if not words or not _CYRILLIC.fullmatch(name):
        return unknown
    stem = _TURKIC.sub("", words[-1])
    if stem != words[-1] and is_surname(stem):
        return " ".join((*words[:-1], stem))
    given, *between, surname = ("", *words) if len(words) == 1 else words
    if not given or all(word.endswith(".") for word in (given, *between)):
        alone = _alone(surname, oblique=oblique)
        return " ".join((*words[:-1], alone)) if alone else unknown
    borne = _bearer(given)
    if not oblique and borne and not (borne == "woman" and _UNINFLECTED.search(given)):
        return name
    pairs = list(_given(given, surname, oblique=oblique))
    found = {told for pair in pairs if (told := _whole(given, between, surname, *pair))}
    certain = found.pop() if len(found) == 1 else None
    return certain or (None if pairs and not borne else unknown)


def _whole(given: str, between: list[str], surname: str, first: str, bearer: Bearer) -> str | None:
    """Return the whole name with `first` as the nominative of its given name.

    Returns None if the nominative of another word of the name is not certain.
    """
    last = _surname(surname, bearer, _ending(given, first))
    middle = [_middle(word, bearer) for word in between]
    if last is None or None in middle:
        return None
    return " ".join((first, *filter(None, middle), last))


def _bearer(given: str) -> Bearer | None:
    """Return who bears a given name of the table."""
    entry = gazetteer.entry(given)
    return entry.kind if entry and (entry.kind == "man" or entry.kind == "woman") else None


def _given(word: str, surname: str, *, oblique: bool) -> Iterator[tuple[str, Bearer]]:
    """Yield what may be the nominative of a given name before this surname, and who bears it."""
    known = False
    for form in dict.fromkeys((word, *_forms(word))):
        bearer = _bearer(form)
        same = form == word and oblique and not (bearer == "woman" and _UNINFLECTED.search(word))
        if bearer and not same:
            known = True
            yield form, bearer
    if known or _bearer(word):  # as "Роза" where another case was expected
        return
    told = _of_surname(surname, oblique=oblique)
    if told == "woman" and _UNINFLECTED.search(word):
        yield word, told
    elif told:
        genitive = oblique and word.endswith(("а", "я"))  # "Эмирлана"
        forms = nominatives(word)[: 2 if genitive else 1]
        yield from ((form, told) for form in forms[-1:] if form != word)


def _of_surname(surname: str, *, oblique: bool) -> Bearer | None:
    """Return who bears a surname that is in no nominative, by its ending."""
    low = surname.lower()
    if low.endswith(_OF_A_WOMAN):
        return "woman"
    genitive = oblique and is_surname(surname) and low.endswith("а")
    return "man" if genitive or low.endswith(_OF_A_MAN) else None


def _forms(word: str) -> Iterator[str]:
    """Yield the forms that may be the nominative: also "Илья" of "Ильёй", "Павел" of "Павлом"."""
    for form in nominatives(word.replace("ё", "е")):
        if form == word[:-1] and word[-1] in "ыи":  # several people
            continue
        yield form
        if _TWO_CONSONANTS.search(form):
            yield f"{form[:-1]}е{form[-1]}"


def _ending(word: str, form: str) -> str:
    """Return the case ending of a man's given name that ends in a consonant, as in `_ALIKE`."""
    if not CONSONANT.search(form):
        return ""
    return next((_ALIKE[end] for end in _ALIKE if word == form.rstrip("йь") + end), "")


def _middle(word: str, bearer: Bearer) -> str | None:
    """Return the nominative of a patronymic or second given name."""
    if word.endswith((".", *_UNCHANGED, *_PATRONYMICS[bearer])):
        return word
    forms = [form for form in nominatives(word) if form.endswith(_PATRONYMICS[bearer])]
    forms = forms or [form for form in _forms(word) if _bearer(form) == bearer]
    return forms[0] if forms else None


def _surname(word: str, bearer: Bearer, ending: str = "") -> str | None:
    """Return the nominative of a surname in another case, None where it is not certain.

    The table of names decides first, then the form of a Russian surname. `ending` is the one of the
    given name (`_ALIKE`): where a man's surname has it too, the nominative ends in a consonant. A
    woman's surname that is no Russian one has no cases.
    """
    if known := gazetteer.surname(word, bearer):
        return known
    forms = nominatives(word, bearer)
    if is_surname(word):
        return forms[0] if forms[0].endswith("а") == (bearer == "woman") else None
    if forms[0].endswith(_ADJECTIVE):
        fits = forms[0].endswith("ая") == (bearer == "woman") and len(forms) == 1
        return forms[0] if fits else None
    if word.endswith("о") or (bearer == "woman" and _UNINFLECTED.search(word)):
        return None if len(word) > _SHORTEST and word.endswith(_OBLIQUE_ENDINGS) else word
    certain = [f for f in forms if f != word and not f.endswith(("ый", "ий"))]
    certain = [f for f in certain if not _NEVER_ENDS.search(f)]
    if ending and ending in (_ALIKE.get(word[-1]), _ALIKE.get(word[-2:])):
        certain = [form for form in certain if CONSONANT.search(form)]
    fits = len(certain) == 1 and bearer == "man" and not _FLEETING.search(certain[0])
    return certain[0] if fits else None


def _alone(word: str, *, oblique: bool) -> str | None:
    """Return the nominative of a single name; None where it is not certain."""
    if gazetteer.entry(word) is not None and not oblique:
        return word
    if is_surname(word):
        low = word.lower()
        if low.endswith(("а", "ов", "ев", "ёв", "ин", "ын")) and not oblique:
            return word
        certain = low.endswith(("ым", "ой")) or (oblique and low.endswith("а"))
        return nominatives(word)[0] if certain else None
    named = {form for form in _forms(word) if _bearer(form) and not (oblique and form == word)}
    named |= {known for bearer in _BEARERS if (known := gazetteer.surname(word, bearer))}
    if not named and _bearer(word) == "woman" and CONSONANT.search(word):
        return word
    return named.pop() if len(named) == 1 else None
