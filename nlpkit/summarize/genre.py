"""Whether an article tells its news in another order than articles do."""

from __future__ import annotations

import re
from itertools import pairwise

from ..document import Document

_TIME = re.compile(
    r"\W{0,3}([01]?\d|2[0-3])[:.]([0-5]\d)(?:\s?([ap])\.?m\b\.?)?(?=\s*$|\s*[-–—|]|\s+\w)",
    re.IGNORECASE,
)
_ENTRIES = 3  # so many entries, each with its time, make a live blog
# Of the steps from one entry to the next so many go back in time; midnight is one that does not.
_BACK = 0.8


def live_blog(document: Document) -> bool:
    """Say whether the article consists of entries with times, the newest first.

    A time stands alone in its block or begins it: "12:30 - At least three people were killed".
    """
    found = (_minutes(document.slice(block)) for block in document.blocks if not block.junk)
    times = [time for time in found if time is not None]
    steps = [later <= earlier for earlier, later in pairwise(times)]
    return len(times) >= _ENTRIES and sum(steps) >= _BACK * len(steps)


def _minutes(text: str) -> int | None:
    """Return the time with which a block begins, in minutes after midnight."""
    if (time := _TIME.match(text)) is None:
        return None
    hour, minute, half = int(time[1]), int(time[2]), (time[3] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    return 60 * hour + minute
