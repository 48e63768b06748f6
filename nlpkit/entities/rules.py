"""What kind of name a run of words is: rules in one order, each named after its reason."""

from __future__ import annotations

from collections.abc import Callable

import regex

from ..text.dates import MONTHS
from .lists import LISTS
from .runs import GIVEN, ORGANISATIONS, TITLES, Run, Word, keys, place_of
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
_DATE = regex.compile(r",\s(?:\d{1,2}\s)?")
_SIGNED = regex.compile(r"\.?\)\s[-–—]+\s")

Rule = Callable[[Run], EntityKind | None]


def listed_place(run: Run) -> EntityKind | None:
    return "place" if place_of(run.words) else None


def organisation_word(run: Run) -> EntityKind | None:
    several = len(run.words) > 1
    found = any(key in ORGANISATIONS or key in _SUFFIXES for key in run.keys)
    return "organisation" if several and found else None


def dateline(run: Run) -> EntityKind | None:
    """The town an article begins with: "AKSU, May 13", "AKSU (Reuters) -"."""
    if not (run.words[0].first and run.words[0].initials and run.after):
        return None
    following = run.after[0]
    dated = _DATE.fullmatch(following.gap) and following.text.lower() in MONTHS
    signed = following.gap == " (" and any(_SIGNED.fullmatch(word.gap) for word in run.after)
    return "place" if dated or signed else None


def capitals_alone(run: Run) -> EntityKind | None:
    text = run.words[0].text
    fits = len(run.words) == 1 and text.isupper() and 2 <= len(text) <= 8
    return "organisation" if fits and text not in _NO_ORGANISATION else None


def short_organisation(run: Run) -> EntityKind | None:
    return "organisation" if len(run.words) == 1 and run.keys[0] in _SHORT else None


def titled_in_an_organisation(run: Run) -> EntityKind | None:
    """ "Депутат мажилиса Айдос Сарым"."""
    if len(run.before) < 2 or not 1 < len(run.words) <= 3:
        return None
    gaps = run.words[0].gap, run.before[0].gap
    beside = all(map(_PLAIN.fullmatch, gaps)) and not run.before[0].capital
    inside = run.before[0].key in ORGANISATIONS and run.before[1].key in TITLES
    return "person" if beside and inside else None


def after_an_organisation_word(run: Run) -> EntityKind | None:
    close = run.before and _PLAIN.fullmatch(run.words[0].gap)
    if close and run.before[0].key in ORGANISATIONS and not _person_like(run):
        return "organisation"
    return None


def after_a_place_word(run: Run) -> EntityKind | None:
    if not _PLAIN.fullmatch(run.words[0].gap) or not run.before:
        return None
    nearest = run.before[0]
    if nearest.text == "of" and len(run.before) > 1:
        nearest = run.before[1]
    return "place" if nearest.key in _PLACE_WORDS_BEFORE else None


def before_a_place_word(run: Run) -> EntityKind | None:
    return "place" if place_word_after(run) else None


def place_word_inside(run: Run) -> EntityKind | None:
    if len(run.words) < 2:
        return None
    first, last = run.words[0], run.words[-1]
    found = first.key in _PLACE_WORDS_BEFORE or last.key in _PLACE_WORDS_AFTER
    return "place" if found else None


def given_name_or_initials(run: Run) -> EntityKind | None:
    several = 1 < len(run.words) <= 4
    return "person" if several and _person_like(run) else None


def patronymic(run: Run) -> EntityKind | None:
    found = any(_PATRONYMIC.fullmatch(key) for key in run.keys[1:])
    return "person" if found and len(run.words) <= 3 else None


def titled(run: Run) -> EntityKind | None:
    """A title right before the name, or up to three small words before it, with no full stop."""
    if run.titled:
        return "person"
    gap = run.words[0].gap
    for word in run.before:
        if not (_PLAIN.fullmatch(gap) or gap.strip() == ","):
            return None
        if word.key in TITLES:
            return "person"
        if word.capital or word.key in ORGANISATIONS or word.text in _AWAY:
            return None
        gap = word.gap
    return None


def surname(run: Run) -> EntityKind | None:
    """A surname by its ending; alone, an adjective ends like one: "Каспийский".

    "The" comes before several of one name, or before a thing: "the Zhibek market".
    """
    alone = len(run.words) == 1
    before = run.before[0].text if run.before else ""
    if (
        before in _PLACE_BEFORE
        or (alone and run.keys[0].endswith(("ск", "цк")))
        or (alone and before.lower() == "the")
    ):
        return None
    return "person" if _SURNAME.fullmatch(run.keys[-1]) and len(run.words) <= 3 else None


def after_in(run: Run) -> EntityKind | None:
    close = run.before and _PLAIN.fullmatch(run.words[0].gap)
    return "place" if close and run.before[0].text.lower() in _PLACE_BEFORE else None


def speaks(run: Run) -> EntityKind | None:
    beside = [word.text for word in (*run.before[:1], *run.after[:1])]
    several = 1 < len(run.words) <= 3
    return "person" if several and not _SPEAKING.isdisjoint(beside) else None


def two_names(run: Run) -> EntityKind | None:
    """Two capitalised words that nothing speaks against are most often a person.

    The first word of a quotation is no such word, and so no title of a book is one.
    """
    return "person" if len(run.words) == 2 and not run.words[0].first else None


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


def decide(run: Run) -> EntityKind | None:
    """What the first rule with an opinion says; None where no rule has one.

    Nor is a mere "ТОО" anything.
    """
    first, *more = run.words
    if not more and first.initials and is_kind_word(first):
        return None
    return next((kind for rule in RULES if (kind := rule(run))), None)


def _person_like(run: Run) -> bool:
    initials = [word.text.endswith(".") for word in run.words]
    return run.keys[0] in GIVEN or (any(initials) and not all(initials))


def place_word_after(run: Run) -> Word | None:
    """The word for a kind of place right behind it: "Нарынской области"."""
    for word in run.after[:1]:
        if _PLAIN.fullmatch(word.gap) and word.key in _PLACE_WORDS_AFTER:
            return word
    return None


def is_kind_word(word: Word) -> bool:
    """Whether it only says what kind of organisation it is: "Bank"."""
    return word.key in ORGANISATIONS or word.key in _SUFFIXES
