"""The text of an OpenDocument file (.odt) in reading order, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from lxml import etree

from . import archives
from .content import Content
from .xml import parse

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
}


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


_HEADING, _PARAGRAPH, _LIST = _tag("text:h"), _tag("text:p"), _tag("text:list")
_TABLE, _ROW, _CELL = _tag("table:table"), _tag("table:table-row"), _tag("table:table-cell")
_BREAKS = {_tag("text:line-break"): "\n", _tag("text:tab"): " ", _tag("text:s"): " "}
_STYLE = re.compile(r"<style:style\b([^<>]*+)(?<!/)>|</style:style>")
_ATTRIBUTE = re.compile(r"""\bstyle:(name|parent-style-name)=["']([^"']*)["']""")
_PROPERTIES = re.compile(r"<style:text-properties\b[^<>]*+>")
_THROUGH = re.compile(r"""\bstyle:text-line-through-(?:style|type)=["'](\w*)["']""")
_DEEPEST = 32  # styles from which a style comes
# Text that was deleted, notes of reviewers, and what fields and indexes repeat.
_SKIPPED = {
    _tag("text:tracked-changes"),
    _tag("office:annotation"),
    _tag("text:table-of-content"),
    _tag("text:sequence-decls"),
}


def read_odt(data: bytes, where: str, max_bytes: int) -> Content:
    """Return the whole text. Raises ReadError if it is damaged, protected or too large unpacked."""
    with archives.document(data, where, max_bytes) as archive:
        root = parse(archive.read("content.xml"), where)
    titles = {"Title"} | {
        style.get(_tag("style:name"), "")
        for style in root.iter(_tag("style:style"))
        if style.get(_tag("style:parent-style-name")) == "Title"
    }
    body = root.find(".//office:text", _NAMES)
    blocks = [] if body is None else [b for b in _blocks(body, titles) if b[1].strip()]
    title = next((text for mark, text in blocks if mark == "# "), None)
    return Content("\n\n".join(mark + text for mark, text in blocks), "markdown", title)


def struck_styles(sources: Iterable[str]) -> frozenset[str]:
    """Return the names of the styles in these parts of a document that strike text out, by
    themselves or by the style from which they come.
    """
    own: dict[str, tuple[bool | None, str]] = {}
    for source in sources:
        for style, end in pairwise(_STYLE.finditer(source)):
            if style[1] is None:
                continue
            named = dict(_ATTRIBUTE.findall(style[1]))
            kinds = [
                kind
                for tag in _PROPERTIES.findall(source, style.end(), end.start())
                for kind in _THROUGH.findall(tag)
            ]
            strikes = any(kind != "none" for kind in kinds) if kinds else None
            own[named.get("name", "")] = strikes, named.get("parent-style-name", "")
    return frozenset(name for name in own if _strikes(name, own))


def _strikes(name: str, own: Mapping[str, tuple[bool | None, str]]) -> bool:
    for _ in range(_DEEPEST):
        strikes, parent = own.get(name, (False, ""))
        if strikes is not None:
            return strikes
        name = parent
    return False


def _blocks(element: Any, titles: set[str], mark: str = "") -> Iterator[tuple[str, str]]:
    """Yield the Markdown mark and the text of each paragraph and table row below `element`, in
    order.

    An explicit stack holds the elements to come: documents may be nested to any depth.
    """
    stack = [(child, mark) for child in reversed(element)]
    while stack:
        child, mark = stack.pop()
        if child.tag == _HEADING:
            yield "## ", _line(child)
        elif child.tag == _PARAGRAPH:
            title = child.get(_tag("text:style-name")) in titles
            text = _text(child).strip()
            yield ("# " if title else mark), (" ".join(text.split()) if title or mark else text)
        elif child.tag == _ROW:
            cells = (_line(cell) for cell in child.iterchildren(_CELL))
            yield "", " | ".join(cell for cell in cells if cell)
        elif child.tag not in _SKIPPED:
            inside = "- " if child.tag == _LIST else mark
            stack += [(below, inside) for below in reversed(child)]


def _line(element: Any) -> str:
    return " ".join(_text(element).split())


def _text(element: Any) -> str:
    """Return the text below `element`, deleted text and notes of reviewers left out."""
    parts: list[str] = []
    skipped = None
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event == "start" and skipped is None:
            if node.tag in _SKIPPED:
                skipped = node
            elif node is not element and node.tag == _PARAGRAPH:
                parts.append("\n")
            parts.append(_BREAKS.get(node.tag, ""))
            parts.append((node.text or "") if skipped is None else "")
        elif event != "start":
            if node is skipped:
                skipped = None
            if skipped is None and node is not element:
                parts.append(node.tail or "")
    return "".join(parts)
