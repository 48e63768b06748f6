"""The only reader of a glossary's terms in text. Russian terms are found in any of their forms.

With the extra `morphology`, the dictionary of pymorphy3 says which words are forms of one word.
Without it, the endings of Russian words decide, which confuses some words: "банка" is a jar, and
also the genitive of "банк", a bank.
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
# Endings of plurals that `root` does not remove.
_PLURAL = regex.compile(r"(?<=\p{L}{3})(?:[оеё]в|ей|[ыи]х|[ая]ми|[ая]х|[ая]м)$")
_LONGEST = 60  # letters of a word whose forms are compared
_ADJECTIVES = frozenset({"ADJF", "ADJS", "PRTF", "PRTS"})


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A term at [start, end) of its text."""

    start: int
    end: int
    term: Term


@dataclass(slots=True)
class _Node:
    """A node of the trie of all terms: a word, shared by the terms with the same words up to it.

    `next` has the nodes of the next words, by the gap before the word and by each of its bases (see
    `_bases`). `ends` has the terms that end here, as indices into the glossary, by the text of the
    term after its last word, such as a bracket; `sizes` are the lengths of these texts. The root
    node has no word. Its `sizes` are the lengths of the texts of the terms before their first word.
    """

    word: str = ""
    next: dict[tuple[str, str], list[_Node]] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    sizes: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A term that matches the text. Of several, the greatest is chosen.

    `basic` is True if the first word is in its basic form. `rank` is minus the index of the term.
    """

    end: int
    basic: bool
    rank: int
    start: int


def read(text: str, glossary: Glossary, language: str) -> list[FoundTerm]:
    """Return the terms in a text of this language, in order, without overlap.

    Of several terms that begin with the same word of the text, the longest is chosen, then one in
    its basic form, then the first one of the glossary. A word with a capital in the term must have
    one in the text; other words may have one.
    """
    if not glossary:
        return []
    root = _index(glossary, language)
    words = list(_WORD.finditer(text))
    found: list[FoundTerm] = []
    free = 0  # where the last term ends
    for at, word in enumerate(words):
        if word.start() >= free:
            best = max(_candidates(root, text, words, at, free, language), default=None)
            if best is not None:
                free = best.end
                found.append(FoundTerm(best.start, best.end, glossary.terms[-best.rank]))
    return found


def forms() -> str:
    """Return what finds the forms of words: `pymorphy3@VERSION` or `endings`. For signatures."""
    if not _has_dictionary():
        return "endings"
    return f"pymorphy3@{installed('pymorphy3')}"


def _candidates(
    root: _Node, text: str, words: list[regex.Match[str]], at: int, free: int, language: str
) -> Iterator[_Candidate]:
    """Yield the terms whose first word is words[at] and that start at `free` or after it."""
    first = words[at]
    for start in (first.start() - size for size in root.sizes):
        if start < free:
            continue
        before = text[start : first.start()]
        for node in _next_nodes([root], before, first[0], language):
            basic = _plain(node.word) == _plain(first[0])
            for end, number in _ends(node, text, words, at, language):
                yield _Candidate(end, basic, -number, start)


def _ends(
    node: _Node, text: str, words: list[regex.Match[str]], at: int, language: str
) -> Iterator[tuple[int, int]]:
    """Yield the end and the index of each term that matches the text from words[at] on.

    `node` is the node of that word.
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
        nodes = _next_nodes(nodes, _gap(text[end : word.start()]), word[0], language)


def _next_nodes(nodes: Iterable[_Node], gap: str, word: str, language: str) -> list[_Node]:
    """Return the nodes for a word of the text that follows any of these nodes after this gap."""
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
    """Return the root of the trie of all terms."""
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
    """Return True if the word has the capitals that a term's word asks for: "ЦБ", "Восток"."""
    if len(wanted) > 1 and wanted[:2].isupper():
        return word[:2].isupper()
    return word[0].isupper() or not wanted[0].isupper()


def _bases(word: str, language: str, *, given: bool = False) -> frozenset[str]:
    """Return the keys of a word. Words with a common key count as forms of one word.

    `given` is True for a word of the glossary, which is in its basic form.
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
    found = ((_plain(one.normal_form), str(one.tag.POS)) for one in parsed)
    keys = (f"{base} {'ADJF' if kind in _ADJECTIVES else kind}" for base, kind in found)
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
