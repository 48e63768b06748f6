"""The text layer of a PDF, line by line as printed.

`preprocessing` makes paragraphs of the lines.
"""

from __future__ import annotations

import io
import logging
import re

from pypdf import PdfReader

from ..document import Flag
from ..errors import ReadError
from .content import Content

# pypdf reports everything it repairs. Without a handler all of that goes to standard error.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

# Ligatures: fonts draw these letters as one. In a text they keep words from being found.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_SENTENCE_END = re.compile(r"[.!?…:;»”\")\]]$")


def read_pdf(data: bytes, where: str, max_bytes: int) -> Content:
    """Return the whole text of a PDF.

    Raises ReadError where it is damaged, locked, scanned without a text layer, or too large.
    """
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not _unlock(reader):
            raise ReadError(
                f"{where} is encrypted with a password",
                hint="open it, and save or print it without one",
                code="encrypted",
            )
        pages = _pages(reader, where, max_bytes)
        title = (reader.metadata.title or "").strip() if reader.metadata else ""
    except ReadError:
        raise
    except Exception as error:  # pypdf raises many kinds of exception on damaged files
        hint = "fetch it again, or print it to a new PDF"
        raise ReadError(f"{where}: damaged PDF ({error})", hint=hint, code="damaged") from error
    empty = [str(n) for n, page in enumerate(pages, 1) if not page.strip()]
    if len(empty) == len(pages):
        hint = "run OCR first, e.g. ocrmypdf in.pdf out.pdf"
        raise ReadError(f"{where} has no text layer: scanned pages", hint=hint, code="scanned")
    text = _joined(pages)
    # The title in the metadata of a PDF is often a file name. It is used only if the text has it.
    shown = title if title and title in " ".join(text.split()) else None
    note = Flag("pages_without_text", ", ".join(empty))
    return Content(text, "text", shown, (note,) * bool(empty))


def _joined(pages: list[str]) -> str:
    """Join the pages to one text.

    A sentence that crosses to the next page goes on in the next line.
    """
    text = ""
    for page in pages:
        lines = "\n".join(" ".join(line.split()) for line in page.strip().split("\n"))
        text += ("\n\n" if _SENTENCE_END.search(text) else "\n") + lines if lines else ""
    return text.strip()


def _unlock(reader: PdfReader) -> bool:
    """Open a locked file with an empty password: many files are locked against editing only."""
    return bool(reader.decrypt(""))


def _pages(reader: PdfReader, where: str, max_bytes: int) -> list[str]:
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append(page.extract_text().translate(_LIGATURES))
        size += len(pages[-1])
        if size > max_bytes:
            raise ReadError(
                f"{where} holds too much text", hint="split it into smaller files", code="too_large"
            )
    return pages
