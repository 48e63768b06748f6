"""The text layer of a PDF, its lines joined back to paragraphs."""

from __future__ import annotations

import io
import logging
import re

from pypdf import PdfReader

from ..errors import ReadError
from .formats import Content

# pypdf reports every oddity it repairs; without a handler they would all go to standard error.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_SENTENCE_END = re.compile(r"[.!?…:;»”\")\]]$")
_OWN_LINE = re.compile(r"(\d+|[•●▪–—*-]\s.*|\d+[.)]\s.*)$")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
# A line this long, as a share of the usual full line, was broken by the margin and goes on.
# Ragged text breaks before a word that did not fit: such lines are rarely under 0.8.
_FULL = 0.8


def read(data: bytes, where: str, max_bytes: int) -> Content:
    """The whole text. Raises ReadError: damaged, locked, scanned, too large."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not _unlock(reader):
            raise ReadError(
                f"{where} is encrypted with a password",
                hint="open it, and save or print it without one",
            )
        pages = _pages(reader, where, max_bytes)
        title = (reader.metadata.title or "").strip() if reader.metadata else ""
    except ReadError:
        raise
    except Exception as error:  # pypdf raises nearly anything on damaged files
        hint = "fetch it again, or print it to a new PDF"
        raise ReadError(f"{where}: damaged PDF ({error})", hint=hint) from error
    empty = [str(n) for n, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        hint = "run OCR first, e.g. ocrmypdf in.pdf out.pdf"
        raise ReadError(f"{where} has no text layer: scanned pages", hint=hint)
    text = join_lines(pages)
    # What a PDF calls its title is often its file name: believed only when it stands in the text.
    shown = title if title and title in " ".join(text.split()) else None
    note = f"no text on page{'s' * (len(empty) > 1)} {', '.join(empty)}: scanned, or a picture"
    return Content(text, "text", shown, (note,) * bool(empty))


def join_lines(pages: list[str]) -> str:
    """Paragraphs, one a line, from lines broken at a margin; hyphens at line ends undone.

    A line is joined to the next one when it is about as long as the usual full line; a sentence
    that crosses a page goes on.
    """
    page_lines = [[" ".join(x.split()) for x in page.split("\n")] for page in pages]
    lengths = sorted(len(line) for lines in page_lines for line in lines if line)
    full = _FULL * lengths[len(lengths) * 9 // 10]
    paragraphs: list[str] = []
    last = ""
    for lines in page_lines:
        for line in lines:
            if last and line and len(last) >= full and not _OWN_LINE.match(line):
                paragraphs[-1] = _glue(paragraphs[-1], line)
            elif line:
                paragraphs.append(line)
            last = line
        last = "" if _SENTENCE_END.search(last) else last
    return "\n\n".join(paragraphs)


def _glue(paragraph: str, line: str) -> str:
    if _HYPHEN.search(paragraph) and line[0].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}"


def _unlock(reader: PdfReader) -> bool:
    """Many files are locked for editing only, with an empty password for reading."""
    return bool(reader.decrypt(""))


def _pages(reader: PdfReader, where: str, max_bytes: int) -> list[str]:
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        size += len(pages[-1])
        if size > max_bytes:
            raise ReadError(f"{where} holds too much text", hint="split it into smaller files")
    return pages
