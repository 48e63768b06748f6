"""Shows the progress of many articles: a bar on a terminal, otherwise lines at intervals."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING

from .output import note

if TYPE_CHECKING:
    from rich.status import Status

SECONDS_BETWEEN_LINES = 10.0
# What an article costs beside its text, in bytes of text: reading, writing, a task sent.
FIXED_COST = 1_000


class Progress:
    """The progress of the work, and the time left at the speed since the first article.

    `sizes` maps the name of each article to the bytes of its text. The time left is computed from
    the share of bytes that are done, because long and short articles may come in any order. The
    time until the first article is done does not count, because it includes loading the models.
    """

    def __init__(self, sizes: Mapping[str, int], *, quiet: bool = False) -> None:
        self._sizes = sizes
        self._work = sum(sizes.values()) + FIXED_COST * len(sizes)
        self._done = self._articles = 0
        self._quiet = quiet
        self._first = 0  # work that was done with the first article
        self._started = self._told = time.monotonic()
        self._bar: Status | None = None

    def __enter__(self) -> Progress:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console

            self._bar = Console(stderr=True).status(self._line())
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, name: str) -> None:
        """Note that the article of this name is done or has failed."""
        self._done += self._sizes.get(name, 0) + FIXED_COST
        self._articles += 1
        if self._articles == 1:
            self._first, self._started = self._done, time.monotonic()
        if self._bar is not None:
            self._bar.update(self._line())
        elif not self._quiet and time.monotonic() - self._told >= SECONDS_BETWEEN_LINES:
            self._told = time.monotonic()
            note(self._line())

    def _line(self) -> str:
        from ..render.view import plural

        line = f"{self._articles:,} of {plural(len(self._sizes), 'article')}"
        passed = time.monotonic() - self._started
        if self._articles < 2 or passed < 1:
            return line
        left = passed / (self._done - self._first) * (self._work - self._done)
        speed = (self._articles - 1) / passed
        return f"{line}, {speed:.1f} a second, about {duration(left)} left"


def duration(seconds: float) -> str:
    """Return a time for people: `40 s`, `12 min`, `3.5 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
