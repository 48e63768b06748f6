"""Estimates how long a batch may take, from some of its articles."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, replace

from .. import files, pipeline
from ..machine import cores
from ..pipeline import with_threads
from ..pipeline.workers import count_for_machine
from .planning import Plan
from .worker import do

SAMPLE = 5  # articles that are run for the estimate


@dataclass(frozen=True, slots=True)
class Estimate:
    """The time that a batch may take in `jobs` processes,
    estimated from `tried` of its articles.
    """

    seconds: float
    jobs: int
    tried: int


def estimate(plan: Plan, jobs: int) -> Estimate | None:
    """Run a few articles from all over the plan, and scale their time by size. None without any.

    Their results are thrown away. The time of loading the models is not counted.
    """
    tasks = [task for task in plan.tasks if task.problem is None]
    if not tasks:
        return None
    jobs = min(jobs or count_for_machine(), len(tasks))
    step = -(-len(tasks) // SAMPLE)
    chosen = replace(plan, tasks=tuple(tasks[::step]))
    made = pipeline.build(with_threads(plan.config, max(1, cores() // jobs)))
    with closing(files.PrivateFolder()) as folder:
        trial = replace(chosen, out=folder.new())
        loaded = list(trial.loaded())
        do(made, trial, loaded[0])  # loads the models
        started = time.perf_counter()
        for task in loaded:
            do(made, trial, task)
        passed = time.perf_counter() - started
    share = sum(t.size for t in tasks) / max(1, sum(t.size for t in loaded))
    return Estimate(passed * share / jobs, jobs, len(loaded))
