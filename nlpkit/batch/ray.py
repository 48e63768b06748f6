"""A batch on a Ray cluster, by Ray Data: read, then do on a pool of actors that hold the models.

An actor does its share as a batch does it on one computer: in a process of its own with bounds on
time and memory, so that an article which ends this process fails alone. If an actor or its computer
is lost, Ray gives its share to another. Every node must see the input files and the output folder.
"""

from __future__ import annotations

import json
import logging
import pickle
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import groupby, islice
from typing import Any

from ..errors import EngineError, WriteError
from ..extras import require
from ..pipeline import with_threads
from . import tasks
from .local import MOST_TOGETHER, SHARES, run_with, workers
from .manifest import Outcome
from .planning import Plan
from .tasks import Task

MOST_AT_ONCE = SHARES * MOST_TOGETHER  # tasks that an actor gets at once: enough for full groups
Rows = dict[str, Any]


class Actor:
    """A process of the cluster, with a worker process that has loaded the models."""

    def __init__(self, plan: Plan, beside: int) -> None:
        """`beside` is the number of actors that share the memory of this computer."""
        self._plan = replace(plan, config=with_threads(plan.config, 1))
        self._workers = workers(self._plan, 1, beside)

    def __call__(self, rows: Rows) -> Iterator[Rows]:
        """Do the tasks of some rows, write their results and yield the outcomes."""
        plan = replace(self._plan, tasks=tuple(map(pickle.loads, rows["task"])))
        for outcome in run_with(self._workers, plan):
            yield {"outcome": [json.dumps(asdict(outcome))]}


def run_on_ray(plan: Plan, jobs: int, address: str | None, gpus: float) -> Iterator[Outcome]:
    """Yield outcomes as they come, from `jobs` actors of the cluster at this address.

    `jobs` 0 means an actor for each core; address None means a cluster on this computer, which is
    started. Each actor takes one core and `gpus` GPUs. An actor that is lost is started again where
    there is room for it. If there is none, and so nothing goes on, what is left is begun anew with
    as many actors as the cluster has cores then.

    Raises MissingExtra when ray is not installed, EngineError when nothing goes on, and WriteError.
    """
    require("ray", "--engine ray")
    import ray
    from ray.data.exceptions import ExecutionTimeoutError

    if not ray.is_initialized():
        ray.init(address=address, log_to_driver=False)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False  # the command has its own
    logging.getLogger("ray.data").setLevel(logging.WARNING)
    context.target_max_block_size = 1  # every outcome comes at once, and counts as progress
    context.execution_no_progress_timeout_s = 2 * plan.config.limits.seconds
    left = {task.name: task for task in plan.tasks}
    while left:
        before = len(left)
        try:
            for outcome in _outcomes(replace(plan, tasks=tuple(left.values())), jobs, gpus):
                del left[outcome.name]
                yield outcome
        except ExecutionTimeoutError as error:
            if len(left) == before:
                hint = "look at its nodes: ray status"
                raise EngineError("nothing goes on in the Ray cluster", hint=hint) from error


def _outcomes(plan: Plan, jobs: int, gpus: float) -> Iterator[Outcome]:
    import ray
    from ray.exceptions import RayTaskError

    nodes = [int(node["Resources"].get("CPU", 0)) for node in ray.nodes() if node["Alive"]]
    # A cluster without cores may start nodes for a number of actors, but it cannot tell a number.
    if not jobs and not sum(nodes):
        hint = "look at its nodes with ray status, or give a number of jobs"
        raise EngineError("the Ray cluster has no cores", hint=hint)
    jobs = min(jobs or sum(nodes), len(plan.tasks))
    at_once = max(1, min(MOST_AT_ONCE, len(plan.tasks) // (SHARES * jobs)))
    bare = plan.without_tasks()
    groups = [{"tasks": pickle.dumps(group)} for group in _groups(plan, at_once)]
    found = ray.data.from_items(groups)
    # Reading takes no core of its own: the actors have them all, and wait for what is read.
    read = found.map_batches(_loaded, fn_args=(bare,), batch_size=1, num_cpus=0)
    done = read.map_batches(
        Actor, fn_constructor_args=(bare, max([1, *nodes])), batch_size=at_once,
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=jobs, initial_size=jobs),
        num_cpus=1, num_gpus=gpus,
    )  # fmt: skip
    try:
        for row in done.iter_rows():
            yield Outcome(**json.loads(row["outcome"]))
    except RayTaskError as error:
        cause = error.cause if isinstance(error.cause, WriteError) else error
        raise cause from error


def _groups(plan: Plan, size: int) -> Iterator[list[Task]]:
    """Yield the tasks in groups that are read in one go: the records of a file, or some files."""
    for path, group in groupby(plan.tasks, key=lambda task: task.path if task.number else None):
        while some := list(islice(group, None if path else size)):
            yield some


def _loaded(rows: Rows, plan: Plan) -> Iterator[Rows]:
    """Yield the tasks of some rows one by one; those that are records get their articles."""
    for group in map(pickle.loads, rows["tasks"]):
        for task in tasks.loaded(group, plan.config.limits.max_bytes, plan.columns):
            yield {"task": [pickle.dumps(task)]}
