"""Random texts through everything a user can reach, within a bound on time and memory.

A text is put together of pieces of the shapes in benchmarks/shapes.py, of random characters, and
of cuts through the middle of both. What ends in an exception that is not nlpkit's own, or costs
more than the bound allows, is shrunk by hypothesis and printed; the exit code is 1 then.

Usage: python tests/fuzz/fuzz.py [--minutes 5] [--entry NAME]
"""

from __future__ import annotations

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from shapes import ENTRIES, SHAPES, allowed, text_of

# Bounds on one call: generous, for slow machines; a cost in the square breaks them all the same.
SECONDS, SECONDS_A_CHARACTER = 2.0, 2e-3
BYTES, BYTES_A_CHARACTER = 30_000_000, 40_000
EXAMPLES = 50  # between two looks at the clock


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Up to a dozen parts, each repeated, cut and joined with a separator."""
    parts = []
    for _ in range(draw(st.integers(1, 12))):
        if draw(st.booleans()):
            part = text_of(draw(st.sampled_from(list(SHAPES))), draw(st.integers(1, 300)))
        else:
            part = draw(st.text(max_size=40))
        first = draw(st.integers(0, 5))
        parts.append(part[first : len(part) - draw(st.integers(0, 5))])
    joined = draw(st.sampled_from(["", " ", "\n", "\n\n", "\t"])).join(parts)
    return joined * draw(st.sampled_from([1, 1, 1, 2, 20]))


def check(entry: str, text: str) -> None:
    """Raise AssertionError where the entry point costs too much; other exceptions pass through."""
    work = allowed(lambda: ENTRIES[entry](text))
    if work is None:
        return
    tracemalloc.reset_peak()
    before, started = tracemalloc.get_traced_memory()[0], time.process_time()
    allowed(work)
    seconds = time.process_time() - started
    taken = tracemalloc.get_traced_memory()[1] - before
    assert seconds <= SECONDS + SECONDS_A_CHARACTER * len(text), f"{seconds:.1f} s"
    assert taken <= BYTES + BYTES_A_CHARACTER * len(text), f"{taken / 1e6:.0f} MB"


def attempt(work: Callable[[str], None], until: float) -> None:
    """Random texts through one entry point; hypothesis raises the least one that fails."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(texts())
    def once(text: str) -> None:
        if time.monotonic() < until:
            work(text)

    once()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--entry", nargs="*", default=list(ENTRIES))
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    tracemalloc.start()
    tried = dict.fromkeys(options.entry, 0)
    while time.monotonic() < until:
        entry = min(tried, key=lambda name: tried[name])

        attempt(partial(check, entry), until)
        tried[entry] += EXAMPLES
    print(f"about {sum(tried.values())} texts, {min(tried.values())} through each entry point")


if __name__ == "__main__":
    main()
