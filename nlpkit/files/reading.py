"""Reads files into articles. The format comes from the first bytes, the suffix, or the content."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..document import Article, ArticleKind, Flag
from ..errors import ReadError
from . import archives, formats, raw
from .records import USUAL, Columns, Record, read_records

SUFFIXES = {
    ".txt": "text", ".text": "text", ".srt": "text", ".vtt": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx",
    ".odt": "odt", ".epub": "epub", ".rtf": "rtf",
    ".eml": "eml", ".mht": "eml", ".mhtml": "eml",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
    ".zip": "zip",
}  # fmt: skip
RECORDS = ("jsonl", "csv", "parquet")  # formats of a file that holds an article in each record
BLANK = re.compile(r"[\s\ufeff\u200b\u2060\u00ad]*")


@dataclass(frozen=True, slots=True)
class Item:
    """An article, and where it came from.

    `sha256` is that of the raw bytes, in hex; for one article of many in a file it is that of its
    record. `path` is None for standard input. `warnings` say what a reader should know of how the
    file was read.
    """

    article: Article
    sha256: str
    path: str | None = None
    warnings: tuple[Flag, ...] = ()


def read(
    path: str | os.PathLike[str],
    *,
    member: str | None = None,
    max_bytes: int = raw.MAX_BYTES,
    blank: bool = False,
) -> Item:
    """Return the one article of a file, of a `member` of a zip archive, or of `-`, standard input.

    Guarantees: the text has no lone surrogates. It is not blank, unless `blank` allows that. Raises
    ReadError.
    """
    if member is not None:
        data = archives.read_member(path, member, max_bytes)
        return _article(data, member, f"{path}, {member}", max_bytes, blank)
    if holds_many(path):
        return _only(path, max_bytes)
    stdin = os.fspath(path) == "-"
    where = "standard input" if stdin else str(path)
    item = _article(raw.load(path, max_bytes), path, where, max_bytes, blank)
    if not stdin:
        return replace(item, path=os.fspath(path))
    return replace(item, article=replace(item.article, id=item.sha256[:12]))


def load(path: str | os.PathLike[str], member: str | None, max_bytes: int) -> bytes:
    """Return the bytes of a file, of a `member` of a zip archive, or of `-`. Raises ReadError."""
    if member is not None:
        return archives.read_member(path, member, max_bytes)
    return raw.load(path, max_bytes)


def read_bytes(data: bytes, name: str, *, max_bytes: int = raw.MAX_BYTES) -> Item:
    """Return the one article of a file of this name that has these bytes. Raises ReadError."""
    if len(data) > max_bytes:
        raise raw.too_large(name, max_bytes, len(data))
    return _article(data, name, name, max_bytes, blank=False)


def _article(
    data: bytes, name: str | os.PathLike[str], where: str, max_bytes: int, blank: bool
) -> Item:
    """Return the article of a file of this name that has these bytes."""
    digest = hashlib.sha256(data).hexdigest()
    body = raw.decompress(data, max_bytes, where)
    if not blank:
        check_not_blank(body.decode("latin-1"), where)
    form = formats.sniff(body, format_of_name(name), where)
    if form not in formats.READERS:
        hint = "unpack it, and give it as a file of its own"
        raise ReadError(f"{where} holds many articles", hint=hint, code="many_articles")
    content = formats.READERS[form](body, where, max_bytes)
    if not blank:
        check_not_blank(content.text, where)
    article = Article(stem(name), content.text, content.kind, content.title)
    return Item(article, digest, warnings=content.warnings)


def read_many(
    path: str | os.PathLike[str],
    *,
    max_bytes: int = raw.MAX_BYTES,
    columns: Columns = USUAL,
) -> Iterator[Item | ReadError]:
    """Yield the articles of a file: one for each record of jsonl, csv and parquet, else one.

    The files of a zip archive count as records. Those whose format cannot be read are left out.

    Guarantees: ids differ within a file.
    """
    form = format_of_name(path)
    if form == "zip":
        for name in readable(archives.members(path, max_bytes)):
            try:
                yield read(path, member=name, max_bytes=max_bytes)
            except ReadError as error:
                yield error
        return
    if form not in RECORDS:
        yield read(path, max_bytes=max_bytes)
        return
    seen: set[str] = set()
    for record in read_records(path, form, max_bytes, columns):
        yield record if isinstance(record, ReadError) else _item(record, path, seen)


def format_of_name(path: str | os.PathLike[str]) -> str | None:
    """Return the format that a file's suffix stands for, without `.gz` or `.zst`; None: unknown."""
    return SUFFIXES.get(Path(_unpacked(os.fspath(path)).lower()).suffix)


def readable(members: Sequence[str]) -> list[str]:
    """Return the members of a zip archive that hold one article each, as their suffixes say."""
    forms = ((name, format_of_name(name)) for name in members)
    return [name for name, form in forms if form in formats.READERS]


def holds_many(path: str | os.PathLike[str]) -> bool:
    """Say whether the file's name says that it holds many articles: records, or files in a zip."""
    return format_of_name(path) in (*RECORDS, "zip")


def stem(path: str | os.PathLike[str]) -> str:
    """Return the file's name without `.gz` or `.zst` and its suffix, in printable characters."""
    name = _unpacked(Path(path).name)
    return os.fsencode(Path(name).stem).decode("utf-8", "replace")


def _item(record: Record, path: str | os.PathLike[str], seen: set[str]) -> Item:
    identifier, warnings = record.id or f"{stem(path)}-{record.number}", record.warnings
    if identifier in seen:
        warnings = (*warnings, Flag("repeated_id", identifier))
        identifier = f"{identifier}-{record.number}"
    seen.add(identifier)
    kind: ArticleKind = "html" if formats.looks_like_html(record.text) else "text"
    article = Article(identifier, record.text, kind, record.title, record.url)
    return Item(article, record.sha256, os.fspath(path), warnings)


def _only(path: str | os.PathLike[str], max_bytes: int) -> Item:
    items = read_many(path, max_bytes=max_bytes)
    first, second = next(items, None), next(items, None)
    if second is not None:
        hint = f"use: nlpkit batch {path} --out FOLDER"
        raise ReadError(f"{path} holds more than one article", hint=hint, code="many_articles")
    if not isinstance(first, Item):
        raise first or ReadError(f"{path} holds no articles", hint="give a file with text")
    return first


def _unpacked(name: str) -> str:
    """Return the name without the suffix of a compressed file."""
    packed = name.lower().endswith(raw.PACKED)
    return name.rpartition(".")[0] if packed else name


def check_not_blank(text: str, where: str) -> None:
    """Raise ReadError if a file has nothing but white space and marks that are not seen."""
    if BLANK.fullmatch(text):
        raise ReadError(
            f"{where} is empty", hint="give a file or paste with text in it", code="empty"
        )
