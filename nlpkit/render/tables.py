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


def tables(result: Result, blocks: Sequence[Block], side: Side) -> list[Table]:
    """Return the tables that blocks are; none where they have no cells beside each other.

    `side` says whether their texts are those of the article or of the translation. A line of dashes
    below the first row makes that the head; a later one begins another table with the row above it.
    """
    if any(block.kind != "table" for block in blocks):
        return []
    found: list[tuple[list[list[Cell]], bool]] = []
    rows: list[list[Cell]] = []
    head = False
    due: tuple[int, ...] = ()  # sentences that begin where there is nothing to show
    for row in _rows(result, blocks, side):
        first = len(rows) == 1 and not head
        if not (first or len(rows) > 1) or not _is_rule(row, rows[-1], 2 if first else 3):
            rows.append(_numbered(row, due))
            due = ()
            continue
        if not first:
            found.append((rows[:-1], head))
            rows = rows[-1:]
        head = True
        due += tuple(i for cell in row for part in cell for i in part.sentences)
    if not rows:
        return []
    found.append(([*rows[:-1], _numbered(rows[-1], due)], head))
    made = [Table(_squared(rows), head) for rows, head in found]
    size, width = sum(len(one.rows) for one in made), max(len(one.rows[0]) for one in made)
    return made if size > 1 and width > 1 else []


def _is_rule(row: Sequence[Cell], above: Sequence[Cell], dashes: int) -> bool:
    """Say whether a row has at least these dashes in each cell, and no cell where the row above has
    none.
    """
    texts = ["".join(part.text for part in cell) for cell in row]
    return all(
        (_RULE.fullmatch(text) and text.count("-") >= dashes) or not (text or any(above[i : i + 1]))
        for i, text in enumerate(texts)
    )


def _squared(rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    """Return the rows with as many cells each, without the columns at the ends that are empty."""
    width = max(map(len, rows))
    full = [[*row, *([] for _ in range(width - len(row)))] for row in rows]
    filled = [i for i in range(width) if any(row[i] for row in full)]
    return [row[filled[0] : filled[-1] + 1] for row in full]


def _numbered(row: list[Cell], due: tuple[int, ...]) -> list[Cell]:
    """Return the row, in whose first part these sentences begin too."""
    i = next(i for i, cell in enumerate(row) if cell)
    first, *others = row[i]
    named = first._replace(sentences=(*due, *first.sentences))
    return [*row[:i], [named, *others], *row[i + 1 :]]


def _rows(result: Result, blocks: Sequence[Block], side: Side) -> Iterator[list[Cell]]:
    """Yield the rows with text."""
    due: tuple[int, ...] = ()
    for block in blocks:
        row: list[Cell] = [[]]
        signs: list[str] = []  # those between the cells of the row
        for stretch in view.unmarked_stretches(result, block):
            due += stretch.sentences
            text = stretch.source if side == "source" else stretch.text
            pieces = _BETWEEN.split(text) if _BETWEEN.search(stretch.source) else [text]
            last = max((k for k in range(0, len(pieces), 2) if pieces[k].strip()), default=-1)
            for k, piece in enumerate(pieces):
                if k % 2 and piece == "\n":
                    yield from _trimmed(row, signs)
                    row, signs = [[]], []
                elif k % 2:
                    row.append([])
                    signs.append(piece)
                elif piece.strip():
                    row[-1].append(Part(piece, stretch, due, k == last))
                    due = ()
                elif row[-1] and piece:
                    row[-1].append(Part(piece, stretch, (), last=False))
        yield from _trimmed(row, signs)


def _trimmed(row: list[Cell], signs: Sequence[str]) -> Iterator[list[Cell]]:
    """Yield the row without what stands outside its outer bars, if it has two; nothing if all cells
    are empty.
    """
    if any(row):
        outer = not row[0] and not row[-1] and signs[0] == signs[-1] == "|"
        yield row[1:-1] if outer else row
