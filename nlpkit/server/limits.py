"""What a request may ask for: sizes, and how many at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ..config import Config
from ..errors import NlpkitError


class TooLarge(NlpkitError):
    """The text is over the limit of the service."""


class Busy(NlpkitError):
    """More requests wait than the queue holds."""


class Limits:
    """The limits of one service; `turn` lets one request at a time through to the models."""

    def __init__(self, config: Config) -> None:
        self.max_chars = config.limits.page_chars
        self._places = threading.BoundedSemaphore(config.server.queue)
        self._turn = threading.Lock()

    def check(self, text: str) -> None:
        """Raise TooLarge for a text over the limit."""
        if len(text) > self.max_chars:
            raise TooLarge(
                f"the text has {len(text):,} characters, the limit is {self.max_chars:,}",
                hint="split it, or raise limits.page_chars in the server's configuration",
            )

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn; raise Busy at once when the queue is full."""
        if not self._places.acquire(blocking=False):
            raise Busy("the server is busy", hint="try again in a moment")
        try:
            with self._turn:
                yield
        finally:
            self._places.release()
