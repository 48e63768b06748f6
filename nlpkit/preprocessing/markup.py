"""One pass over HTML that yields the lines a reader sees and where in the page each stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from ..document import BlockKind, JunkReason
from . import phrases

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = ("h1", "h2")
_WORD = re.compile(r"\w")
_WHOLE = ("html", "body", "main", "article")  # their names speak of the whole page


class VisibleLine(NamedTuple):
    """A line of a page: its kind and place by its elements, its place by their names."""

    text: str
    kind: BlockKind | None
    place: JunkReason | None
    named: JunkReason | None
    top: bool  # a heading of the first two levels
    row: bool  # the cells of a table's row
    muted: JunkReason | None  # the reason, where screen readers are not told
    box: int  # the number of the element it stands in; lists and headings are none of their own


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


@cache
def _tables() -> dict[str, Any]:
    data = phrases.data("markup.toml")
    data["named"] = re.compile("|".join(data["names"]))
    return data


@dataclass
class Collector:
    """A parser target (as lxml wants it) that gathers visible lines; depth is no concern to it.

    With `unseen` also what styles hide, which scripts may show.
    """

    unseen: bool = False
    lines: list[VisibleLine] = field(default_factory=list)
    title: str | None = None
    url: str | None = None
    _stack: list[_Context] = field(
        default_factory=lambda: [_Context("", False, None, None, None, False, False, None, 0)]
    )
    _text: list[str] = field(default_factory=list)
    _row: bool = False
    _boxes: int = 0
    _title: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Any) -> None:
        parent = self._stack[-1]
        if tag in ("meta", "link"):
            self._metadata(tag, attributes)
        if tag in _tables()["blocks"]:
            self._flush()
        elif tag in _tables()["cells"] and self._text:
            self._text.append(" | ")
            self._row = True
        context = _context(tag, attributes, parent, self.unseen)
        if tag in _tables()["boxes"] and context.kind == parent.kind:
            self._boxes += 1
            context = context._replace(box=self._boxes)
        self._stack.append(context)

    def end(self, tag: str) -> None:
        if tag in _tables()["blocks"]:
            self._flush()
        if tag == "title":
            self.title = self.title or "".join(self._title)
        if len(self._stack) > 1:
            self._stack.pop()

    def data(self, text: str) -> None:
        at = self._stack[-1]
        if at.tag == "title" and self._stack[-2].tag == "head":
            self._title.append(text)
        elif not (at.hidden or (at.muted and text.strip() and not _WORD.search(text))):
            self._text.append(text)

    def comment(self, text: str) -> None:
        """Comments are not seen."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Nor are processing instructions."""

    def close(self) -> Collector:
        self._flush()
        return self

    def _flush(self) -> None:
        """End the line; it belongs to the element that is open now."""
        text = " ".join("".join(self._text).split()).strip(" |")
        row, self._row = self._row, False
        self._text.clear()
        if text:
            at = self._stack[-1]
            line = VisibleLine(text, at.kind, at.place, at.named, at.top, row, at.muted, at.box)
            self.lines.append(line)

    def _metadata(self, tag: str, attributes: Any) -> None:
        name = attributes.get("property") or attributes.get("rel") or ""
        if name == "og:title":
            self.title = attributes.get("content") or self.title
        elif name == "og:url":
            self.url = self.url or attributes.get("content")
        elif name == "canonical":
            self.url = attributes.get("href") or self.url


def _context(tag: str, attributes: Any, parent: _Context, unseen: bool) -> _Context:
    tables = _tables()
    role = attributes.get("role")
    hidden = tag in tables["hidden"] or (not unseen and _is_hidden(attributes))
    article = parent.article or tag in ("article", "main")
    place = None if tag in ("header", "footer") and article else tables["places"].get(tag)
    place = place or tables["roles"].get(role)
    named = None if tag in _WHOLE else _named(attributes)
    return _Context(
        tag,
        parent.hidden or hidden,
        tables["kinds"].get(tag) or tables["role_kinds"].get(role) or parent.kind,
        place or parent.place,
        named or parent.named,
        article,
        tag in _HEADINGS or (parent.top and tag not in tables["blocks"]),
        tables["muted"] if attributes.get("aria-hidden") == "true" else parent.muted,
        parent.box,
    )


def _is_hidden(attributes: Any) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and bool(_HIDDEN_STYLE.search(style)))


def _named(attributes: Any) -> JunkReason | None:
    """The place that the class or the id of an element speaks of."""
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
    found = _tables()["named"].search(names) if len(names) > 1 else None
    return _tables()["names"][found[0]] if found else None
