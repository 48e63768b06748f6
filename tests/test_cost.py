"""What a text costs grows no faster than the text, whatever its shape.

The shapes and entry points are those of benchmarks/cost.py, which runs every pair of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
cost: ModuleType = import_module("cost")
sys.path.pop(0)

READERS = [name for name in cost.ENTRIES if name.endswith("file")]


def pairs() -> Iterator[tuple[str, str]]:
    """Every shape through the whole pipeline, and one shape in turn through everything else."""
    shapes = list(cost.SHAPES)
    yield from (("run and render", shape) for shape in shapes)
    others = [entry for entry in cost.ENTRIES if entry != "run and render"]
    for i, shape in enumerate(shapes):
        yield others[i % len(others)], shape


@pytest.mark.parametrize(("entry", "shape"), list(pairs()))
def test_cost_grows_in_proportion_to_size(entry: str, shape: str) -> None:
    times, once, size = cost.ratio(cost.ENTRIES[entry], cost.SHAPES[shape])
    assert times <= cost.LIMIT, f"{once:.3f} s for {size:,} characters, {times:.1f} times for twice"


def test_there_are_shapes_and_entries_enough() -> None:
    assert len(cost.SHAPES) >= 40
    assert {"Word file", "mail file", "HTML file", "Markdown file", "text file"} <= set(READERS)


@pytest.mark.parametrize("entry", list(cost.ENTRIES))
def test_depth_of_nesting_is_no_fault(entry: str) -> None:
    """100,000 brackets, tags or quote marks in one another give an answer or a clear error."""
    for opening in ("[", "(", "<div>", "> ", "«", "{"):
        cost.seconds(cost.ENTRIES[entry], opening * (100_000 // len(opening)))
