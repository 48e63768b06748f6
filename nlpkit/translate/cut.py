"""Cutting a fragment into what an engine reads and what is kept, so that it can be put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import regex

from .marks import core
from .verbatim import VERBATIM

# Where a line that is too long is cut, best first: between clauses, between words.
_BOUNDARIES = (regex.compile(r"(?<=[,;:.!?…)\]»”—–])\s+"), regex.compile(r"\s+"))


@dataclass(frozen=True, slots=True)
class Part:
    """`core` is translated, `before` and `after` are kept as they are."""

    before: str
    core: str
    after: str = ""


def parts(text: str) -> list[Part]:
    """The text cut at what stays as it is; the rest without the brackets and separators around it.

    Guarantees: joined, the parts are the text; a core holds a letter.
    """
    found, at = [], 0
    for kept in VERBATIM.finditer(text):
        found += [_part(text[at : kept.start()]), Part(kept[0], "")]
        at = kept.end()
    found.append(_part(text[at:]))
    return [part for part in found if part != Part("", "")]


def shorten(part: Part, fits: Callable[[str], bool]) -> Iterator[Part]:
    """The part itself, or several with cores that fit where its core does not.

    Guarantees: joined, they are the part. A single character counts as fitting.
    """
    if len(part.core) < 2 or fits(part.core):
        yield part
        return
    yield Part(part.before, "")
    for half in _halves(part.core):
        yield from shorten(_part(half), fits)
    yield Part(part.after, "")


def join(parts: Iterable[Part], answers: Callable[[str], str]) -> str:
    """The text of the parts with each core replaced by its answer."""
    return "".join(p.before + (answers(p.core) if p.core else "") + p.after for p in parts)


def _part(text: str) -> Part:
    start, end = core(text, quotes=True)
    if not any(map(str.isalpha, text[start:end])):
        return Part(text, "")
    return Part(text[:start], text[start:end], text[end:])


def _halves(text: str) -> tuple[str, str]:
    """The text cut in two at the best kind of boundary it has, nearest to its middle."""
    for boundary in _BOUNDARIES:
        ends = [m.end() for m in boundary.finditer(text) if 0 < m.end() < len(text)]
        if ends:
            at = min(ends, key=lambda end: abs(2 * end - len(text)))
            return text[:at], text[at:]
    at = max(1, len(text) // 2)
    return text[:at], text[at:]
