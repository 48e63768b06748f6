"""Waiting for what other threads and processes do."""

from __future__ import annotations

import time
from collections.abc import Callable

# Seconds after which something hangs: what takes longer on a slow and busy machine still comes.
HANG = 300


def until(true: Callable[[], object]) -> None:
    """Wait for something that comes sooner or later."""
    end = time.monotonic() + HANG
    while not true():
        assert time.monotonic() < end, f"it did not come within {HANG} seconds"
        time.sleep(0.05)
