"""Finds candidates for names: runs of capitalised words, cut at titles and known places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from .. import languages
from ..text import capitals
from ..text.capitals import ORGANISATIONS, Word
from ..text.names import latin, root
from .lists import LISTS, PLACES

ROMAN = regex.compile(r"[IVXLCDM]+(?:[-–][IVXLCDM]+)?")
_NEAR = 4  # words on each side of a name that may show its kind


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """Words that may be a name, with the words before and after them, the nearest first.

    `titled` is True if a title stands directly before them in the same run of capitals.
    `in_dateline` is True if they are the place of a dateline.
    """

    words: tuple[Word, ...]
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    titled: bool = False
    in_dateline: bool = False

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(word.key for word in self.words)


def keys(name: str) -> frozenset[str]:
    """Return the roots of a list of words."""
    return frozenset(map(root, LISTS[name].split()))


TITLES = keys("titles")
_SPELLED = [latin(name) for name in LISTS["given"].split()]
GIVEN = keys("given") | {*_SPELLED, *(name.replace("y", "i") for name in _SPELLED)}
SMALL = keys("small")
_OTHER = keys("other_names") | {root(english) for english, _ in languages.NAMES.values()}


def _places() -> dict[tuple[str, ...], str]:
    """Return the listed places by the roots of their words, each with its first English name."""
    found: dict[tuple[str, ...], str] = {}
    for line in PLACES["places"].strip().splitlines():
        names = [name.strip() for name in line.replace("|", ",").split(",")]
        found.update((_roots(name), names[0]) for name in names if name)
    return found


def _roots(name: str) -> tuple[str, ...]:
    return tuple(word.key for word in capitals.words(name))


_PLACES = _places()
_LONGEST = max(map(len, _PLACES))


def place_of(words: Sequence[Word]) -> str | None:
    """Return the English name of a listed place; None for others."""
    return _PLACES.get(tuple(word.key for word in words))


def name_candidates(words: Sequence[Word], common: frozenset[str]) -> Iterator[NameCandidate]:
    """Yield the candidates in a sentence, in order, without titles and ordinary first words.

    `common` are the roots of words that stand in small letters somewhere in the article.
    """
    for start, end in capitals.runs(words):
        yield from _cut(words, start, end, common)


def _cut(
    words: Sequence[Word], start: int, end: int, common: frozenset[str]
) -> Iterator[NameCandidate]:
    """Yield the candidates in words[start:end].

    A run with a word for an organisation stays whole. Other runs are cut at titles and places.
    """
    if words[start].first and _is_common(words[start:end], common):
        start += 1
    if end - start > 1 and any(word.key in ORGANISATIONS for word in words[start:end]):
        while start < end and words[start].key in TITLES:
            start += 1
        person = _person_after(words, start, end)
        yield _candidate(words, start, person, False)
        if person < end:
            yield _candidate(words, person, end, False)
        return
    titled, begun, at = False, start, start
    while at < end:
        size = _listed(words[at:end])
        if words[at].key in TITLES and not size:
            yield from _piece(words, begun, at, titled)
            titled, begun, at = True, at + 1, at + 1
        elif size and not (at > begun and words[at - 1].key in GIVEN):
            yield from _piece(words, begun, at, titled)
            yield _candidate(words, at, at + size, False)
            begun = at = at + size
        elif at - begun > 1 and words[at].key in GIVEN and at + 1 < end:
            begun, at = at, at + 1  # the words before it are a role that is in no list
        elif words[at].acronym:
            yield from _piece(words, begun, at, titled)
            yield from _piece(words, at, at + 1, False)
            begun = at = at + 1
        else:
            at += 1
    yield from _piece(words, begun, end, titled)


def _person_after(words: Sequence[Word], start: int, end: int) -> int:
    """Return where a person's name follows that of an organisation without a comma between them."""
    last = max(i for i in range(start, end) if words[i].key in ORGANISATIONS)
    return next((i for i in range(last + 1, end - 1) if words[i].key in GIVEN), end)


def _listed(words: Sequence[Word]) -> int:
    """Return how many of the first words are a listed place, the longest one; 0 for none."""
    sizes = range(min(_LONGEST, len(words)), 0, -1)
    return next((size for size in sizes if place_of(words[:size])), 0)


def _is_common(run: Sequence[Word], common: frozenset[str]) -> bool:
    """Return whether the first word of a sentence does not belong to the name that follows it."""
    first, *others = run
    if first.key in SMALL:
        return True
    if not others:
        return False
    before_given = others[0].key in GIVEN and first.key not in GIVEN
    return first.key in common or before_given


def _piece(words: Sequence[Word], start: int, end: int, titled: bool) -> Iterator[NameCandidate]:
    """Yield the run without days, languages and similar words at its ends, if anything is left."""
    while start < end and (words[start].key in _OTHER or words[start].key in SMALL):
        start += 1
    while start < end and (words[end - 1].key in _OTHER or not words[end - 1].capital):
        end -= 1
    if start < end and not (end - start == 1 and ROMAN.fullmatch(words[start].text)):
        yield _candidate(words, start, end, titled)


def _candidate(words: Sequence[Word], start: int, end: int, titled: bool) -> NameCandidate:
    before = tuple(reversed(words[max(0, start - _NEAR) : start]))
    return NameCandidate(tuple(words[start:end]), before, tuple(words[end : end + _NEAR]), titled)
