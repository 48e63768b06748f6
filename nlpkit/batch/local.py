"""A batch in several processes of this computer."""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from functools import partial

from ..machine import available_memory
from ..pipeline.tasks import Died, Events, Late
from ..pipeline.workers import Runner, Workers, count_for_machine
from .manifest import Outcome
from .planning import Plan
from .tasks import Task
from .worker import do_all, failure_of, prepare_process

LEAST_MEMORY = 2 << 30  # bytes that every process may take, whatever the machine has
MOST_TOGETHER = 16  # articles of a group; a few foreign fragments of each fill batches of an engine
SHARES = 4  # groups that each process has at least, so that all processes end at about one time
PART_OF_LIMIT = 0.05  # of the time that one article may take: what a group is meant to take


def run_in_processes(plan: Plan, jobs: int) -> Iterator[Outcome]:
    """Yield outcomes as they come, from as many processes as `jobs` says.

    0 means as many as cores and memory allow. Where an article takes longer than `limits.seconds`,
    or ends its process, only that article fails.
    """
    jobs = min(jobs or count_for_machine(), len(plan.tasks))
    with workers(plan, jobs, jobs) as started:
        yield from run_with(started, plan)


def workers(plan: Plan, jobs: int, beside: int) -> Workers:
    """Return processes for the tasks of a plan, each with bounds on time and memory.

    `beside` is the number of processes that share the memory of this computer.
    """
    limits, server = plan.config.limits, plan.config.server
    bounded = server.model_copy(update={"workers": jobs, "seconds": limits.seconds})
    config = plan.config.model_copy(update={"server": bounded})
    memory = max(LEAST_MEMORY, available_memory() // beside)
    prepare = partial(prepare_process, plan.without_tasks(), memory)
    return Workers(config, prepare=prepare, spare=False)


def run_with(runner: Runner, plan: Plan) -> Iterator[Outcome]:
    """Yield outcomes as they come, from any runner. Raises WriteError."""
    run = _Run(runner, plan)
    while True:
        while len(run.running) < runner.count and (group := run.next_group()):
            run.start(group)
        if not run.running:
            return
        yield from run.finished()


class _Run:
    """The state of a run: groups of tasks that are under way, and tasks to be tried again."""

    def __init__(self, runner: Runner, plan: Plan) -> None:
        self._runner = runner
        self._plan = plan.without_tasks()
        self._tasks = plan.loaded()
        self._next = next(self._tasks, None)
        self._most = max(1, min(MOST_TOGETHER, len(plan.tasks) // (SHARES * runner.count)))
        self._events: Events = queue.SimpleQueue()
        self._waiting: dict[str, Task] = {}  # by name
        self._again: deque[Task] = deque()
        self._size = self._seconds = 0.0  # of the tasks that are done
        self.running: dict[Future[None], Sequence[Task]] = {}

    def next_group(self) -> list[Task]:
        """Return tasks to be done together, or a single one that is tried again. Empty: none left.

        Until the first tasks have told how long they take, each is a group of its own.
        """
        if self._again:
            return [self._again.popleft()]
        group: list[Task] = []
        size = 0
        while (task := self._next) and (not group or self._fits(len(group), size + task.size)):
            group.append(task)
            size += task.size
            self._next = next(self._tasks, None)
        return group

    def start(self, group: Sequence[Task]) -> None:
        """Give a group to the runner."""
        self._waiting |= {task.name: task for task in group}
        task = self._runner.submit(do_all, self._plan, group, events=self._events)
        self.running[task.future] = group

    def finished(self) -> Iterator[Outcome]:
        """Wait for the next event, and yield the outcome that it brings, if any."""
        kind, value = self._events.get()
        if kind == "item":
            task = self._waiting.pop(value.name)
            self._size += task.size
            self._seconds += value.seconds
            yield value
            return
        group = self.running.pop(value)
        left = [task for task in group if self._waiting.pop(task.name, None)]
        try:
            value.result()
        except (Died, Late) as error:
            if len(group) > 1:  # any of them may have done it
                self._again += left
            else:
                yield failure_of(self._plan, group[0], error)

    def _fits(self, count: int, size: int) -> bool:
        """Return whether a group of one task more than `count`, of this size, is small enough."""
        if count >= self._most or not self._seconds:
            return False
        bound = PART_OF_LIMIT * self._plan.config.limits.seconds
        return size * self._seconds <= bound * self._size
