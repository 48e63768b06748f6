"""Tables of an article: rows and cells from the blocks of kind `table`, each of which is a row.
The blocks of lists and quotes are put together, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from ..document import Block, Result
from . import view

Side = Literal["source", "text"]
_BETWEEN = re.compile(r"((?<!\\)\||\t|\n)")
_RULE = re.compile(r"\s*:?-{2,}:?\s*")


class Part(NamedTuple):
    """A part of a stretch in one cell; of none if it only has sentences. `sentences` begin in it;
    `last`: it is the last one of its stretch.
    """

    text: str
    stretch: view.Stretch | None
    sentences: tuple[int, ...]
    last: bool


Cell = list[Part]


class Table(NamedTuple):
    """The rows of a table, all with as many cells. `head`: the first row names the columns."""

    rows: list[list[Cell]]
    head: bool


def groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Yield the blocks: the rows of a table, the items of a list and the lines of a quote together,
    every other block alone.
    """
    for kind, found in groupby(blocks, key=lambda block: block.kind):
        if kind in ("table", "list", "quote"):
            yield list(found)
        else:
            yield from ([block] for block in found)


def table(result: Result, blocks: Sequence[Block], side: Side) -> Table | None:
    """Return the table that blocks are; None where they have no cells beside each other.

    `side` says whether its texts are those of the article or of the translation.
    """
    if any(block.kind != "table" for block in blocks):
        return None
    rows: list[list[Cell]] = []
    head = False
    due: tuple[int, ...] = ()  # sentences that begin where there is nothing to show
    for row in _rows(result, blocks, side):
        if rows and all(_RULE.fullmatch("".join(p.text for p in cell)) for cell in row):
            head |= len(rows) == 1
            due += tuple(i for cell in row for part in cell for i in part.sentences)
        else:
            rows.append([_numbered(row[0], due), *row[1:]])
            due = ()
    width = max(map(len, rows), default=0)
    if width < 2 or len(rows) < 2:
        return None
    rows[-1][0] = _numbered(rows[-1][0], due)
    return Table([[*row, *([] for _ in range(width - len(row)))] for row in rows], head)


def _numbered(cell: Cell, due: tuple[int, ...]) -> Cell:
    """Return the cell, in whose first part these sentences begin too."""
    first = cell[0] if cell else Part("", None, (), last=False)
    return [first._replace(sentences=(*due, *first.sentences)), *cell[1:]] if due else cell


def _rows(result: Result, blocks: Sequence[Block], side: Side) -> Iterator[list[Cell]]:
    """Yield the rows with text, without the empty cells at their ends."""
    due: tuple[int, ...] = ()
    for block in blocks:
        row: list[Cell] = [[]]
        for stretch in view.unmarked_stretches(result, block):
            due += stretch.sentences
            text = stretch.source if side == "source" else stretch.text
            pieces = _BETWEEN.split(text) if _BETWEEN.search(stretch.source) else [text]
            last = max((k for k in range(0, len(pieces), 2) if pieces[k].strip()), default=-1)
            for k, piece in enumerate(pieces):
                if k % 2 and piece == "\n":
                    yield from _trimmed(row)
                    row = [[]]
                elif k % 2:
                    row.append([])
                elif piece.strip():
                    row[-1].append(Part(piece, stretch, due, k == last))
                    due = ()
                elif row[-1] and piece:
                    row[-1].append(Part(piece, stretch, (), last=False))
        yield from _trimmed(row)


def _trimmed(row: list[Cell]) -> Iterator[list[Cell]]:
    """Yield the row without the empty cells at its ends; nothing if all are empty."""
    filled = [i for i, cell in enumerate(row) if cell]
    if filled:
        yield row[filled[0] : filled[-1] + 1]
