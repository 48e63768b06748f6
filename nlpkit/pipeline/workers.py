"""Runs the articles of the web page and the HTTP API in processes that can be ended.

A thread cannot be stopped inside a model or a pattern; a process can. If a text takes too long, or
nobody waits for it any more, its process is ended and replaced.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from ..config import Config
from ..errors import NlpkitError
from ..machine import available_memory, cores
from . import pairs
from .building import build, with_threads
from .process import Process
from .running import Pipeline
from .tasks import SECONDS_BETWEEN_LOOKS, Busy, Closed, Died, Events, Task
from .worker import Make, Prepare, fault_of

LOG = logging.getLogger("nlpkit.pipeline")

BYTES_A_WORKER = 1 << 30  # of memory, with the shipped models about half of it
# characters that every task counts for at least, because short texts have a cost too
LEAST_SIZE = 500
# between attempts to start a process on a machine without memory for one
SECONDS_BETWEEN_TRIES = 1.0


class Runner(Protocol):
    """The interface that does the work of the page and the API.

    `submit` calls `work(pipeline, *arguments)`, where `work` is a function at the top level of a
    module. `size` is in characters. `events` is for who waits for several tasks (see `Task`).
    Raises Busy.
    """

    config: Config
    signature: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    count: int

    def submit(
        self, work: Callable[..., Any], *arguments: Any, size: int = 0, events: Events | None = None
    ) -> Task: ...

    def place(self, task: Task) -> int: ...


class Workers:
    """Worker processes with one pipeline each, and one spare process. Tasks run in order of
    arrival.

    Guarantees:
    - A task ends at most `config.server.seconds` after it was accepted, if necessary with Late.
    - A task that is late, cancelled or crashes ends only its own process. The spare process, which
      has loaded its models, replaces it.
    """

    def __init__(
        self,
        config: Config,
        make: Make = build,
        prepare: Prepare | None = None,
        *,
        spare: bool = True,
    ) -> None:
        """`make` builds the pipeline of a process; `prepare` is called there before anything.

        Without a `spare` process, one that has ended is replaced by one that must load first.
        """
        pipeline = build(config)
        self.config = pipeline.config
        self.signature = pipeline.signature
        self.sources = pairs.sources(self.config.translator)
        self.targets = pipeline.targets
        self.count = config.server.workers or count_for_machine()
        self._make, self._prepare = make, prepare
        self._size = 0
        self._waiting: list[Task] = []
        self._lock = threading.Lock()
        self._closed = False
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._spares: queue.SimpleQueue[Process | None] = queue.SimpleQueue()
        self._wanted: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._processes: set[Process] = set()
        for _ in range(self.count):
            self._spares.put(self._new(urgent=True))
        self._threads = [
            threading.Thread(target=self._attend, name=f"worker-{i}", daemon=True)
            for i in range(self.count)
        ]
        self._supplier = threading.Thread(
            target=self._supply, args=(spare,), name="supplier", daemon=True
        )
        for thread in (*self._threads, self._supplier):
            thread.start()

    def submit(
        self, work: Callable[..., Any], *arguments: Any, size: int = 0, events: Events | None = None
    ) -> Task:
        """Accept a task of `size` characters. Raises Busy if too many characters wait."""
        weight = max(size, LEAST_SIZE)
        task = Task(work, arguments, time.monotonic() + self.config.server.seconds, events)
        with self._lock:
            if self._closed:
                raise Closed("the server is stopping", hint="start it again")
            if self._size and self._size + weight > self.config.server.queue_chars:
                raise Busy("the server is busy", hint="try again in a moment")
            self._size += weight
            self._waiting = [*(other for other in self._waiting if other.waiting), task]
        task.future.add_done_callback(lambda _: self._leave(weight))
        self._tasks.put(task)
        return task

    def place(self, task: Task) -> int:
        """Return the place of a task among those that nobody works on yet, from 1; 0 for others."""
        with self._lock:
            waiting = [other for other in self._waiting if other.waiting]
            self._waiting = waiting
        return waiting.index(task) + 1 if task in waiting else 0

    @property
    def size(self) -> int:
        """The number of characters of all unfinished tasks."""
        return self._size

    def end(self) -> None:
        """Kill all processes at once. Running and waiting tasks end with Closed."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for process in self._processes:
                process.kill()
        for _ in self._threads:
            self._tasks.put(None)
            self._spares.put(None)
        self._wanted.put(False)

    def close(self) -> None:
        """Kill all processes as `end` does, and wait until all are gone."""
        self.end()
        for thread in (*self._threads, self._supplier):
            thread.join()
        # No process is added any more.
        for process in self._processes:
            process.join()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _leave(self, weight: int) -> None:
        with self._lock:
            self._size -= weight

    def _new(self, *, urgent: bool) -> Process:
        """Return a new process that begins to load. Raises OSError if the machine has no room."""
        threads = max(1, cores() // self.count)
        config = with_threads(self.config, threads)
        process = Process(config, self._make, self._prepare, urgent=urgent)
        with self._lock:
            self._processes.add(process)
            if self._closed:
                process.kill()
        return process

    def _supply(self, spare: bool) -> None:
        """Start the spare process when the others have loaded, then one for each that ended."""
        while spare and not self._closed and not self._loaded():
            time.sleep(SECONDS_BETWEEN_LOOKS)
        if spare:
            self._wanted.put(True)
        while self._wanted.get():
            while not self._closed:
                try:
                    self._spares.put(self._new(urgent=not spare))
                    break
                except OSError:
                    LOG.warning("no worker process could be started; it is tried again")
                    time.sleep(SECONDS_BETWEEN_TRIES)

    def _loaded(self) -> bool:
        with self._lock:
            return all(process.loaded for process in self._processes)

    def _replace(self, process: Process) -> Process:
        """Return the spare process to replace one that has ended, and request another spare.

        If the server is stopping, return the same process, which can do no work.
        """
        process.kill()
        with self._lock:
            self._processes.discard(process)
        process.join()
        self._wanted.put(True)
        return self._spares.get() or process

    def _attend(self) -> None:
        """Give one process its tasks, one after another, until closing."""
        process = self._spares.get()
        assert process is not None, "there was one for each thread before any could be ended"
        while (task := self._tasks.get()) is not None:
            if not self._closed and not process.alive:
                process = self._replace(process)
            try:
                process.wait(task)
                if task.start(process.kill):
                    task.end(process.do(task))
            except (EOFError, OSError):
                task.end(error=self._reason())
            except Exception as error:
                task.end(error=error)
            if not self._closed and not process.alive:
                process = self._replace(process)

    def _reason(self) -> NlpkitError:
        """Return why a process ended that was not late."""
        if self._closed:
            return Closed("the server is stopping", hint="start it again")
        return Died(
            "the process at work on this text ended",
            hint="perhaps it lacked memory: send the text in parts",
        )


class Here:
    """Runs tasks in this process, one at a time, on a pipeline that is already loaded.

    It is for tests and comparisons. A running task cannot be ended.
    """

    count = 1

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self.config = pipeline.config
        self.signature = pipeline.signature
        self.sources = pairs.sources(self.config.translator)
        self.targets = pipeline.targets
        self._turn = threading.Lock()

    def submit(
        self, work: Callable[..., Any], *arguments: Any, size: int = 0, events: Events | None = None
    ) -> Task:
        """Start the work in its own thread."""
        task = Task(work, arguments, float("inf"), events)
        threading.Thread(target=self._do, args=(task,), daemon=True).start()
        return task

    def place(self, task: Task) -> int:
        """Return 1 for a task that waits for its turn, 0 for others."""
        return int(task.waiting)

    def _do(self, task: Task) -> None:
        with self._turn:
            if not task.start(lambda: None):
                return
            try:
                answer = task.work(self.pipeline, *task.arguments)
                if isinstance(answer, Iterator):
                    for item in answer:
                        if task.cancelled:
                            break
                        task.put(item)
                    answer = None
                task.end(answer)
            except NlpkitError as error:
                task.end(error=error)
            except Exception as error:
                task.end(error=fault_of(error))


def count_for_machine() -> int:
    """Return as many workers as there are cores, limited by half of the available memory."""
    return max(1, min(cores(), available_memory() // 2 // BYTES_A_WORKER - 1))
