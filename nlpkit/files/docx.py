"""The text of a Word document in reading order, as Markdown: headings, lists, tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from ..errors import ReadError
from . import archives
from .content import Content

_BREAKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Elements that are passed over: deleted text, the second form of a drawing, and text boxes, whose
# paragraphs follow on their own.
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), _FALLBACK}
_MARKS = (("title", "# "), ("heading", "## "), ("list", "- "), ("quote", "> "))


def read_docx(data: bytes, where: str, max_bytes: int) -> Content:
    """Return the whole text of a Word document.

    Raises ReadError where the data is damaged, is no Word document, or is too large unpacked.
    """
    try:
        with archives.document(data, where, max_bytes):
            document = Document(io.BytesIO(data))
        styles = {s.style_id: (s.name or "").lower() for s in document.styles}
        blocks = [(s, t) for s, t in _blocks(document.element.body, styles) if t]
    except ReadError:
        raise
    except (
        Exception
    ) as error:  # python-docx and lxml raise many kinds of exception on damaged files
        hint = "open it in a word processor and save it again"
        raise ReadError(
            f"{where}: damaged Word file ({error})", hint=hint, code="damaged"
        ) from error
    title = next((text for style, text in blocks if style == "title"), None)
    text = "\n\n".join(_marked(style, text) for style, text in blocks)
    return Content(text, "markdown", title)


def _blocks(element: Any, styles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield style name and text of each paragraph and table row below `element`, in order."""
    for child in element:
        if child.tag == qn("w:p"):
            yield _style(child, styles), _text(child).strip()
            for box in child.iter(qn("w:txbxContent")):
                if not any(a.tag == _FALLBACK for a in box.iterancestors()):
                    yield from _blocks(box, styles)
        elif child.tag == qn("w:tr"):
            cells = [" ".join(_text(c).split()) for c in child.iter(qn("w:tc"))]
            yield "row", " | ".join(cell for cell in cells if cell)
        elif child.tag not in _SKIPPED:  # tables, content controls, inserted text
            yield from _blocks(child, styles)


def _style(paragraph: Any, styles: dict[str, str]) -> str:
    style = styles.get(paragraph.style or "", "")
    numbered = paragraph.pPr is not None and paragraph.pPr.numPr is not None
    return "list" if numbered and not style.startswith(("heading", "title")) else style


def _text(element: Any) -> str:
    """Return the text in `element` as it is after all tracked changes are accepted."""
    parts = []
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        elif child.tag not in _SKIPPED:
            parts.append(_text(child))
            parts.append("\n" * (child.tag == qn("w:p")))
    return "".join(parts)


def _marked(style: str, text: str) -> str:
    mark = next((mark for name, mark in _MARKS if style.startswith(name)), "")
    return mark + (" ".join(text.split()) if mark else text)
