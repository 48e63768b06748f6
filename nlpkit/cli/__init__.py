"""The command line: text goes to standard output, progress and notes to standard error.

Exit codes: 0 all good; 1 some inputs failed (all others are done), or nothing of a foreign article
could be translated; 2 nothing usable or bad usage; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from .. import __version__
from . import article, config, models
from .batch import batch
from .key import key
from .messages import guard, open_closed_streams
from .output import show
from .serve import mcp, serve

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Clean news articles, translate their foreign fragments, summarise them with sources.",
)
for command in (*article.COMMANDS, batch, serve, mcp, key):
    app.command()(command)
app.add_typer(models.app, name="models")
app.add_typer(config.app, name="config")


@app.callback(invoke_without_command=True)
def version(
    show_version: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks of errors.")] = False,
) -> None:
    if show_version:
        show(__version__)
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command. Errors become two lines and an exit code."""
    open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    given = sys.argv[1:] if arguments is None else arguments
    # It may stand anywhere: nobody remembers whether it goes before or behind the command.
    kept = [a for a in given if a != "--debug"]
    sys.exit(guard(lambda: app(kept, standalone_mode=False), debug=len(kept) < len(given)))
