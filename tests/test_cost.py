"""Cost is in proportion to size: twice the text takes at most 2.6 times the CPU time.

The shapes, entry points and the measuring are those of benchmarks/cost.py, which tries every pair;
here every shape goes the whole way, and through one of the other entry points in turn.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from growth import check_linear

from nlpkit.preprocessing import html

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from cost import BOUND, ratio
from shapes import ENTRIES, SHAPES

sys.path.pop(0)


def pairs() -> Iterator[tuple[str, str]]:
    others = [entry for entry in ENTRIES if entry != "run"]
    for i, shape in enumerate(SHAPES):
        yield "run", shape
        yield others[i % len(others)], shape


@pytest.mark.parametrize(("entry", "shape"), list(pairs()))
def test_twice_the_text_costs_twice(entry: str, shape: str) -> None:
    found = ratio(entry, shape, seconds=0.04, largest=16_000)
    assert found is None or found.value <= BOUND, found


# An attribute of one element, its parts repeated.
ATTRIBUTES = [
    ('<ol class="breadcrumb{}--"><li>a</ol>', "_a"),
    ('<ol class="{}!"><li>a</ol>', "breadcrumb-"),
    ('<ol style="{}"><li>a</ol>', "list-style:"),
    ('<p style="{}">a', "text-decoration"),
]


@pytest.mark.parametrize(("element", "part"), ATTRIBUTES)
def test_one_long_attribute_costs_in_proportion(element: str, part: str) -> None:
    check_linear(lambda text: html.read(element.format(text)), part)
