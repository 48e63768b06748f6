"""Reads files into articles. The format comes from the first bytes, the suffix, or the content."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..document import Article, ArticleKind, Flag
from ..errors import ReadError
from . import formats, raw
from .records import Record, read_records

SUFFIXES = {
    ".txt": "text", ".text": "text", ".srt": "text", ".vtt": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx",
    ".eml": "eml", ".mht": "eml", ".mhtml": "eml",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
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
    path: str | os.PathLike[str], *, max_bytes: int = raw.MAX_BYTES, blank: bool = False
) -> Item:
    """Return the one article of a file, or of standard input for `-`.

    Guarantees: the text has no lone surrogates. It is not blank, unless `blank` allows that. Raises
    ReadError.
    """
    if holds_many(path):
        return _only(path, max_bytes)
    where = _where(path)
    data = raw.load(path, max_bytes)
    digest = hashlib.sha256(data).hexdigest()
    body = raw.decompress(data, max_bytes, where)
    if not blank:
        _check_not_blank(body.decode("latin-1"), where)
    name = formats.sniff(body, format_of_name(path), where)
    content = formats.READERS[name](body, where, max_bytes)
    if not blank:
        _check_not_blank(content.text, where)
    stdin = os.fspath(path) == "-"
    article = Article(
        id=digest[:12] if stdin else stem(path),
        text=content.text,
        kind=content.kind,
        title=content.title,
    )
    return Item(article, digest, None if stdin else os.fspath(path), content.warnings)


def read_many(
    path: str | os.PathLike[str], *, max_bytes: int = raw.MAX_BYTES
) -> Iterator[Item | ReadError]:
    """Yield the articles of a file: one for each record of jsonl and csv, else one.

    A bad record is yielded as the ReadError that names it, so that the others can be read. A file
    that is bad as a whole raises the error. `max_bytes` limits a record; a jsonl or csv file may
    have any size.

    Guarantees: ids differ within a file.
    """
    if not holds_many(path):
        yield read(path, max_bytes=max_bytes)
        return
    seen: set[str] = set()
    for record in read_records(path, format_of_name(path) or "", max_bytes):
        yield record if isinstance(record, ReadError) else _item(record, path, seen)


def format_of_name(path: str | os.PathLike[str]) -> str | None:
    """Return the format that a file's suffix stands for, without
    `.gz`; None for an unknown suffix.
    """
    name = os.fspath(path).lower().removesuffix(".gz")
    return SUFFIXES.get(Path(name).suffix)


def holds_many(path: str | os.PathLike[str]) -> bool:
    """Say whether the file's name says that it holds records, each an article."""
    return format_of_name(path) in ("jsonl", "csv")


def stem(path: str | os.PathLike[str]) -> str:
    """Return the file's name without `.gz` and its suffix, in printable characters."""
    name = Path(path).name
    name = name[:-3] if name.lower().endswith(".gz") else name
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
        raise ReadError(f"{path} holds more than one article", hint=hint)
    if not isinstance(first, Item):
        raise first or ReadError(f"{path} holds no articles", hint="give a file with text")
    return first


def _where(path: str | os.PathLike[str]) -> str:
    return "standard input" if os.fspath(path) == "-" else str(path)


def _check_not_blank(text: str, where: str) -> None:
    if BLANK.fullmatch(text):
        raise ReadError(f"{where} is empty", hint="give a file or paste with text in it")
