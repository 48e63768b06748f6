"""Decides the kind of a name, by rules in a fixed order that are named after their reasons."""

from __future__ import annotations

from collections.abc import Callable

import regex

from ..text.capitals import ORGANISATIONS, Word
from .candidates import GIVEN, TITLES, NameCandidate, keys, place_of
from .lists import LISTS
from .values import EntityKind

_SPEAKING = frozenset(LISTS["speaking"].split())
_SUFFIXES = frozenset(LISTS["suffixes"].split())
_NO_ORGANISATION = frozenset(LISTS["not_organisations"].split())
_SHORT = keys("short_organisations")
_PLACE_BEFORE = frozenset(LISTS["place_before"].split())
_AWAY = frozenset(LISTS["away"].split()) | _PLACE_BEFORE
_PLACE_WORDS_BEFORE = keys("place_words_before")
_PLACE_WORDS_AFTER = keys("place_words_after")
_SURNAME = regex.compile(rf"\p{{L}}{{2,}}(?:{'|'.join(LISTS['surname_endings'].split())})")
_PATRONYMIC = regex.compile(rf"\p{{L}}*(?:{'|'.join(LISTS['patronymics'].split())})")
_PLAIN = regex.compile(r"[\s\u00a0]*")

Rule = Callable[[NameCandidate], EntityKind | None]


def listed_place(name: NameCandidate) -> EntityKind | None:
    return "place" if place_of(name.words) else None


def organisation_word(name: NameCandidate) -> EntityKind | None:
    several = len(name.words) > 1
    found = any(key in ORGANISATIONS or key in _SUFFIXES for key in name.keys)
    return "organisation" if several and found else None


def dateline(name: NameCandidate) -> EntityKind | None:
    """The town with which an article begins: "AKSU, May 13", "AKSU (Reuters) -"."""
    return "place" if name.in_dateline else None


def capitals_alone(name: NameCandidate) -> EntityKind | None:
    text = name.words[0].text
    fits = len(name.words) == 1 and text.isupper() and text.isalpha() and 2 <= len(text) <= 8
    return "organisation" if fits and text not in _NO_ORGANISATION else None


def short_organisation(name: NameCandidate) -> EntityKind | None:
    return "organisation" if len(name.words) == 1 and name.keys[0] in _SHORT else None


def titled_in_an_organisation(name: NameCandidate) -> EntityKind | None:
    """ "Депутат мажилиса Айдос Сарым"."""
    if len(name.before) < 2 or not 1 < len(name.words) <= 3:
        return None
    gaps = name.words[0].gap, name.before[0].gap
    beside = all(map(_PLAIN.fullmatch, gaps)) and not name.before[0].capital
    inside = name.before[0].key in ORGANISATIONS and name.before[1].key in TITLES
    return "person" if beside and inside else None


def after_an_organisation_word(name: NameCandidate) -> EntityKind | None:
    close = name.before and _PLAIN.fullmatch(name.words[0].gap)
    if close and name.before[0].key in ORGANISATIONS and not _person_like(name):
        return "organisation"
    return None


def after_a_place_word(name: NameCandidate) -> EntityKind | None:
    if not _PLAIN.fullmatch(name.words[0].gap) or not name.before:
        return None
    nearest = name.before[0]
    if nearest.text == "of" and len(name.before) > 1:
        nearest = name.before[1]
    return "place" if nearest.key in _PLACE_WORDS_BEFORE else None


def before_a_place_word(name: NameCandidate) -> EntityKind | None:
    return "place" if place_word_after(name) else None


def place_word_inside(name: NameCandidate) -> EntityKind | None:
    if len(name.words) < 2:
        return None
    first, last = name.words[0], name.words[-1]
    found = first.key in _PLACE_WORDS_BEFORE or last.key in _PLACE_WORDS_AFTER
    return "place" if found else None


def given_name_or_initials(name: NameCandidate) -> EntityKind | None:
    several = 1 < len(name.words) <= 4
    return "person" if several and _person_like(name) else None


def patronymic(name: NameCandidate) -> EntityKind | None:
    found = any(_PATRONYMIC.fullmatch(key) for key in name.keys[1:])
    return "person" if found and len(name.words) <= 3 else None


def titled(name: NameCandidate) -> EntityKind | None:
    """A title before the name, with up to three small words and no full stop between them."""
    if name.titled:
        return "person"
    gap = name.words[0].gap
    for word in name.before:
        if not (_PLAIN.fullmatch(gap) or gap.strip() == ","):
            return None
        if word.key in TITLES:
            return "person"
        if word.capital or word.key in ORGANISATIONS or word.text in _AWAY:
            return None
        gap = word.gap
    return None


def surname(name: NameCandidate) -> EntityKind | None:
    """A surname by its ending. Alone, an adjective ends like one: "Каспийский".

    "The" comes before several people of one name, or before a thing: "the Zhibek market".
    """
    alone = len(name.words) == 1
    before = name.before[0].text if name.before else ""
    if (
        before in _PLACE_BEFORE
        or (alone and name.keys[0].endswith(("ск", "цк")))
        or (alone and before.lower() == "the")
    ):
        return None
    return "person" if _SURNAME.fullmatch(name.keys[-1]) and len(name.words) <= 3 else None


def after_in(name: NameCandidate) -> EntityKind | None:
    close = name.before and _PLAIN.fullmatch(name.words[0].gap)
    return "place" if close and name.before[0].text.lower() in _PLACE_BEFORE else None


def speaks(name: NameCandidate) -> EntityKind | None:
    beside = [word.text for word in (*name.before[:1], *name.after[:1])]
    several = 1 < len(name.words) <= 3
    return "person" if several and not _SPEAKING.isdisjoint(beside) else None


def two_names(name: NameCandidate) -> EntityKind | None:
    """Two capitalised words are most often a person, where no other rule knows them.

    The first word of a quotation is excluded, because it may begin the title of a book.
    """
    return "person" if len(name.words) == 2 and not name.words[0].first else None


RULES: tuple[Rule, ...] = (
    listed_place,
    organisation_word,
    dateline,
    capitals_alone,
    short_organisation,
    titled_in_an_organisation,
    given_name_or_initials,
    patronymic,
    place_word_inside,
    before_a_place_word,
    after_a_place_word,
    titled,
    surname,
    after_an_organisation_word,
    after_in,
    speaks,
    two_names,
)


def decide(name: NameCandidate) -> EntityKind | None:
    """Return the kind that the first matching rule gives; None where no rule matches.

    A kind word alone, such as "ТОО", is no name.
    """
    first, *more = name.words
    if not more and first.acronym and is_kind_word(first):
        return None
    return next((kind for rule in RULES if (kind := rule(name))), None)


def _person_like(name: NameCandidate) -> bool:
    initials = [word.text.endswith(".") for word in name.words]
    return name.keys[0] in GIVEN or (any(initials) and not all(initials))


def place_word_after(name: NameCandidate) -> Word | None:
    """Return the word for a kind of place directly after the name: "Нарынской области"."""
    for word in name.after[:1]:
        if _PLAIN.fullmatch(word.gap) and word.key in _PLACE_WORDS_AFTER:
            return word
    return None


def is_kind_word(word: Word) -> bool:
    """Return whether the word only says what kind of organisation it is: "Bank"."""
    return word.key in ORGANISATIONS or word.key in _SUFFIXES
