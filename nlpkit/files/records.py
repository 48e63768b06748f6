"""Many articles in one file: jsonl and csv, read record by
record, so the file may have any size.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple, TextIO, cast

from ..document import Flag
from ..errors import ReadError
from .encoding import Guess, detect, is_binary, undecoded
from .raw import GZIP, damage_named, megabytes, opened

_COLUMNS = {
    "text": ("text", "content", "body", "article"),
    "id": ("id",),
    "title": ("title", "headline"),
    "url": ("url", "link"),
}
_SURROGATE = re.compile("[\ud800-\udfff]")
_HEAD = 262_144  # bytes from which the encoding is found


class Record(NamedTuple):
    """One article of a file; `number` is its line (jsonl) or row (csv), counted from 1."""

    number: int
    text: str
    id: str | None
    title: str | None
    url: str | None
    sha256: str
    warnings: tuple[Flag, ...]


def read_records(
    path: str | os.PathLike[str], form: str, max_bytes: int
) -> Iterator[Record | ReadError]:
    """Yield the records of a `jsonl` or `csv` file. The errors are those of `reading.read_many`."""
    where = str(path)
    with opened(path) as file, damage_named(where):
        stream, guess = _decoded(file, where)
        notes = (Flag("decoded_as", guess.encoding),) if guess.guessed else ()
        lines = _lines(stream, max_bytes, where)
        rows = _json_rows(lines, where) if form == "jsonl" else _csv_rows(lines, where, max_bytes)
        for number, row in rows:
            at = f"{where}, {'line' if form == 'jsonl' else 'row'} {number}"
            yield row if isinstance(row, ReadError) else _record(number, row, notes, at)


def _decoded(file: BinaryIO, where: str) -> tuple[TextIO, Guess]:
    zipped = file.read(2) == GZIP
    file.seek(0)
    stream = cast(BinaryIO, gzip.GzipFile(fileobj=file)) if zipped else file
    head = stream.read(_HEAD)
    if is_binary(head):
        raise ReadError(f"{where} is binary, not text", hint="give a jsonl or csv file")
    # A character that is cut at the end of the head would look like damage.
    whole = head[: head.rfind(b"\n") + 1] if len(head) == _HEAD else head
    guess = detect(whole or head)
    stream.seek(guess.mark)
    return io.TextIOWrapper(stream, guess.encoding, errors="replace", newline=""), guess


def _lines(stream: TextIO, limit: int, where: str) -> Iterator[str]:
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            raise ReadError(
                f"{where}, line {number} is longer than {megabytes(limit)}",
                hint="split it, or raise the limit: --set limits.max_bytes=...",
            )
        yield line


def _json_rows(
    lines: Iterator[str], where: str
) -> Iterator[tuple[int, Mapping[str, Any] | ReadError]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        at = f"{where}, line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            hint = "each line must be one JSON object"
            yield number, ReadError(f"{at} is not valid JSON ({error})", hint=hint)
            continue
        yield (
            number,
            row
            if isinstance(row, dict)
            else ReadError(f"{at} is no JSON object", hint='write each line as {"text": "..."}'),
        )


def _csv_rows(
    lines: Iterator[str], where: str, max_bytes: int
) -> Iterator[tuple[int, Mapping[str, Any] | ReadError]]:
    first = next(lines, "")
    delimiter = max(",;\t|", key=first.count)
    csv.field_size_limit(max_bytes)  # a setting of the whole process; it is 128 KB unless set
    header = next(csv.reader([first], delimiter=delimiter), [])
    if not _column(dict.fromkeys(header), "text"):
        raise _no_text(where, header)
    number = 0
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            number += 1
            if row:
                yield number, dict(zip(header, row, strict=False))
    except csv.Error as error:
        hint = "check the quotes around it"
        raise ReadError(f"{where}, after row {number}: {error}", hint=hint) from error


def _record(
    number: int, row: Mapping[str, Any], notes: tuple[Flag, ...], at: str
) -> Record | ReadError:
    column = _column(row, "text")
    if column is None:
        return _no_text(at, row)
    text = row[column]
    if not isinstance(text, str) or not text.strip():
        return ReadError(f"{at}: {column!r} holds no text", hint="fill it in or leave it out")
    clean = {name: _plain(row.get(_column(row, name) or "")) for name in ("id", "title", "url")}
    raw = json.dumps(row, sort_keys=True)
    text = _SURROGATE.sub("\ufffd", text)
    damage = (undecoded(text),) if "\ufffd" in text else ()
    digest = hashlib.sha256(raw.encode("ascii")).hexdigest()
    return Record(number, text, **clean, sha256=digest, warnings=notes + damage)


def _column(row: Mapping[str, Any], name: str) -> str | None:
    """Return the row's column for `name`, whatever its case. The first alias that exists counts."""
    by_lower = {str(key).strip().lower(): key for key in reversed([*row])}
    return next((by_lower[alias] for alias in _COLUMNS[name] if alias in by_lower), None)


def _plain(value: Any) -> str | None:
    plain = isinstance(value, (str, int)) and not isinstance(value, bool)
    return (_SURROGATE.sub("\ufffd", str(value)).strip() or None) if plain else None


def _no_text(where: str, columns: Any) -> ReadError:
    listed = ", ".join(map(str, columns)) or "none"
    return ReadError(
        f"{where}: no column holds the article; the columns are: {listed}",
        hint="name it text (or content, body, article)",
    )
