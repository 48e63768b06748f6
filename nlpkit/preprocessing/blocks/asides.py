"""Stretches beside an article's prose: contacts, boilerplate, references, signatures, older mails.

They belong to the text, so they are no junk, but no summary takes a sentence from them. What opens
them is in `data/asides.toml`; how they go on is said here. Each scan looks a bounded number of
lines ahead or goes on where the one before ended, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from ...document import BlockKind
from .. import phrases
from .lines import Line, greets

_EMAIL = re.compile(r"\S@\S|\bwww\.\S|https?://")
_PHONE = re.compile(r"[+(]\d(?:[ ().–-]{0,3}\d){6,}|\b\d(?:[ ()–-]{0,3}\d){8,}")
_NUMBERED = re.compile(r"[\[(]?\d{1,3}[\])][.:]? ?\S|\d{1,3}\. \S|[*†‡¹²³⁴⁵⁶⁷⁸⁹]+ ?\S")
_NOTE = re.compile(r"\[\d{1,3}\][.:]? ?\S")
_CITED = re.compile(r"\b(?:1[89]|20)\d\d\b|https?://|www\.|\bdoi\b| // |\bISBN\b", re.IGNORECASE)
_WORD = re.compile(r"\w{4,}")
_NAME = re.compile(r"\b[A-ZА-ЯЁӘҒҚҢӨҰҮІЎҲҶӢӮ][\w-]{3,}")
_STEM = 5  # letters: endings change

Kinds = list[BlockKind | None]


class _Table(NamedTuple):
    """The openings of one kind of stretch: whole lines by their key, and beginnings."""

    heads: frozenset[str]
    opens: re.Pattern[str]

    def opened_by(self, line: Line) -> bool:
        return self.headed_by(line) or self.opens.match(line.text.lstrip("*_ ")) is not None

    def headed_by(self, line: Line) -> bool:
        return line.words <= _limits()["head"] and phrases.key(line.text) in self.heads


@cache
def _data() -> dict[str, Any]:
    return phrases.data("asides.toml")


@cache
def _limits() -> dict[str, int]:
    limits: dict[str, int] = _data()["limits"]
    return limits


@cache
def _table(kind: str) -> _Table:
    data = _data()[kind]
    opens = "|".join(data.get("opens", ())) or "(?!)"
    return _Table(frozenset(map(phrases.key, data["heads"])), re.compile(opens, re.IGNORECASE))


@cache
def _thanking() -> frozenset[str]:
    return frozenset(map(phrases.key, _data()["signature"]["thanks"]))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    lists = {"said": "reply", "fields": "reply", "about": "boilerplate", "own": "boilerplate"}
    return tuple(re.compile(p, re.IGNORECASE) for p in _data()[lists[name]][name])


def find(lines: Sequence[Line]) -> Kinds:
    """Return for each line the kind of aside that it belongs to, or None."""
    kinds: Kinds = [None] * len(lines)
    for scan in _SCANS:
        scan(lines, kinds)
    return kinds


def _replies(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark older mails: lines quoted with > below their author, or all below a mail's header."""
    told, answering = 0, False
    for i, line in enumerate(lines):
        if kinds[i]:
            continue
        if line.text[0] == ">":
            quoted = i + 1 < len(lines) and lines[i + 1].text[0] == ">"
            answering = answering or (quoted and told > 0 and _said(line))
            kinds[i] = "reply" if answering else None
            continue
        if i + 1 < len(lines) and lines[i + 1].text[0] == ">" and _said(line):
            kinds[i], answering = "reply", True
        elif first := _header(lines, i):
            if told >= _limits()["above"]:
                kinds[i:] = ["reply"] * (len(lines) - i)
                return
            kinds[i:first] = ["byline"] * (first - i)
        told += line.words if line.prose else 0


def _said(line: Line) -> bool:
    return any(pattern.match(line.text.lstrip("> ")) for pattern in _patterns("said"))


def _header(lines: Sequence[Line], i: int) -> int:
    """Return the line after the header of a mail that begins at line `i`, or 0."""
    opened = _table("reply").headed_by(lines[i])
    at = i + opened
    first, other = _patterns("fields")
    if at < len(lines) and first.match(lines[at].text):
        end = at + 1
        while end < len(lines) and other.match(lines[end].text):
            end += 1
        if opened or end - at >= _limits()["fields"]:
            return end
    return i + 1 if opened else 0


def _letterhead(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark the few names and fields of a header that stand above the greeting of a letter."""
    limits = _limits()
    at = next((i for i, line in enumerate(lines[: limits["letterhead"] + 1]) if line.prose), 0)
    if at and greets(lines[at]):
        for i, line in enumerate(lines[:at]):
            field = any(pattern.match(line.text) for pattern in _patterns("fields"))
            if field or (line.found is None and line.words <= limits["name"]):
                kinds[i] = kinds[i] or "byline"


def _signatures(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark names and addresses below "-- " or a closing phrase, at the end of a letter."""
    table = _table("signature")
    for i, line in enumerate(lines):
        if kinds[i] or line.found:
            continue
        if table.opens.match(line.text):
            kinds[i] = "signature"
        elif _thanks(line):
            end = _short_lines(lines, kinds, i + 1)
            if _is_signed(line, lines[i + 1 : end]) and _over(lines, kinds, end):
                kinds[i:end] = ["signature"] * (end - i)
        elif (closes := table.headed_by(line) and i > 0) or line.text in ("--", "—"):
            end = _short_lines(lines, kinds, i + 1)
            if (closes or end > i + 1) and _over(lines, kinds, end):
                kinds[i:end] = ["signature"] * (end - i)


def _thanks(line: Line) -> bool:
    """Return whether a line says thanks and nothing else."""
    return line.words <= _limits()["head"] and phrases.key(line.text) in _thanking()


def _is_signed(thanks: Line, below: Sequence[Line]) -> bool:
    """Return whether the short lines below a line of thanks make both of them a signature.

    They do if they hold a closing phrase or an address, or if a name follows "Thanks,".
    """
    table = _table("signature")
    if any(table.headed_by(line) or _reachable(line) for line in below):
        return True
    named = bool(below) and below[0].words <= _limits()["named"] and not below[0].ends
    return named and thanks.text[-1] == "," and below[0].text.istitle()


def _short_lines(lines: Sequence[Line], kinds: Kinds, start: int) -> int:
    """Return the end of the short lines from `start` on, as many as a signature may have."""
    end, most = start, min(len(lines), start + _limits()["signature"])
    while end < most and kinds[end] is None and _is_detail(lines[end]):
        office = end > start and lines[end].words <= _limits()["office"]
        if lines[end].text[0].islower() and not (office or _reachable(lines[end])):
            break
        end += 1
    return end


def _is_detail(line: Line) -> bool:
    """Return whether a line may be a name, an office, an address: short, and no sentence."""
    told = any(map(str.isalnum, line.text))
    plain = told and not line.prose and line.words <= _limits()["line"] and not line.found
    return (plain and not line.stops) or _reachable(line)


def _reachable(line: Line) -> bool:
    """Return whether a short line holds a telephone number or an address on the net."""
    if line.words > _limits()["line"]:
        return False
    return bool(_EMAIL.search(line.text) or _PHONE.search(line.text))


def _over(lines: Sequence[Line], kinds: Kinds, at: int) -> bool:
    """Return True if the main text ends at line `at`: only asides or page furniture follow."""
    return at >= len(lines) or kinds[at] is not None or lines[at].found is not None


def _references(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark numbered, dated or linked lines below such a heading, and final notes with [1]."""
    table, i = _table("references"), 0
    while i < len(lines):
        headed = table.headed_by(lines[i]) and not kinds[i]
        start = i + headed
        rule = _is_reference if headed else _is_note
        end = start
        while end < len(lines) and not kinds[end] and rule(lines[end]):
            end += 1
        if end > start and (headed or (end - start > 1 and _over(lines, kinds, end))):
            kinds[i:end] = ["references"] * (end - i)
        i = max(end, i + 1)


def _is_reference(line: Line) -> bool:
    cited = _NUMBERED.match(line.text) or _CITED.search(line.text)
    return line.found is None and cited is not None


def _is_note(line: Line) -> bool:
    return _NOTE.match(line.text) is not None


def _contacts(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark names, telephone numbers and addresses below such a heading or on their own line."""
    table = _table("contact")
    i = next((i for i, line in enumerate(lines) if line.prose), len(lines))
    while i < len(lines):
        end = i + 1
        if kinds[i] is None and _quiet(lines[i]) and table.opened_by(lines[i]):
            while end < len(lines) and kinds[end] is None and _is_detail(lines[end]):
                end += 1
            if any(map(_reachable, lines[i:end])) or _EMAIL.search(lines[i].text):
                kinds[i:end] = ["contact"] * (end - i)
        i = end


def _quiet(line: Line) -> bool:
    """Return True if a line is not known as page furniture, or only as a menu word."""
    return line.found is None or line.found.reason == "navigation"


def _boilerplate(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark the paragraphs about the sender of a press release, below such a heading."""
    released = "boilerplate" in kinds or "contact" in kinds
    for i in range(len(lines) - 1, 0, -1):  # backwards: one may stand above another
        if kinds[i] is None and _quiet(lines[i]) and not lines[i].ends:
            told = _about(lines, i)
            if told is not None:
                end = _paragraphs_end(lines, kinds, i + 1)
                if i + 1 < end and (released or told) and _over(lines, kinds, end):
                    kinds[i:end] = ["boilerplate"] * (end - i)


def _marks(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark the labels of a press release above its headline and at its end."""
    table, ends = _table("boilerplate"), frozenset(_data()["boilerplate"]["ends"])
    above = True
    for i, line in enumerate(lines):
        if kinds[i] is None and line.found is None:
            opened = above and not line.prose and table.opened_by(line)
            if opened or (not above and line.text.casefold() in ends):
                kinds[i] = "boilerplate"
        above = above and not line.prose


def _about(lines: Sequence[Line], i: int) -> bool | None:
    """Return whether the paragraph below a heading "About X" begins with X, or None without such a
    heading.

    The X of a heading such as "About us" is any name in the lines that open the text.
    """
    line = lines[i]
    if line.words > _limits()["head"] or line.prose or not line.text.lstrip("«“\"'")[:1].isupper():
        return None
    head = line.text.rstrip(":")
    after = lines[i + 1].text[:80] if i + 1 < len(lines) else ""
    if any(pattern.match(head) for pattern in _patterns("own")):
        opening = " ".join(line.text for line in lines[: min(i, _limits()["opening"])])
        return not _stems(_NAME.findall(opening)).isdisjoint(_stems(_NAME.findall(after)))
    for pattern in _patterns("about"):
        if match := pattern.match(head):
            name = match[match.lastindex or 0] if match.lastindex else ""
            return not _stems(_WORD.findall(name)).isdisjoint(_stems(_WORD.findall(after)))
    return None


def _stems(words: Iterable[str]) -> set[str]:
    return {word.casefold()[:_STEM] for word in words}


def _paragraphs_end(lines: Sequence[Line], kinds: Kinds, start: int) -> int:
    """Return the end of the paragraphs from `start` on, or `start` if there are too many."""
    end = start
    while end < len(lines) and kinds[end] is None and lines[end].prose:
        end += 1
        if end - start > _limits()["paragraphs"]:
            return start
    return end


_SCANS: tuple[Callable[[Sequence[Line], Kinds], None], ...] = (
    _marks,
    _replies,
    _letterhead,
    _signatures,
    _references,
    _contacts,
    _boilerplate,
)
