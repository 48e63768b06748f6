"""The only reader of a glossary's terms in text. Russian terms are found in any of their forms.

With the extra `morphology` the forms of a word are told by the dictionary of pymorphy3, otherwise
by the endings of Russian words, which take some words for others ("банка" is a jar and a bank's).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from ..document import Term
from ..glossary import Glossary
from .cases import nominatives
from .names import root

if TYPE_CHECKING:
    from pymorphy3 import MorphAnalyzer

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’‐-][\p{L}\p{M}\p{N}]+)*")
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_FLEETING = regex.compile(r"[ео](?=\p{L}$)")
# Endings of plurals that `root` leaves on.
_PLURAL = regex.compile(r"(?<=\p{L}{3})(?:[оеё]в|ей|[ыи]х|[ая]ми|[ая]х|[ая]м)$")
_LONGEST = 60  # letters of a word whose forms are looked for
_ADJECTIVES = frozenset({"ADJF", "ADJS", "PRTF", "PRTS"})


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term at [start, end) of its text."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A term as its words, each with its bases, and what stands before, between and after them.

    `number` is its place in the glossary.
    """

    number: int
    term: Term
    words: tuple[str, ...]
    bases: tuple[frozenset[str], ...]
    gaps: tuple[str, ...]


def read(text: str, glossary: Glossary, language: str) -> list[FoundTerm]:
    """Return the terms in a text of this language, in order, without overlap.

    Of several terms that begin with one word the longest counts, then one in its basic form, then
    the first of the glossary. Words that a term writes with a capital have one in the text too,
    others may have one.
    """
    if not glossary:
        return []
    index = _index(glossary, language)
    words = list(_WORD.finditer(text))
    found: list[FoundTerm] = []
    for at, word in enumerate(words):
        if found and word.start() < found[-1].end:
            continue
        keys = _bases(word[0], language)
        patterns = {p.number: p for key in keys for p in index.get(key, ())}
        ends = {number: _end(p, text, words, at, language) for number, p in patterns.items()}
        best = max(ends, key=lambda n: (ends[n], _is_basic(patterns[n], word[0]), -n), default=None)
        if best is not None and ends[best]:
            chosen = patterns[best]
            start = word.start() - len(chosen.gaps[0])
            found.append(FoundTerm(start, ends[best], chosen.term))
    return found


def forms() -> str:
    """Return what tells the forms of words, for signatures: pymorphy3 with its version, or the
    endings.
    """
    if not _has_dictionary():
        return "endings"
    from importlib.metadata import version

    return f"pymorphy3@{version('pymorphy3')}"


def _end(
    pattern: _Pattern, text: str, words: list[regex.Match[str]], at: int, language: str
) -> int:
    """Return where the pattern ends that begins with this word; 0 if it does not fit."""
    taken = words[at : at + len(pattern.words)]
    before, *between, after = pattern.gaps
    if len(taken) < len(pattern.words) or not text.endswith(before, 0, taken[0].start()):
        return 0
    for wanted, bases, word in zip(pattern.words, pattern.bases, taken, strict=True):
        if not _as_written(wanted, word[0]) or bases.isdisjoint(_bases(word[0], language)):
            return 0
    if between != [_gap(text[one.end() : other.start()]) for one, other in pairwise(taken)]:
        return 0
    return taken[-1].end() + len(after) if text.startswith(after, taken[-1].end()) else 0


@lru_cache(maxsize=8)
def _index(glossary: Glossary, language: str) -> dict[str, list[_Pattern]]:
    """Return the patterns of all terms by the bases of their first words."""
    index: dict[str, list[_Pattern]] = {}
    for number, term in enumerate(glossary.terms):
        words = list(_WORD.finditer(term.term))
        if words:
            pattern = _Pattern(
                number,
                term,
                tuple(word[0] for word in words),
                tuple(_bases(word[0], language, given=True) for word in words),
                tuple(_gaps(term.term, words)),
            )
            for base in pattern.bases[0]:
                index.setdefault(base, []).append(pattern)
    return index


def _gaps(text: str, words: list[regex.Match[str]]) -> Iterator[str]:
    yield text[: words[0].start()]
    for one, other in pairwise(words):
        yield _gap(text[one.end() : other.start()])
    yield text[words[-1].end() :]


def _gap(text: str) -> str:
    return " ".join(text.split()) or " "


def _is_basic(pattern: _Pattern, word: str) -> bool:
    return _plain(pattern.words[0]) == _plain(word)


def _as_written(wanted: str, word: str) -> bool:
    """Return True if the word has the capitals of a term's word: "ЦБ", "Восток", "ставка"."""
    if len(wanted) > 1 and wanted[:2].isupper():
        return word[:2].isupper()
    return word[0].isupper() or not wanted[0].isupper()


def _bases(word: str, language: str, *, given: bool = False) -> frozenset[str]:
    """Return the keys of a word; words with a common key are forms of one word.

    `given`: it is a word of a term, which stands in its basic form.
    """
    if language != "ru" or len(word) > _LONGEST or not _CYRILLIC.search(word):
        return frozenset({_plain(word)})
    return _by_dictionary(word) if _has_dictionary() else _by_endings(word, given)


@cache
def _has_dictionary() -> bool:
    return find_spec("pymorphy3") is not None


# The caches hold words of bounded length only, so that no input can fill the memory with them.
@lru_cache(maxsize=65536)
def _by_dictionary(word: str) -> frozenset[str]:
    # "Иванов" is a surname and not several people called Иван.
    parsed = (one for one in _analyzer().parse(word) if {"Name", "plur"} not in one.tag)
    told = ((_plain(one.normal_form), str(one.tag.POS)) for one in parsed)
    keys = (f"{base} {'ADJF' if kind in _ADJECTIVES else kind}" for base, kind in told)
    return frozenset((_plain(word), *keys))


@cache
def _analyzer() -> MorphAnalyzer:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=65536)
def _by_endings(word: str, given: bool) -> frozenset[str]:
    stem = root(word)
    keys = {_plain(word), stem, _FLEETING.sub("", stem)}
    if not given:
        keys |= {_plain(form) for form in nominatives(word)}
        # With a capital it may be a surname: "Иванов" is no form of "Иван".
        keys |= {root(_PLURAL.sub("", word))} if word.islower() else set()
    return frozenset(keys)


def _plain(word: str) -> str:
    return word.casefold().replace("ё", "е").replace("’", "'").replace("‐", "-")
