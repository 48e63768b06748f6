"""Doing what the plan says, in this process, in several, or on a Ray cluster."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice
from typing import Any

from .. import files, pipeline, render
from ..config import Config
from ..errors import ConfigError, NlpkitError, ReadError, WriteError
from ..pipeline import Pipeline, with_threads
from .planning import Outcome, Plan, Task, as_record, suffix

ROWS_IN_MEMORY = 500  # of a parquet file, at most some 100 KB each
DIED = "its process died, perhaps for want of memory"

Work = Callable[[Plan, int], Iterator[Outcome]]


def run(
    plan: Plan, *, jobs: int = 1, engine: str = "local", loaded: Pipeline | None = None
) -> Iterator[Outcome]:
    """Do the tasks of a plan; every outcome is in the manifest before it is yielded.

    `loaded` is a pipeline of the plan's configuration whose models may be in memory already: it
    does the work where that is done in this process.

    Guarantees:
    - one article's failure, even the death of its process, fails that article alone;
    - results are written whole or not at all.

    Raises WriteError when results cannot be written (the disk is full), ConfigError for an
    unknown engine or one that is not installed.
    """

    def here(plan: Plan, jobs: int) -> Iterator[Outcome]:
        return map(Worker(plan, loaded=loaded).do, plan.tasks)

    works: dict[str, Work] = {"local": _in_processes if jobs > 1 else here, "ray": _on_ray}
    if engine not in works:
        raise ConfigError(f"unknown engine {engine!r}", hint=f"use one of: {', '.join(works)}")
    outcomes = list(plan.finished)
    with files.append_lines(plan.manifest) as append:
        for outcome in works[engine](plan, jobs):
            append(json.dumps(as_record(outcome), ensure_ascii=False))
            outcomes.append(outcome)
            yield outcome
    _put_together(plan, [o for o in outcomes if o.ok])


class Worker:
    """One process's pipeline and its share of the work."""

    def __init__(self, plan: Plan, threads: int = 0, loaded: Pipeline | None = None) -> None:
        self.plan = plan
        self.pipeline = loaded or pipeline.build(with_threads(plan.config, threads))

    def do(self, task: Task) -> Outcome:
        """The outcome of one task, its result written. Raises only WriteError."""
        started = time.perf_counter()
        reason = None
        try:
            self._write(task)
        except WriteError:
            raise
        except NlpkitError as error:
            reason = f"{error.message} ({error.hint})" if error.hint else error.message
        except Exception as error:
            # An article that trips an unknown fault must not take the others with it.
            reason = f"internal error: {type(error).__name__}: {error}"
        seconds = round(time.perf_counter() - started, 3)
        return outcome_of(self.plan, task, reason, seconds)

    def _write(self, task: Task) -> None:
        if task.problem is not None:
            raise ReadError(task.problem)
        article, warnings = task.article, task.warnings
        if article is None:
            item = files.read(task.path, max_bytes=self.plan.config.limits.max_bytes)
            article, warnings = item.article, item.warnings
        result = self.pipeline.run(article)
        result = replace(result, warnings=warnings + result.warnings)
        if self.plan.format == "md":
            text = render.to_markdown(result)
        else:
            text = render.to_json(result, path=task.source, sha256=task.sha256)
        files.write_atomic(self.plan.result_path(task.name), text)


def _in_processes(plan: Plan, jobs: int) -> Iterator[Outcome]:
    threads = max(1, (os.cpu_count() or 1) // jobs)
    waiting = list(reversed(plan.tasks))
    while waiting:
        running: dict[Future[Outcome], Task] = {}
        with _pool(plan, jobs, threads) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < 2 * jobs:
                        # A broken pool refuses: the task must still be waiting then.
                        future = pool.submit(_do, waiting[-1])
                        running[future] = waiting.pop()
                    finished, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in finished:
                        outcome = future.result()
                        del running[future]
                        yield outcome
            except BrokenProcessPool:
                # Which of them killed its process cannot be told: each gets a process of its own.
                suspects = list(running.values())
            else:
                suspects = []
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
        for task in suspects:
            yield _alone(plan, task, threads)


def _alone(plan: Plan, task: Task, threads: int) -> Outcome:
    with _pool(plan, 1, threads) as pool:
        try:
            return pool.submit(_do, task).result()
        except BrokenProcessPool:
            return outcome_of(plan, task, DIED)


def _pool(plan: Plan, jobs: int, threads: int) -> ProcessPoolExecutor:
    # spawn: a forked child would inherit the locks of the engines' threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(
        jobs, context, initializer=_start, initargs=(plan.without_tasks(), threads)
    )


_worker: Worker | None = None


def _start(plan: Plan, threads: int) -> None:
    global _worker
    _worker = Worker(plan, threads)


def _do(task: Task) -> Outcome:
    assert _worker is not None, "the pool's initializer makes the worker"
    return _worker.do(task)


def _on_ray(plan: Plan, jobs: int) -> Iterator[Outcome]:
    from .ray import run_on_ray

    return run_on_ray(plan, jobs)


def outcome_of(plan: Plan, task: Task, reason: str | None, seconds: float = 0.0) -> Outcome:
    """The outcome of a task: a good one where there is no `reason`."""
    return Outcome(
        name=task.name,
        path=task.source,
        sha256=task.sha256,
        signature=plan.signature,
        ok=reason is None,
        reason=reason,
        seconds=seconds,
    )


def _put_together(plan: Plan, outcomes: list[Outcome]) -> None:
    """One file of all results, for the formats that are one file; in the order of the names."""
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
    """A result as a table's row: what people filter and read by, and the whole of it as JSON."""
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
