"""Errors as two lines: what and where, and what to do. And the exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from ..errors import NlpkitError
from .output import one_line

UNUSABLE = 2
STOPPED = 130


def open_closed_streams() -> None:
    """Open streams that are closed (`>&-`), so that output goes nowhere instead of failing."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 - as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115 - as long as the process


def guard(command: Callable[[], Any], *, debug: bool) -> int:
    """Run a command. What it raises becomes messages on standard error and an exit code.

    Guarantees: raises nothing unless `debug`.
    """
    try:
        code = command()
        sys.stdout.flush()
        if code == STOPPED:  # typer answers Ctrl-C with this code
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        # The reader (head, less) has ended. Print nothing; the interpreter must not try again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _fail("stopped", None, code=STOPPED)
    except Exception as error:
        if debug:
            raise
        return _fail(*_explain(error))


def _explain(error: Exception) -> tuple[str, str | None]:
    """Return the message about an error, and the hint what to do."""
    match error:
        case NlpkitError():
            return error.message, error.hint
        case typer.TyperException():
            return error.format_message(), "nlpkit --help shows the commands and their options"
        case OSError():
            where = error.filename or "standard output"
            return (
                f"{where}: {error.strerror or error}",
                "check the disk's free space and the permissions",
            )
        case _:
            return (
                f"internal error: {type(error).__name__}: {error}",
                "this is a fault of nlpkit: run it again with --debug and report what it prints",
            )


def _fail(message: str, hint: str | None, code: int = UNUSABLE) -> int:
    if not message:  # the help was printed already
        return code
    print(f"nlpkit: {one_line(message)}", file=sys.stderr)
    if hint:
        print(f"  {one_line(hint)}", file=sys.stderr)
    return code
