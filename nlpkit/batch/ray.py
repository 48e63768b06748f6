"""A batch on a Ray cluster: the same work as on one computer, one actor for each job."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import pipeline
from ..extras import require
from ..pipeline import with_threads
from .manifest import Outcome
from .planning import Plan
from .tasks import Task
from .worker import do, outcome_of

DIED = "its process died, perhaps for want of memory"


class Actor:
    """One process of the cluster. It loads the models once, then does the tasks that it is sent."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.pipeline = pipeline.build(with_threads(plan.config, 1))

    def do(self, task: Task) -> Outcome:
        """Do one task, write its result and return the outcome. Raises only WriteError."""
        return do(self.pipeline, self.plan, task)


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
    actor = ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=0)(Actor)
    idle = [actor.remote(plan.without_tasks()) for _ in range(jobs)]
    running: dict[Any, tuple[Task, Any]] = {}

    def finished() -> Iterator[Outcome]:
        for future in ray.wait(list(running))[0]:
            task, worker = running.pop(future)
            idle.append(worker)
            try:
                yield ray.get(future)
            except RayActorError:
                yield outcome_of(plan, task, DIED)

    for task in plan.loaded():
        worker = idle.pop()
        running[worker.do.remote(task)] = task, worker
        while not idle:
            yield from finished()
    while running:
        yield from finished()
