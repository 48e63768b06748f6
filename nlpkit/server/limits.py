"""What a request may ask for: sizes, and how many at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ..config import Config
from ..errors import NlpkitError

T = TypeVar("T")

BYTES_A_CHARACTER = 12  # at most, in JSON: a pair of escapes
FRAME = 100_000  # bytes of a body besides its text


class TooLarge(NlpkitError):
    """The text is over the limit of the service."""


class Busy(NlpkitError):
    """More requests wait than the queue holds."""


class Limits:
    """The limits of one service; `in_turn` lets one request at a time through to the models."""

    def __init__(self, config: Config) -> None:
        self.max_chars = config.limits.page_chars
        self.max_body = BYTES_A_CHARACTER * self.max_chars + FRAME
        self._places = threading.BoundedSemaphore(config.server.queue)
        self._turn = threading.Lock()

    def check(self, characters: int) -> None:
        """Raise TooLarge for a text over the limit."""
        if characters > self.max_chars:
            raise TooLarge(
                f"the text has {characters:,} characters, the limit is {self.max_chars:,}",
                hint="split it, or raise limits.page_chars in the server's configuration",
            )

    @contextmanager
    def place(self) -> Iterator[None]:
        """A place in the queue; raise Busy at once when it is full."""
        if not self._places.acquire(blocking=False):
            raise Busy("the server is busy", hint="try again in a moment")
        try:
            yield
        finally:
            self._places.release()

    def in_turn(self, work: Callable[[], T]) -> T:
        """Do the work when those before are done."""
        with self._turn:
            return work()
