"""Runs many files as a batch and shows its progress in the files tab.

Worker processes import this module, so it imports no Gradio.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import files
from ..batch import outputs, planning, worker
from ..batch.manifest import Outcome
from ..batch.planning import Plan
from ..batch.tasks import Task
from ..batch.worker import failure_of
from ..config import Config
from ..errors import NlpkitError
from ..glossary import NO_TERMS, Glossary
from ..pipeline import Pipeline, replaced
from ..pipeline.tasks import Busy, Closed, Died, Late
from ..pipeline.workers import Runner
from . import view
from .batches import ARCHIVE, TABLE, Batch, made, named, offered
from .downloads import Downloads, Offer
from .sizes import size_of
from .view import Row, Strings

LOG = logging.getLogger("nlpkit.ui")
SECONDS_BETWEEN_TRIES = 0.2  # between attempts to submit work to a busy server
ROWS_A_SECOND = 2000  # The whole table is sent each time, so long tables are sent less often.


class Broken(NlpkitError):
    """A file could not be written for an unknown reason."""

    code = "internal"


@dataclass(frozen=True)
class Job:
    """What a visitor asks for: uploaded files, and the settings for all of them.

    `glossary` comes before the terms of the configuration.
    """

    paths: Sequence[Path]
    target: str
    length: str
    format: str
    glossary: Glossary = NO_TERMS


@dataclass
class Visit:
    """A visitor's run, so that it can be stopped, and its files tried again."""

    stopped: bool = False
    left: bool = False
    offer: Offer | None = None
    batch: Batch | None = None


@dataclass(frozen=True)
class Shown:
    """What to show now. None leaves a part unchanged. `archive` is a link to all results."""

    status: str
    table: str | None = None
    archive: str | None = ""
    running: bool = True


def run(
    runner: Runner, job: Job, visit: Visit, say: Strings, own: Path, downloads: Downloads
) -> Iterator[Shown]:
    """Yield the table each time a file is done, and at the end a zip of the results in folder
    `own`.

    Guarantees: a file that fails is a row with its reason. After a stop, finished results are kept.
    """
    yield Shown(view.status(say("reading") + "…", "busy"), table="")
    try:
        config = _for_job(runner.config, job)
        size = size_of(job.paths, config.limits.page_chars)
        arguments = job.paths, own / "results", config, job.format
        plan: Plan | None = _answer(runner, lambda: visit.stopped, make_plan, *arguments, size=size)
        if plan is None:
            yield Shown(view.status(say("stopping_nothing"), "note"), running=False)
            return
        limit = config.limits.page_files
        if plan.total > limit:
            problem = say("too_many", n=f"{plan.total:,}", limit=f"{limit:,}")
            yield Shown(view.status(problem, "error"), running=False)
            return
        visit.batch = Batch(named(plan, job.paths), job.glossary)
        yield from _drain(visit.batch, runner, visit, say, downloads)
    except NlpkitError as error:
        yield Shown(view.problem(error, say), running=False)
    except Exception:
        LOG.exception("files could not be processed")
        yield Shown(view.status(say("error"), "error"), running=False)


def again(
    runner: Runner, visit: Visit, at: int, say: Strings, downloads: Downloads
) -> Iterator[Shown]:
    """Try a file again that has failed, and yield the table before and after.

    `at` is its place in the plan. Where no such file has failed, nothing is yielded.
    """
    batch = visit.batch
    before = batch.outcome(at) if batch else None
    if batch is None or before is None or before.ok:
        return
    visit.stopped = False
    started = time.monotonic()
    rows = _linked(batch, visit.offer, say)
    rows[at] = Row(rows[at].name, "working")
    status = view.status(say("trying_again", name=rows[at].name), "busy")
    yield Shown(status, view.table(rows, say), archive=None)
    try:
        _try_again(batch, at, runner, visit)
        yield _finished(batch, visit, say, downloads, time.monotonic() - started)
        return
    except NlpkitError as error:
        problem = view.problem(error, say)
    except Exception:
        LOG.exception("a file could not be tried again")
        problem = view.status(say("error"), "error")
    rows = _linked(batch, visit.offer, say)
    yield Shown(problem, view.table(rows, say, again=True), archive=None, running=False)


def _try_again(batch: Batch, at: int, runner: Runner, visit: Visit) -> None:
    """Do what has failed of a task: its own work, or the file of its records, or both."""
    if not batch.outcomes[at].ok:
        (task,) = replace(batch.plan, tasks=(batch.plan.tasks[at],)).loaded()
        outcome = _outcome(batch, task, runner, visit)
        if outcome:
            batch.outcomes[at] = outcome
    if batch.outcomes[at].ok:
        _write_tables(batch, runner, visit, only=batch.output(at))


def _drain(
    batch: Batch, runner: Runner, visit: Visit, say: Strings, downloads: Downloads
) -> Iterator[Shown]:
    plan = batch.plan
    rows = _rows(batch, say)
    sizes = [size_of([task.path], plan.config.limits.max_bytes) for task in plan.tasks]
    started = last = time.monotonic()
    rows[0] = replace(rows[0], status="working")
    yield Shown(_progress(0, len(rows), None, say), view.table(rows, say))
    for i, task in enumerate(plan.loaded()):
        outcome = _outcome(batch, task, runner, visit)
        if outcome:
            batch.outcomes[i] = outcome
            rows[i] = _row(plan, outcome, task, say)
        now = time.monotonic()
        if visit.stopped or i + 1 == len(rows):
            break
        rows[i + 1] = replace(rows[i + 1], status="working")
        if now - last >= max(0.25, len(rows) / ROWS_A_SECOND):
            left = (now - started) / max(sum(sizes[: i + 1]), 1) * sum(sizes[i + 1 :])
            yield Shown(_progress(i + 1, len(rows), left, say), view.table(rows, say))
            last = now
    _write_tables(batch, runner, visit)
    yield _finished(batch, visit, say, downloads, time.monotonic() - started)


def _rows(batch: Batch, say: Strings) -> list[Row]:
    """Return the row of each file, without links."""
    plan = batch.plan
    return [
        _row(plan, outcome, task, say)
        if (outcome := batch.outcome(i))
        else Row(task.name, "waiting")
        for i, task in enumerate(plan.tasks)
    ]


def _linked(batch: Batch, offer: Offer | None, say: Strings) -> list[Row]:
    """Return the row of each file, with links to what is offered."""
    rows = _rows(batch, say)
    if offer is None:
        return rows
    return [
        replace(row, link=offer.address(name)) if row.status == "done" else row
        for name, row in zip(offered(batch.plan), rows, strict=True)
    ]


def _outcome(batch: Batch, task: Task, runner: Runner, visit: Visit) -> Outcome | None:
    """Return the outcome of a file, or None if the visitor stopped first."""
    plan = batch.plan
    try:
        most = plan.config.limits.page_chars
        size = len(task.article.text) if task.article else size_of([task.path], most)
        arguments = plan.without_tasks(), task, batch.glossary
        outcome: Outcome | None = _answer(
            runner, lambda: visit.stopped, do, *arguments, size=min(size, most)
        )
        return outcome
    except (Closed, Died, Late) as error:
        return failure_of(plan, task, error)


def _write_tables(batch: Batch, runner: Runner, visit: Visit, *, only: Path | None = None) -> None:
    """Write the files of records of which one is done, or of them only the one at `only`.

    It is done in workers, after a stop too, unless the visitor has left. Why a file could not be
    written is noted in the batch.
    """
    plan = batch.plan
    for (path, folder), outcomes in batch.tables().items():
        target = plan.table_path(folder)
        if only not in (None, target):
            continue
        batch.unwritten.pop(target, None)
        arguments = plan.without_tasks(), path, folder, outcomes
        size = size_of([path], plan.config.limits.page_chars)
        try:
            _answer(runner, lambda: visit.left, write_table, *arguments, size=size)
        except NlpkitError as error:
            batch.unwritten[target] = error
        except Exception:
            LOG.exception("a file of records could not be written")
            batch.unwritten[target] = Broken("internal error")


def _answer(
    runner: Runner,
    stopped: Callable[[], bool],
    work: Callable[..., Any],
    *arguments: Any,
    size: int,
) -> Any:
    """Return the answer of a task, or None once `stopped` returns True. It is submitted again while
    the server is busy.
    """
    while not stopped():
        try:
            task = runner.submit(work, *arguments, size=size)
        except Busy:
            time.sleep(SECONDS_BETWEEN_TRIES)
        else:
            return task.result(stopped)
    return None


def make_plan(
    pipeline: Pipeline, paths: Sequence[Path], out: Path, config: Config, format: str
) -> Plan:
    """Return the plan, made in a worker because files with many articles are read for it."""
    return planning.plan(paths, out=out, config=config, format=format, resume=False)


def do(pipeline: Pipeline, plan: Plan, task: Task, glossary: Glossary) -> Outcome:
    """Return the outcome of one file, made in a worker with its loaded models."""
    own = pipeline.glossary if plan.config.translator.glossary else NO_TERMS
    return worker.do(replaced(pipeline, plan.config, glossary=own | glossary), plan, task)


def write_table(
    pipeline: Pipeline, plan: Plan, path: Path, folder: str, outcomes: Mapping[str, Outcome]
) -> None:
    """Write a file of records, in a worker because it is read and written whole."""
    outputs.write_table(plan, path, folder, outcomes)


def _finished(
    batch: Batch, visit: Visit, say: Strings, downloads: Downloads, seconds: float
) -> Shown:
    """Return the last of a run: what became of the files, and what can be downloaded."""
    visit.offer = offer = downloads.offer(made(batch))
    rows = _linked(batch, offer, say)
    done = sum(row.status == "done" for row in rows)
    failed = sum(row.status == "failed" for row in rows)
    parts = [say("done", seconds=f"{seconds:.1f}"), say("files_done", n=done)]
    if failed:
        parts.append(say("files_failed", n=failed))
    if waiting := len(rows) - done - failed:
        parts[0] = say("stopped_files")
        parts.append(say("files_left", n=waiting))
    parts += _of_records(batch.plan, rows, say)
    status = view.status(" · ".join(parts), "done" if done and not waiting else "note")
    table = view.table(rows, say, again=True)
    links = {say("download_zip"): ARCHIVE, say("download_table"): TABLE}
    archive = view.downloads(
        {text: offer.address(name) for text, name in links.items() if name in offer.files}
    )
    return Shown(status, table, archive, running=False)


def _of_records(plan: Plan, rows: Sequence[Row], say: Strings) -> list[str]:
    """Return how many records are translated in the files that come back whole, if not all are."""
    if plan.format != planning.SAME:
        return []
    states = [
        row.status == "done"
        for task, row in zip(plan.tasks, rows, strict=True)
        if files.holds_records(task.source)
    ]
    done, total = sum(states), len(states)
    return [say("records_done", n=done, total=total)] if 0 < done < total else []


def _progress(done: int, total: int, left: float | None, say: Strings) -> str:
    text = say("file_of", n=done + 1, total=total)
    if left is not None:
        minutes = math.ceil(left / 60)
        rest = say("minutes_left", n=minutes) if minutes > 1 else say("minute_left")
        text = f"{text} · {rest}"
    return view.progress(text, done, total, say)


def _row(plan: Plan, outcome: Outcome, task: Task, say: Strings) -> Row:
    if not outcome.ok:
        return Row(task.name, "failed", " ".join(say.error(outcome.code)))
    notes = [say("file_as_text")] if plan.gives_text(task.source) else []
    counts = {"file_untranslated": outcome.untranslated, "file_doubtful": outcome.doubtful}
    notes += [say(key, n=n) for key, n in counts.items() if n]
    return Row(task.name, "done", "; ".join(notes))


def _for_job(config: Config, job: Job) -> Config:
    """Return the settings of the job."""
    # The translations of a glossary are in one language.
    same = job.target == config.translator.target
    update = {"target": job.target, "glossary": config.translator.glossary if same else None}
    translator = config.translator.model_copy(update=update)
    summarizer = config.summarizer.model_copy(update={"length": job.length})
    return config.model_copy(update={"translator": translator, "summarizer": summarizer})
