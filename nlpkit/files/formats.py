"""One reader for each format: it turns raw bytes into text."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..document import ArticleKind, Flag
from ..errors import ReadError
from ..extras import require
from . import archives
from .content import Content
from .encoding import decode, is_binary

if TYPE_CHECKING:
    from email.message import Message

_META_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\s*\n\s*")  # each \\par of rich text ends a paragraph
_HTML = re.compile(
    r"\ufeff?\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.I | re.S
)

# What begins a part of a mail that holds other parts. The time of the parser grows with the square
# of their depth.
_HOLDS_PARTS = re.compile(
    rb"^content-type:\s*(?:multipart/|message/)", re.IGNORECASE | re.MULTILINE
)
_MOST_PARTS = 200  # a mail that was forwarded many times has a few dozen

_ZIPPED = ("docx", "odt", "epub")
_UNREADABLE = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc) or one with a password", "save it as .docx"),
    (b"\xfd7zXZ", "compressed (xz)", "unpack it first"),
    (b"BZh", "compressed (bzip2)", "unpack it first"),
)


def sniff(data: bytes, named: str | None, where: str) -> str:
    """Return the format of `data`, by its first bytes, else by the name, else by the text itself.

    Raises ReadError for known formats that cannot be read.
    """
    for magic, what, hint in _UNREADABLE:
        if data.startswith(magic):
            raise ReadError(f"{where} is {what}", hint=hint, code="unknown_format")
    if data.startswith(b"PK\x03\x04"):
        kind = archives.kind_of(data) or (named if named in _ZIPPED else None)
        if kind is None:
            hint = "unpack it, or give it to `nlpkit batch` with the suffix .zip"
            raise ReadError(
                f"{where} is an archive, not a document", hint=hint, code="unknown_format"
            )
        return kind
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if named:
        return named
    head = data[:4096].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    return "html" if looks_like_html(head.decode("latin-1")) else "text"


def looks_like_html(text: str) -> bool:
    """Return whether a whole HTML page begins here."""
    return bool(_HTML.match(text[:4096]))


def _text(data: bytes, where: str, max_bytes: int) -> Content:
    return _decoded(data, where, "text")


def _markdown(data: bytes, where: str, max_bytes: int) -> Content:
    return _decoded(data, where, "markdown")


def _html(data: bytes, where: str, max_bytes: int) -> Content:
    return _decoded(data, where, "html", declared_charset(data))


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that a page names for itself."""
    head = data[:4096]
    found = _META_CHARSET.search(head) or _XML_ENCODING.match(head.lstrip())
    return found[1].decode("ascii") if found else None


def _decoded(data: bytes, where: str, kind: ArticleKind, declared: str | None = None) -> Content:
    if is_binary(data):
        hint = "give a text, HTML, PDF, Word or e-mail file"
        raise ReadError(f"{where} is binary, not text", hint=hint, code="not_text")
    text, warnings = decode(data, declared)
    return Content(text, kind, warnings=tuple(warnings))


def _pdf(data: bytes, where: str, max_bytes: int) -> Content:
    require("docs", "reading PDF")
    from .pdf import read_pdf

    return read_pdf(data, where, max_bytes)


def _docx(data: bytes, where: str, max_bytes: int) -> Content:
    require("docs", "reading Word documents")
    from .docx import read_docx

    return read_docx(data, where, max_bytes)


def _odt(data: bytes, where: str, max_bytes: int) -> Content:
    from .opendocument import read_odt

    return read_odt(data, where, max_bytes)


def _epub(data: bytes, where: str, max_bytes: int) -> Content:
    from .epub import read_epub

    return read_epub(data, where, max_bytes)


def _rtf(data: bytes, where: str, max_bytes: int) -> Content:
    """The text of a rich text file; what is not ASCII stands in escapes with a code page."""
    require("docs", "reading rich text")
    from striprtf.striprtf import rtf_to_text

    text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    return Content(_PARAGRAPHS.sub("\n\n", text).strip(), "text")


def _eml(data: bytes, where: str, max_bytes: int) -> Content:
    """Return the body of a mail: plain text if there is some, else HTML.

    Attachments are counted in a warning, not read.
    """
    from email import message_from_bytes
    from email.policy import default

    if sum(1 for _ in _HOLDS_PARTS.finditer(data)) > _MOST_PARTS:
        hint = "open it in a mail program and save the text"
        raise ReadError(f"{where}: the message is nested too deeply", hint=hint, code="damaged")
    message = message_from_bytes(data, policy=default)
    body = next(
        (p for kind in ("plain", "html") if (p := message.get_body((kind,))) and _payload(p)), None
    )
    if body is None:
        hint = "open it in a mail program and save the text"
        raise ReadError(f"{where}: the message has no text", hint=hint, code="empty")
    kind: ArticleKind = "html" if body.get_content_subtype() == "html" else "text"
    content = _decoded(_payload(body), where, kind, body.get_content_charset())
    subject = " ".join(str(message["subject"] or "").split()) or None
    count = sum(1 for _ in message.iter_attachments())
    note = Flag("attachments_not_read", str(count))
    return content._replace(title=subject, warnings=content.warnings + (note,) * bool(count))


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload.strip() if isinstance(payload, bytes) else b""


READERS: dict[str, Callable[[bytes, str, int], Content]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "odt": _odt,
    "epub": _epub,
    "rtf": _rtf,
    "eml": _eml,
}
