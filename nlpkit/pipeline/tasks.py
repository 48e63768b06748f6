"""A piece of work that runs elsewhere, as whoever waits for it sees it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any

from ..errors import NlpkitError

SECONDS_BETWEEN_LOOKS = 0.05  # at whether whoever waits for a task still wants it


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
        # The future keeps what it calls: with the task in it a large answer would live on until the
        # next collection of cycles.
        items = self._items
        self.future.add_done_callback(lambda _: items.put(("end", None)))

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
        """Return the answer; None once `stopped` says that nobody waits for it."""
        for _ in self.items(stopped):
            pass
        return None if self.cancelled else self.future.result()

    def items(self, stopped: Callable[[], bool] = lambda: False) -> Iterator[Any]:
        """Yield the values as they come; the task is cancelled as soon as `stopped` says so.

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
