"""What a batch writes beside the results: one file of all of
them, a table, and a page to browse.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .. import files, render
from ..errors import WriteError
from .manifest import Outcome
from .planning import ONE, SAME, Plan
from .tasks import Task, records

ROWS_AT_ONCE = (
    500  # rows of a parquet file or database that are written at once, at most some 100 KB each
)
# The columns of a table of results: what people filter and read by, and the whole result as JSON.
COLUMNS = (
    *("id", "path", "title", "language", "clean_text", "translation", "summary"),
    *("signature", "json"),
)


def put_together(plan: Plan, outcomes: Sequence[Outcome]) -> None:
    """Write what the format asks for, then `summary.csv` and `index.html`.

    All of it is in the order of the names, so it does not depend on which article was done first.
    Raises WriteError.
    """
    ordered = sorted(outcomes, key=lambda outcome: outcome.name)
    if plan.format in ONE:
        target = plan.out / f"results{plan.suffix}{ONE[plan.format]}"
        done = [outcome for outcome in ordered if outcome.ok]
        parts = (files.read_text(plan.result_path(o.name, o.path)) for o in done)
        _WRITERS[plan.format](target, parts)
    same = _duplicates(ordered)
    files.write_atomic(plan.out / f"summary{plan.suffix}.csv", table(ordered, same))
    rows = [_row(plan, outcome, same.get(outcome.name, "")) for outcome in ordered]
    files.write_atomic(plan.out / f"index{plan.suffix}.html", render.listing_to_html(rows))
    if plan.format == SAME:
        _write_tables(plan, outcomes)


def _write_tables(plan: Plan, outcomes: Sequence[Outcome]) -> None:
    """Write the files of records with the translated texts of those that are done.

    Raises ReadError and WriteError.
    """
    by_name = {outcome.name: outcome for outcome in outcomes}
    for path, folder in plan.tables:
        write_table(plan, path, folder, by_name)


def write_table(plan: Plan, path: Path, folder: str, outcomes: Mapping[str, Outcome]) -> None:
    """Write one file of records with the translated texts of those that are done.

    `folder` is the first part of the names of its records, and `outcomes` are by their names.
    Raises ReadError and WriteError.
    """
    limit = plan.config.limits.max_bytes
    texts = (
        _texts(plan, task, outcomes.get(task.name))
        for task in records(path, folder, limit, plan.columns)
    )
    target = plan.table_path(folder)
    files.write_records(path, target, texts, max_bytes=limit, columns=plan.columns)


def _texts(plan: Plan, task: Task, outcome: Outcome | None) -> dict[str, str] | None:
    """Return the translated texts of a record; none if it was not done, or was changed since.

    Return None for a record of another share.
    """
    if outcome is None and plan.shard[1] > 1:
        return None
    if outcome is None or not outcome.ok or outcome.sha256 != task.sha256:
        return {}
    texts: dict[str, str] = json.loads(files.read_text(plan.result_path(task.name, task.source)))
    return texts


def _duplicates(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Return, for each article with the content of an earlier
    one, the name of the first of them.
    """
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for outcome in outcomes:
        name = first.setdefault(outcome.sha256 or outcome.name, outcome.name)
        if name != outcome.name:
            same[outcome.name] = name
    return same


def table(outcomes: Sequence[Outcome], same: Mapping[str, str]) -> str:
    """Return a line for each article, in the encoding and form that spreadsheets open."""
    columns = [f.name for f in fields(Outcome) if f.name not in ("ok", "signature")]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["status", *columns, "same_as"])
    for outcome in outcomes:
        values = [_cell(getattr(outcome, column)) for column in columns]
        writer.writerow(["done" if outcome.ok else "failed", *values, same.get(outcome.name, "")])
    return "\ufeff" + text.getvalue()


def _cell(value: Any) -> Any:
    """Return the value on one line.

    It never begins like a formula, which spreadsheets would run.
    """
    if not isinstance(value, str):
        return "" if value is None else value
    text = " ".join(value.split())
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _row(plan: Plan, outcome: Outcome, same: str) -> render.ListingRow:
    link = ""
    if outcome.ok and plan.format not in ONE:
        path = plan.output_path(outcome.name, outcome.path)
        link = quote(path.relative_to(plan.out).as_posix())
    return render.ListingRow(
        name=outcome.name,
        link=link,
        title=outcome.title,
        language=outcome.language,
        foreign=outcome.foreign,
        words=outcome.words,
        seconds=outcome.seconds,
        problem=None if outcome.ok else outcome.reason or "",
        untranslated=outcome.untranslated,
        doubtful=outcome.doubtful,
        same_as=same,
    )


def _jsonl(target: Path, parts: Iterator[str]) -> None:
    with files.atomic(target) as stream:
        for part in parts:
            line = json.dumps(json.loads(part), ensure_ascii=False)
            stream.write(line.encode("utf-8") + b"\n")


def _parquet(target: Path, parts: Iterator[str]) -> None:
    import pyarrow
    from pyarrow import parquet

    schema = pyarrow.schema([(name, pyarrow.string()) for name in COLUMNS])
    rows = map(_values, parts)
    with files.atomic(target) as stream, parquet.ParquetWriter(stream, schema) as writer:
        while group := list(islice(rows, ROWS_AT_ONCE)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema))


def _sqlite(target: Path, parts: Iterator[str]) -> None:
    """Write a database with one table, `results`."""
    names = ", ".join(f'"{name}" TEXT' for name in COLUMNS)
    marks = ", ".join(f":{name}" for name in COLUMNS)
    with files.atomic_path(target) as path:
        base = sqlite3.connect(path)
        try:
            base.execute(f"CREATE TABLE results ({names})")
            rows = map(_values, parts)
            while group := list(islice(rows, ROWS_AT_ONCE)):
                base.executemany(f"INSERT INTO results VALUES ({marks})", group)
            base.commit()
        except sqlite3.Error as error:
            hint = "free some space, or write to another disk"
            raise WriteError(f"{target} cannot be written: {error}", hint=hint) from error
        finally:
            base.close()


_WRITERS: dict[str, Callable[[Path, Iterator[str]], None]] = {
    "jsonl": _jsonl,
    "parquet": _parquet,
    "sqlite": _sqlite,
}


def _values(part: str) -> dict[str, Any]:
    """Return a result as a row of a table."""
    data = json.loads(part)
    document = data.get("document", {})
    return {
        "id": data.get("id"),
        "path": data.get("source", {}).get("path"),
        "title": document.get("title"),
        "language": document.get("language"),
        "clean_text": data.get("clean_text"),
        "translation": data.get("translation", {}).get("text"),
        "summary": data.get("summary", {}).get("text"),
        "signature": data.get("signature"),
        "json": part,
    }
