"""What the commands print: results to standard output, notes and progress to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def show(text: str) -> None:
    """Print a result that ends with one line end."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def show_json(value: Any) -> None:
    """Print plain values as JSON."""
    show(json.dumps(value, ensure_ascii=False, indent=2))


def note(text: str) -> None:
    """Print a note on standard error, on one line."""
    print(f"nlpkit: {one_line(text)}", file=sys.stderr)


def one_line(text: str) -> str:
    return " ".join(text.split("\n"))


@contextmanager
def status() -> Iterator[Callable[[str], None]]:
    """Give a line that shows what is being done, when standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Reading") as line:
        yield line.update
