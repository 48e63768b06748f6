"""Quality gates: development figures may not fall below the floors in benchmarks/gates.toml."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
GATES = tomllib.loads((BENCHMARKS / "gates.toml").read_text(encoding="utf-8"))["gate"]

pytestmark = pytest.mark.skipif(
    not os.environ.get("NLPKIT_DATA"),
    reason="NLPKIT_DATA is not set: the gates need the development data",
)


@cache
def output(*command: str) -> str:
    script, *options = command
    return subprocess.run(
        [sys.executable, str(BENCHMARKS / script), *options],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize("gate", GATES, ids=lambda gate: " ".join(gate["command"]))
def test_gate(gate: dict[str, Any]) -> None:
    found = re.search(gate["pattern"], output(*gate["command"]), re.MULTILINE)
    assert found, "the benchmark prints its figures"
    for name, floor in gate.get("floors", {}).items():
        assert float(found[name]) >= floor, name
    for name, ceiling in gate.get("ceilings", {}).items():
        assert float(found[name]) <= ceiling, name
