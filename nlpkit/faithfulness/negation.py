"""Negations: whether a text negates what its sources do not negate, or the other way round.

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
_WITH_ANOTHER, _NEGATIVE_WORDS = frozenset(_LISTS["with_another"]), frozenset(_LISTS["verbs"])
_MAX_BETWEEN: int = _LISTS["most_between"]
_NEAR: int = _LISTS["near"]

_NO_NEGATION = regex.compile(
    rf"(?<!\w)(?:{'|'.join(_LISTS['no_negation'])})(?!\w)|(?<!\w)no\.?(?= ?\d)"
)
_CONTRACTED = regex.compile(r"(?<=\w)n' ?t(?!\w)|(?<=(?<!\w)ca)n' ?t(?!\w)")
_TOKEN = regex.compile(r"[\p{L}\p{N}]+|[.,;:!?—–()\"«»“”]")


@dataclass(frozen=True, slots=True)
class _Word:
    """A content word of a text.

    `by` are the words that negate it, or "". `near` is True if it is negated or near a negation.
    `around` are the stems of the two content words on each side of it.
    """

    text: str
    by: str
    near: bool
    around: frozenset[str] = frozenset()

    @property
    def negated(self) -> bool:
        return bool(self.by)

    def beside(self, other: _Word, least: int) -> bool:
        """Return True if `least` of the words around both are the same, or all that there are."""
        return len(self.around & other.around) >= min(least, len(self.around), len(other.around))


def added(text: str, sources: Sequence[str]) -> tuple[str, ...]:
    """Return what `text` negates and its sources say without a negation, such as "not open"."""
    said = _by_stem(word for source in sources for word in _content_words(source))
    found = []
    for word in _content_words(text):
        others = said.get(stem(word.text), ())
        plain = word.negated and not any(other.near for other in others)
        if plain and any(word.beside(other, 1) for other in others):
            found.append(f"{word.by} {word.text}")
    return tuple(dict.fromkeys(found))


def dropped(text: str, sources: Sequence[str]) -> tuple[str, ...]:
    """Return what the sources always negate and `text` does not negate, such as "not open"."""
    said = _by_stem(word for source in sources for word in _content_words(source))
    found = []
    for word in _content_words(text):
        others = said.get(stem(word.text), [])
        negated = not word.near and all(other.negated for other in others)
        if negated and any(word.beside(other, 2) for other in others):
            found.append(f"{others[0].by} {others[0].text}")
    return tuple(dict.fromkeys(found))


def denies(text: str) -> bool:
    """Return True if the text has a negation, in English or Russian. "not only" is none."""
    tokens = _TOKEN.findall(_plain(text))
    return not (_BEFORE | _WITH_ANOTHER).isdisjoint(tokens)


def _by_stem(words: Iterable[_Word]) -> dict[str, list[_Word]]:
    found: dict[str, list[_Word]] = {}
    for word in words:
        found.setdefault(stem(word.text), []).append(word)
    return found


def _content_words(text: str) -> list[_Word]:
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
    return _NO_NEGATION.sub(lambda m: " " * len(m[0]), _CONTRACTED.sub(" not", fold(text)))


def _clause(tokens: Sequence[str]) -> list[_Word]:
    """Return the content words of one clause, with their negations but without `around`."""
    found: list[_Word] = []
    pending: list[str] = []  # negations before the word that they negate
    since = 0  # function words after the last pending negation
    near = 0  # the next so many content words count as near a negation
    with_another = not _BEFORE.isdisjoint(tokens)
    for token in tokens:
        if token in _BEFORE or (token in _WITH_ANOTHER and not with_another):
            if token in _AROUND and found:
                found[-1] = _Word(found[-1].text, token, True)
            pending.append(token)
            since, near = 0, _NEAR
        elif token in _NEGATIVE_WORDS:
            pending, near = [], _NEAR
            if token not in FUNCTION_WORDS:
                found.append(_Word(token, "", True))
        elif token in FUNCTION_WORDS or token in _WITH_ANOTHER:
            since += 1
            pending = pending if since <= _MAX_BETWEEN else []
        else:
            negated = len(pending) % 2 == 1
            found.append(_Word(token, " ".join(pending) if negated else "", near > 0))
            near = max(0, near - 1) if negated or not pending else 0
            pending = []
    return found
