"""A batch in several processes of this computer."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from .planning import Outcome, Plan, Task
from .worker import DIED, Worker, outcome_of


def run_in_processes(plan: Plan, jobs: int) -> Iterator[Outcome]:
    """Yield outcomes as they come, from as many processes as `jobs` says."""
    threads = max(1, (os.cpu_count() or 1) // jobs)
    waiting = list(reversed(plan.tasks))
    while waiting:
        running: dict[Future[Outcome], Task] = {}
        with _pool(plan, jobs, threads) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) < 2 * jobs:
                        # A broken pool refuses the task, which must then still be waiting.
                        future = pool.submit(_do, waiting[-1])
                        running[future] = waiting.pop()
                    finished, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in finished:
                        outcome = future.result()
                        del running[future]
                        yield outcome
            except BrokenProcessPool:
                # It is not known which task killed the process: each gets its own.
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
    # "spawn", because a forked process would inherit the locks of the engines' threads.
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
