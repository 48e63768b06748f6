"""Runs of capitalised words, cut where a title or a known place stands between two names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from .. import languages
from ..text.names import latin, root
from .lists import LISTS, PLACES

_WORD = regex.compile(r"\p{Lu}\.(?!\p{L}{2})|\p{L}[\p{L}\p{M}]*(?:[’'-](?!s\b)\p{L}[\p{L}\p{M}]*)*")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_JOINT = regex.compile(r"[\s\u00a0]+|\s?&\s?|")  # what may stand between the words of a name
_OPENING = regex.compile(r"[«“„\"'(–—:-]")
ROMAN = regex.compile(r"[IVXLCDM]+(?:[-–][IVXLCDM]+)?")
_NEAR = 4  # words before a name that may say what it is


class Word(NamedTuple):
    """A word of a sentence; `key` is its root, `gap` the text since the word before."""

    start: int
    end: int
    text: str
    key: str
    gap: str
    first: bool  # of its sentence or quotation: its capital says nothing
    capital: bool
    cyrillic: bool

    @property
    def initials(self) -> bool:
        """Whether it is an abbreviation such as UN, or a number such as XIX."""
        return len(self.text) > 1 and self.text.isupper() and not self.text.endswith(".")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that may be a name, with the words around them, nearest first."""

    words: tuple[Word, ...]
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    titled: bool = False

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
    """The roots of a list of words."""
    return frozenset(map(root, LISTS[name].split()))


TITLES = keys("titles")
ORGANISATIONS = keys("organisations")
_SPELLED = [latin(name) for name in LISTS["given"].split()]
GIVEN = keys("given") | {*_SPELLED, *(name.replace("y", "i") for name in _SPELLED)}
SMALL = keys("small")
_OTHER = keys("other_names") | {root(english) for english, _ in languages.NAMES.values()}
_JOINING = frozenset(LISTS["joining"].split())


def words_of(sentence: str) -> list[Word]:
    """The words of a sentence in order."""
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(sentence):
        if match[0] == "s" and sentence[at : match.start()] in ("'", "’"):
            continue  # the end of "Kazakhstan's", where a name ends as well
        gap = sentence[at : match.start()]
        first = not found or _OPENING.search(gap) is not None
        capital, cyrillic = match[0][0].isupper(), _CYRILLIC.match(match[0]) is not None
        found.append(
            Word(
                match.start(), match.end(), match[0], root(match[0]), gap, first, capital, cyrillic
            )
        )
        at = match.end()
    return found


def _places() -> dict[tuple[str, ...], str]:
    """The listed places by the roots of their words; each with its first name in English."""
    found: dict[tuple[str, ...], str] = {}
    for line in PLACES["places"].strip().splitlines():
        names = [name.strip() for name in line.replace("|", ",").split(",")]
        found.update((tuple(w.key for w in words_of(name)), names[0]) for name in names if name)
    return found


_PLACES = _places()
_LONGEST = max(map(len, _PLACES))


def place_of(words: Sequence[Word]) -> str | None:
    """The English name of a listed place."""
    return _PLACES.get(tuple(word.key for word in words))


def runs(words: Sequence[Word], common: frozenset[str]) -> Iterator[Run]:
    """The runs of a sentence, without titles and what only has a capital because it comes first.

    `common` are the roots that stand in small letters somewhere in the article.
    """
    at = 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        end = _end(words, at)
        yield from _cut(words, at, end, common)
        at = end


def _end(words: Sequence[Word], start: int) -> int:
    """Where the run that starts there ends: small joining words only stand between capitals."""
    end = start + 1
    while end < len(words):
        step = end
        while step < len(words) and _joins(words, start, step):
            step += 1
        if step == len(words) or not words[step].capital:
            break
        if any(not _JOINT.fullmatch(word.gap) for word in words[end : step + 1]):
            break
        if words[step].cyrillic != words[end - 1].cyrillic:
            break
        end = step + 1
    return end


def _joins(words: Sequence[Word], start: int, at: int) -> bool:
    """Whether a small word joins what stands around it: "of" only within an organisation."""
    word = words[at].text
    if word in ("of", "the", "for", "and"):
        return any(w.key in ORGANISATIONS for w in words[start:at]) and (
            word != "and" or "of" in [w.text for w in words[start:at]]
        )
    return word in _JOINING


def _cut(words: Sequence[Word], start: int, end: int, common: frozenset[str]) -> Iterator[Run]:
    """The names in words[start:end]: an organisation whole, else cut at titles and places."""
    if words[start].first and _is_common(words[start:end], common):
        start += 1
    if end - start > 1 and any(word.key in ORGANISATIONS for word in words[start:end]):
        while start < end and words[start].key in TITLES:
            start += 1
        person = _person_after(words, start, end)
        yield _run(words, start, person, False)
        if person < end:
            yield _run(words, person, end, False)
        return
    titled, begun, at = False, start, start
    while at < end:
        size = _listed(words[at:end])
        if words[at].key in TITLES and not size:
            yield from _piece(words, begun, at, titled)
            titled, begun, at = True, at + 1, at + 1
        elif size and not (at > begun and words[at - 1].key in GIVEN):
            yield from _piece(words, begun, at, titled)
            yield _run(words, at, at + size, False)
            begun = at = at + size
        elif at - begun > 1 and words[at].key in GIVEN and at + 1 < end:
            begun, at = at, at + 1  # before it stands a role that no list has
        elif words[at].initials:
            yield from _piece(words, begun, at, titled)
            yield from _piece(words, at, at + 1, False)
            begun = at = at + 1
        else:
            at += 1
    yield from _piece(words, begun, end, titled)


def _person_after(words: Sequence[Word], start: int, end: int) -> int:
    """Where a person's name follows that of the organisation without a comma between them."""
    last = max(i for i in range(start, end) if words[i].key in ORGANISATIONS)
    return next((i for i in range(last + 1, end - 1) if words[i].key in GIVEN), end)


def _listed(words: Sequence[Word]) -> int:
    """How many words the longest listed place has that they begin with; 0 for none."""
    sizes = range(min(_LONGEST, len(words)), 0, -1)
    return next((size for size in sizes if place_of(words[:size])), 0)


def _is_common(run: Sequence[Word], common: frozenset[str]) -> bool:
    """Whether the first word of a sentence is none of the name that follows it."""
    first, *others = run
    if first.key in SMALL:
        return True
    if not others:
        return False
    before_given = others[0].key in GIVEN and first.key not in GIVEN
    return first.key in common or before_given


def _piece(words: Sequence[Word], start: int, end: int, titled: bool) -> Iterator[Run]:
    """The run without days, languages and the like at its ends, if anything is left."""
    while start < end and (words[start].key in _OTHER or words[start].key in SMALL):
        start += 1
    while start < end and (words[end - 1].key in _OTHER or not words[end - 1].capital):
        end -= 1
    if start < end and not (end - start == 1 and ROMAN.fullmatch(words[start].text)):
        yield _run(words, start, end, titled)


def _run(words: Sequence[Word], start: int, end: int, titled: bool) -> Run:
    before = tuple(reversed(words[max(0, start - _NEAR) : start]))
    return Run(tuple(words[start:end]), before, tuple(words[end : end + _NEAR]), titled)
