"""Checks whether a translation has the names of its source, and corrects those that differ.

Names are read by `text.proper`. A name is preserved if the translation has any of its spellings.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import regex

from .. import languages
from ..resources import load_toml
from ..text import gazetteer, initials, proper, roman
from ..text.proper import ProperName
from ..text.romanization import sound, sounds

# The pairs of languages for which names are compared.
_READ = frozenset({("ru", "en")})
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")
_LATIN = regex.compile(r"(?<![\p{L}\p{N}])(?=\p{Latin}*\p{Lu})\p{Latin}{2,}")
_POSSESSIVE = regex.compile(r"['’]s?$")
_NAMED = regex.compile(r"\p{Lu}[\w.’'-]*\W{1,3}$")  # what may be a name before a surname
_NEAR = 30
_NEAR_AFTER = 6  # characters behind a surname that may have initials, with another mark between
_MOST_WORDS = 5  # words in the longest English name that is looked for
_MOST_NAMES = 20  # names of one text whose misspellings are looked for
_ALIKE = float(load_toml(__package__, "data/naming.toml")["alike"])


class Leading(Protocol):
    """A part of a text that the engine can be led to: [start, end), how to write it in the target
    language, and whether the text tells that surely.
    """

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def spellings(self) -> tuple[str, ...]: ...
    @property
    def sure(self) -> bool: ...


def missing(source: str, answer: str, source_language: str, target: str) -> list[ProperName]:
    """Return the names of the source that the answer lacks, in order. Time is linear in both texts.

    Names in Latin letters are copied, so they are looked for in any text of another script.
    """
    names = proper.read(source) if (source_language, target) in _READ else []
    if "Latn" not in languages.SCRIPTS[source_language]:
        names = sorted([*names, *_latin(source, names)], key=lambda name: name.start)
    heard = _heard(_keys(answer)) if names else frozenset()
    return [name for name in names if name.accepted.isdisjoint(heard)]


def _latin(text: str, names: Iterable[ProperName]) -> Iterator[ProperName]:
    """Yield the words in Latin letters that have a capital and are no Roman numerals."""
    taken = {at for name in names for at in range(name.start, name.end)}
    taken.update(numeral.start for numeral in roman.read(text))
    for word in _LATIN.finditer(text):
        if word.start() not in taken and (key := sound(word[0])):
            yield ProperName(*word.span(), (word[0],), frozenset({key}))


def _keys(text: str) -> list[str]:
    return [sound(word) for word in _WORD.findall(text)]


def _heard(keys: Sequence[str]) -> frozenset[str]:
    """Return the sound keys of all runs of up to `_MOST_WORDS` words."""
    return frozenset(
        "".join(keys[at : at + size])
        for size in range(1, _MOST_WORDS + 1)
        for at in range(len(keys) - size + 1)
    )


def described(source: str, answer: str, names: Sequence[ProperName]) -> str:
    """Return the missing names with the words that stand for them: "Хорогом → Crogom"."""
    wrong = {found.name: found.word[0] for found in _misspellings(source, answer, names)}
    return ", ".join(f"{source[name.start : name.end]} → {wrong.get(name, '–')}" for name in names)


def led(source: str, names: Iterable[Leading]) -> str:
    """Return the source with these of its names and terms in English, because models copy them.

    Names stay where the source does not tell whether they are of a man or of a woman. Names and
    terms are in order and do not overlap.
    """
    parts, at = [], 0
    for name in (one for one in names if one.sure):
        parts += [source[at : name.start], _in_place_of(source[name.start : name.end], name)]
        at = name.end
    return "".join([*parts, source[at:]])


def _in_place_of(written: str, name: Leading) -> str:
    """Return the English name, with the article if several words stand for an acronym."""
    english = name.spellings[0]
    spelled_out = written.isupper() and " " in english and not english.isupper()
    return f"the {english}" if spelled_out else english


def mended(source: str, answer: str, names: Sequence[ProperName]) -> str:
    """Return the answer with the misspellings of these names corrected."""
    found = sorted(_misspellings(source, answer, names), key=lambda one: -one.word.start())
    for one in found:
        start, end = one.word.span()
        tail = _POSSESSIVE.search(one.word[0])
        answer = answer[:start] + one.spelling + (tail[0] if tail else "") + answer[end:]
    return answer


def with_initials(source: str, answer: str, source_language: str, target: str) -> str:
    """Return the answer with the initials of the source, beside its surnames and without one.

    Initials that differ are replaced. Lost ones are put in where no other name is before the
    surname, for "А. Асанов" may be written "Azamat Asanov". Initials without a surname are replaced
    if the answer has as many.
    """
    if (source_language, target) not in _READ or not initials.ANY.search(source):
        return answer
    own, given, put = [], [], {}
    for name, word in _names_in(source, answer):
        if (mine := initials.beside(source, name.start, name.end)) is None:
            continue
        own.append(mine)
        start, end = word.span()
        if (theirs := initials.beside(answer, start, end)) is not None:
            given.append(theirs)
            put[theirs.start, theirs.end] = mine, initials.same(mine, theirs)
        elif not initials.ANY.search(answer, end, end + _NEAR_AFTER):
            named = _NAMED.search(answer[max(0, start - _NEAR) : start])
            put[start, start] = mine, named is not None
    asked = [one for one in initials.alone(source) if one not in own]
    answered = [one for one in initials.alone(answer) if one not in given]
    if [len(one.letters) for one in asked] == [len(one.letters) for one in answered]:
        put |= {(b.start, b.end): (a, False) for a, b in zip(asked, answered, strict=True)}
    last = len(answer)
    for (start, end), (mine, right) in sorted(put.items(), key=lambda one: -one[0][0]):
        if not right and end <= last:
            text = mine.in_english + " " * (start == end)
            answer, last = answer[:start] + text + answer[end:], start
    return answer


def _names_in(source: str, answer: str) -> Iterator[tuple[ProperName, regex.Match[str]]]:
    """Yield the names of the source with the words of the answer that stand for them, in order."""
    places = defaultdict(list)
    for word in _WORD.finditer(answer):
        places[sound(word[0])].append(word)
    at = 0
    for name in proper.read(source):
        found = [
            words[i]
            for key in name.accepted
            if (words := places.get(key))
            if (i := bisect_left(words, at, key=lambda word: word.start())) < len(words)
        ]
        if found:
            word = min(found, key=lambda word: word.start())
            at = word.end()
            yield name, word


@dataclass(frozen=True, slots=True)
class _Misspelling:
    word: regex.Match[str]
    name: ProperName
    spelling: str
    distance: float


def _misspellings(source: str, answer: str, names: Sequence[ProperName]) -> list[_Misspelling]:
    """Return the capitalised words of the answer that are misspellings of these names.

    A word that the gazetteer knows, or that is also in the source, is not a misspelling. Each name
    has at most one misspelling, the one with the smallest distance.
    """
    given = set(_keys(source))
    words = [(w, key) for w in _WORD.finditer(answer) if w[0][0].isupper() and (key := sound(w[0]))]
    words = [(w, key) for w, key in words if key not in given and not gazetteer.is_english(key)]
    near = [
        _Misspelling(word, name, spelling, distance)
        for name in names[:_MOST_NAMES]
        for word, key in words
        for spelling in name.spellings
        if (distance := _distance("".join(sounds(spelling)), key)) <= _ALIKE
    ]
    chosen: list[_Misspelling] = []
    for one in sorted(near, key=lambda one: one.distance):
        if all(one.name is not c.name and one.word is not c.word for c in chosen):
            chosen.append(one)
    return chosen


def _distance(one: str, other: str) -> float:
    """Return the edit distance (Levenshtein) divided by the length of the longer word."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, wanted in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (letter != wanted))
    return row[-1] / max(len(one), len(other), 1)
