"""Cost is in proportion to size: twice the text takes at most 2.6 times the CPU time.

The shapes, entry points and the measuring are those of benchmarks/cost.py, which sweeps wider;
here are the shapes of long words alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from cost import BOUND, ratio
from shapes import SHAPES

sys.path.pop(0)


WORDS = [shape for shape in SHAPES if "word" in shape or "capitals" in shape]


@pytest.mark.parametrize("entry", ["run", "render", "entities"])
@pytest.mark.parametrize("shape", WORDS)
def test_twice_the_text_costs_twice(entry: str, shape: str) -> None:
    found = ratio(entry, shape, seconds=0.04, largest=32_000)
    assert found is None or found.value <= BOUND, found
