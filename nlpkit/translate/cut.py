"""Cuts a fragment into parts to translate and parts that stay as they are, and joins them again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import regex

from ..text import datelines
from .marks import core, partners
from .verbatim import VERBATIM

# A line that is too long is cut after a punctuation mark if it has one, else between words.
_BOUNDARIES = (regex.compile(r"(?<=[,;:.!?…)\]»”—–])\s+"), regex.compile(r"\s+"))
# The name of a field of an e-mail, of minutes or of a notice, with the colon after it.
_LABEL = regex.compile(
    r"(?P<core>От(?: кого)?|Кому|Копия|Тема|Дата|Отправлено|Получено|Вложения|Авторы?|Источник|"
    r"Председатель|Секретарь|Присутствовали|Место|Адрес|Телефон)(?P<after>:\s+)(?=\S)"
)
# The beginning of a line of Markdown that is not text: the box of a task, the label of a footnote.
_PREFIX = regex.compile(r"(?:[-*+]\s+)?(?:\[[ xX]\]|\[\^[\w-]{1,30}\]:)\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a fragment: `core` is translated, `before` and `after` are kept as they are."""

    before: str
    core: str
    after: str = ""


def parts(text: str) -> list[Part]:
    """Return the parts of `text`.

    Text that must stay as it is (`VERBATIM`) is a part without a core. So is a quote mark or
    bracket if such text stands between it and its partner. In other parts, the brackets and
    separators around the words are kept outside the core. At the beginning of the text, these are
    parts of their own: a dateline (`text.datelines`) and its news agency, the name of a field such
    as "Кому:", the box of a task, and the label of a footnote.

    Guarantees: the parts, joined, are the text. A core that is not empty contains a letter.
    """
    prefix = _PREFIX.match(text)
    begun = prefix.end() if prefix else 0
    opened, at = _opening(text, begun)
    found = [Part(text[:begun], ""), *opened, *_plain(text, at, len(text))]
    return [part for part in found if part != Part("", "")]


def shorten(part: Part, fits: Callable[[str], bool]) -> Iterator[Part]:
    """Yield the part itself or, if its core does not fit, several parts with shorter cores.

    Guarantees: the parts, joined, are the given part. A single character counts as fitting.
    """
    if len(part.core) < 2 or fits(part.core):
        yield part
        return
    yield Part(part.before, "")
    for half in _halves(part.core):
        yield from shorten(_part(half), fits)
    yield Part(part.after, "")


def join(parts: Iterable[Part], answers: Callable[[str], str]) -> str:
    """Return the text of the parts with each core replaced by its translation."""
    return "".join(p.before + (answers(p.core) if p.core else "") + p.after for p in parts)


def _opening(text: str, at: int) -> tuple[list[Part], int]:
    """Return the parts of a dateline or label that begins at `at`, and where the text goes on."""
    if label := _LABEL.match(text, at):
        return [Part("", label["core"], label["after"])], label.end()
    if not (line := datelines.opening(text, at) or datelines.dateline(text, at)):
        return [], at
    start, end = line.told
    agency = line.agency[0] if line.agency else line.end
    told = Part(text[at:start], text[start:end], text[end:agency])
    return [told, *_plain(text, agency, line.end)], line.end


def _plain(text: str, at: int, end: int) -> Iterator[Part]:
    """Yield the parts of text[at:end]: ranges that stay as they are, and the text between them."""
    for start, following in _kept(text, at, end):
        yield _part(text[at:start])
        yield Part(text[start:following], "")
        at = following
    yield _part(text[at:end])


def _kept(text: str, at: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of text[at:end] that stay as they are, in order.

    They are the matches of `VERBATIM`, and each quote mark or bracket that is parted from its
    partner by such a match.
    """
    kept = [match.span() for match in VERBATIM.finditer(text, at, end)]
    if not kept:
        return kept
    starts, ends = [start for start, _ in kept], [at, *(end for _, end in kept)]
    # The gap between kept ranges in which each free mark stands.
    pairs = partners(text, at, end)
    gaps = {i: gap for i in pairs if i >= ends[gap := bisect_right(starts, i)]}
    marks = [i for i, gap in gaps.items() if gaps.get(pairs[i], gap) != gap]
    return sorted([*kept, *((i, i + 1) for i in marks)])


def _part(text: str) -> Part:
    """Return a text as a part with a core, or without one if it has no letters."""
    start, end = core(text, quotes=True)
    if not any(map(str.isalpha, text[start:end])):
        return Part(text, "")
    return Part(text[:start], text[start:end], text[end:])


def _halves(text: str) -> tuple[str, str]:
    """Return the two halves of the text, cut at the boundary nearest to its middle."""
    for boundary in _BOUNDARIES:
        ends = [m.end() for m in boundary.finditer(text) if 0 < m.end() < len(text)]
        if ends:
            at = min(ends, key=lambda end: abs(2 * end - len(text)))
            return text[:at], text[at:]
    at = max(1, len(text) // 2)
    return text[:at], text[at:]
