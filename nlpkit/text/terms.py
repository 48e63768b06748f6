"""The only reader of a glossary's terms in text. Russian terms are found in any of their forms.

With the extra `morphology` the forms of a word are told by the dictionary of pymorphy3, otherwise
by the endings of Russian words, which take some words for others ("банка" is a jar and a bank's).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from ..document import Term
from ..extras import installed
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


@dataclass(slots=True)
class _Node:
    """A word of the terms that begin alike: those share its node.

    `next` has the nodes of the words behind it, by the gap before a word and each of its bases.
    `ends` has the terms that end here, as places in the glossary, by what stands behind the word;
    `sizes` are the lengths of that. The root stands before the first words, and its `sizes` are the
    lengths of what stands before those.
    """

    word: str = ""
    next: dict[tuple[str, str], list[_Node]] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    sizes: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, order=True)
class _Fit:
    """A term that fits the text. The greatest of several counts."""

    end: int
    basic: bool
    rank: int  # minus the place in the glossary
    start: int


def read(text: str, glossary: Glossary, language: str) -> list[FoundTerm]:
    """Return the terms in a text of this language, in order, without overlap.

    Of several terms that begin with one word the longest counts, then one in its basic form, then
    the first of the glossary. Words that a term writes with a capital have one in the text too,
    others may have one.
    """
    if not glossary:
        return []
    root = _index(glossary, language)
    words = list(_WORD.finditer(text))
    found: list[FoundTerm] = []
    free = 0  # where the last term ends
    for at, word in enumerate(words):
        if word.start() >= free:
            best = max(_fits(root, text, words, at, free, language), default=None)
            if best is not None:
                free = best.end
                found.append(FoundTerm(best.start, best.end, glossary.terms[-best.rank]))
    return found


def forms() -> str:
    """Return what tells the forms of words, for signatures: pymorphy3 with its version, or the
    endings.
    """
    if not _has_dictionary():
        return "endings"
    return f"pymorphy3@{installed('pymorphy3')}"


def _fits(
    root: _Node, text: str, words: list[regex.Match[str]], at: int, free: int, language: str
) -> Iterator[_Fit]:
    """Yield the terms whose first word is this one and that start at `free` or behind it."""
    first = words[at]
    for start in (first.start() - size for size in root.sizes):
        if start < free:
            continue
        before = text[start : first.start()]
        for node in _behind([root], before, first[0], language):
            basic = _plain(node.word) == _plain(first[0])
            for end, number in _ends(node, text, words, at, language):
                yield _Fit(end, basic, -number, start)


def _ends(
    node: _Node, text: str, words: list[regex.Match[str]], at: int, language: str
) -> Iterator[tuple[int, int]]:
    """Yield the terms that fit the text from this word, whose node is given, on.

    Each is where it ends, and its place in the glossary.
    """
    nodes = [node]
    while nodes:
        end = words[at].end()
        for one in nodes:
            for size in one.sizes:
                number = one.ends.get(text[end : end + size])
                if number is not None:
                    yield end + size, number
        at += 1
        if at == len(words):
            return
        word = words[at]
        nodes = _behind(nodes, _gap(text[end : word.start()]), word[0], language)


def _behind(nodes: Iterable[_Node], gap: str, word: str, language: str) -> list[_Node]:
    """Return the nodes of a word of the text, behind any of these nodes and this gap."""
    bases = _bases(word, language)
    found = {
        id(child): child
        for node in nodes
        if node.next
        for base in bases
        for child in node.next.get((gap, base), ())
        if _as_written(child.word, word)
    }
    return list(found.values())


@lru_cache(maxsize=8)
def _index(glossary: Glossary, language: str) -> _Node:
    """Return the root of the words of all terms."""
    root = _Node()
    made: dict[tuple[int, str, str], _Node] = {}
    for number, term in enumerate(glossary.terms):
        words = list(_WORD.finditer(term.term))
        if not words:
            continue
        before, *between, after = _gaps(term.term, words)
        root.sizes.add(len(before))
        node = root
        for gap, word in zip((before, *between), words, strict=True):
            key = id(node), gap, word[0]
            if key not in made:
                made[key] = _Node(word[0])
                for base in _bases(word[0], language, given=True):
                    node.next.setdefault((gap, base), []).append(made[key])
            node = made[key]
        node.ends.setdefault(after, number)
        node.sizes.add(len(after))
    return root


def _gaps(text: str, words: list[regex.Match[str]]) -> Iterator[str]:
    yield text[: words[0].start()]
    for one, other in pairwise(words):
        yield _gap(text[one.end() : other.start()])
    yield text[words[-1].end() :]


def _gap(text: str) -> str:
    return " ".join(text.split()) or " "


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
