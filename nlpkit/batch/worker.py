"""The work on articles of a batch: they are read, run and written."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from .. import files, render
from ..document import Document, Result
from ..errors import NlpkitError, ReadError, WriteError
from ..length import count_words
from ..pipeline import Pipeline
from ..translate.outcomes import MEMORY
from . import tasks
from .manifest import Outcome
from .planning import Plan
from .tasks import Task

TOO_MUCH_MEMORY = "it takes more memory than there is for one process; give it in parts"


def do_all(pipeline: Pipeline, plan: Plan, group: Sequence[Task]) -> Iterator[Outcome]:
    """Do the tasks of a group, write their results and yield the outcomes. Raises only WriteError.

    Their articles share batches of the translator. If there is a fault in one of them, each task
    that is left is done alone.
    """
    left = {task.name: task for task in group}
    if len(group) > 1:
        with contextlib.suppress(Exception):
            for outcome in _together(pipeline, plan, group):
                del left[outcome.name]
                yield outcome
    for task in left.values():
        yield do(pipeline, plan, task)


def do(pipeline: Pipeline, plan: Plan, task: Task) -> Outcome:
    """Do one task, write its result and return the outcome. Raises only WriteError."""
    started = time.perf_counter()
    try:
        item = _read(plan, task)
        return _written(plan, task, item, pipeline.run(item.article), started)
    except WriteError:
        raise
    except NlpkitError as error:
        return outcome_of(plan, task, reason_of(error), time.perf_counter() - started)
    except MemoryError:
        return outcome_of(plan, task, TOO_MUCH_MEMORY, time.perf_counter() - started)
    except Exception as error:
        # An article that meets an unknown fault must not stop the others.
        reason = f"internal error: {type(error).__name__}: {error}"
        return outcome_of(plan, task, reason, time.perf_counter() - started)


class _Begun(NamedTuple):
    """A task whose article is preprocessed, and the seconds that it took so far."""

    task: Task
    item: files.Item
    document: Document
    seconds: float


def _together(pipeline: Pipeline, plan: Plan, group: Sequence[Task]) -> Iterator[Outcome]:
    """Translate the articles of all tasks at once, then yield the outcome of each."""
    begun: list[_Begun] = []
    for task in group:
        started = time.perf_counter()
        try:
            item = _read(plan, task)
            document = pipeline.preprocess(item.article)
        except NlpkitError as error:
            yield outcome_of(plan, task, reason_of(error), time.perf_counter() - started)
        else:
            begun.append(_Begun(task, item, document, time.perf_counter() - started))
    started = time.perf_counter()
    # The memory of translations keeps them for the runs below.
    pipeline.translate_all([article.document for article in begun])
    shared = time.perf_counter() - started
    characters = sum(len(article.document.text) for article in begun)
    for task, item, document, seconds in begun:
        share = shared * len(document.text) / characters
        started = time.perf_counter() - seconds - share
        result = pipeline.run(document)
        timings = {**result.timings, "preprocess": seconds}
        timings["translate"] += share
        yield _written(plan, task, item, replace(result, timings=timings), started)


def reason_of(error: NlpkitError) -> str:
    """Return an error as the reason of an outcome: what is wrong, and what to do."""
    return f"{error.message} ({error.hint})" if error.hint else error.message


def outcome_of(plan: Plan, task: Task, reason: str | None, seconds: float = 0.0) -> Outcome:
    """Return the outcome of a task: a good one where there is no `reason`."""
    return Outcome(
        name=task.name,
        path=task.source,
        sha256=task.sha256,
        signature=plan.signature,
        ok=reason is None,
        reason=reason,
        seconds=round(seconds, 3),
    )


def prepare_process(plan: Plan, size: int) -> None:
    """Prepare this process for the tasks of a plan: it may take `size` bytes of memory, and
    translations are kept beside the results if `translator.memory` is true.
    """
    if plan.config.translator.memory:
        MEMORY.keep_in(files.DiskMemory(plan.memory), translated_by(plan.signature))
    _bound_memory(size)


def translated_by(signature: str) -> str:
    """Return the parts of a signature that a translation depends on."""
    return "|".join(p for p in signature.split("|") if p.startswith(("nlpkit:", "tr:")))


def _bound_memory(size: int) -> None:
    """Limit this process to `size` bytes of memory, where the system has such a limit.

    So a file that unpacks to more than that fails alone. Without the limit, an article that needs
    too much memory ends its process, which makes only that article fail as well.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, resource.RLIM_INFINITY))


def _read(plan: Plan, task: Task) -> files.Item:
    """Return the article of the task. Raises ReadError."""
    item = tasks.read_article(task, plan.config.limits.max_bytes)
    if item.sha256 != task.sha256:
        raise ReadError(tasks.CHANGED)
    return item


def _written(plan: Plan, task: Task, item: files.Item, result: Result, started: float) -> Outcome:
    """Write the result and return the outcome of its task. Raises WriteError."""
    result = replace(result, warnings=item.warnings + result.warnings)
    if plan.format == "md":
        text = render.to_markdown(result)
    elif plan.format == "html":
        text = render.to_html(result)
    else:
        text = render.to_json(result, path=task.source, sha256=task.sha256)
    files.write_atomic(plan.result_path(task.name), text)
    document, pieces = result.document, result.translation.pieces
    foreign = sum(piece.end - piece.start for piece in pieces if piece.status != "kept")
    return replace(
        outcome_of(plan, task, None, time.perf_counter() - started),
        title=result.headline.text if result.headline else "",
        language=document.language,
        words=count_words(document.clean_text),
        foreign=round(foreign / max(1, len(document.text)), 3),
        untranslated=sum(piece.status == "failed" for piece in pieces),
    )
