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


def announced(*arguments: str) -> tuple[str, str]:
    """The first lines that a server says, as notes and as output; it is ended then."""
    with subprocess.Popen(
        [sys.executable, "-m", "nlpkit", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stderr.readline(), process.stdout.readline()
        process.terminate()
    return said
