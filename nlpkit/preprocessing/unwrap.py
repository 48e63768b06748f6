"""Paragraphs that were broken to a width, in one line again; words that were hyphenated, whole."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from . import phrases

_LOWER_START = re.compile("\n[a-zß-ÿа-ӿ]")
_MARKER = re.compile(r"[-–—*•▪●>#|]|\(?\w{1,3}[.)]\s|https?:|www\.")
_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-‐]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:[-‐][^\W\d_]++)+")
_OPEN_ENDS = (",", "-", "‐", "–", "—", "(", "«", "“")


class _Limits(NamedTuple):
    least: int
    most: int
    unfinished: float
    breaks: int
    share: float
    before: frozenset[str]
    after: frozenset[str]


@cache
def _limits() -> _Limits:
    data: dict[str, Any] = phrases.data("wrap.toml")
    hyphen = {name: frozenset(words) for name, words in data["hyphen"].items()}
    return _Limits(**(data["line"] | data["text"] | hyphen))


def rejoin(text: str) -> str:
    """`text` with lines joined where they were broken to a width.

    Guarantees: a text with one paragraph a line is returned as it is.
    """
    limits = _limits()
    starts = len(_LOWER_START.findall(text))
    if not starts:
        return text
    lines = text.split("\n")
    width = _width(lines, limits) if starts >= limits.breaks else _width_of_few(lines, limits)
    return _join(lines, width, limits) if width else text


def _width(lines: list[str], limits: _Limits) -> int:
    """The width the text was broken to, or 0 where it was not."""
    full = [i for i, a in enumerate(lines[:-1]) if limits.least <= len(a) <= limits.most]
    full = [i for i in full if lines[i + 1].strip()]
    broken = [i for i in full if _breaks_off(lines[i], lines[i + 1])]
    if len(broken) < max(limits.breaks, limits.share * len(full)):
        return 0
    return max(len(lines[i]) for i in broken)


def _width_of_few(lines: list[str], limits: _Limits) -> int:
    """The width of a text too short to show it by many breaks, or 0 where it is not broken.

    No line is longer than a broken one may be, each that begins small goes on from the one before,
    and no word that begins a line would have fitted into the one before.
    """
    small = [i for i, line in enumerate(lines[1:]) if line[:1].islower()]
    if not small or max(map(len, lines)) > limits.most:
        return 0
    width = max(len(lines[k].rstrip()) for i in small for k in (i, i + 1))
    if width < limits.least:
        return 0
    filled = all(
        _breaks_off(lines[i], lines[i + 1]) and _is_filled(lines[i], lines[i + 1], width)
        for i in small
    )
    return width if filled else 0


def _is_filled(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted into a line."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _breaks_off(line: str, following: str) -> bool:
    """Whether a sentence goes on from one line to the next."""
    end = line.rstrip()
    if _MARKER.match(following):
        return False
    return following[:1].islower() and (end[-1:].isalnum() or end.endswith(_OPEN_ENDS))


def _join(lines: list[str], width: int, limits: _Limits) -> str:
    known = frozenset(w.lower() for line in lines for w in _HYPHENATED.findall(line))
    parts = [lines[0]]
    for line, following in pairwise(lines):
        if not _one_paragraph(line, following, width, limits):
            parts += "\n", following
            continue
        broken = _BROKEN_WORD.search(line.rstrip())
        head = _FIRST_WORD.match(following)
        parts[-1] = parts[-1].rstrip()
        if broken and head and head[0].islower():
            keeps = _keeps_hyphen(broken[1].lower(), head[0].lower(), known, limits)
            parts[-1] = parts[-1] if keeps else parts[-1][:-1]
            parts.append(following)
        else:
            parts += " ", following.lstrip()
    return "".join(parts)


def _one_paragraph(line: str, following: str, width: int, limits: _Limits) -> bool:
    if not line.strip() or not following.strip() or _MARKER.match(following):
        return False
    if len(line) * limits.unfinished > width or "\t" in line or "\t" in following:
        return False
    if _breaks_off(line, following):
        return 2 * len(line) >= width
    if line.rstrip()[-1:].isalnum() and len(line) >= limits.unfinished * width:
        return True
    return _is_filled(line, following, width) and not line.rstrip().endswith(":")


def _keeps_hyphen(tail: str, head: str, known: frozenset[str], limits: _Limits) -> bool:
    return f"{tail}-{head}" in known or tail in limits.before or head in limits.after
