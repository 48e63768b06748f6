"""Joins paragraphs that were broken to a width, and words that the end of a line breaks."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from . import phrases

_LOWER_START = re.compile("\n[a-zß-ÿа-ӿ]")
_MARKER = re.compile(
    r"[-–—*•▪●>#|]|\(?(?:\d{1,3}|[^\W\d_]|[ivxlc]{1,4}|[IVXLC]{1,4})[.)]\s|https?:|www\."
)
_BROKEN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-‐]$")
_WORD_BREAK = re.compile(r"(?<![\w/:.@#=-])([^\W\d_]{2,}+)[-‐][ \t]*\n[ \t]*([^\W\d_]{2,}+)")
_COMPOUND = re.compile(
    r"[а-яё]{3,}[ое]-[а-яё]{3,}(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ыи][хм]и?|[ое]го|[ое]му?|[ую]ю)"
)
_CODE = "```"
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:[-‐][^\W\d_]++)+")
_STOP_WITHIN = re.compile(r"[^\W\d_]{3}[.!?…][\"»”]? [«“\"]?[^\W\d_]")
_QUOTED = re.compile(r"((?:> ?)*>) ?")
_NUMBER = re.compile(r"\d+")
_DASHES = ("— ", "– ")
_OPEN_ENDS = (",", "-", "‐", "–", "—", "(", "«", "“")


class _Column(NamedTuple):
    narrowest: int
    lines: int
    filled: float
    slack: float
    hyphens: int
    stops: int
    exact: int


class _Pages(NamedTuple):
    times: int
    longest: int


class _Limits(NamedTuple):
    least: int
    most: int
    unfinished: float
    breaks: int
    share: float
    before: frozenset[str]
    after: frozenset[str]
    links: frozenset[str]
    column: _Column
    pages: _Pages


@cache
def _limits() -> _Limits:
    data: dict[str, Any] = phrases.data("wrap.toml")
    hyphen = {name: frozenset(words) for name, words in data["hyphen"].items()}
    column, pages = _Column(**data["column"]), _Pages(**data["pages"])
    return _Limits(**(data["line"] | data["text"] | hyphen), column=column, pages=pages)


def rejoin(text: str) -> str:
    """Return `text` with lines joined where they were broken to a width.

    Quoted lines of a mail, with the same marks ">", are joined among themselves.

    Guarantees: a text with one paragraph a line is returned unchanged.
    """
    if ">" not in text:
        return _rejoined(text)
    parts: list[str] = []
    for mark, group in groupby(text.split("\n"), key=_mark):
        lines = list(group)
        if mark:
            bodies = "\n".join(_QUOTED.sub("", line, count=1) for line in lines)
            if (joined := _rejoined(bodies, quoted=True)) != bodies:
                lines = [f"{mark} {body}".rstrip() for body in joined.split("\n")]
        parts.append("\n".join(lines) if mark else _rejoined("\n".join(lines)))
    return "\n".join(parts)


def _mark(line: str) -> str:
    """Return the marks of a quoted line, without the spaces between them."""
    quoted = _QUOTED.match(line)
    return quoted[1].replace(" ", "") if quoted else ""


def _rejoined(text: str, quoted: bool = False) -> str:
    """Return a text with its lines joined; quoted lines may have been broken to any width."""
    limits = _limits()
    if quoted:
        limits = limits._replace(least=limits.column.narrowest)
    starts = len(_LOWER_START.findall(text))
    if not starts:
        return text
    lines = text.split("\n")
    width = _width(lines, limits) if starts >= limits.breaks else _width_of_few(lines, limits)
    width = width or _width_of_column(lines, limits)
    known = frozenset(w.lower() for line in lines for w in _HYPHENATED.findall(line))
    text = _join(lines, width, known, limits) if width else text
    if _CODE in text:
        return text
    return _WORD_BREAK.sub(lambda found: _whole_word(found, known, limits), text)


def _whole_word(found: re.Match[str], known: frozenset[str], limits: _Limits) -> str:
    """Return a word that the end of a line breaks, whole; unchanged, if it may be two."""
    tail, head = found.groups()
    if not head[0].islower() or head in limits.links:
        return found[0]
    hyphenated = f"{tail}-{head}"
    kept = _keeps_hyphen(tail.lower(), head, known, limits)
    return hyphenated if kept or _COMPOUND.fullmatch(hyphenated.lower()) else tail + head


def _width(lines: list[str], limits: _Limits) -> int:
    """Return the width the text was broken to, or 0 where it was not."""
    full = [i for i, a in enumerate(lines[:-1]) if limits.least <= len(a) <= limits.most]
    full = [i for i in full if lines[i + 1].strip()]
    broken = [i for i in full if _breaks_off(lines[i], lines[i + 1])]
    if len(broken) < max(limits.breaks, limits.share * len(full)):
        return 0
    return max(len(lines[i]) for i in broken)


def _width_of_few(lines: list[str], limits: _Limits) -> int:
    """Return the width of a text too short to show it by many breaks, or 0 where it is not broken.

    No line is longer than a broken one may be, each that begins small goes on from the one before,
    and no word that begins a line would have fitted into the one before.
    """
    small = [i for i, line in enumerate(lines[1:]) if line[:1].islower() and lines[i].strip()]
    if not small or max(map(len, lines)) > limits.most:
        return 0
    width = max(len(lines[k].rstrip()) for i in small for k in (i, i + 1))
    # What stands below a name, short and with a capital, is not broken off it.
    small = [i for i in small if 2 * len(lines[i]) >= width or not lines[i][0].isupper()]
    if width < limits.least or not small:
        return 0
    filled = all(
        _breaks_off(lines[i], lines[i + 1]) and _is_filled(lines[i], lines[i + 1], width)
        for i in small
    )
    return width if filled else 0


def _width_of_column(lines: list[str], limits: _Limits) -> int:
    """Return the width of narrow columns, or 0 where there are none.

    Verse and lists have short lines, too: but they leave room at the ends of their lines, break no
    words, and end few sentences within a line.
    """
    column = limits.column
    pairs: list[tuple[str, str]] = []
    for _, group in groupby(lines, key=lambda line: 0 < len(line.strip()) <= limits.least):
        run = [line.strip() for line in group]
        if len(run) >= column.lines and 0 < len(run[0]) <= limits.least:
            pairs += pairwise(run)
    pairs = [(a, b) for a, b in pairs if not _MARKER.match(b) and "\t" not in a + b]
    width = max((len(line) for line, _ in pairs), default=0)
    if len(pairs) < column.lines - 1 or width < column.narrowest:
        return 0
    broken = [bool(_BROKEN_WORD.search(a)) and b[0].islower() for a, b in pairs]
    full = (_is_filled(a, b, int(column.slack * width)) for a, b in pairs)
    filled, hyphens = sum(map(max, broken, full)), sum(broken)
    stops = sum(bool(_STOP_WITHIN.search(line)) for line, _ in pairs)
    exact = len(pairs) >= column.exact and all(_is_filled(a, b, width) for a, b in pairs)
    shown = hyphens >= column.hyphens or stops >= (1 if exact else column.stops)
    return width if shown and filled >= column.filled * len(pairs) else 0


def _is_filled(line: str, following: str, width: int) -> bool:
    """Return whether the first word of the next line would not have fitted into a line."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _breaks_off(line: str, following: str) -> bool:
    """Return whether a sentence goes on from one line to the next."""
    end = line.rstrip()
    if _MARKER.match(following):
        return False
    return following[:1].islower() and (end[-1:].isalnum() or end.endswith(_OPEN_ENDS))


def _join(lines: list[str], width: int, known: frozenset[str], limits: _Limits) -> str:
    shapes = [_NUMBER.sub("#", line.strip()) for line in lines]
    times = Counter(shapes)
    parts = [lines[0]]
    for (line, following), pair in zip(pairwise(lines), pairwise(shapes), strict=True):
        again = any(
            times[shape] >= limits.pages.times and len(shape) <= limits.pages.longest
            for shape in pair
        )
        if again or not _one_paragraph(line, following, width, limits):
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
    if not line.strip() or not following.strip():
        return False
    if _MARKER.match(following) and not _goes_on_with_dash(line, following, width):
        return False
    if len(line) * limits.unfinished > width or "\t" in line or "\t" in following:
        return False
    if _breaks_off(line, following):
        return 2 * len(line) >= width
    if line.rstrip()[-1:].isalnum() and len(line) >= limits.unfinished * width:
        return True
    return _is_filled(line, following, width) and not line.rstrip().endswith(":")


def _goes_on_with_dash(line: str, following: str, width: int) -> bool:
    """Return whether a dash at the beginning of a line stands amid a
    sentence, not before an item.
    """
    open_ = line.rstrip()[-1:].isalnum() or line.rstrip().endswith((",", "»", "”"))
    small = following[2:3].islower()
    return following[:2] in _DASHES and open_ and small and _is_filled(line, following, width)


def _keeps_hyphen(tail: str, head: str, known: frozenset[str], limits: _Limits) -> bool:
    return f"{tail}-{head}" in known or tail in limits.before or head in limits.after
