"""Negations: whether a text says no where its sources say yes, or yes where they say no.

A negation belongs to the content word that it negates, the first one after "not", "never", "без".
Two negations of one word cancel each other. "not only" and similar phrases are none. Verbs such as
"refused" count as negations. Where it is doubtful, nothing is reported: a word counts as negated in
one text only if no neighbour of it is negated in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from ..resources import load_toml
from ..text.folding import fold
from ..text.function_words import FUNCTION_WORDS
from ..text.words import stem

_LISTS = load_toml(__package__, "data/negation.toml")
_BEFORE, _AROUND = frozenset(_LISTS["before"]), frozenset(_LISTS["around"])
_WITH_ANOTHER, _WORDS_OF_NO = frozenset(_LISTS["with_another"]), frozenset(_LISTS["verbs"])
_REACH: int = _LISTS["reach"]
_NEAR: int = _LISTS["near"]

_FREE = regex.compile(rf"(?<!\w)(?:{'|'.join(_LISTS['free'])})(?!\w)|(?<!\w)no\.?(?= ?\d)")
_CONTRACTED = regex.compile(r"(?<=\w)n' ?t(?!\w)|(?<=(?<!\w)ca)n' ?t(?!\w)")
_TOKEN = regex.compile(r"[\p{L}\p{N}]+|[.,;:!?—–()\"«»“”]")


@dataclass(frozen=True, slots=True)
class _Word:
    """A content word. It is `negated` by the words `by`, or only `near` a negation.

    `around` are the stems of the content words beside it.
    """

    text: str
    by: str
    near: bool
    around: frozenset[str] = frozenset()

    @property
    def negated(self) -> bool:
        return bool(self.by)

    def beside(self, other: _Word, least: int) -> bool:
        """Say whether both stand among the same words: `least` of them, or all that there are."""
        return len(self.around & other.around) >= min(least, len(self.around), len(other.around))


def added(text: str, sources: Sequence[str]) -> tuple[str, ...]:
    """Return what `text` negates and its sources say without a negation, such as "not open"."""
    said = _by_stem(word for source in sources for word in _telling(source))
    found = []
    for word in _telling(text):
        others = said.get(stem(word.text), ())
        plain = word.negated and not any(other.near for other in others)
        if plain and any(word.beside(other, 1) for other in others):
            found.append(f"{word.by} {word.text}")
    return tuple(dict.fromkeys(found))


def dropped(text: str, sources: Sequence[str]) -> tuple[str, ...]:
    """Return what the sources say only with a negation and `text`
    without any, such as "not open".
    """
    said = _by_stem(word for source in sources for word in _telling(source))
    found = []
    for word in _telling(text):
        others = said.get(stem(word.text), [])
        negated = not word.near and all(other.negated for other in others)
        if negated and any(word.beside(other, 2) for other in others):
            found.append(f"{others[0].by} {others[0].text}")
    return tuple(dict.fromkeys(found))


def denies(text: str) -> bool:
    """Say whether it has a word of negation, in English or Russian. "not only" is none."""
    tokens = _TOKEN.findall(_plain(text))
    return not (_BEFORE | _WITH_ANOTHER).isdisjoint(tokens)


def _by_stem(words: Iterable[_Word]) -> dict[str, list[_Word]]:
    found: dict[str, list[_Word]] = {}
    for word in words:
        found.setdefault(stem(word.text), []).append(word)
    return found


def _telling(text: str) -> list[_Word]:
    """Return the content words of the text, clause by clause."""
    found: list[_Word] = []
    clause: list[str] = []
    for token in [*_TOKEN.findall(_plain(text)), "."]:
        if token[0].isalnum():
            clause.append(token)
        else:
            found += _clause(clause)
            clause = []
    stems = [stem(word.text) for word in found]
    return [
        replace(word, around=frozenset(stems[max(0, i - 2) : i] + stems[i + 1 : i + 3]))
        for i, word in enumerate(found)
    ]


def _plain(text: str) -> str:
    """Return the text as the lists are written, with "n't" as "not" and without false negations."""
    return _FREE.sub(lambda m: " " * len(m[0]), _CONTRACTED.sub(" not", fold(text)))


def _clause(tokens: Sequence[str]) -> list[_Word]:
    found: list[_Word] = []
    pending: list[str] = []  # negations whose word has not been met yet
    since, near = 0, 0  # words of grammar since then; content words that are still near a negation
    with_another = not _BEFORE.isdisjoint(tokens)
    for token in tokens:
        if token in _BEFORE or (token in _WITH_ANOTHER and not with_another):
            if token in _AROUND and found:
                found[-1] = _Word(found[-1].text, token, True)
            pending.append(token)
            since, near = 0, _NEAR
        elif token in _WORDS_OF_NO:
            pending, near = [], _NEAR
            if token not in FUNCTION_WORDS:
                found.append(_Word(token, "", True))
        elif token in FUNCTION_WORDS or token in _WITH_ANOTHER:
            since += 1
            pending = pending if since <= _REACH else []
        else:
            negated = len(pending) % 2 == 1
            found.append(_Word(token, " ".join(pending) if negated else "", near > 0))
            near = max(0, near - 1) if negated or not pending else 0
            pending = []
    return found
