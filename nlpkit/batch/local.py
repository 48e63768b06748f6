"""A batch in several processes of this computer."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial

from ..engines.machine import available_memory
from ..pipeline.tasks import Died, Late
from ..pipeline.workers import Runner, Workers
from .manifest import Outcome
from .planning import Plan
from .tasks import Task
from .worker import do, outcome_of, prepare_process, reason_of

LEAST_MEMORY = 2 << 30  # bytes that every process may take, whatever the machine has


def run_in_processes(plan: Plan, jobs: int) -> Iterator[Outcome]:
    """Yield outcomes as they come, from as many processes as `jobs` says.

    Where an article takes longer than `limits.seconds`, or ends its process, only that article
    fails.
    """
    limits, server = plan.config.limits, plan.config.server
    bounded = server.model_copy(update={"workers": jobs, "seconds": limits.seconds})
    config = plan.config.model_copy(update={"server": bounded})
    memory = max(LEAST_MEMORY, available_memory() // jobs)
    prepare = partial(prepare_process, plan.without_tasks(), memory)
    with Workers(config, prepare=prepare, spare=False) as workers:
        yield from run_with(workers, plan)


def run_with(runner: Runner, plan: Plan) -> Iterator[Outcome]:
    """Yield outcomes as they come, from any runner. Raises WriteError."""
    bare = plan.without_tasks()
    running: dict[Future[Outcome], Task] = {}
    for task in plan.loaded():
        running[runner.submit(do, bare, task).future] = task
        if len(running) >= runner.count:
            yield from _finished(plan, running)
    while running:
        yield from _finished(plan, running)


def _finished(plan: Plan, running: dict[Future[Outcome], Task]) -> Iterator[Outcome]:
    """Yield the outcomes of the tasks that are done, at least one of them."""
    finished, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in finished:
        task = running.pop(future)
        try:
            yield future.result()
        except (Died, Late) as error:
            yield outcome_of(plan, task, reason_of(error))
