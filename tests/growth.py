"""Cost beside size, both measured in one run: how fast the machine is does not enter."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

Shape = str | Callable[[int], str]

NOISE = 0.01  # seconds of the processor; a smaller cost is counted as this much
ROUNDS = 5


def named(shape: object) -> str | None:
    """The name of a shape among the parameters of a test."""
    return ascii(shape[:12]) if isinstance(shape, str) else None


def check_linear(work: Callable[[str], object], shape: Shape, size: int = 12_500) -> None:
    """Assert that the cost of `work` on a text grows no faster than the text.

    `shape` is a text to repeat, or a function from a number of characters to the text. In
    proportion, four times the size costs four times as much; in the square, sixteen times.
    """
    made = shape if callable(shape) else lambda n: shape * (n // len(shape))
    small, large = made(size), made(4 * size)
    check_costs(lambda: work(large), lambda: work(small), limit=8)


def check_costs(dear: Callable[[], object], cheap: Callable[[], object], limit: float) -> None:
    """Assert that one call costs at most `limit` times as much as the other.

    Whatever else runs on the machine can only add to a cost: the smallest of several counts.
    """
    dears, cheaps = [], []
    for _ in range(ROUNDS):
        cheaps.append(max(NOISE, _seconds(cheap)))
        dears.append(_seconds(dear))
        if min(dears) <= limit * min(cheaps):
            return
    pytest.fail(f"{min(dears):.3f} s is more than {limit} times {min(cheaps):.3f} s")


def _seconds(work: Callable[[], object]) -> float:
    """The processor time that one call takes, waiting left out.

    As in `timeit`, no garbage is collected meanwhile: that costs more the more the process holds.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        if collects:
            gc.enable()
