"""A batch on a Ray cluster: the same worker as on one computer, one actor for each job."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..extras import require
from .planning import Outcome, Plan
from .worker import DIED, Worker, outcome_of


def run_on_ray(plan: Plan, jobs: int) -> Iterator[Outcome]:
    """Yield outcomes as they come. Every node must see the input files and the output folder.

    Raises MissingExtra when ray is not installed.
    """
    require("ray", "--engine ray")
    import ray
    from ray.exceptions import RayActorError

    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    # An actor that dies is started again. Its task is not, since it might kill the next one too.
    actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=0)(Worker)
    idle = [actor.remote(plan.without_tasks(), 1) for _ in range(jobs)]
    waiting = list(reversed(plan.tasks))
    running: dict[Any, Any] = {}
    while waiting or running:
        while waiting and idle:
            task, worker = waiting.pop(), idle.pop()
            running[worker.do.remote(task)] = task, worker
        finished, _ = ray.wait(list(running))
        for future in finished:
            task, worker = running.pop(future)
            idle.append(worker)
            try:
                yield ray.get(future)
            except RayActorError:
                yield outcome_of(plan, task, DIED)
