"""How large files are before they are read."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def size_of(paths: Iterable[Path], most: int) -> int:
    """What files count for in the queue before they are read: their bytes, at most `most`."""
    size = 0
    for path in paths:
        with suppress(OSError):  # whoever reads it says that it is gone
            size += path.stat().st_size
    return min(size, most)
