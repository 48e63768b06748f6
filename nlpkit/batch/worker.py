"""The work on articles of a batch: they are read, run and written."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from .. import files
from ..document import Document
from ..errors import NlpkitError, ReadError, WriteError
from ..pipeline import Pipeline
from ..translate.outcomes import MEMORY
from . import tasks
from .manifest import Outcome
from .planning import SAME, Plan, translated_by
from .results import write_result, write_translated
from .tasks import Task

TOO_MUCH = "it takes more memory than there is for one process; give it in parts"


class TooMuchMemory(NlpkitError):
    """An article takes more memory than one process may have."""

    code = "memory"


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
        return _finished(pipeline, plan, _begun(pipeline, plan, task))
    except WriteError:
        raise
    except NlpkitError as error:
        return failure_of(plan, task, error, time.perf_counter() - started)
    except MemoryError:
        return failure_of(plan, task, TooMuchMemory(TOO_MUCH), time.perf_counter() - started)
    except Exception as error:
        # An article that meets an unknown fault must not stop the others.
        reason = f"internal error: {type(error).__name__}: {error}"
        outcome = outcome_of(plan, task, reason, time.perf_counter() - started)
        return replace(outcome, code="internal")


class _Begun(NamedTuple):
    """A task whose article is read and preprocessed, and the seconds that both took."""

    task: Task
    item: files.Item
    document: Document
    reading: float
    preprocessing: float


def _together(pipeline: Pipeline, plan: Plan, group: Sequence[Task]) -> Iterator[Outcome]:
    """Translate the articles of all tasks at once, then yield the outcome of each."""
    begun: list[_Begun] = []
    for task in group:
        started = time.perf_counter()
        try:
            begun.append(_begun(pipeline, plan, task))
        except NlpkitError as error:
            yield failure_of(plan, task, error, time.perf_counter() - started)
    started = time.perf_counter()
    # The memory of translations keeps them for what follows.
    pipeline.translate_all([article.document for article in begun])
    shared = time.perf_counter() - started
    characters = sum(len(article.document.text) for article in begun)
    for article in begun:
        share = shared * len(article.document.text) / characters
        yield _finished(pipeline, plan, article, share)


def _begun(pipeline: Pipeline, plan: Plan, task: Task) -> _Begun:
    """Read and preprocess the article of a task. Raises ReadError."""
    started = time.perf_counter()
    item = tasks.read_article(task, plan.config.limits.max_bytes)
    if item.sha256 != task.sha256:
        raise ReadError(tasks.CHANGED)
    read = time.perf_counter()
    document = pipeline.preprocess(item.article)
    return _Begun(task, item, document, read - started, time.perf_counter() - read)


def _finished(pipeline: Pipeline, plan: Plan, article: _Begun, share: float = 0.0) -> Outcome:
    """Translate and summarise the article, write its result and return the outcome of its task.

    `share` is its part of the seconds that the translation of a whole group took.
    """
    task, item, document, reading, preprocessing = article
    started = time.perf_counter()
    if plan.format == SAME:
        facts = write_translated(pipeline, plan, task, item.article, document)
    else:
        result = pipeline.run(document)
        timings = {**result.timings, "preprocess": preprocessing}
        timings["translate"] += share
        warnings = item.warnings + result.warnings
        facts = write_result(plan, task, replace(result, timings=timings, warnings=warnings))
    seconds = reading + preprocessing + share + time.perf_counter() - started
    return replace(outcome_of(plan, task, None, seconds), **facts)


def failure_of(plan: Plan, task: Task, error: NlpkitError, seconds: float = 0.0) -> Outcome:
    """Return the outcome of a task that an error ended. The reason tells what to do, too."""
    reason = f"{error.message} ({error.hint})" if error.hint else error.message
    return replace(outcome_of(plan, task, reason, seconds), code=error.code)


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


def _bound_memory(size: int) -> None:
    """Limit this process to `size` bytes of memory, where the system has such a limit.

    So a file that unpacks to more than that fails alone. Without the limit, an article that needs
    too much memory ends its process, which makes only that article fail as well.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, resource.RLIM_INFINITY))
