"""A task that runs elsewhere, from the view of the code that waits for it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any, TypeAlias

from ..errors import NlpkitError

SECONDS_BETWEEN_LOOKS = 0.05  # between checks whether the task is still wanted


class Busy(NlpkitError):
    """More work is waiting than the server accepts."""

    code = "busy"


class Late(NlpkitError):
    """A task took longer than allowed."""

    code = "late"


class Died(NlpkitError):
    """A worker process ended in the middle of a task."""

    code = "died"


class Closed(NlpkitError):
    """The server is stopping."""

    code = "closed"


class TooMany(NlpkitError):
    """More requests for work came than allowed; `seconds` says when the next one is."""

    code = "too_many_requests"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "too many requests", hint=f"try again in {seconds} seconds, or raise the rates of the "
            "server's configuration",
        )  # fmt: skip
        self.seconds = seconds


# What becomes of tasks: ("item", value) for each value that the work yields, then ("end", future).
Events: TypeAlias = "queue.SimpleQueue[tuple[str, Any]]"


class Task:
    """A task that was accepted.

    `result` waits for its answer. `items` yields the values of a generator as they come. Both raise
    what the work raises: an NlpkitError, or a Fault for other errors. Who waits for several tasks
    at once gives them one queue of `events`, and reads that instead.
    """

    def __init__(
        self,
        work: Callable[..., Any],
        arguments: tuple[Any, ...],
        until: float,
        events: Events | None = None,
    ) -> None:
        self.work = work
        self.arguments = arguments
        self.until = until
        self.future: Future[Any] = Future()
        self._items: Events = queue.SimpleQueue() if events is None else events
        self._lock = threading.Lock()
        self._kill: Callable[[], None] | None = None
        self._notify: Callable[[], object] = lambda: None
        self.cancelled = False
        # The future keeps what it calls: with the task in it a large answer would live on until the
        # next collection of cycles.
        items = self._items
        self.future.add_done_callback(lambda future: items.put(("end", future)))

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
        """Return the answer, or None once `stopped` returns True."""
        for _ in self.items(stopped):
            pass
        return None if self.cancelled else self.future.result()

    @property
    def waiting(self) -> bool:
        """Whether nobody has begun to work on the task."""
        return not (self.future.running() or self.future.done())

    def items(
        self, stopped: Callable[[], bool] = lambda: False, *, idle: bool = False
    ) -> Iterator[Any]:
        """Yield the values as they come. The task is cancelled once `stopped` returns True.

        It is also cancelled if the caller stops iterating early. With `idle`, None is yielded
        whenever nothing has come for a moment.
        """
        try:
            while not stopped():
                try:
                    kind, value = self._items.get(timeout=SECONDS_BETWEEN_LOOKS)
                except queue.Empty:
                    if idle:
                        yield None
                    continue
                if kind == "end":
                    if not self.cancelled:
                        self.future.result()
                    return
                yield value
        finally:
            self.cancel()

    def watch(self, notify: Callable[[], object]) -> None:
        """Call `notify`, in any thread, whenever there may be something new to `take`."""
        self._notify = notify
        self.future.add_done_callback(lambda _: notify())

    def take(self) -> tuple[list[Any], bool]:
        """Return the values that have come, and whether they were the last ones. Never waits."""
        taken: list[Any] = []
        while not self._items.empty():
            kind, value = self._items.get_nowait()
            if kind == "end":
                return taken, True
            taken.append(value)
        return taken, False

    def start(self, kill: Callable[[], None]) -> bool:
        """Store how to end the task from now on. Return False if it is no longer wanted."""
        with self._lock:
            if self.cancelled or not self.future.set_running_or_notify_cancel():
                return False
            self._kill = kill
            return True

    def put(self, item: Any) -> None:
        """Pass on a value that the work yielded."""
        self._items.put(("item", item))
        self._notify()

    def end(self, answer: Any = None, error: Exception | None = None) -> None:
        """Pass on the answer or the error. The task cannot kill its process any more."""
        with self._lock:
            self._kill = None
        # Whoever cancels at this very moment wants no answer any more.
        with suppress(InvalidStateError):
            if error is not None:
                self.future.set_exception(error)
            else:
                self.future.set_result(answer)
