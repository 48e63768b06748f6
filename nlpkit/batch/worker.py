"""The part of a batch that one process does: it reads, runs and writes, task by task."""

from __future__ import annotations

import time
from dataclasses import replace

from .. import files, pipeline, render
from ..errors import NlpkitError, ReadError, WriteError
from ..pipeline import Pipeline, with_threads
from .planning import Outcome, Plan, Task

DIED = "its process died, perhaps for want of memory"


class Worker:
    """The pipeline of one process, and its part of the work."""

    def __init__(self, plan: Plan, threads: int = 0, loaded: Pipeline | None = None) -> None:
        self.plan = plan
        self.pipeline = loaded or pipeline.build(with_threads(plan.config, threads))

    def do(self, task: Task) -> Outcome:
        """Do one task, write its result and return the outcome. Raises only WriteError."""
        started = time.perf_counter()
        reason = None
        try:
            self._write(task)
        except WriteError:
            raise
        except NlpkitError as error:
            reason = f"{error.message} ({error.hint})" if error.hint else error.message
        except Exception as error:
            # An article that meets an unknown fault must not stop the others.
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


def outcome_of(plan: Plan, task: Task, reason: str | None, seconds: float = 0.0) -> Outcome:
    """Return the outcome of a task: a good one where there is no `reason`."""
    return Outcome(
        name=task.name,
        path=task.source,
        sha256=task.sha256,
        signature=plan.signature,
        ok=reason is None,
        reason=reason,
        seconds=seconds,
    )
