"""Writes a file of records again, in its own format, with the texts of its articles replaced."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar

from ..errors import ReadError
from ..extras import require
from .edits import edited
from .raw import damage_named, opened, packing
from .reading import format_of_name
from .records import Columns, Csv, column_of, decoded, lines_of, read_csv
from .writing import atomic

ROWS_AT_ONCE = 500  # of a parquet file; with articles of usual size they take some MB
# The new texts of a record by role, "text" or "title". None leaves the record out.
Texts = Mapping[str, str] | None
Item = TypeVar("Item")
_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"


class _Source(NamedTuple):
    """The file that is written again. `where` is its name in messages."""

    file: BinaryIO
    where: str
    max_bytes: int
    columns: Columns


def write_records(
    path: str | os.PathLike[str],
    target: Path,
    texts: Iterable[Texts],
    *,
    max_bytes: int,
    columns: Columns,
) -> None:
    """Write the records of a jsonl, csv or parquet file to `target`, with other texts in them.

    `texts` has an entry for each record, in the order of `read_many`. A record whose entry is empty
    is copied. All else stays as it is: the other columns, their order and their values. Text is
    written as UTF-8, and compressed if the suffix of `target` says so. Of a damaged file, the
    records before the damage are written.

    Raises ReadError if the file cannot be opened, WriteError, and whatever `texts` raises.
    """
    write = _WRITERS[format_of_name(path) or ""]
    with opened(path) as file, atomic(target) as stream, packing(stream, target) as packed:
        write(_Source(file, str(path), max_bytes, columns), packed, iter(texts))


def _until_damage(
    items: Iterator[Item], source: _Source, *damage: type[Exception]
) -> Iterator[Item]:
    """Yield the items that are read from the source, up to where it is damaged."""
    with suppress(ReadError, *damage), damage_named(source.where):
        yield from items


def _write_jsonl(source: _Source, target: BinaryIO, texts: Iterator[Texts]) -> None:
    stream, _ = decoded(source.file, source.where)
    for line in _until_damage(lines_of(stream, source.max_bytes, source.where), source):
        new = next(texts, {}) if line.strip() else {}
        if new is not None:
            target.write(_with_values(line, new, source.columns).encode() if new else line.encode())


def _with_values(line: str, texts: Mapping[str, str], columns: Columns) -> str:
    """Return the line of a JSON object with other values. The rest is not written anew."""
    places = {key: (start, end) for key, start, end in _members(line)}
    chosen = _by_column(places, texts, columns)
    return edited(
        line, ((*places[key], json.dumps(text, ensure_ascii=False)) for key, text in chosen.items())
    )


def _members(line: str) -> Iterator[tuple[str, int, int]]:
    """Yield each key of a JSON object with the start and the end of its value."""
    at = line.index("{") + 1
    while (at := _behind_space(line, at)) < len(line) and line[at] != "}":
        key, at = _DECODER.raw_decode(line, at)
        start = _behind_space(line, line.index(":", at) + 1)
        _, at = _DECODER.raw_decode(line, start)
        yield key, start, at
        at = _behind_space(line, at)
        at += line[at] == ","


def _behind_space(line: str, at: int) -> int:
    while at < len(line) and line[at] in _SPACE:
        at += 1
    return at


def _write_csv(source: _Source, target: BinaryIO, texts: Iterator[Texts]) -> None:
    """Write the rows with the delimiter, the ends of lines and the quotes of the source.

    A byte order mark, by which spreadsheets know UTF-8, is written if the source was not UTF-8 or
    had one.
    """
    stream, guess = decoded(source.file, source.where)
    table = read_csv(lines_of(stream, source.max_bytes, source.where), source.max_bytes)
    end = table.head[len(table.head.rstrip("\r\n")) :] or "\n"
    names = table.head.splitlines()[-1:]
    quoted = names == [_as_row(table, table.header, True, "")]
    marked = guess.mark or guess.encoding.lower() not in ("utf-8", "ascii")
    target.write((("\ufeff" if marked else "") + table.head).encode())
    places = {name: i for i, name in enumerate(table.header)}
    for row in _until_damage(table.rows, source, csv.Error):
        new = next(texts, {}) if row else {}
        if new is None:
            continue
        cells = dict(zip(table.header, row, strict=False))
        for name, cell in _by_column(cells, new, source.columns).items():
            row[places[name]] = cell
        target.write(_as_row(table, row, quoted, end).encode())


def _as_row(table: Csv, cells: Sequence[str], quoted: bool, end: str) -> str:
    """Return a row of the csv file as text, with quotes around every cell if `quoted`."""
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=table.delimiter,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
        lineterminator=end,
    )
    writer.writerow(cells)
    return text.getvalue()


def _write_parquet(source: _Source, target: BinaryIO, texts: Iterator[Texts]) -> None:
    """Write the rows under the schema of the source, its metadata included, and compress each
    column as it is there.
    """
    require("parquet", "writing parquet files")
    import pyarrow
    from pyarrow import parquet

    table = parquet.ParquetFile(source.file)
    schema = table.schema_arrow
    header = {field.name: None for field in schema if _holds_text(field.type)}
    batches = table.iter_batches(ROWS_AT_ONCE)
    with parquet.ParquetWriter(target, schema, compression=_compression(table)) as writer:
        for batch in _until_damage(batches, source, pyarrow.ArrowException):
            new = [next(texts, {}) for _ in range(batch.num_rows)]
            chosen = [_by_column(header, each or {}, source.columns) for each in new]
            for name in {name for each in chosen for name in each}:
                i = schema.get_field_index(name)
                column = _with_texts(batch.column(i), [each.get(name) for each in chosen])
                batch = batch.set_column(i, schema.field(i), column)
            writer.write_batch(batch.filter(pyarrow.array(each is not None for each in new)))


def _compression(table: Any) -> dict[str, str]:
    """Return the compression of each column of a parquet file by the path of the column."""
    if not table.metadata.num_row_groups:
        return {}
    group = table.metadata.row_group(0)
    columns = [group.column(i) for i in range(group.num_columns)]
    return {
        column.path_in_schema: column.compression.replace("UNCOMPRESSED", "NONE")
        for column in columns
    }


def _holds_text(kind: Any) -> bool:
    """Return whether a column of this Arrow type holds texts."""
    from pyarrow import types

    kind = kind.value_type if types.is_dictionary(kind) else kind
    return any(test(kind) for test in (types.is_string, types.is_large_string))


def _with_texts(old: Any, texts: Sequence[str | None]) -> Any:
    """Return the Arrow array with these texts in place of its own, where there are any."""
    import pyarrow

    values = [
        before if text is None else text
        for before, text in zip(old.to_pylist(), texts, strict=True)
    ]
    return pyarrow.array(values, pyarrow.large_string()).cast(old.type)


def _by_column(
    row: Mapping[str, Any], texts: Mapping[str, str], columns: Columns
) -> dict[str, str]:
    """Return the texts by the columns of the row that hold what they replace."""
    asked = {"text": columns.text}
    roles = [role for role in ("title", "text") if role in texts]
    return {
        column: texts[role] for role in roles if (column := column_of(row, role, asked.get(role)))
    }


_WRITERS: dict[str, Callable[[_Source, BinaryIO, Iterator[Texts]], None]] = {
    "jsonl": _write_jsonl,
    "csv": _write_csv,
    "parquet": _write_parquet,
}
