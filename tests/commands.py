"""The command line as tests run it: in this process (the fixture `nlp`) or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

EXAMPLES = Path(__file__).parent.parent / "examples"


class Done(NamedTuple):
    """What a command left: its exit code, its output, its notes and errors."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


def process(*arguments: object, stdin: bytes = b"", **environment: str) -> Done:
    """The command, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "nlpkit", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environment},
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())
