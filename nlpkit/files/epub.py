"""The text of an EPUB book: its chapters in reading order, as one HTML page."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from ..errors import ReadError
from . import archives
from .content import Content
from .encoding import decode
from .xml import parse

_CONTAINER = "META-INF/container.xml"
_BODY = re.compile(r"<body\b[^<>]*>", re.IGNORECASE)


def read_epub(data: bytes, where: str, max_bytes: int) -> Content:
    """Return the whole text.

    Raises ReadError if the book is damaged, protected, without chapters or too large.
    """
    with archives.document(data, where, max_bytes) as archive:
        package = _package(parse(archive.read(_CONTAINER), where), where)
        root = parse(archive.read(package), where)
        chapters: list[str] = []
        size = 0
        for name in _spine(root, posixpath.dirname(package)):
            text, _ = decode(archive.read(name), "utf-8")
            size += len(text)
            if size > max_bytes:
                raise ReadError(
                    f"{where} holds too much text",
                    hint="split it into smaller files",
                    code="too_large",
                )
            chapters.append(_body(text))
    if not chapters:
        raise ReadError(
            f"{where}: the book lists no chapters", hint="save it as HTML or text", code="damaged"
        )
    page = "\n".join(f"<div>{chapter}</div>" for chapter in chapters)
    titles = root.iter("{http://purl.org/dc/elements/1.1/}title")
    title = next((" ".join(t.text.split()) for t in titles if t.text), None)
    return Content(f"<html><body>{page}</body></html>", "html", title or None)


def _body(text: str) -> str:
    """Return what stands between the body's tags; the whole text where there are none."""
    begins = _BODY.search(text)
    start = begins.end() if begins else 0
    end = text.lower().rfind("</body")
    return text[start : end if end >= start else len(text)]


def _package(container: object, where: str) -> str:
    """Return the path of the package document, which lists the chapters."""
    for file in container.iter("{*}rootfile"):  # type: ignore[attr-defined]
        if path := file.get("full-path"):
            return str(path)
    raise ReadError(
        f"{where}: the book names no package", hint="save it as HTML or text", code="damaged"
    )


def _spine(root: object, folder: str) -> list[str]:
    """Return the paths of the chapters, in reading order."""
    items = {item.get("id"): item for item in root.iter("{*}item")}  # type: ignore[attr-defined]
    chosen = (items.get(ref.get("idref")) for ref in root.iter("{*}itemref"))  # type: ignore[attr-defined]
    return [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in chosen
        if item is not None and "html" in (item.get("media-type") or "")
    ]
