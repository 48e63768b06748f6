"""Read Markdown: headings, lists, tables, quotes and code as hints; every marker stays in the text.

Front matter and comments are set aside.

After CommonMark 0.31 as far as news articles need it: blocks only, no inline markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, takewhile, zip_longest
from typing import NamedTuple

from ..document import Block, BlockKind, JunkReason
from ..text.references import DEFINITION
from .normalize import characters

# A line such as "```x``` is a sign" begins with code in a line of text.
_FENCE = re.compile(r" {0,3}(`{3,}+(?![^\n]*`)|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_QUOTE = re.compile(r" {0,3}>")
_QUOTES = re.compile(r" {0,3}>(?: {0,4}>)* ?")  # of a quote, and of those in it
_RAW = re.compile(r"<(/?)(?:pre|script|style|textarea)\b", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:[-*+:]|\d{1,9}[.)])\s")  # ":" begins the definition of a term
_CONTAINER = re.compile(r" {0,3}:{3,}")
_BARE_CONTAINER = re.compile(r" {0,3}:{3,}\s*(?:[\w-]+|\{[^}]*\})?\s*$", re.ASCII)
_MARKED = re.compile(r" {0,3}[>#*+\-|]|\s*\d{1,9}[.)]\s")
_IMAGE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")
_DELIMITERS = re.compile(r" {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_BREAK = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")  # a thematic one
_TAGS = re.compile(r"\s*(?:</?[A-Za-z][^<>]*>\s*)+$")
_INDENTED = re.compile(r" {4}|\t")
_FRONT = re.compile(r"(?:---|\+\+\+)\s*$")
_FRONT_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
_FIELD = re.compile(r"[\w-]+\s*[:=]|\s*#")
_TITLE = re.compile(r"title\s*[:=]\s*(.*)", re.IGNORECASE)
_DATE = re.compile(r"(?:date|published|publishdate)\s*[:=]\s*(.*)", re.IGNORECASE)
_FOLDED = re.compile(r"[>|][+-]?")  # the value of a field of YAML stands below it, indented
_MOST_FRONT = 200  # lines of front matter
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]]+\]:")
_COMMENT = re.compile(r" {0,3}\[(?://|comment)\]:\s*(?:#|<>)", re.IGNORECASE)


class Row(NamedTuple):
    line: str
    kind: BlockKind | None
    reason: JunkReason | None = None
    verbatim: bool = False  # within a fence, or indented as code


def read(source: str) -> tuple[str, tuple[Block, ...], str | None, str | None]:
    """Return the text with the lines of each paragraph joined, hints for its blocks, and the title
    and the date that its front matter gives.

    Guarantees: but for characters that `normalize` changes, and line ends inside paragraphs and
    items that become spaces, the text is the source.
    """
    lines = characters(source).split("\n")
    front = front_matter(lines)
    rows = [Row(line, "junk", "front_matter") for line in lines[:front]]
    rows += _rows(lines[front:])
    parts: list[str] = []
    hints: list[Block] = []
    at = 0
    for row, following in zip_longest(rows, rows[1:], fillvalue=Row("", None)):
        end = at + len(row.line) + 1
        goes_on = _goes_on(row.line, row.kind, following.line, following.kind)
        parts += row.line, " " if goes_on else "\n"
        if row.kind is not None and row.line.strip():
            hints.append(Block(at, end, row.kind, row.reason))
        at = end
    return "".join(parts[:-1]), tuple(hints), *_fields(lines[:front])


def verbatim(lines: list[str]) -> list[bool]:
    """Return which lines are code, or stand in an element such as `pre`: no marks count in them.

    An element that does not end takes the rest of the lines.
    """
    rows = [*_rows(lines)]
    found = [row.verbatim for row in rows]
    for quoted, group in groupby(range(len(rows)), key=lambda i: rows[i].kind == "quote"):
        if quoted:
            at = [*group]
            inner = verbatim([_QUOTES.sub("", rows[i].line, count=1) for i in at])
            found[at[0] : at[-1] + 1] = inner
    raw = False
    for i, line in enumerate(lines):
        tags = [] if found[i] else [*_RAW.finditer(line)]
        found[i] |= raw or bool(tags)
        raw = not tags[-1][1] if tags else raw
    return found


def front_matter(lines: list[str]) -> int:
    """Return how many lines at the top are YAML between `---` or TOML between `+++`, those
    included.
    """
    if not _FRONT.match(lines[0]) or len(lines) < 2 or not _FIELD.match(lines[1]):
        return 0
    ends = _FRONT_ENDS[lines[0].strip()]
    for i, line in enumerate(lines[1:_MOST_FRONT], 1):
        if line.rstrip() in ends:
            return i + 1
    return 0


def _fields(front: list[str]) -> tuple[str | None, str | None]:
    """Return the title and the date of front matter, as they stand there."""
    return _field(front, _TITLE), _field(front, _DATE)


def _field(lines: list[str], named: re.Pattern[str]) -> str | None:
    for i, line in enumerate(lines):
        if found := named.match(line):
            value = found[1].strip()
            if _FOLDED.fullmatch(value):
                below = takewhile(lambda line: line[:1].isspace(), lines[i + 1 :])
                value = " ".join(line.strip() for line in below)
            if value[:1] == "'":
                value = value.replace("''", "'")  # as YAML writes the sign itself
            return value.strip("\"'").strip() or None
    return None


def _rows(lines: list[str]) -> Iterator[Row]:
    """Yield each line with the kind its marker gives it. Breaks and underlines are junk."""
    fence, titled, underlined, blank, listed, tabled = "", False, False, True, False, False
    kind: BlockKind | None = None
    comments = _comments(lines)
    for i, (line, following) in enumerate(zip_longest(lines, lines[1:], fillvalue="")):
        mark = _FENCE.match(line)
        if i in comments:
            yield Row(line, "junk", "hidden_on_the_page")
            continue
        if fence or mark:
            yield Row(line, "code", verbatim=True)
            fence = _still_open(fence, mark[1] if mark else "")
            listed = listed and line[:1].isspace()
            continue
        tabled = "|" in line and (tabled or _is_delimiters(following) or _is_delimiters(line))
        if tabled:
            kind, titled = "table", True
            yield Row(line, kind)
            continue
        if kind == "caption" and line[:1].isspace() and line.strip():
            yield Row(line, kind)  # a footnote goes on
            continue
        if not listed and _INDENTED.match(line) and (blank or kind == "code") and line.strip():
            blank, kind = False, "code"
            yield Row(line, kind, verbatim=True)
            continue
        if underlined or _BREAK.match(line):
            blank, listed, underlined, kind = True, False, False, None
            yield Row(line, "junk", "markup")
            continue
        kind = _kind(line, following)
        underlined = kind == "heading" and not _HEADING.match(line)
        if kind == "heading" and not titled:
            kind = "title"
        blank = not line.strip()
        titled = titled or kind is not None or not blank
        listed = listed if blank else kind == "list" or (listed and line[0].isspace())
        yield Row(line, kind)


def _comments(lines: list[str]) -> set[int]:
    """Return the lines of comments that hold nothing else, outside fences."""
    found: set[int] = set()
    fence, comment = "", False
    closed = max((i for i, line in enumerate(lines) if "-->" in line), default=-1)
    for i, line in enumerate(lines):
        mark = _FENCE.match(line)
        if comment or (not fence and line.lstrip().startswith("<!--") and i <= closed):
            end = line.find("-->", 0 if comment else line.index("<!--") + 4)
            comment = end < 0
            if comment or not line[end + 3 :].strip():
                found.add(i)
        elif fence or mark:
            fence = _still_open(fence, mark[1] if mark else "")
        elif _COMMENT.match(line):
            found.add(i)
    return found


def _is_delimiters(line: str) -> bool:
    """Return whether a line parts the head of a table from its body."""
    return "|" in line and _DELIMITERS.match(line) is not None


def _still_open(fence: str, mark: str) -> str:
    """Return the fence that is open after a line with this mark, or an empty string."""
    if not fence:
        return mark
    return "" if mark.startswith(fence) else fence


def _kind(line: str, following: str) -> BlockKind | None:
    text = line.strip()
    if _HEADING.match(line) or (text and _UNDERLINE.match(following) and not _MARKED.match(line)):
        return "heading"
    if _QUOTE.match(line):
        return "quote"
    if _TAGS.match(line) or _BARE_CONTAINER.match(line):
        return "code"
    if _TABLE_ROW.match(line):
        return "table"
    if _ITEM.match(line) and not _UNDERLINE.match(line):
        return "list"
    if _FOOTNOTE.match(line) or _IMAGE.match(line):
        return "caption"
    return "code" if DEFINITION.match(line) else None


def _goes_on(
    line: str, kind: BlockKind | None, following: str, next_kind: BlockKind | None
) -> bool:
    """Return True if the next line continues the same paragraph or item.

    Two spaces at the end of a line break the paragraph.
    """
    if kind not in (None, "list") or next_kind is not None or line.endswith(("  ", "\\")):
        return False
    rest = following.strip()
    if not line.strip() or not rest or rest.startswith("|") or _BREAK.match(line):
        return False
    if _CONTAINER.match(line) or _CONTAINER.match(following):
        return False
    return not (_BREAK.match(following) or _UNDERLINE.match(line) or _UNDERLINE.match(following))
