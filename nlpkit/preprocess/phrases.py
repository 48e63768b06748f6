"""Words of web pages that are no part of an article: the tables of `data/phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W\d_]+")
_AFTER_LABEL = re.compile(r"\W*?[:|»›>→]")


class Match(NamedTuple):
    """A phrase found in a line: the reason it gives, how it matched, and the phrase itself."""

    reason: str
    how: str
    phrase: str


class Phrases(NamedTuple):
    """The tables, turned round for looking up: phrase to reason."""

    whole: dict[str, Match]
    labels: dict[str, str]
    starts: dict[str, str]
    contains: tuple[tuple[str, str], ...]
    longest: int
    limits: dict[str, int]


def data(name: str) -> dict[str, Any]:
    """A TOML file of this room's data folder."""
    return tomllib.loads(files(__package__).joinpath("data", name).read_text("utf-8"))


def key(line: str) -> str:
    """The words of a line, so that case, digits, punctuation and apostrophes do not matter."""
    return " ".join(_WORD.findall(line.casefold().replace("ё", "е")))


@cache
def tables() -> Phrases:
    """The phrase tables, read once."""
    whole: dict[str, Match] = {}
    labels: dict[str, str] = {}
    starts: dict[str, str] = {}
    contains: list[tuple[str, str]] = []
    for reason, lists in data("phrases.toml").items():
        for how in ("menu", "exact", "sections", "closes"):
            whole.update((key(p), Match(reason, how, p)) for p in lists.get(how, ()))
        labels.update((key(p), reason) for p in lists.get("labels", ()))
        starts.update((key(p), reason) for p in lists.get("starts", ()))
        contains += ((p.casefold(), reason) for p in lists.get("contains", ()))
    longest = max(p.count(" ") for p in (*labels, *starts)) + 1
    limits = data("blocks.toml")["phrases"]
    return Phrases(whole, labels, starts, tuple(contains), longest, limits)


def find(line: str, words: int) -> Match | None:
    """What a line of so many words says it is, or None."""
    known = tables()
    if words > known.limits["contain"]:
        return None
    if words <= known.limits["start"]:
        found = _from_the_start(line, known)
        if found:
            return found
    low = line.casefold()
    for phrase, reason in known.contains:
        if phrase in low:
            return Match(reason, "contains", phrase)
    return None


def _from_the_start(line: str, known: Phrases) -> Match | None:
    named = key(line)
    if named in known.whole:
        return known.whole[named]
    several = _several(named.split(), known)
    if several:
        return several
    first = named.split(" ", known.longest)[: known.longest]
    for size in range(len(first), 0, -1):
        phrase = " ".join(first[:size])
        if phrase in known.starts:
            return Match(known.starts[phrase], "starts", phrase)
        if phrase in known.labels and _is_label(line, size):
            return Match(known.labels[phrase], "labels", phrase)
    return None


def _several(words: list[str], known: Phrases) -> Match | None:
    """Phrases one after another, as buttons in a row are pasted; the first gives the reason."""
    if not 2 <= len(words) <= known.limits["buttons"]:
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
