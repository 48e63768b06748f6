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
_GIVEN_NAME = regex.compile(r"\p{Lu}[\w.’'-]*\W{1,3}$")  # a possible given name before a surname
_NEAR_BEFORE = 30  # characters before a surname that are searched for a given name
_NEAR_AFTER = 6  # characters after a surname that are searched for initials
_MOST_WORDS = 5  # words of the longest English name that is compared
_MOST_NAMES = 20  # names of one text whose misspellings are searched for
_MAX_DISTANCE = float(load_toml(__package__, "data/naming.toml")["max_distance"])


class Insertable(Protocol):
    """A name, term or word at [start, end) of a text that can be written in the target language.

    `spellings` are its forms in the target language, the likeliest first.
    """

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def spellings(self) -> tuple[str, ...]: ...


def missing(source: str, answer: str, source_language: str, target: str) -> list[ProperName]:
    """Return the names of the source that the answer lacks, in order. Time is linear in both texts.

    If the source language is not written in Latin letters, names in Latin letters count too: a
    translation should copy them.
    """
    names = proper.read(source) if (source_language, target) in _READ else []
    if "Latn" not in languages.SCRIPTS[source_language]:
        names = sorted([*names, *_latin(source, names)], key=lambda name: name.start)
    sounds_of_answer = _phrase_sounds(_word_sounds(answer)) if names else frozenset()
    return [name for name in names if name.accepted.isdisjoint(sounds_of_answer)]


def _latin(text: str, names: Iterable[ProperName]) -> Iterator[ProperName]:
    """Yield the words in Latin letters that have a capital.

    Roman numerals and words inside `names` are left out.
    """
    taken = {at for name in names for at in range(name.start, name.end)}
    taken.update(numeral.start for numeral in roman.read(text))
    for word in _LATIN.finditer(text):
        if word.start() not in taken and (key := sound(word[0])):
            yield ProperName(*word.span(), (word[0],), frozenset({key}))


def _word_sounds(text: str) -> list[str]:
    """Return the sound key (`romanization.sound`) of each word, in order."""
    return [sound(word) for word in _WORD.findall(text)]


def _phrase_sounds(keys: Sequence[str]) -> frozenset[str]:
    """Return the joined sound keys of all runs of up to `_MOST_WORDS` words."""
    return frozenset(
        "".join(keys[at : at + size])
        for size in range(1, _MOST_WORDS + 1)
        for at in range(len(keys) - size + 1)
    )


def described(source: str, answer: str, names: Sequence[ProperName]) -> str:
    """Return the missing names with their misspellings in the answer: "Хорогом → Crogom".

    A name without a misspelling has a dash.
    """
    wrong = {found.name: found.word[0] for found in _misspellings(source, answer, names)}
    return ", ".join(f"{source[name.start : name.end]} → {wrong.get(name, '–')}" for name in names)


def inserted(source: str, names: Iterable[Insertable]) -> str:
    """Return the source with these of its names, terms and words in English, because models copy
    them. They must be in order and must not overlap.
    """
    parts, at = [], 0
    for name in names:
        parts += [source[at : name.start], _in_place_of(source[name.start : name.end], name)]
        at = name.end
    return "".join([*parts, source[at:]])


def _in_place_of(written: str, name: Insertable) -> str:
    """Return the English form of a name that the source has as `written`.

    It gets the article "the" if it is several words and the source has an acronym.
    """
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
    """Return the answer with the initials of the source.

    Initials beside a surname are replaced if they differ from those of the source. If they are
    lost, they are inserted, unless another name stands before the surname: "А. Асанов" may be
    translated as "Azamat Asanov". Initials without a surname are replaced if the answer has as many
    of them as the source.
    """
    if (source_language, target) not in _READ or not initials.ANY.search(source):
        return answer
    own, given = [], []
    # The range of the answer for each of the initials, and whether nothing has to be done there.
    put: dict[tuple[int, int], tuple[initials.Initials, bool]] = {}
    for name, word in names_in(source, answer):
        if (mine := initials.beside(source, name.start, name.end)) is None:
            continue
        own.append(mine)
        start, end = word.span()
        if (theirs := initials.beside(answer, start, end)) is not None:
            given.append(theirs)
            put[theirs.start, theirs.end] = mine, initials.same(mine, theirs)
        elif not initials.ANY.search(answer, end, end + _NEAR_AFTER):
            given_name = _GIVEN_NAME.search(answer[max(0, start - _NEAR_BEFORE) : start])
            put[start, start] = mine, given_name is not None
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


def names_in(source: str, answer: str) -> Iterator[tuple[ProperName, regex.Match[str]]]:
    """Yield each name of the source that is found in the answer, with its word there, in order."""
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
    """A word of the answer that is taken for a misspelling of a name.

    `spelling` is the correct form and `distance` is the distance of `word` from it (`_distance`).
    """

    word: regex.Match[str]
    name: ProperName
    spelling: str
    distance: float


def _misspellings(source: str, answer: str, names: Sequence[ProperName]) -> list[_Misspelling]:
    """Return the capitalised words of the answer that are misspellings of these names.

    A word that the gazetteer knows, or that is also in the source, is not a misspelling. Each name
    has at most one misspelling, the one with the smallest distance.
    """
    in_source = set(_word_sounds(source))
    words = [(w, key) for w in _WORD.finditer(answer) if w[0][0].isupper() and (key := sound(w[0]))]
    words = [(w, key) for w, key in words if key not in in_source and not gazetteer.is_english(key)]
    near = [
        _Misspelling(word, name, spelling, distance)
        for name in names[:_MOST_NAMES]
        for word, key in words
        for spelling in name.spellings
        if (distance := _distance("".join(sounds(spelling)), key)) <= _MAX_DISTANCE
    ]
    chosen: list[_Misspelling] = []
    for one in sorted(near, key=lambda one: one.distance):
        if all(one.name is not c.name and one.word is not c.word for c in chosen):
            chosen.append(one)
    return chosen


def _distance(one: str, other: str) -> float:
    """Return the Levenshtein distance divided by the length of the longer word, in [0, 1].

    `row` is one row of the table of distances: row[j] is the distance between the letters of `one`
    that are already read and the first j letters of `other`.
    """
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        diagonal, row[0] = row[0], i
        for j, wanted in enumerate(other, 1):
            replaced = diagonal + (letter != wanted)
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, replaced)
    return row[-1] / max(len(one), len(other), 1)
