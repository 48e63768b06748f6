"""Read Markdown: headings, lists, tables, quotes and code as hints; every marker stays in the text.

After CommonMark 0.31 as far as news articles need it: blocks only, no inline markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from ..document import Block, BlockKind
from .normalize import characters

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_QUOTE = re.compile(r" {0,3}>")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_MARKED = re.compile(r" {0,3}[>#*+\-|]|\s*\d{1,9}[.)]\s")
_IMAGE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
Row = tuple[str, BlockKind | None]


def read(source: str) -> tuple[str, tuple[Block, ...]]:
    """The text with the lines of each paragraph joined, and hints for its blocks.

    Guarantees: but for characters that `normalize` changes, and line ends inside paragraphs and
    items that become spaces, the text is the source.
    """
    rows = list(_rows(characters(source).split("\n")))
    parts: list[str] = []
    hints: list[Block] = []
    at = 0
    for (line, kind), following in zip_longest(rows, rows[1:], fillvalue=("", None)):
        end = at + len(line) + 1
        parts += line, " " if _goes_on(line, kind, *following) else "\n"
        if kind is not None and line.strip():
            hints.append(Block(at, end, kind))
        at = end
    return "".join(parts[:-1]), tuple(hints)


def _rows(lines: list[str]) -> Iterator[Row]:
    """Each line with the kind its marker gives it; code is quoted, word for word."""
    fence, titled, underlined = "", False, False
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        mark = _FENCE.match(line)
        if fence or mark:
            yield line, "quote"
            fence = _still_open(fence, mark[1] if mark else "")
            continue
        kind = "heading" if underlined else _kind(line, following)
        underlined = not underlined and kind == "heading" and not _HEADING.match(line)
        if kind == "heading" and not titled:
            kind = "title"
        titled = titled or kind is not None or bool(line.strip())
        yield line, kind


def _still_open(fence: str, mark: str) -> str:
    """The fence that is open after a line with this mark on it, or none."""
    if not fence:
        return mark
    return "" if mark.startswith(fence) else fence


def _kind(line: str, following: str) -> BlockKind | None:
    text = line.strip()
    if _HEADING.match(line) or (text and _UNDERLINE.match(following) and not _MARKED.match(line)):
        return "heading"
    if _QUOTE.match(line):
        return "quote"
    if _TABLE_ROW.match(line) or (_ITEM.match(line) and not _UNDERLINE.match(line)):
        return "list"
    return "caption" if _IMAGE.match(line) else None


def _goes_on(
    line: str, kind: BlockKind | None, following: str, next_kind: BlockKind | None
) -> bool:
    """Whether the next line is of the same paragraph or item (two spaces at the end break it)."""
    if kind not in (None, "list") or next_kind is not None or line.endswith(("  ", "\\")):
        return False
    rest = following.strip()
    if not line.strip() or not rest or rest.startswith("|"):
        return False
    return not (_UNDERLINE.match(line) or _UNDERLINE.match(following))
