"""Corrects a title and a name that a translation took for two persons or for a person's office.

"Министр Акматов" is Minister Akmatov, not "Akmatov's minister" or "the minister of Akmatov", and
"глава Минфина Акматов" heads the ministry, not "the Akmatov Ministry". Only names in the case of
their title are read so: "пресс-секретарь Токаева" is another one's. In another case than the
nominative the case also tells a man's name, "министра Акматова", from a woman's, "Акматовой".
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..resources import load_toml
from ..text.cases import CONSONANT, is_surname
from ..text.folding import any_of
from ..text.proper import ProperName
from .naming import names_in

_TITLES = load_toml(__package__, "data/naming.toml")["titles"]
# The endings of a man's title and of his surname, by case. The nominative has none.
_ENDINGS = {"а": "а", "я": "а", "у": "у", "ю": "у", "ом": "ым", "ем": "ым", "е": "е"}
# A title before a name, with up to two words in the genitive that say of what: "министр культуры".
_BEFORE = regex.compile(
    rf"(?<![\w.])(?i:(?:[\p{{L}}]+-)?(?:{any_of(_TITLES['source'])}))(ь|{any_of(_ENDINGS)})?+"
    r"((?: \p{Ll}{3,}(?:[аяыий]|ого|его|ых|их|ов|ев)){0,2}) $"
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
_HEAD = regex.compile(r"(?<![\w-])(?i:глава) [\p{L}-]+(?: \p{Ll}{4,})? $")
_HEAD_OF = regex.compile(r"(?<![\w-])(?i:head|chief) of (?:the )?$")
_BODY = regex.compile(r" (\p{Lu}[\w-]*(?: (?:of |and )?\p{Lu}[\w-]*){0,3})(?!['’\w])")
_FEMININE = regex.compile(r"(?<=(?:[oe]v|[iy]n))a(?=['’]|$)")
_POSSESSIVE = regex.compile(r"['’]s?$")
Edit = tuple[int, int, str]
Named = tuple[ProperName, "regex.Match[str]"]


def mended(source: str, answer: str) -> str:
    """Return the answer with titles before the names that have them in the source.

    Both are read as Russian and English. Time is linear.
    """
    edits: list[Edit] = []
    for names in _groups(source, answer):
        first, surname = names[0][0].start, source[names[-1][0].start : names[-1][0].end]
        where = names[0][1].start(), names[-1][1].end()
        before = source[max(0, first - _LONGEST) : first]
        if title := _BEFORE.search(before):
            found = _titled(answer, *where, title, surname)
        elif _HEAD.search(before) and CONSONANT.search(surname):
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
    answer: str, start: int, end: int, title: regex.Match[str], surname: str
) -> Iterator[Edit]:
    """Yield how the title of the name at [start, end) is put before it, if both are in one case."""
    ending, behind = title[1] or "", _BEHIND_FIELD if title[2] else _BEHIND
    if ending in ("", "ь"):
        if CONSONANT.search(surname):
            yield from _office(answer, start, end, answer[start:end], behind)
    elif is_surname(surname) and surname.endswith(_ENDINGS[ending]):
        name = _FEMININE.sub("", answer[start:end])
        yield from [*_office(answer, start, end, name, behind)] or [(start, end, name)]


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
