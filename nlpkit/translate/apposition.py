"""Corrects a title and a name that a translation took for two persons or for a person's office.

"Министр Акматов" is Minister Akmatov, not "Akmatov's minister" or "the minister of Akmatov", and
"глава Минфина Акматов" heads the ministry, not "the Akmatov Ministry". Only names in the case of
their title are read so: "пресс-секретарь Токаева" is another one's. In another case than the
nominative the case also tells a man's name, "министра Акматова", from a woman's, "Акматовой".
Names that may be those of places, companies and clubs stay as they are: "мэра Ростова".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..resources import load_toml
from ..text import gazetteer
from ..text.cases import CONSONANT, is_surname
from ..text.folding import any_of
from ..text.proper import ProperName
from .naming import names_in

_TITLES = load_toml(__package__, "data/naming.toml")["titles"]
# The endings of a man's title and of his surname, by case. The nominative has none.
_ENDINGS = {"а": "а", "я": "а", "у": "у", "ю": "у", "ом": "ым", "ем": "ым", "е": "е"}
# A title before a name, with up to two words in the genitive that say of what: "министр культуры".
_BEFORE = regex.compile(
    rf"(?<![\w.])(?i:(?:[\p{{L}}]+-)?(?P<title>{any_of(_TITLES['source'])}))"
    rf"(?P<ending>ь|{any_of(_ENDINGS)})?+"
    r"(?P<of>(?: \p{Ll}{3,}(?:[аяыий]|ого|его|ых|их|ов|ев)){0,2}) $"
)
_LONGEST = 80  # characters before a name that are searched for its title
_TITLE = rf"(?i:{any_of(_TITLES['target'])})"
_OFFICE = rf"(?:(?i:{any_of(_TITLES['before'])})[ -]){{0,3}}{_TITLE}"
# Words such as "culture" stand before the office only if the source says of what.
_FIELD = r"(?:(?!(?:with|of|to|for|in|on|at|and|by|from|as)\b)\p{Ll}+ ){0,2}"
_BEHIND = regex.compile(rf"(?<=['’]s?) ({_OFFICE})(?![\w-])")
_BEHIND_FIELD = regex.compile(rf"(?<=['’]s?) ({_FIELD}{_OFFICE})(?![\w-])")
_BESIDE = regex.compile(rf" ({_OFFICE})(?![\w'’-]| of )")
_OF = regex.compile(rf"(?:(?<![\w-])the )?(?<![\w-])({_OFFICE}) of (?:the )?$", regex.IGNORECASE)
_THE = regex.compile(r"(?<![\w-])the $", regex.IGNORECASE)
_HEAD = regex.compile(r"(?<![\w-])(?i:глава)(?P<of> [\p{L}-]+(?: \p{Ll}{4,})?) $")
_HEAD_OF = regex.compile(r"(?<![\w-])(?i:head|chief) of (?:the )?$")
_BODY = regex.compile(r" (\p{Lu}[\w-]*(?: (?:of |and )?\p{Lu}[\w-]*){0,3})(?!['’\w])")
_FEMININE = regex.compile(r"(?<=(?:[oe]v|[iy]n))a(?=['’]|$)")
_BODIES = frozenset(_TITLES["bodies"])
_OF_PLACES, _SURELY_PERSONS = tuple(_TITLES["of_places"]), tuple(_TITLES["surely_persons"])
_NO_PERSONS = frozenset({"place", "town", "body", "adjective"})  # kinds of the gazetteer
_GIVEN, _PERSONS = frozenset({"man", "woman"}), frozenset({"man", "woman", "surname"})
_POSSESSIVE = regex.compile(r"['’]s?$")
Edit = tuple[int, int, str]
Named = tuple[ProperName, "regex.Match[str]"]


def mended(source: str, answer: str) -> str:
    """Return the answer with titles before the names that have them in the source.

    Both are read as Russian and English. Time is linear.
    """
    edits: list[Edit] = []
    for names in _groups(source, answer):
        first, words = names[0][0].start, [source[name.start : name.end] for name, _ in names]
        where = names[0][1].start(), names[-1][1].end()
        before = source[max(0, first - _LONGEST) : first]
        title = _BEFORE.search(before) or _HEAD.search(before)
        if title is None or not _BODIES.isdisjoint(title["of"].lower().split()):
            continue
        if "title" in title.groupdict():
            found = _titled(answer, *where, title, words)
        elif CONSONANT.search(words[-1]) and _is_bearer(words):
            found = _heading(answer, *where)
        else:
            continue
        edits += (edit for edit in found if not edits or edits[-1][1] <= edit[0])
    for start, end, text in reversed(edits):
        answer = answer[:start] + text + answer[end:]
    return answer


def _groups(source: str, answer: str) -> Iterator[list[Named]]:
    """Yield the names of one person each, whose words stand side by side in both texts."""
    group: list[Named] = []
    for name, word in names_in(source, answer):
        beside = (
            group
            and source[group[-1][0].end : name.start] == " "
            and answer[group[-1][1].end() : word.start()] == " "
        )
        if group and not beside:
            yield group
            group = []
        group.append((name, word))
    if group:
        yield group


def _titled(
    answer: str, start: int, end: int, title: regex.Match[str], words: Sequence[str]
) -> Iterator[Edit]:
    """Yield how the title of the name at [start, end) is put before it, if both are in one case."""
    ending, behind = title["ending"] or "", _BEHIND_FIELD if title["of"] else _BEHIND
    if ending in ("", "ь"):
        if CONSONANT.search(words[-1]) and _is_bearer(words):
            yield from _office(answer, start, end, answer[start:end], behind)
    elif is_surname(words[-1]) and words[-1].endswith(_ENDINGS[ending]):
        genitive = ending in ("а", "я") and title["title"].lower() in _OF_PLACES
        if _is_bent_bearer(words, genitive):
            name = _FEMININE.sub("", answer[start:end])
            yield from [*_office(answer, start, end, name, behind)] or [(start, end, name)]


def _kinds(word: str) -> set[str]:
    """Return what the gazetteer knows of this name in any case."""
    return {entry.kind for entry in gazetteer.entries(word)}


def _is_bearer(words: Sequence[str]) -> bool:
    """Return whether a name in the nominative, of given names and a surname, is a person's."""
    *given, surname = words
    known = [gazetteer.entry(word) for word in given]
    if given and all(one is not None and one.kind in _GIVEN for one in known):
        return True
    if any(_kinds(word) & _NO_PERSONS for word in words):
        return False
    if given:
        return all(map(CONSONANT.search, given))
    return is_surname(surname) or bool(_kinds(surname) & _PERSONS)


def _is_bent_bearer(words: Sequence[str], genitive: bool) -> bool:
    """Return whether a name in another case, which is that of the title, is a person's.

    `genitive`: it may also be the genitive of the place or the club whose title it is.
    """
    *given, surname = words
    if given:
        return all(_kinds(word) & _GIVEN for word in given)
    if _kinds(surname) & _NO_PERSONS:
        return False
    return not genitive or surname.endswith(_SURELY_PERSONS)


def _heading(answer: str, start: int, end: int) -> Iterator[Edit]:
    """Yield how the name at [start, end) is put behind what its bearer is the head of."""
    found = _BODY.match(answer, end)
    if found and _HEAD_OF.search(answer, max(0, start - _LONGEST), start):
        comma = "," * answer[found.end() : found.end() + 1].isspace()
        yield start, found.end(), f"{found[1]}, {answer[start:end]}{comma}"


def _office(
    answer: str, start: int, end: int, name: str, behind: regex.Pattern[str]
) -> Iterator[Edit]:
    """Yield how the office is put before the name, as `name`; nothing if it stands there."""
    bare = _POSSESSIVE.sub("", name)
    the = _THE.search(answer, max(0, start - 4), start)
    first = the.start() if the else start
    if bare != name:
        if found := behind.match(answer, end):
            yield first, found.end(), f"{_capitals(found[1])} {bare}"
    elif the and (found := _BESIDE.match(answer, end)):
        yield first, found.end(), f"{_capitals(found[1])} {name}"
    elif found := _OF.search(answer, max(0, start - _LONGEST), start):
        yield found.start(), end, f"{_capitals(found[1])} {name}"


def _capitals(title: str) -> str:
    return regex.sub(r"(?<![\w'’])\p{Ll}", lambda found: found[0].upper(), title)
