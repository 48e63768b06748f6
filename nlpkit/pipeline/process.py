"""The server's side of one worker process."""

from __future__ import annotations

import time
from multiprocessing import get_context
from typing import Any

from ..config import Config
from .tasks import SECONDS_BETWEEN_LOOKS, Late, Task
from .worker import Make, Prepare
from .worker import main as worker_main


class Process:
    """A worker process and this end of its pipe."""

    def __init__(
        self, config: Config, make: Make, prepare: Prepare | None, *, urgent: bool
    ) -> None:
        # spawn: a forked child would inherit the locks of this process' threads.
        context = get_context("spawn")
        self._seconds = config.server.seconds
        self._pipe, other = context.Pipe()
        arguments = other, config, make, prepare
        self._process = context.Process(
            target=worker_main, args=arguments, kwargs={"urgent": urgent}, daemon=True
        )
        self._process.start()
        # Only the child holds the other end now, so this end notices when the child dies.
        other.close()
        self._ready = self._killed = False

    def wait(self, task: Task) -> None:
        """Wait until the models are loaded or the task is no longer wanted. Raises Late.

        A task may be late because it waited in the queue or for the models. This is not the fault
        of the process, so the process is not killed.
        """
        if time.monotonic() > task.until:
            raise self._late()
        while not self._ready and not task.future.done():
            if self._pipe.poll(SECONDS_BETWEEN_LOOKS):
                self._ready = self._pipe.recv() is not None
            elif time.monotonic() > task.until:
                raise self._late()

    def do(self, task: Task) -> Any:
        """Return the answer of the task. Raises Late, what the work raises,
        or EOFError if it died.
        """
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
        """Whether it can take another task."""
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
