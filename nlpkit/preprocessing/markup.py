"""Reads HTML in one pass and yields the visible lines, each with its place in the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from ..document import BlockKind, JunkReason
from . import inline, phrases
from .numbering import Numbering

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_REMOVED_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)  # it takes no room either
# For screen readers only, or struck out: no script will show it as text of the page.
_UNSHOWN_STYLE = re.compile(
    r"clip\s*:\s*rect\(\s*[01](?:px)?\b|clip-path\s*:\s*inset\(\s*(?:50|100)%|"
    r"(?:left|text-indent)\s*:\s*-\d{3,}|text-decoration(?:-line)?\s*:\s*line-through",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2")
_WORD = re.compile(r"\w")
_WHOLE = ("html", "body", "main", "article")  # their names speak of the whole page
_MATH = ("msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "munder", "mover", "munderover")
_CODE = re.compile(r"\b(?:code|highlight|language-|lang-|prettyprint|syntax)", re.IGNORECASE)
_STOPS = (".", ",", ";", ":", "!", "?", "…")
_CELL = 300  # characters: a table with a longer cell lays out the page


class VisibleLine(NamedTuple):
    """A visible line of a page, with its kind and place as its elements and
    their names give them.
    """

    text: str
    kind: BlockKind | None
    place: JunkReason | None
    named: JunkReason | None
    top: bool  # a heading of the first two levels
    row: int  # the number of the table that the line is a row of, or 0
    muted: JunkReason | None  # the reason, where screen readers are not told
    box: int  # the number of the element it stands in; lists and headings are none of their own
    item: int | None = None  # the item of an ordered list that it begins


class _Context(NamedTuple):
    tag: str
    hidden: bool
    kind: BlockKind | None
    place: JunkReason | None
    named: JunkReason | None
    article: bool
    top: bool
    muted: JunkReason | None
    box: int
    mark: int  # where its text begins in the line
    note: bool  # it is, or stands in, a link within the page or an element named after notes
    kept: bool  # its white space and line ends count
    parts: list[int]  # where the children of an element of a formula begin
    coded: bool = False  # its class or id says that it holds code


class _Table:
    """An open table: its number, its first line, the item of a list that begins with it, and for
    each cell its row and its first line.
    """

    def __init__(self, number: int, first: int, box: int, item: int | None) -> None:
        self.number, self.first, self.box = number, first, box
        self.item = item
        self.row = 0
        self.cells: list[tuple[int, int]] = []
        self.layout = False
        self.spans: list[tuple[int, int]] = []  # of each cell, over rows and over columns


@cache
def _tables() -> dict[str, Any]:
    data = phrases.data("markup.toml")
    whole = rf"(?<![\w-])(?:{'|'.join(data['whole_names'])})(?![\w-])"
    data["named"] = re.compile("|".join((*data["names"], whole)))
    data["names"] |= data["whole_names"]
    data["unshown"] = re.compile(rf"(?<![\w-])(?:{'|'.join(data['unshown'])})(?![\w-])")
    return data


@dataclass
class Collector:
    """A parser target for lxml that collects visible lines, at any depth of the markup.

    With `unseen` it also collects text that styles hide and scripts may show.
    """

    unseen: bool = False
    lines: list[VisibleLine] = field(default_factory=list)
    title: str | None = None
    url: str | None = None
    date: str | None = None
    numbering: Numbering = field(default_factory=Numbering)
    _stack: list[_Context] = field(
        default_factory=lambda: [
            _Context("", False, None, None, None, False, False, None, 0, 0, False, False, [])
        ]
    )
    _text: list[str] = field(default_factory=list)
    _kinds: set[BlockKind | None] = field(default_factory=set)  # of the parts of a line of a `pre`
    _open: list[_Table] = field(default_factory=list)
    _tabled: int = 0
    _boxes: int = 0
    _title: list[str] = field(default_factory=list)
    _link: str | None = None  # where the last link leads
    _linked: int = -1  # the parts of the line at its end
    _next: int = -1  # the parts of the line at the start of a link right behind another

    def start(self, tag: str, attributes: Any) -> None:
        parent = self._stack[-1]
        tag = _tables()["role_tags"].get(attributes.get("role"), tag)
        if tag in ("meta", "link"):
            self._metadata(tag, attributes)
        if parent.tag in _MATH:
            parent.parts.append(len(self._text))
        if tag == "br" and parent.kind == "heading":
            self._text.append(" ")
        elif tag in _tables()["blocks"] or tag in _tables()["cells"]:
            self._flush()
            self._tabulate(tag, attributes)
            removed = not self.unseen and _is_removed(attributes)
            self.numbering.start(tag, attributes, shown=not (parent.hidden or removed))
        context = _context(tag, attributes, parent, self.unseen)._replace(mark=len(self._text))
        if tag in _tables()["boxes"] and context.kind == parent.kind:
            self._boxes += 1
            context = context._replace(box=self._boxes)
        if context.note and parent.tag == "sup":
            self._stack[-1] = parent._replace(note=True)
        if tag == "a":
            href = attributes.get("href")
            behind = self._linked == len(self._text) and not (href and href == self._link)
            self._next = -1 if context.note or parent.tag == "sup" or not behind else self._linked
            self._link = href
        self._stack.append(context)

    def end(self, tag: str) -> None:
        tag = self._stack[-1].tag or tag  # what its role made of it
        wrapped = tag == "br" and self._stack[-1].kind == "heading"
        if not wrapped and (tag in _tables()["blocks"] or tag in _tables()["cells"]):
            self._flush()
            self.numbering.end(tag)
        if tag == "table" and self._open:
            self._close_table()
        if tag == "title":
            self.title = self.title or "".join(self._title)
        if len(self._stack) > 1:
            self._say(self._stack.pop())
        if tag == "a":
            self._linked = len(self._text)

    def data(self, text: str) -> None:
        at = self._stack[-1]
        if at.tag == "title" and self._stack[-2].tag == "head":
            self._title.append(text)
        elif at.hidden or (at.muted and text.strip() and not _WORD.search(text)):
            return
        elif at.tag in _tables()["formula"]:
            self._text.append(text.strip())
        elif at.kept:
            first, *rest = text.split("\n")
            self._keep(first)
            for line in rest:
                self._flush()
                self._keep(line)
        else:
            self._text.append(self._parted(text))

    def _parted(self, text: str) -> str:
        """Return the first text of a link, with a space if it would fuse with the link before."""
        fuses = self._next == len(self._text) > 0 and self._text[-1][-1:].isalnum()
        return f" {text}" if fuses and text[:1].isalnum() else text

    def comment(self, text: str) -> None:
        """Ignore comments."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Ignore processing instructions."""

    def close(self) -> Collector:
        self._flush()
        return self

    def _say(self, closed: _Context) -> None:
        """Replace the text of an inline element by the text that its markup means."""
        if closed.tag not in _tables()["inline"] or closed.mark >= len(self._text):
            return
        text = "".join(self._text[closed.mark :])
        if closed.tag == "sup":
            text = inline.raised(text, closed.note)
        elif closed.tag == "sub":
            text = inline.lowered(text)
        elif closed.tag == "q":
            text = inline.quoted(text, sum(context.tag == "q" for context in self._stack[-8:]))
        else:
            parts = closed.parts or [closed.mark]
            pairs = zip(parts, [*parts[1:], len(self._text)], strict=True)
            text = inline.formula(closed.tag, ["".join(self._text[a:b]) for a, b in pairs])
        self._text[closed.mark :] = [text]

    def _keep(self, text: str) -> None:
        """Add to a line of a `pre`, and note whether it is code."""
        self._text.append(text)
        if text.strip():
            self._kinds.add(self._stack[-1].kind)

    def _flush(self) -> None:
        """End the line; it belongs to the element that is open now, or to the code in a `pre`."""
        at = self._stack[-1]
        if at.kept and self._kinds == {"code"}:
            at = at._replace(kind="code")
        self._kinds.clear()
        text = "".join(self._text)
        text = text.strip() if at.kept else " ".join(text.split())
        self._text.clear()
        text = text if at.kept else inline.completed(text)
        if text:
            item = self.numbering.take()
            line = VisibleLine(text, at.kind, at.place, at.named, at.top, 0, at.muted, at.box, item)
            self.lines.append(line)

    def _tabulate(self, tag: str, attributes: Any) -> None:
        """Note where a table, a row or a cell begins."""
        if tag == "table":
            self._tabled += 1
            box, item = self._stack[-1].box, self.numbering.waiting
            self._open.append(_Table(self._tabled, len(self.lines), box, item))
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].row += 1
        elif tag in _tables()["cells"]:
            self._open[-1].cells.append((self._open[-1].row, len(self.lines)))
            over = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
            self._open[-1].spans.append(over)
        elif _tables()["kinds"].get(tag) == "heading":
            self._open[-1].layout = True

    def _close_table(self) -> None:
        """Make each row one line, unless the table lays out the page or is a single column."""
        table = self._open.pop()
        lines = self.lines[table.first :]
        if self._open and sum(len(line.text) for line in lines) > _CELL:
            self._open[-1].layout = True
        if not table.cells:
            return
        ends = [*(first for _, first in table.cells[1:]), len(self.lines)]
        rows: dict[int, list[list[VisibleLine]]] = {}
        cells: list[list[VisibleLine]] = []
        covered: dict[int, int] = {}  # the columns that cells of rows above reach into, how far
        opened: dict[int, int] = {}
        places = zip(table.cells, ends, table.spans, strict=True)
        for (row, first), end, (down, across) in places:
            cells.append(self.lines[first:end])
            if row not in rows:
                covered = {at: left - 1 for at, left in covered.items() if left > 1} | opened
                rows[row], at, opened = [], 0, {}
            while at in covered:
                rows[row].append([])
                at += 1
            rows[row].append(cells[-1])
            opened.update({column: down - 1 for column in range(at, at + across) if down > 1})
            at += across
        longest = max((sum(len(line.text) for line in cell) for cell in cells), default=0)
        if table.layout or longest > _CELL or len(cells) < len(rows) + 1:
            return
        del self.lines[table.cells[0][1] :]
        for found in rows.values():
            self._add_row(found, table)

    def _add_row(self, row: list[list[VisibleLine]], table: _Table) -> None:
        captions = [line for cell in row for line in cell if line.kind == "caption"]
        cells = [[line for line in cell if line.kind != "caption"] for cell in row]
        first = next((line for cell in cells for line in cell), None)
        if first is not None:
            text = " | ".join(_joined(cell) for cell in cells).rstrip(" |")
            item = first.item if first.item == table.item else None
            line = first._replace(
                text=text, kind="table", top=False, row=table.number, box=table.box, item=item
            )
            self.lines.append(line)
        self.lines += captions

    def _metadata(self, tag: str, attributes: Any) -> None:
        name = attributes.get("property") or attributes.get("rel") or ""
        if name == "og:title":
            self.title = attributes.get("content") or self.title
        elif name == "og:url":
            self.url = self.url or attributes.get("content")
        elif name == "article:published_time":
            self.date = self.date or attributes.get("content")
        elif name == "canonical":
            self.url = attributes.get("href") or self.url


def _joined(cell: list[VisibleLine]) -> str:
    """Return the lines of a cell in one: a line that goes on in small letters only wrapped.

    The cells of a table within it have no bars between them.
    """
    text = ""
    for line in cell:
        own = line.kind in ("list", "table")
        wrapped = text.endswith(_STOPS) or (not own and _goes_on(line.text[0]))
        told = line.text.replace(" | ", " ") if line.kind == "table" else line.text
        text += (" " if wrapped else "; ") * bool(text) + told
    return text


def _goes_on(first: str) -> bool:
    return first.islower() or first in "(–—-"


def _span(value: str | None) -> int:
    """Return how many rows or columns a cell covers, limited to what articles need."""
    return min(max(int(value), 1), 50) if value and value.isdecimal() and len(value) < 4 else 1


def _context(tag: str, attributes: Any, parent: _Context, unseen: bool) -> _Context:
    tables = _tables()
    role = attributes.get("role")
    hidden = tag in tables["hidden"] or _is_unshown(attributes)
    hidden = hidden or (not unseen and _is_hidden(attributes))
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    article = parent.article or tag in ("article", "main")
    place = None if tag in ("header", "footer") and article else tables["places"].get(tag)
    place = place or tables["roles"].get(role)
    named = None if tag in _WHOLE else _named(attributes)
    return _Context(
        tag,
        parent.hidden or hidden,
        _kind(tag, names, parent) or tables["role_kinds"].get(role) or parent.kind,
        place or parent.place,
        named or parent.named,
        article,
        tag in _HEADINGS or (parent.top and tag not in tables["blocks"]),
        tables["muted"] if attributes.get("aria-hidden") == "true" else parent.muted,
        parent.box,
        0,
        (tag == "a" and (attributes.get("href") or "").startswith("#"))
        or (tag in ("a", "sup") and (parent.note or inline.marks_note(names))),
        parent.kept or tag == "pre",
        [],
        _CODE.search(names) is not None,
    )


def _kind(tag: str, names: str, parent: _Context) -> BlockKind | None:
    named = parent.coded or _CODE.search(names)
    code = (tag == "code" and parent.kept) or (tag == "pre" and named)
    kind: BlockKind | None = "code" if code else _tables()["kinds"].get(tag)
    return kind


def _is_hidden(attributes: Any) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and bool(_HIDDEN_STYLE.search(style)))


def _is_removed(attributes: Any) -> bool:
    return "hidden" in attributes or bool(_REMOVED_STYLE.search(attributes.get("style") or ""))


def _is_unshown(attributes: Any) -> bool:
    style, names = attributes.get("style"), attributes.get("class")
    clipped = style is not None and _UNSHOWN_STYLE.search(style)
    return bool(clipped or (names and _tables()["unshown"].search(names.lower())))


def is_unseen(attributes: Mapping[str, str | None]) -> bool:
    """Return whether an element with these attributes is hidden, or there for screen readers."""
    return _is_hidden(attributes) or _is_unshown(attributes)


def _named(attributes: Any) -> JunkReason | None:
    """Return the part of a page that the class or the id of an element names."""
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
    found = _tables()["named"].search(names) if len(names) > 1 else None
    return _tables()["names"][found[0]] if found else None
