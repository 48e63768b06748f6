"""Names: whether those of a text stand in its sources.

A name is told by its capitals, in any script that has them. What bears one out may have other
endings, be its possessive, its initials, or another name of the same thing (data/names.toml).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from ..resources import load_toml
from ..text.folding import fold
from ..text.names import BEGINS, alike, readings
from ..text.words import stem
from .dates import without_dates
from .lists import LITTLE_WORDS

_LISTS = load_toml("nlpkit.text", "data/names.toml")
# Names of more than one word as they are, others by their stems.
_SAME: dict[str, set[str]] = defaultdict(set)
for _line in _LISTS["same"]:
    for _name in _line:
        _SAME[_name if " " in _name else stem(_name)].update(_line)
_TITLES = frozenset(_LISTS["titles"].split())

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*(?:['’.\-](?=\p{L})\p{L}[\p{L}\p{M}\p{N}]*)*")
# Before a word that has its capital from its place: the beginning, or after an end or a mark.
_MARKS = frozenset("\"“”„«»'‘’`*•([–—-")
_ENDS = frozenset('.!?…:;"“”„«»‘`*•–—|[(')
_POSSESSIVE = regex.compile(r"['’]s?$")
# Letters of the longest abbreviation.
_LONGEST = 6


class Names:
    """The words of the sources, to look names up in."""

    def __init__(self, sources: Iterable[str], language: str = "und") -> None:
        self._told = language not in _LISTS["capital_nouns"]
        self._words: set[str] = set()
        self._by_beginning: defaultdict[str, set[str]] = defaultdict(set)
        self._roots: set[str] = set()
        self._initials: set[str] = set()
        self._texts: list[str] = []
        for source in sources:
            self._texts.append(fold(source))
            self._learn(source)
        for word in self._words:
            self._by_beginning[word[:BEGINS]].add(word)

    def _learn(self, source: str) -> None:
        capitals = telling = ""
        matches = list(_WORD.finditer(source))
        for match, following in zip(matches, _following(matches), strict=True):
            word = _plain(match[0])
            self._words.update({word, *word.split("-")})
            if match[0][0].isupper():
                self._roots.update(readings(word, following))
            if word in LITTLE_WORDS:
                continue
            capitals = (capitals + word[0])[-_LONGEST:] if match[0][0].isupper() else ""
            telling = (telling + word[0])[-_LONGEST:]
            # Two letters are the initials of two names, three or more of any words.
            self._initials.update(capitals[-n:] for n in range(2, len(capitals) + 1))
            self._initials.update(telling[-n:] for n in range(3, len(telling) + 1))

    def unseen(self, text: str) -> tuple[str, ...]:
        """The names of `text`, as written, that no source has."""
        found: list[str] = []
        for run in _runs(without_dates(text)) if self._told else ():
            known = list(map(self._has, run.words, run.following))
            # What may have its capital from its place belongs to a name where the next word does.
            if run.placed and known[1:2] != [False]:
                known[0] = True
            missing = [word for word, has in zip(run.words, known, strict=True) if not has]
            if missing and not self._abbreviated(run.words):
                found.append(" ".join(_POSSESSIVE.sub("", word) for word in missing))
        return tuple(dict.fromkeys(found))

    def _has(self, name: str, following: str) -> bool:
        """Whether every part of a word such as "Anglo-French" stands in the sources."""
        word = _plain(name)
        if not self._roots.isdisjoint(readings(word, following)):
            return True
        if self._has_part(word) or (name.isupper() and word in self._initials):
            return True
        parts = word.split("-")
        return len(parts) > 1 and all(len(p) < 2 or self._has_part(p) for p in parts)

    def _has_part(self, word: str) -> bool:
        if word in self._words or word in _TITLES:
            return True
        if any(alike(word, other) for other in self._by_beginning.get(word[:BEGINS], ())):
            return True
        return any(self._mentions(other) for other in _SAME.get(stem(word), ()))

    def _mentions(self, name: str) -> bool:
        if " " in name:
            return any(name in text for text in self._texts)
        return name in self._words or any(
            alike(name, other) for other in self._by_beginning.get(name[:BEGINS], ())
        )

    def _abbreviated(self, run: Sequence[str]) -> bool:
        """Whether the sources have the initials of the run, or its other name."""
        initials = "".join(fold(word)[0] for word in run)
        whole = " ".join(map(_plain, run))
        return (len(run) > 1 and initials in self._words) or any(
            self._mentions(other) for other in _SAME.get(whole, ())
        )


@dataclass(frozen=True, slots=True)
class _Run:
    """Words with capitals in a row, and the word that follows each.

    `placed` says that the first may have its capital from its place.
    """

    words: list[str]
    following: list[str]
    placed: bool


def _runs(text: str) -> Iterator[_Run]:
    """The names of the text; none of a headline, where capitals tell nothing."""
    matches = list(_WORD.finditer(text))
    capitals = [m[0][0].isupper() for m in matches if fold(m[0]) not in LITTLE_WORDS]
    headline = len(capitals) > 3 and sum(capitals) > _LISTS["headline"] * len(capitals)
    if headline or (len(matches) > 1 and text.isupper()):
        return
    run: list[str] = []
    after: list[str] = []
    end, placed = -1, False
    for match, following in zip(matches, _following(matches), strict=True):
        word = match[0]
        joined = match.start() - end <= 1 or text[end : match.start()] == ". "
        capital = word[0].isupper() and fold(word).partition("'")[0] not in LITTLE_WORDS
        if run and not (capital and joined):
            yield _Run(run, after, placed)
            run, after = [], []
        if capital:
            placed = placed if run else _common(text, match)
            run.append(word)
            after.append(following)
        end = match.end()
    if run:
        yield _Run(run, after, placed)


def _following(matches: Sequence[regex.Match[str]]) -> list[str]:
    """The word behind each word, "" behind the last."""
    return [*(match[0] for match in matches[1:]), *[""] * bool(matches)]


def _common(text: str, match: regex.Match[str]) -> bool:
    """Whether the word may have its capital only from its place."""
    word = match[0]
    named = _POSSESSIVE.search(word) or word[1:2].isupper()
    if named:
        return False
    at = match.start()
    while at > 0 and (text[at - 1].isspace() or text[at - 1] in _MARKS):
        at -= 1
        if text[at] in _ENDS:
            return True
    return at == 0 or text[at - 1] in _ENDS


def _plain(word: str) -> str:
    """The word in lower case without its possessive and the dots of its letters."""
    return _POSSESSIVE.sub("", fold(word)).replace(".", "")
