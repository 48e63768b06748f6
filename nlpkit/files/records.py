"""Many articles in one file: jsonl, csv and parquet, read record by record, whatever its size."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NamedTuple, TextIO

from ..document import Flag
from ..errors import ReadError
from ..extras import require
from .encoding import Guess, detect, is_binary, undecoded
from .raw import damage_named, megabytes, opened, unpacking

_COLUMNS = {
    "text": ("text", "content", "body", "article", "текст"),
    "id": ("id", "ид"),
    "title": ("title", "headline", "заголовок", "название"),
    "url": ("url", "link", "ссылка"),
}
# The first line of a csv file may name its delimiter, as spreadsheets write it: "sep=;".
_SEPARATOR = re.compile(r'"?sep=(?P<delimiter>[,;|\t])"?(?:\r\n?|\n)', re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_HEAD = 262_144  # bytes from which the encoding is found
_ROWS_AT_ONCE = 64  # of a parquet file


class Columns(NamedTuple):
    """The columns that hold the article and its id; None stands for the usual names."""

    text: str | None = None
    id: str | None = None


USUAL = Columns()


class Record(NamedTuple):
    """One article of a file; `number` is its line (jsonl) or row (csv, parquet), from 1."""

    number: int
    text: str
    id: str | None
    title: str | None
    url: str | None
    sha256: str
    warnings: tuple[Flag, ...]


Row = tuple[int, Mapping[str, Any] | ReadError]


def read_records(
    path: str | os.PathLike[str], form: str, max_bytes: int, columns: Columns
) -> Iterator[Record | ReadError]:
    """Yield the records of a `jsonl`, `csv` or `parquet` file, with the errors of `read_many`."""
    where = str(path)
    with opened(path) as file, damage_named(where):
        rows: Iterator[Row]
        notes: tuple[Flag, ...] = ()
        if form == "parquet":
            rows = _parquet_rows(file, where, columns)
        else:
            stream, guess = decoded(file, where)
            notes = (Flag("decoded_as", guess.encoding),) if guess.guessed else ()
            lines = lines_of(stream, max_bytes, where)
            rows = (
                _json_rows(lines, where)
                if form == "jsonl"
                else _csv_rows(lines, where, max_bytes, columns)
            )
        for number, row in rows:
            at = f"{where}, {'line' if form == 'jsonl' else 'row'} {number}"
            yield row if isinstance(row, ReadError) else _record(number, row, notes, at, columns)


def decoded(file: BinaryIO, where: str) -> tuple[TextIO, Guess]:
    """Return the text of a jsonl or csv file as a stream, with the encoding that was found."""
    head = unpacking(file).read(_HEAD)
    if is_binary(head):
        raise ReadError(
            f"{where} is binary, not text", hint="give a jsonl or csv file", code="not_text"
        )
    # A character that is cut at the end of the head would look like damage.
    whole = head[: head.rfind(b"\n") + 1] if len(head) == _HEAD else head
    guess = detect(whole or head)
    file.seek(0)
    stream = unpacking(file)
    stream.read(guess.mark)
    return io.TextIOWrapper(stream, guess.encoding, errors="replace", newline=""), guess


def lines_of(stream: TextIO, limit: int, where: str) -> Iterator[str]:
    """Yield the lines with their ends. Raises ReadError for one of more than `limit` characters."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            raise ReadError(
                f"{where}, line {number} is longer than {megabytes(limit)}",
                hint="split it, or raise the limit: --set limits.max_bytes=...",
            )
        yield line


def _json_rows(lines: Iterator[str], where: str) -> Iterator[Row]:
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


class Csv(NamedTuple):
    """A csv file: what stands before its rows, the names of its columns in it, the character that
    parts them, and its rows. These raise csv.Error.
    """

    head: str
    header: list[str]
    delimiter: str
    rows: Iterator[list[str]]


def read_csv(lines: Iterator[str], max_bytes: int) -> Csv:
    """Return the csv file of these lines. No cell may have more than `max_bytes` characters."""
    csv.field_size_limit(max_bytes)  # a setting of the whole process; it is 128 KB unless set
    first = next(lines, "")
    named = _SEPARATOR.fullmatch(first)
    names = next(lines, "") if named else first
    delimiter = named["delimiter"] if named else max(",;\t|", key=names.count)
    header = next(csv.reader([names], delimiter=delimiter), [])
    head = first + names if named else first
    return Csv(head, header, delimiter, csv.reader(lines, delimiter=delimiter))


def _csv_rows(lines: Iterator[str], where: str, max_bytes: int, columns: Columns) -> Iterator[Row]:
    table = read_csv(lines, max_bytes)
    if not column_of(dict.fromkeys(table.header), "text", columns.text):
        raise _no_text(where, table.header, columns)
    number = 0
    try:
        for row in table.rows:
            number += 1
            if row:
                yield number, dict(zip(table.header, row, strict=False))
    except csv.Error as error:
        hint = "check the quotes around it"
        raise ReadError(f"{where}, after row {number}: {error}", hint=hint) from error


def _parquet_rows(file: BinaryIO, where: str, columns: Columns) -> Iterator[Row]:
    """Yield the rows, read some at a time. Columns that are not needed are not read."""
    require("parquet", "reading parquet files")
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(file)
        header = dict.fromkeys(table.schema_arrow.names)
        asked = {"text": columns.text, "id": columns.id}
        wanted = [c for name in _COLUMNS if (c := column_of(header, name, asked.get(name)))]
        if not column_of(header, "text", columns.text):
            raise _no_text(where, header, columns)
        number = 0
        for batch in table.iter_batches(_ROWS_AT_ONCE, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except pyarrow.ArrowException as error:
        hint = "check it with another program, or write it again"
        raise ReadError(
            f"{where}: damaged parquet file ({error})", hint=hint, code="damaged"
        ) from error


def _record(
    number: int, row: Mapping[str, Any], notes: tuple[Flag, ...], at: str, columns: Columns
) -> Record | ReadError:
    column = column_of(row, "text", columns.text)
    if column is None:
        return _no_text(at, row, columns)
    text = row[column]
    if not isinstance(text, str) or not text.strip():
        hint = "fill it in or leave it out"
        return ReadError(f"{at}: {column!r} holds no text", hint=hint, code="empty")
    found = {
        "id": column_of(row, "id", columns.id),
        "title": column_of(row, "title"),
        "url": column_of(row, "url"),
    }
    clean = {name: _plain(row.get(key)) if key else None for name, key in found.items()}
    raw = json.dumps(row, sort_keys=True, default=str)
    text = _SURROGATE.sub("\ufffd", text)
    damage = (undecoded(text),) if "\ufffd" in text else ()
    digest = hashlib.sha256(raw.encode("ascii")).hexdigest()
    return Record(number, text, **clean, sha256=digest, warnings=notes + damage)


def column_of(row: Mapping[str, Any], name: str, asked: str | None = None) -> str | None:
    """Return the row's column for `name`: the one asked for, else the first of the usual names.

    The usual names count whatever their case.
    """
    if asked is not None:
        return asked if asked in row else None
    by_lower = {str(key).strip().lower(): key for key in reversed([*row])}
    return next((by_lower[alias] for alias in _COLUMNS[name] if alias in by_lower), None)


def _plain(value: Any) -> str | None:
    plain = isinstance(value, (str, int)) and not isinstance(value, bool)
    return (_SURROGATE.sub("\ufffd", str(value)).strip() or None) if plain else None


def _no_text(where: str, header: Any, columns: Columns) -> ReadError:
    listed = ", ".join(map(str, header)) or "none"
    if columns.text is not None:
        return ReadError(
            f"{where}: there is no column {columns.text!r}; the columns are: {listed}",
            hint="give the name of one of them to --text-column",
        )
    return ReadError(
        f"{where}: no column holds the article; the columns are: {listed}",
        hint="name it text (or content, body, article), or give its name to --text-column",
    )
