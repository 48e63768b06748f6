"""Tools side by side: each in a process of its own, so that its peak memory is its own.

A benchmark that compares tools answers `--tool NAME` with one JSON object of figures on its last
line of output; `figures` asks for one after another. The tools it compares with are not nlpkit's
dependencies: `pip install -r benchmarks/peers.txt` brings them, and a missing one is named in its
row, never left out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

LIMIT = 1800  # seconds a tool may take before its row says so


def figures(script: str, tools: Iterable[str], options: Sequence[str] = ()) -> dict[str, dict]:
    """For each tool its figures and `peak_mb`, or `{"error": why there are none}`."""
    return {tool: _one(script, tool, options) for tool in tools}


def _one(script: str, tool: str, options: Sequence[str]) -> dict[str, Any]:
    command = [sys.executable, script, *options, "--tool", tool]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as notes:
        process = subprocess.Popen(command, stdout=out, stderr=notes)
        try:
            process.wait(LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return {"error": f"not done in {LIMIT} s"}
        out.seek(0)
        notes.seek(0)
        lines, last = out.read().splitlines(), notes.read().strip().splitlines()[-1:]
    if process.returncode or not lines:
        return {"error": (last or [f"exit code {process.returncode}"])[0]}
    return json.loads(lines[-1])


def answer(values: dict[str, Any]) -> None:
    """Print the figures of the tool of this process, with its peak memory, for `figures`."""
    print(json.dumps({**values, "peak_mb": _peak_mb()}), flush=True)


def _peak_mb() -> float:
    """The most memory this process held, in MB; children's is not counted."""
    for line in Path(f"/proc/{os.getpid()}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmHWM in /proc: peak memory is read on Linux only")


def table(heads: Sequence[str], rows: dict[str, dict], formats: Sequence[str]) -> str:
    """Markdown: a row a tool, a column a figure; `heads` are the keys, first column the tool."""
    lines = ["| tool | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for tool, row in rows.items():
        if "error" in row:
            cells = [row["error"]] + [""] * (len(heads) - 1)
        else:
            cells = [
                format(row[head], form) if row.get(head) is not None else "–"
                for head, form in zip(heads, formats, strict=True)
            ]
        lines.append("| " + " | ".join([tool, *cells]) + " |")
    return "\n".join(lines)
