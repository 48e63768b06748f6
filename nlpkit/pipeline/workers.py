"""Work in processes that can be ended: what the web page and the HTTP API run articles with.

A thread cannot be stopped in the middle of a model's or a pattern's work; a process can. So a text
that takes too long, or that nobody waits for any more, costs one process, which is replaced.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from multiprocessing import get_context
from typing import Any, Protocol

from ..config import Config
from ..errors import NlpkitError
from .building import build, with_threads
from .running import Pipeline
from .worker import Make, fault_of
from .worker import main as worker_main

BYTES_A_WORKER = 1 << 30  # of memory, with the shipped models about half of it
LEAST_SIZE = 500  # characters that any task counts for: a short text has its cost too
SECONDS_BETWEEN_LOOKS = 0.1  # at whether whoever waits for a task still wants it


class Busy(NlpkitError):
    """There is more work waiting than the server takes on."""


class Late(NlpkitError):
    """A task took longer than it may."""


class Died(NlpkitError):
    """A worker process ended in the middle of a task."""


class Closed(NlpkitError):
    """The server is stopping."""


class Task:
    """A piece of work that was taken on.

    `result` waits for its answer, `items` gives the values of a generator as they come. Both raise
    what the work raises: NlpkitError, or Fault for an error that is none.
    """

    def __init__(self, work: Callable[..., Any], arguments: tuple[Any, ...], until: float) -> None:
        self.work = work
        self.arguments = arguments
        self.until = until
        self.future: Future[Any] = Future()
        self._items: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._kill: Callable[[], None] | None = None
        self.cancelled = False
        self.future.add_done_callback(lambda _: self._items.put(("end", None)))

    def cancel(self) -> None:
        """End the task. If a process is at work on it, that process is killed."""
        with self._lock:
            if self.future.done():
                return
            self.cancelled = True
            if self._kill is not None:
                self._kill()
        self.future.cancel()

    def result(self, stopped: Callable[[], bool] = lambda: False) -> Any:
        """The answer; None once `stopped` says that nobody waits for it."""
        for _ in self.items(stopped):
            pass
        return None if self.cancelled else self.future.result()

    def items(self, stopped: Callable[[], bool] = lambda: False) -> Iterator[Any]:
        """The values as they come; the task is cancelled as soon as `stopped` says so.

        It is cancelled too when whoever iterates leaves early.
        """
        try:
            while not stopped():
                try:
                    kind, value = self._items.get(timeout=SECONDS_BETWEEN_LOOKS)
                except queue.Empty:
                    continue
                if kind == "end":
                    if not self.cancelled:
                        self.future.result()
                    return
                yield value
        finally:
            self.cancel()

    def start(self, kill: Callable[[], None]) -> bool:
        """Note how to end the task from now on; False when nobody wants it any more."""
        with self._lock:
            if self.cancelled or not self.future.set_running_or_notify_cancel():
                return False
            self._kill = kill
            return True

    def put(self, item: Any) -> None:
        """Hand on a value that the work yielded."""
        self._items.put(("item", item))

    def end(self, answer: Any = None, error: Exception | None = None) -> None:
        """Hand on the answer or the error; the task cannot kill its process any more."""
        with self._lock:
            self._kill = None
        # Whoever cancels at this very moment wants no answer any more.
        with suppress(InvalidStateError):
            if error is not None:
                self.future.set_exception(error)
            else:
                self.future.set_result(answer)


class Runner(Protocol):
    """What does the work of the page and of the API.

    `submit` calls `work(pipeline, *arguments)`, where `work` is a function at the top level of a
    module. `size` is in characters. Raises Busy.
    """

    config: Config
    signature: str
    targets: tuple[str, ...]
    count: int

    def submit(self, work: Callable[..., Any], *arguments: Any, size: int = 0) -> Task: ...


class Workers:
    """Worker processes with one pipeline each, first come first served, and one spare process.

    Guarantees:
    - a task ends `config.server.seconds` after it was taken on, with Late at the latest;
    - a task that is late, cancelled or deadly takes its own process with it and no other; the
      spare process, which has its models loaded, takes its place.
    """

    def __init__(self, config: Config, make: Make = build) -> None:
        pipeline = build(config)
        self.config = config
        self.signature = pipeline.signature
        self.targets = pipeline.targets
        self.count = config.server.workers or count_for_machine()
        self._make = make
        self._size = 0
        self._lock = threading.Lock()
        self._closed = False
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._spares: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._processes: set[_Process] = set()
        self._threads = [
            threading.Thread(target=self._attend, name=f"worker-{i}", daemon=True)
            for i in range(self.count)
        ]
        for _ in range(self.count):
            self._spares.put(self._new())
        for thread in self._threads:
            thread.start()
        threading.Thread(target=self._start_spare, name="spare", daemon=True).start()

    def submit(self, work: Callable[..., Any], *arguments: Any, size: int = 0) -> Task:
        """Take on a task of `size` characters. Raises Busy when too many characters wait."""
        weight = max(size, LEAST_SIZE)
        task = Task(work, arguments, time.monotonic() + self.config.server.seconds)
        with self._lock:
            if self._closed:
                raise Closed("the server is stopping", hint="start it again")
            if self._size and self._size + weight > self.config.server.queue_chars:
                raise Busy("the server is busy", hint="try again in a moment")
            self._size += weight
        task.future.add_done_callback(lambda _: self._leave(weight))
        self._tasks.put(task)
        return task

    @property
    def size(self) -> int:
        """Characters taken on and not done."""
        return self._size

    def end(self) -> None:
        """Kill all processes at once. What is in work or waits ends with Closed."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for process in self._processes:
                process.kill()
        for _ in self._threads:
            self._tasks.put(None)

    def close(self) -> None:
        """The same, and wait until all are gone."""
        self.end()
        for thread in self._threads:
            thread.join()
        for process in self._processes:
            process.join()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _leave(self, weight: int) -> None:
        with self._lock:
            self._size -= weight

    def _start_spare(self) -> None:
        """Start the spare process when the others have loaded: it would only delay them."""
        first = [*self._processes]
        while not self._closed and not all(process.loaded for process in first):
            time.sleep(SECONDS_BETWEEN_LOOKS)
        if not self._closed:
            self._spares.put(self._new())

    def _new(self) -> _Process:
        threads = max(1, (cores() or 1) // self.count)
        process = _Process(with_threads(self.config, threads), self._make)
        with self._lock:
            self._processes.add(process)
            if self._closed:
                process.kill()
        return process

    def _replace(self, process: _Process) -> _Process:
        """The spare process, in place of one that has ended; another spare is started."""
        process.kill()
        process.join()
        with self._lock:
            self._processes.discard(process)
        self._spares.put(self._new())
        return self._spares.get()

    def _attend(self) -> None:
        """Give one process its tasks, one after another, until closing."""
        process = self._spares.get()
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
        """Why a process ended that was not late."""
        if self._closed:
            return Closed("the server is stopping", hint="start it again")
        return Died(
            "the process at work on this text ended",
            hint="perhaps it lacked memory: send the text in parts",
        )


class _Process:
    """A worker process and this end of its pipe."""

    def __init__(self, config: Config, make: Make) -> None:
        # spawn: a forked child would inherit the locks of this process' threads.
        context = get_context("spawn")
        self._seconds = config.server.seconds
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=worker_main, args=(other, config, make), daemon=True)
        self._process.start()
        # Only the child holds the other end now, so that its death is seen here.
        other.close()
        self._ready = self._killed = False

    def wait(self, task: Task) -> None:
        """Wait until the models are loaded, or the task is not wanted any more.

        A task may be late because it stood in the queue, or while the process loads: neither is
        the fault of the process, which is not killed for it. Raises Late.
        """
        if time.monotonic() > task.until:
            raise self._late()
        while not self._ready and not task.future.done():
            if self._pipe.poll(SECONDS_BETWEEN_LOOKS):
                self._ready = self._pipe.recv() is not None
            elif time.monotonic() > task.until:
                raise self._late()

    def do(self, task: Task) -> Any:
        """The answer of the task. Raises Late, what the work raises, or EOFError when it died."""
        kind = "item"
        try:
            self._pipe.send((task.work, task.arguments))
            while kind == "item":
                if not self._pipe.poll(max(0.0, task.until - time.monotonic())):
                    raise self._late()
                kind, value = self._pipe.recv()
                if kind == "item":
                    task.put(value)
        except Exception:
            # What it still sends must not be taken for the next task's answer.
            self.kill()
            raise
        if kind == "failed":
            raise value
        return value

    @property
    def loaded(self) -> bool:
        """Whether it has loaded its models, or has ended."""
        return self._ready or not self.alive or self._pipe.poll()

    @property
    def alive(self) -> bool:
        """Whether it can be given another task."""
        return not self._killed and self._process.is_alive()

    def kill(self) -> None:
        """End the process at once."""
        self._killed = True
        self._process.kill()

    def join(self) -> None:
        """Wait until the killed process is gone."""
        self._process.join(timeout=5)
        self._pipe.close()

    def _late(self) -> Late:
        return Late(
            f"the text was not done within {self._seconds:g} seconds",
            hint="send it in parts, or raise server.seconds in the server's configuration",
        )


class Here:
    """The same in this process, on a pipeline that is loaded already: one task at a time.

    For tests and for comparison: nothing is ended here before it is done.
    """

    count = 1

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self.config = pipeline.config
        self.signature = pipeline.signature
        self.targets = pipeline.targets
        self._turn = threading.Lock()

    def submit(self, work: Callable[..., Any], *arguments: Any, size: int = 0) -> Task:
        """Begin the work in a thread of its own."""
        task = Task(work, arguments, until=float("inf"))
        threading.Thread(target=self._do, args=(task,), daemon=True).start()
        return task

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
    """As many workers as there are cores, and as half of the free memory holds."""
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(1, min(cores(), free // 2 // BYTES_A_WORKER - 1))


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0))
