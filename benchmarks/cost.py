"""What every entry point costs at twice the size: the ratio of CPU times, by shape of text.

Time in proportion to the size gives 2.0; the bound that tests/test_cost.py holds is 2.6. Sizes are
doubled until the work takes `--seconds`, so that fixed cost and the clock's noise do not count;
what costs less at the largest size is not shown.

Usage: python benchmarks/cost.py [--seconds 0.4] [--largest 400000] [--shape NAME] [--entry NAME]
"""

from __future__ import annotations

import argparse
import gc
import time
from typing import NamedTuple

from shapes import ENTRIES, SHAPES, allowed, text_of

BOUND = 2.6
_SMALLEST = 4_000
_STEEP = 6.0  # seconds for one measurement beyond which doubling goes no further


class Ratio(NamedTuple):
    """Seconds of CPU time at a size and at half of it."""

    size: int
    seconds: float
    half: float

    @property
    def value(self) -> float:
        return self.seconds / max(self.half, 1e-9)


def cpu(entry: str, shape: str, size: int) -> float:
    """Seconds of CPU time that the entry point takes for a text; 0 where it is refused before."""
    work = allowed(lambda: ENTRIES[entry](text_of(shape, size)))
    if work is None:
        return 0.0
    gc.disable()  # a collection costs by what else lives, not by the text
    try:
        started = time.process_time()
        allowed(work)
        return time.process_time() - started
    finally:
        gc.enable()


def ratio(entry: str, shape: str, seconds: float, largest: int) -> Ratio | None:
    """The ratio at the first size that takes so many seconds; None where none does.

    A ratio over the bound is measured again, each time the least of the two, before it is believed.
    """
    size, half = _SMALLEST, cpu(entry, shape, _SMALLEST)
    while size < largest:
        size *= 2
        taken = cpu(entry, shape, size)
        if taken >= seconds or taken > _STEEP:
            for _ in range(4):
                if taken <= BOUND * half:
                    break
                half = max(half, min(cpu(entry, shape, size // 2) for _ in range(2)))
                taken = min(taken, cpu(entry, shape, size))
            return Ratio(size, taken, half)
        half = taken
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.4)
    parser.add_argument("--largest", type=int, default=400_000)
    parser.add_argument("--shape", action="append", help="only this shape, may be repeated")
    parser.add_argument("--entry", action="append", help="only this entry point, may be repeated")
    options = parser.parse_args()
    found: list[tuple[float, str, str, Ratio]] = []
    print(
        "| entry point | shapes | median ratio | worst ratio | its shape |\n|---|---|---|---|---|"
    )
    for entry in options.entry or ENTRIES:
        row = []
        for shape in options.shape or SHAPES:
            one = ratio(entry, shape, options.seconds, options.largest)
            if one:
                row.append((one.value, entry, shape, one))
        row.sort(key=lambda each: each[0])
        if row:
            worst = row[-1]
            median = row[len(row) // 2][0]
            print(
                f"| {entry} | {len(row)} | {median:.2f} | {worst[0]:.2f} | {worst[2]} |", flush=True
            )
        else:
            print(f"| {entry} | 0 | - | - | all cost less |", flush=True)
        found += row
    print("\nThe worst five:\n\n| ratio | seconds | characters | entry point | shape |")
    print("|---|---|---|---|---|")
    for value, entry, shape, one in sorted(found, key=lambda each: -each[0])[:5]:
        print(f"| {value:.2f} | {one.seconds:.2f} | {one.size:,} | {entry} | {shape} |")
    over = sum(value > BOUND for value, *_ in found)
    print(f"\n{over} of {len(found)} over {BOUND}.")


if __name__ == "__main__":
    main()
