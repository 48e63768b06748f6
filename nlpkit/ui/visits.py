"""Which runs belong to which visitor, so that they end when the visitor leaves; how often a visitor
may ask for one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import gradio as gr

# Counts a request for work, that of Starlette. Raises TooMany.
Admit: TypeAlias = Callable[[Any], None]


class Stoppable(Protocol):
    """A run that ends soon after its `stopped` mark is set. `left` says that nobody waits for what
    is finished of it.
    """

    stopped: bool
    left: bool


@dataclass
class Asking:
    """A short run of which nothing is kept."""

    stopped: bool = False
    left: bool = False


class Visits:
    """The runs of all visitors who are on the page."""

    def __init__(self, admit: Admit = lambda _: None) -> None:
        self._admit = admit
        self._runs: dict[int, tuple[str | None, Stoppable]] = {}
        self._lock = threading.Lock()

    def admit(self, request: gr.Request) -> None:
        """Count a request for work. Raises TooMany."""
        self._admit(request.request)

    @contextmanager
    def during(self, request: gr.Request, run: Stoppable) -> Iterator[None]:
        """Stop the run if its visitor leaves before it has ended."""
        with self._lock:
            self._runs[id(run)] = request.session_hash, run
        try:
            yield
        finally:
            with self._lock:
                self._runs.pop(id(run), None)

    def leave(self, request: gr.Request) -> None:
        """Stop all runs of a visitor who has left."""
        with self._lock:
            for visitor, run in self._runs.values():
                if visitor == request.session_hash:
                    run.stopped = run.left = True
