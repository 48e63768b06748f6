"""Kills a batch at many moments, in every format, and compares what it leaves with a whole run."""

from __future__ import annotations

import csv
import json
import os
import random
import re
import signal
import sqlite3
import sys
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from batch_runs import TEXT, fill, plan, run
from pyarrow import parquet

from nlpkit.batch.planning import FORMATS

MOMENTS = 20  # of each format at which a run is killed
# What a process does with files. Python tells its audit hooks before each of them.
TOLD = {"open", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect"}
# The seconds in JSON, in `index.html`, and at the end of Markdown and pages.
TIMES = re.compile(r'"timings": \{[^}]*\}|<td>\d+\.\d</td>| in \d+\.\d s')


def run_until(moment: int, inbox: Path, out: Path, format: str) -> int:
    """Run the batch, and kill this process before the operation on files of that number.

    Return how many there were.
    """
    number = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal number
        if event in TOLD and str(out) in str(arguments):
            number += 1
            if number == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    made = plan(inbox, out, format=format)
    sys.addaudithook(hook)
    run(made)
    return number


def leave_killed(inbox: Path, whole: Path, killed: Path, format: str) -> None:
    """Run the batch whole, and then in processes that are killed, each with a folder of its own.

    The name of a folder is the number of the operation before which its run was killed.
    """
    run(plan(inbox, whole.with_name("warm"), format=format))  # loads what the forks would load
    counted, told = os.pipe()
    if os.fork() == 0:
        os.write(told, str(run_until(0, inbox, whole, format)).encode())
        os._exit(0)
    os.wait()
    count = int(os.read(counted, 100))
    for moment in random.Random(format).sample(range(1, count + 1), MOMENTS):
        if os.fork() == 0:
            run_until(moment, inbox, killed / str(moment), format)
            os._exit(1)
        _, status = os.wait()
        assert os.WTERMSIG(status) == signal.SIGKILL


@pytest.mark.parametrize("format", FORMATS)
def test_killed_at_many_moments(tmp_path: Path, format: str) -> None:
    inbox, whole, killed = fill(tmp_path / "in"), tmp_path / "whole", tmp_path / "killed"
    (inbox / "more.jsonl").write_text(
        "\n".join(json.dumps({"id": n, "text": TEXT.format(n=n)}) for n in range(3))
    )
    process = get_context("spawn").Process(target=leave_killed, args=(inbox, whole, killed, format))
    process.start()
    process.join()
    assert process.exitcode == 0
    expected = contents(whole)
    outs = [killed / str(n) for n in sorted(int(path.name) for path in killed.iterdir())]
    for out in outs:
        run(plan(inbox, out, format=format))
        assert contents(out) == expected
    assert len(outs) > MOMENTS / 2, "a run that is killed before its first folder leaves none"


def contents(out: Path) -> dict[str, Any]:
    """Return what each file of the output folder says, without the times."""
    return {
        str(path.relative_to(out)): content(path)
        for path in out.rglob("*")
        if path.is_file() and path.name not in ("manifest.jsonl", "lock", "lock-share")
        if path.name != "translations.sqlite"
    }


def content(path: Path) -> Any:
    if path.suffix == ".parquet":
        return [untimed(row) for row in parquet.read_table(path).to_pylist()]
    if path.suffix == ".sqlite":
        base = sqlite3.connect(path)
        base.row_factory = sqlite3.Row
        rows = [untimed(dict(row)) for row in base.execute("SELECT * FROM results")]
        base.close()
        return rows
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        return [{**row, "seconds": ""} for row in csv.DictReader(text.splitlines())]
    return TIMES.sub("", text)


def untimed(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "json": TIMES.sub("", row["json"])}
