"""Translates files: the answer has the format, the layout and the marks of what came in."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from ..document import ArticleKind, Passage
from ..errors import ReadError
from . import archives, formats
from .encoding import decode, is_binary
from .markup import DOCX, HTML, ODT, XHTML, Markup
from .raw import too_large
from .reading import SUFFIXES, check_not_blank, holds_records
from .subtitling import retitled
from .tagged import Tagged

# Translates passages one by one, in order.
Translate = Callable[[Sequence[Passage]], Sequence[Passage]]

TRANSLATABLE = (
    *(".docx", ".epub", ".htm", ".html", ".markdown", ".md", ".odt", ".srt", ".text", ".txt"),
    *(".vtt", ".xhtml"),
)
_END = re.compile(r"\r\n|\r|\n")
_CHARSET = re.compile(r"""(<meta[^<>]+charset\s*+=\s*+["']?\s*+)[\w.:-]+""", re.IGNORECASE)
_ENCODING = re.compile(r"""(<\?xml[^<>]+encoding\s*+=\s*+["'])[\w.:-]+""", re.IGNORECASE)
# The parts of a document that hold text.
_PARTS = {
    ".docx": (re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml"), DOCX),
    ".odt": (re.compile(r"(content|styles)\.xml"), ODT),
    ".epub": (re.compile(r".+\.x?html?", re.IGNORECASE), XHTML),
}


def is_translatable(name: str) -> bool:
    """Say whether a file of this name can be written again with its texts translated."""
    return Path(name).suffix.lower() in TRANSLATABLE


def is_markdown(name: str) -> bool:
    """Say whether a file of this name holds Markdown."""
    return SUFFIXES.get(Path(name).suffix.lower()) == "markdown"


def _with_ends(text: str, answer: str) -> str:
    """Return the answer with the ends of lines of the text, if they are all alike."""
    ends = set(_END.findall(text))
    return _END.sub(ends.pop(), answer) if len(ends) == 1 else answer


def translated(data: bytes, name: str, translate: Translate, max_bytes: int) -> bytes:
    """Return the file with its texts translated. Its format is that of the suffix of `name`.

    Text comes back as UTF-8. Raises ReadError for other formats and for files that are damaged,
    empty or too large.
    """
    suffix = Path(name).suffix.lower()
    if not is_translatable(name):
        known = ", ".join(TRANSLATABLE)
        batch = f"use: nlpkit batch {name} --out FOLDER --format same"
        hint = batch if holds_records(name) else f"give one of {known}"
        raise ReadError(f"{name}: no file of this kind can be written", hint=hint)
    if len(data) > max_bytes:
        raise too_large(name, max_bytes, len(data))
    if suffix in _PARTS:
        if archives.kind_of(data) != suffix.removeprefix("."):
            hint = "open it in the program it was made with and save it again"
            raise ReadError(
                f"{name} is no {suffix} file, or it is damaged", hint=hint, code="damaged"
            )
        return _document(data, name, translate, max_bytes, *_PARTS[suffix])
    if is_binary(data):
        raise ReadError(
            f"{name} is binary, not text",
            hint="give the file with its right suffix",
            code="not_text",
        )
    html = SUFFIXES[suffix] == "html"
    source, _ = decode(data, formats.declared_charset(data) if html else None)
    check_not_blank(source, name)
    if suffix in (".srt", ".vtt"):
        return retitled(source, translate).encode()
    if not html:
        return translated_text(source, "text", translate).encode()
    markup = XHTML if suffix == ".xhtml" else HTML
    return _named_utf8(tagged(source, markup, translate)).encode()


def translated_text(text: str, kind: ArticleKind, translate: Translate) -> str:
    """Return a text that is not in a file of its own, translated."""
    if kind == "html":
        return tagged(text, HTML, translate)
    return _with_ends(text, translate([Passage(text)])[0].text)


def tagged(source: str, markup: Markup, translate: Translate) -> str:
    """Return the source with the texts between its tags translated."""
    read = Tagged(source, markup)
    return read.filled(translate(read.passages)) if read.passages else source


def _named_utf8(source: str) -> str:
    for pattern in (_ENCODING, _CHARSET):
        source = pattern.sub(lambda found: f"{found[1]}utf-8", source, count=1)
    return source


def _document(
    data: bytes,
    name: str,
    translate: Translate,
    max_bytes: int,
    parts: re.Pattern[str],
    markup: Markup,
) -> bytes:
    """Return the zip archive with its parts that hold text translated together."""
    made = io.BytesIO()
    with archives.document(data, name, max_bytes) as archive, ZipFile(made, "w") as target:
        read = {
            part: Tagged(_source(archive.read(part), f"{name}, {part}"), markup)
            for part in archive.names
            if parts.fullmatch(part)
        }
        answers = iter(translate([one for part in read.values() for one in part.passages]))
        for part in archive.names:
            info = ZipInfo(part)
            # A mimetype is read by its place in the file, so it comes first and is not packed.
            info.compress_type = ZIP_STORED if part == "mimetype" else ZIP_DEFLATED
            if part in read:
                source = read[part].filled([next(answers) for _ in read[part].passages])
                # Word drops the spaces around a text that does not ask to keep them.
                source = source.replace("<w:t>", '<w:t xml:space="preserve">')
                target.writestr(info, source.encode())
            else:
                target.writestr(info, archive.read(part))
    return made.getvalue()


def _source(data: bytes, where: str | os.PathLike[str]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "open it in the program it was made with and save it again"
        raise ReadError(f"{where} is not in UTF-8", hint=hint) from error
