"""Does what a plan says: in this process, in several, or on a Ray cluster."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from .. import files
from ..errors import ConfigError
from ..extras import require
from .local import run_in_processes
from .planning import Outcome, Plan, as_record, suffix
from .worker import Worker

ROWS_IN_MEMORY = 500  # of a parquet file, at most some 100 KB each

Work = Callable[[Plan, int], Iterator[Outcome]]


def run(plan: Plan, *, jobs: int = 1, engine: str = "local") -> Iterator[Outcome]:
    """Do the tasks of a plan. Every outcome is in the manifest before it is yielded.

    Guarantees:
    - a failure of one article, even the death of its process, makes only that article fail;
    - results are written whole or not at all.

    Raises WriteError when results cannot be written (the disk is full), ConfigError for an unknown
    engine, MissingExtra where the engine or the format is not installed.
    """

    def here(plan: Plan, jobs: int) -> Iterator[Outcome]:
        return map(Worker(plan).do, plan.tasks)

    works: dict[str, Work] = {"local": run_in_processes if jobs > 1 else here, "ray": _on_ray}
    if engine not in works:
        raise ConfigError(f"unknown engine {engine!r}", hint=f"use one of: {', '.join(works)}")
    if plan.format == "parquet":
        require("parquet", "--format parquet")  # raised now, not when all the work is done
    outcomes = list(plan.finished)
    with files.append_lines(plan.manifest) as append:
        for outcome in works[engine](plan, jobs):
            append(json.dumps(as_record(outcome), ensure_ascii=False))
            outcomes.append(outcome)
            yield outcome
    _put_together(plan, [o for o in outcomes if o.ok])


def _on_ray(plan: Plan, jobs: int) -> Iterator[Outcome]:
    from .ray import run_on_ray

    return run_on_ray(plan, jobs)


def _put_together(plan: Plan, outcomes: list[Outcome]) -> None:
    """Write one file of all results, in the order of the names,
    for the formats that are one file.
    """
    parts = (files.read_text(plan.result_path(o.name)) for o in sorted(outcomes, key=_name))
    target = plan.out / f"results{suffix(plan.shard)}.{plan.format}"
    if plan.format == "jsonl":
        with files.atomic(target) as stream:
            for part in parts:
                line = json.dumps(json.loads(part), ensure_ascii=False)
                stream.write(line.encode("utf-8") + b"\n")
    elif plan.format == "parquet":
        import pyarrow
        from pyarrow import parquet

        schema = pyarrow.schema([(name, pyarrow.string()) for name in _row("{}")])
        rows = map(_row, parts)
        with files.atomic(target) as stream, parquet.ParquetWriter(stream, schema) as writer:
            while group := list(islice(rows, ROWS_IN_MEMORY)):
                writer.write_table(pyarrow.Table.from_pylist(group, schema))


def _name(outcome: Outcome) -> str:
    return outcome.name


def _row(part: str) -> dict[str, Any]:
    """Return a result as a row of a table: columns to filter and
    read by, and the whole result as JSON.
    """
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
