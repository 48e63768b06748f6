"""Rows of tables pasted as text: cells between tabs, between bars, or in columns of spaces.

A row stays the line that it is, its cells in order. Bars and tabs also part the words of menus and
headlines from their times, so a few lines are a table only where they look alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from .lines import LIMITS, Line

_LIMITS = LIMITS["table"]
_CELL = re.compile(r"\S+(?: \S+)*")  # words one space apart
_RULER = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
# A moment is no figure: news in lists stand beside theirs.
_MOMENT = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\d\d)?)?|\d{1,2} [^\W\d_]+(?: \d{4})?")
_FIGURE = re.compile(r"[^\w]{0,3}\d[\d\s.,:/–-]*[^\W\d_]{0,4}\W{0,3}\w{0,6}\.?")


class _Row(NamedTuple):
    """A line as cells, and where each begins and ends."""

    cells: tuple[str, ...]
    edges: tuple[tuple[int, int], ...]
    ruled: bool = False  # a line of dashes, or bars outside as well


def find(text: str, lines: Sequence[Line]) -> set[int]:
    """Return the lines that are rows of a table."""
    found: set[int] = set()
    for part, believed in _SORTS:
        parted = [part(_raw(text, line)) for line in lines]
        for a, b in _stretches(parted):
            rows = [row for row in parted[a:b] if row]
            known = sum(line.found is not None for line in lines[a:b])
            if 2 * known <= len(rows) and believed(rows):
                found.update(range(a, b))
    return found


def _raw(text: str, line: Line) -> str:
    """Return the line with the white space before and after it: an empty cell may stand there."""
    begin = text.rfind("\n", 0, line.start) + 1
    end = text.find("\n", line.start)
    return text[begin : end if end >= 0 else len(text)]


def _stretches(rows: Sequence[_Row | None]) -> list[tuple[int, int]]:
    """Return the runs of lines that have cells."""
    out, at = [], 0
    for told, group in groupby(rows, key=lambda row: row is not None):
        size = len(list(group))
        if told:
            out.append((at, at + size))
        at += size
    return out


def _tabbed(raw: str) -> _Row | None:
    if "\t" not in raw:
        return None
    cells = tuple(cell.strip() for cell in raw.split("\t"))
    while cells and not cells[-1]:
        cells = cells[:-1]
    return _Row(cells, ()) if len(cells) > 1 else None


def _barred(raw: str) -> _Row | None:
    text = raw.strip()
    if "|" not in text:
        return None
    outer = len(text) > 2 and text[0] == text[-1] == "|"
    cells = tuple(cell.strip() for cell in text.strip("|").split("|"))
    ruler = _RULER.fullmatch(text) is not None
    return _Row(cells, (), outer or ruler) if len(cells) > 1 or outer else None


def _spaced(raw: str) -> _Row | None:
    cells = [*_CELL.finditer(raw)] if "  " in raw else []
    if len(cells) < 2:
        return None
    return _Row(tuple(cell[0] for cell in cells), tuple(cell.span() for cell in cells))


def _is_tabbed(rows: Sequence[_Row]) -> bool:
    if len(rows) == 1:
        return len(rows[0].cells) > 2 and _figures(rows[0]) > 0
    return _alike(rows, _LIMITS["tabbed"])


def _is_barred(rows: Sequence[_Row]) -> bool:
    if any(row.ruled for row in rows):
        return len(rows) > 1
    return _alike(rows, _LIMITS["barred"])


def _is_spaced(rows: Sequence[_Row]) -> bool:
    return _alike(rows, _LIMITS["spaced"]) and _aligned(rows)


def _alike(rows: Sequence[_Row], least: int) -> bool:
    """Return whether so many rows have as many cells, with figures in a column or short cells in
    all.
    """
    sizes = sorted(len(row.cells) for row in rows)
    usual = sizes[len(sizes) // 2]
    slack = usual > 2 or not rows[0].edges  # only bars and tabs show a cell that is empty
    same = [row for row in rows if abs(len(row.cells) - usual) <= slack]
    if len(rows) < 2 or 5 * len(same) < 4 * len(rows):
        return False
    if 2 * sum(_figures(row) > 0 for row in rows) >= len(rows):
        return True
    words = [len(cell.split()) for row in rows for cell in row.cells]
    moments = sum(any(map(_MOMENT.fullmatch, row.cells)) for row in rows)
    brief = usual > 2 or max(words) <= _LIMITS["words"]
    return len(rows) >= least and brief and 2 * moments < len(rows)


def _figures(row: _Row) -> int:
    """Return how many cells are figures, but for the moment of a piece of news."""
    figures = [cell for cell in row.cells if _FIGURE.fullmatch(cell)]
    longest = max(len(cell.split()) for cell in row.cells)
    if longest > _LIMITS["words"] and len(row.cells) == 2:
        figures = [cell for cell in figures if not _MOMENT.fullmatch(cell)]
    return len(figures)


def _aligned(rows: Sequence[_Row]) -> bool:
    """Return whether the columns of most rows begin, or end, where those of the row before do."""
    meet = 0
    for above, below in pairwise(rows):
        begins = {a for a, _ in above.edges} & {a for a, _ in below.edges}
        ends = {b for _, b in above.edges} & {b for _, b in below.edges}
        size = min(len(above.cells), len(below.cells))
        meet += len(begins) >= size or len(ends) >= size - 1 or len(begins) + len(ends) > size
    return 4 * meet >= 3 * (len(rows) - 1)


_Sort = tuple[Callable[[str], _Row | None], Callable[[Sequence[_Row]], bool]]
_SORTS: tuple[_Sort, ...] = (
    (_tabbed, _is_tabbed),
    (_barred, _is_barred),
    (_spaced, _is_spaced),
)
