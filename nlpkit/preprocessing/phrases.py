"""Words of web pages that are no part of an article: the tables of `data/phrases.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, cast

from ..document import JunkReason
from ..resources import load_toml
from ..text import disclaimers

_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = str.maketrans({"ё": "е", "ı": "i", "\u0307": None})
_AFTER_LABEL = re.compile(r"\W*?[:|»›>→]")
_AFTER_SIGNS = r"^[^\w\n@]{0,8}"  # emoji, bullets
_LONGEST_START = 160  # characters: no phrase that begins a line is longer


class Match(NamedTuple):
    """A phrase found in a line: the reason it gives, how it matched, and the phrase itself."""

    reason: JunkReason
    how: str
    phrase: str


DISCLAIMER = Match("disclaimer", "patterns", "")


class Held(NamedTuple):
    """The phrases and patterns that some line of a text may hold."""

    contains: tuple[Match, ...]
    patterns: tuple[tuple[Match, re.Pattern[str]], ...]


class Phrases(NamedTuple):
    """The phrase tables, inverted for look-up: from phrase to reason."""

    whole: dict[str, Match]
    labels: dict[str, JunkReason]
    starts: dict[str, JunkReason]
    firsts: frozenset[str]
    contains: tuple[Match, ...]
    patterns: tuple[tuple[Match, re.Pattern[str]], ...]
    longest: int
    limits: dict[str, int]


def data(name: str) -> dict[str, Any]:
    """Return a TOML file of this room's data folder."""
    return load_toml("nlpkit.preprocessing", f"data/{name}")


def key(line: str) -> str:
    """Return the words of a line, so that case, digits, punctuation and apostrophes do not matter.

    The two Turkish letters i count as one, for `casefold` does not know how their capitals part.
    """
    return " ".join(_WORD.findall(line.casefold().translate(_ALIKE)))


@cache
def tables() -> Phrases:
    """Return the phrase tables, read once."""
    whole: dict[str, Match] = {}
    labels: dict[str, JunkReason] = {}
    starts: dict[str, JunkReason] = {}
    contains: list[Match] = []
    patterns: list[tuple[Match, re.Pattern[str]]] = []
    by_reason = cast(Mapping[JunkReason, Mapping[str, list[str]]], data("phrases.toml"))
    for reason, lists in by_reason.items():
        for how in ("exact", "sections", "closes", "menu"):
            whole.update((key(p), Match(reason, how, p)) for p in lists.get(how, ()))
        labels.update((key(p), reason) for p in lists.get("labels", ()))
        starts.update((key(p), reason) for p in lists.get("starts", ()))
        contains += (Match(reason, "contains", p.casefold()) for p in lists.get("contains", ()))
        if told := lists.get("patterns"):
            pattern = re.compile(f"{_AFTER_SIGNS}(?:{'|'.join(told)})", re.I | re.M)
            patterns.append((Match(reason, "patterns", ""), pattern))
    firsts = frozenset(p.split(" ")[0] for p in (*labels, *starts))
    longest = max(p.count(" ") for p in (*labels, *starts)) + 1
    limits = data("blocks.toml")["phrases"]
    return Phrases(whole, labels, starts, firsts, tuple(contains), tuple(patterns), longest, limits)


def inside(text: str) -> Held:
    """Return the few phrases that some line of the text may contain, so that each line is searched
    fast.
    """
    low, known = text.casefold(), tables()
    return Held(
        tuple(match for match in known.contains if match.phrase in low),
        tuple(pair for pair in known.patterns if pair[1].search(text)),
    )


def find(line: str, words: int, held: Held) -> Match | None:
    """Return what a line of so many words says it is, or None; `held` is `inside` of the whole
    text.
    """
    known = tables()
    if words > known.limits["contain"]:
        return None
    if words <= known.limits["pattern"]:
        for match, pattern in held.patterns:
            if told := pattern.match(line):
                return match._replace(phrase=told[0])
    if words <= known.limits["disclaimer"] and disclaimers.disclaimer(line):
        return DISCLAIMER
    if words <= known.limits["start"]:
        found = _from_the_start(line, words, known)
        if found:
            return found
    low = line.casefold() if held.contains else ""
    return next((match for match in held.contains if match.phrase in low), None)


def _from_the_start(line: str, words: int, known: Phrases) -> Match | None:
    named = key(line[:_LONGEST_START]).split()
    if words <= known.limits["buttons"]:
        found = known.whole.get(" ".join(named)) or _several(named, known)
        if found:
            return found
    if not named or named[0] not in known.firsts:
        return None
    for size in range(min(known.longest, len(named)), 0, -1):
        phrase = " ".join(named[:size])
        if phrase in known.starts:
            return Match(known.starts[phrase], "starts", phrase)
        if phrase in known.labels and _is_label(line, size):
            return Match(known.labels[phrase], "labels", phrase)
    return None


def _several(words: list[str], known: Phrases) -> Match | None:
    """Return a match if the words are known phrases in a row, as buttons are pasted. The first
    phrase gives the reason.
    """
    if len(words) < 2:
        return None
    at, first = 0, None
    while at < len(words):
        for size in range(min(known.longest, len(words) - at), 0, -1):
            match = known.whole.get(" ".join(words[at : at + size]))
            if match:
                break
        else:
            return None
        first = first or match
        at += size
    return first._replace(how="exact") if first else None


def _is_label(line: str, words: int) -> bool:
    *_, last = (m for m, _ in zip(_WORD.finditer(line), range(words), strict=False))
    return _AFTER_LABEL.match(line, last.end()) is not None
