"""Recognises live blogs, which begin with the newest entry instead of the most important fact."""

from __future__ import annotations

import re
from itertools import pairwise

from ..document import Document

_TIME = re.compile(
    r"\W{0,3}([01]?\d|2[0-3])[:.]([0-5]\d)(?:\s?([ap])\.?m\b\.?)?(?=\s*$|\s*[-–—|]|\s+\w)",
    re.IGNORECASE,
)
_MIN_ENTRIES = 3  # entries that begin with a time
# The share of the steps from one entry to the next that must go back in time. Not all do: after
# midnight the time jumps forward.
_MIN_BACK = 0.8


def live_blog(document: Document) -> bool:
    """Return whether the article consists of entries with times, the newest first.

    A time stands alone in its block or begins it: "12:30 - At least three people were killed".
    """
    found = (_minutes(document.slice(block)) for block in document.blocks if not block.junk)
    times = [time for time in found if time is not None]
    steps = [later <= earlier for earlier, later in pairwise(times)]
    return len(times) >= _MIN_ENTRIES and sum(steps) >= _MIN_BACK * len(steps)


def _minutes(text: str) -> int | None:
    """Return the time with which a block begins, in minutes after midnight."""
    if (time := _TIME.match(text)) is None:
        return None
    hour, minute, half = int(time[1]), int(time[2]), (time[3] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return 60 * hour + minute
