"""The only reader of proper names in Russian text whose English spelling can be told.

A name is known from the table (`gazetteer`), or is an acronym, or has the shape of names of Russia
and Central Asia, which are spelled by rule (`romanization`). Names from elsewhere that the table
lacks are not read: the Russian spelling does not tell the English one ("Уокер" is "Walker").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from ..resources import load_toml
from . import capitals, gazetteer
from .cases import is_surname, nominatives
from .gazetteer import NameEntry
from .names import root, skeleton
from .romanization import romanized, sounds

_LISTS = load_toml(__package__, "data/proper.toml")
_COMMON, _AMBIGUOUS, _QUOTED = (
    frozenset(map(root, _LISTS[name].split())) for name in ("common", "ambiguous", "quoted")
)
_AREAS, _NATIVE, _SURELY_NATIVE = (
    tuple(_LISTS[name].split()) for name in ("areas", "native", "surely_native")
)
_STREETS = tuple(_LISTS["streets"].split())
_FIRST_PARTS = tuple(_LISTS["first_parts"].split())
_OF_SURNAMES = tuple(_LISTS["of_surnames"].split())
_GENITIVE = frozenset(_LISTS["genitive"].split())
_INFIXES = ("ин", "ов", "ев")  # may stand between the name of a place and "-ский"
_FOREIGN = regex.compile(_LISTS["foreign"])
_IN_TOWN = regex.compile(_LISTS["in_town"])
_ADJECTIVE = regex.compile(r"(.{2,}?)[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)")
_OTHER_ADJECTIVE = regex.compile(
    r"(?:[ыи]й|[ая]я|ую|[оеи]е|ые|ых|их|[ыи]ми?|[оеё]го|[ое]му|[бвгдзклмнпрстфхцчшщ][ое]й)$"
)
_QUOTES = ("«", '"', "„", "“")
_CLOSING_QUOTES = frozenset('»"“”')
_GIVEN_NAME_KINDS = frozenset({"man", "woman", "several"})
_GENITIVES = ("ова", "ева", "ёва", "ина", "ына", "ого")  # ends of men's surnames
_VOWELS = "аеёиоуыэюяйь"
_PLACE_KINDS = frozenset({"place", "town"})
_SOFT = regex.compile(r"(?<=[жчшщ])[её](?=ва?$)")  # "е" may stand for "ё"
_PERSON_KINDS = frozenset({"man", "woman", "surname", "several", "rule"})
_MIN_LETTERS = 4  # letters of a name that is spelled by rule
_MIN_INFLECTED = 6  # letters of the name of a town in another case than the nominative
# An acronym, as opposed to a word in capitals, has no vowels except a final "У" ("университет").
_CAPITAL = "[БВГДЖЗКЛМНПРСТФХЦЧШЩ]"
_ACRONYM = regex.compile(rf"(?!Х+$){_CAPITAL}{{3,5}}|{_CAPITAL}{{2,4}}У")
_NO_ACRONYMS = frozenset(_LISTS["no_acronyms"].split())
_HEADLINE = 0.7  # a text with more of its words in capitals is a headline in capitals


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name at [start, end) of its text.

    `spellings` are its English forms, the likeliest first. There are several if the text does not
    show whether it is a man's or a woman's name. `accepted` are the joined sounds
    (`romanization.sounds`) of every English form that a translation may have.
    """

    start: int
    end: int
    spellings: tuple[str, ...]
    accepted: frozenset[str]

    @property
    def sure(self) -> bool:
        """Whether the spelling is certain.

        It is not for "Каримова", which may be a woman, or a man in the genitive.
        """
        return not any(one + "a" in self.spellings for one in self.spellings)


@dataclass(frozen=True, slots=True)
class _NameFound:
    """The English spellings of a name and its kind: that of an entry, "rule" or "several"."""

    spellings: tuple[str, ...]
    accepted: tuple[str, ...]
    kind: str


def read(text: str) -> list[ProperName]:
    """Return the names of a text in order, without overlap. Time is linear in the text."""
    return list(_Reader(text).names())


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._words = capitals.words(text)
        self._roots = [word.key for word in self._words]
        # A capital alone tells nothing: "А" begins a sentence as well as it stands in a headline.
        telling = [w.text for w in self._words if len(w.text) > 1 or w.text.islower()]
        written = sum(map(_in_capitals, telling))
        self._headline = len(self._words) > 2 and written > _HEADLINE * len(telling)

    def names(self) -> Iterator[ProperName]:
        at, before = 0, None
        while at < len(self._words):
            size, found = self._phrase(at) or (1, self._single(at, before))
            before = found if found and self._beside(at + size - 1) else None
            if found:
                start, end = self._words[at].start, self._words[at + size - 1].end
                spellings = found.spellings
                if self._headline and self._text[start:end].isupper():
                    spellings = tuple(map(str.upper, spellings))
                accepted = frozenset("".join(sounds(one)) for one in found.accepted)
                yield ProperName(start, end, spellings, accepted)
            at += size

    def _phrase(self, at: int) -> tuple[int, _NameFound] | None:
        """Return the longest entry of several words that begins here, and its size."""
        if not self._words[at].text[0].isupper():
            return None
        for size in range(gazetteer.MOST_WORDS, 1, -1):
            entry = gazetteer.phrase(self._roots[at : at + size])
            if entry and all(map(self._beside, range(at, at + size - 1))):
                return size, _NameFound(entry.english[:1], entry.english, entry.kind)
        return None

    def _single(self, at: int, before: _NameFound | None) -> _NameFound | None:
        word, first = self._words[at].text, self._words[at].placed
        if not word[0].isupper():
            return _of_people(word)
        if not self._words[at].cyrillic:
            return None
        if _in_capitals(word):
            if entry := gazetteer.entry(word):
                return _of_entries((word,), [entry])
            if not self._headline:
                return _by_letters(word)
            word, first = "-".join(part.capitalize() for part in word.split("-")), True
        adjective = _ADJECTIVE.fullmatch(word)
        if adjective and self._names_area(at + 1):
            return self._of_adjective(at, adjective[1], before)
        bearer = before.kind if before else ""
        town = _IN_TOWN.fullmatch(f"{self._word_before(at)} {word}") is not None
        entries = gazetteer.entries(word, bearer, town=town)
        entries = [e for e in entries if e.kind != "adjective"]
        if bearer in _GIVEN_NAME_KINDS and is_surname(word):
            entries = [e for e in entries if e.kind not in _PLACE_KINDS]
        if first or self._roots[at] in _COMMON or len(word) < _MIN_INFLECTED:
            exact = gazetteer.entry(word)
            entries = [e for e in entries if e.kind != "town" or e is exact]
        if entries:
            forms = nominatives(word, bearer)
            known = _of_entries(forms, entries, doubted=town and is_surname(word))
            thing = known.kind in _PLACE_KINDS and self._alone_in_quotes(at)
            if thing and known.spellings[0] not in map(romanized, forms):
                return None
            return known if self._means(at, first, before) else None
        people = None if adjective and bearer in _GIVEN_NAME_KINDS else _of_people(word)
        if people is None and adjective:
            return self._of_adjective(at, adjective[1], before)
        if people is not None:
            surnames = tuple(map(romanized, nominatives(word))) if adjective and not first else ()
            return _NameFound(people.spellings, (*people.accepted, *surnames), people.kind)
        return self._by_rule(at, word, first, bearer)

    def _beside(self, at: int) -> bool:
        """Return whether only white space parts the word from the next one."""
        return at + 1 < len(self._words) and self._words[at + 1].gap.isspace()

    def _names_area(self, at: int) -> bool:
        """Return whether a word is beside the one before it and says what that one names: a
        district.
        """
        return self._beside(at - 1) and self._words[at].text.lower().startswith(_AREAS)

    def _names_street(self, at: int) -> bool:
        """Return whether a word says that an adjective before it is a
        street's: "Парковая улица".
        """
        return self._beside(at - 1) and self._words[at].text.lower().startswith(_STREETS)

    def _word_before(self, at: int) -> str:
        return self._words[at - 1].text.lower() if at and self._beside(at - 1) else ""

    def _quoted(self, at: int) -> bool:
        return self._words[at].gap.endswith(_QUOTES)

    def _alone_in_quotes(self, at: int) -> bool:
        """Return whether a word is all that its quotation marks hold. It is then the name of a
        thing, such as «Украина», and not translated.
        """
        end = self._words[at].end
        return self._quoted(at) and self._text[end : end + 1] in _CLOSING_QUOTES

    def _means(self, at: int, first: bool, before: _NameFound | None) -> bool:
        """Return whether a word of the table is the name here, and not a common word."""
        own = self._roots[at]
        if own in _COMMON and before is None:
            return False
        if own in _QUOTED and not self._quoted(at):
            return False
        lone = first and (own in _AMBIGUOUS or len(self._words[at].text) < _MIN_LETTERS)
        if not lone or self._headline:
            return not lone or before is not None
        if not self._beside(at):
            return False
        word, following = self._words[at].text, self._words[at + 1].text
        # "Роман Пелевина" is a novel of Пелевин, while "Роман Васильев" is a man.
        of_someone = word[-1] not in _VOWELS and following.endswith(_GENITIVES)
        return following[0].isupper() and not of_someone

    def _of_adjective(self, at: int, stem: str, before: _NameFound | None) -> _NameFound | None:
        """Return the place that an adjective names ("Ошская область", "Ташкентский суд").

        After a given name, the adjective is a surname.
        """
        forms = nominatives(self._words[at].text, before.kind if before else "")
        if before is not None and before.kind in _GIVEN_NAME_KINDS:
            spellings = tuple(map(romanized, forms))
            return _NameFound(spellings, spellings, "surname")
        following = self._words[at + 1].text if self._beside(at) else ""
        area = self._names_area(at + 1)
        if not area and (
            not following.islower() or len(following) < _MIN_LETTERS or self._quoted(at)
        ):
            return None
        made = [*forms, *(stem + end for end in ("ск", "", "а", "ь", "о", "и", "ы"))]
        kinds = ("adjective", "place", "town") if area else ("adjective", "place")
        known = (entry for entry in map(gazetteer.entry, made) if entry and entry.kind in kinds)
        entry = next(known, None)
        if entry is None and (not area or stem.endswith(_INFIXES)):
            return None
        english = entry.english if entry else (romanized(stem),)
        adjectives = (romanized(form.removesuffix("ая") + "ий") for form in forms)
        return _NameFound(english[:1], (*english, romanized(stem), *adjectives), "adjective")

    def _by_rule(self, at: int, word: str, first: bool, bearer: str) -> _NameFound | None:
        low = word.lower()
        parts = low.split("-")
        if len(word) < _MIN_LETTERS or not _COMMON.isdisjoint([self._roots[at], *map(root, parts)]):
            return None
        forms = nominatives(word, bearer)
        surname = self._surname_after(at)
        if surname.endswith("в"):  # of a man in the nominative, as the name before it is then
            forms = (word,)
        elif self._word_before(at) in _GENITIVE:
            forms = tuple(form for form in forms if form != word) or forms
        if _FOREIGN.search(low) or any(_FOREIGN.search(form.lower()) for form in forms):
            return None
        if not _is_native(forms, _SURELY_NATIVE):
            native = _is_native(forms, _NATIVE) or _has_own_letters(low)
            native = native or low.startswith(_FIRST_PARTS) or surname != ""
            adjective = any(map(_OTHER_ADJECTIVE.search, parts))
            adjective = adjective and (not is_surname(word) or self._names_street(at + 1))
            if first or not native or adjective:
                return None
        forms = tuple(sorted(forms, key=lambda form: not _is_native((form,), _NATIVE)))
        spellings = tuple(map(romanized, forms))
        accepted = _by_rules(forms)
        return _NameFound(spellings, (*accepted, *(one + "s" for one in accepted)), "rule")

    def _surname_after(self, at: int) -> str:
        """Return the next word in small letters if it ends as surnames of the region do, or ""."""
        following = self._words[at + 1].text if self._beside(at) else ""
        is_one = following[:1].isupper() and following.lower().endswith(_OF_SURNAMES)
        return following.lower() if is_one else ""


def _in_capitals(word: str) -> bool:
    """Return whether it is written in capitals, endings aside: "СПИДом"."""
    return len(word) > 1 and word[:2].isupper()


def _by_letters(word: str) -> _NameFound | None:
    """Return an acronym that the table lacks, spelt letter by letter: "ЧГУ" is "ChGU"."""
    if not _ACRONYM.fullmatch(word) or word.lower() in _NO_ACRONYMS:
        return None
    spelling = "".join(map(romanized, word))
    return _NameFound((spelling,), (spelling,), "rule")


def _of_people(word: str) -> _NameFound | None:
    entry = gazetteer.people(word)
    return _NameFound(entry.english[:1], entry.english, entry.kind) if entry else None


def _of_entries(
    forms: tuple[str, ...], entries: list[NameEntry], *, doubted: bool = False
) -> _NameFound:
    """Return the names of the table, with the spellings by rule that sound like them.

    `doubted`: the forms may also be of a person. Towns of few letters always are: "Белла".
    """
    listed = [spelling for entry in entries for spelling in entry.english]
    heard = {skeleton(spelling) for spelling in listed} - {""}
    ruled = _by_rules(form for form in forms if gazetteer.knows(form))
    heard |= {""} if any(entry.kind in _PERSON_KINDS for entry in entries) else set()
    accepted = (*listed, *(one for one in ruled if skeleton(one) in heard))
    accepted += tuple(s + "s" for e in entries if e.kind == "surname" for s in e.english)
    written = tuple(dict.fromkeys(entry.english[0] for entry in entries))
    kinds = {entry.kind for entry in entries}
    if doubted or (kinds == {"town"} and len(forms[0]) <= _MIN_INFLECTED):
        accepted += _by_rules(forms)
    return _NameFound(written, accepted, kinds.pop() if len(kinds) == 1 else "several")


def _by_rules(forms: Iterable[str]) -> tuple[str, ...]:
    """Return how the forms are spelt, with "е" and with "ё" where one may stand for the other."""
    both = [(form, _SOFT.sub("е", form), _SOFT.sub("ё", form)) for form in forms]
    return tuple(dict.fromkeys(romanized(one) for forms in both for one in forms))


def _is_native(forms: Iterable[str], endings: tuple[str, ...]) -> bool:
    return any(form.lower().endswith(endings) for form in forms)


def _has_own_letters(low: str) -> bool:
    """Return True if the stem has a letter that Western names never have."""
    return "ы" in low[2:-2]
