"""The options that several commands share, and what they open."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .output import note

if TYPE_CHECKING:
    from ..files import Item
    from ..pipeline import Pipeline

File = Annotated[str, typer.Argument(help="A file, or - for standard input.", metavar="FILE|-")]
Files = Annotated[
    list[str] | None,
    typer.Argument(
        help="A file, or - for standard input; several with --digest.", metavar="FILE|-"
    ),
]
From = Annotated[str | None, typer.Option("--from", help="auto, or the language.", metavar="LANG")]
To = Annotated[str | None, typer.Option("--to", help="Language to translate into.", metavar="LANG")]
_LENGTH = 'short, medium, long, or at most "4 sentences", "80 words", "20%".'
Length = Annotated[str | None, typer.Option("--length", help=_LENGTH, metavar="LENGTH")]
# It has two names: where a command makes more than a summary, --summary says what the length is of.
SummaryLength = Annotated[
    str | None, typer.Option("--length", "--summary", help=_LENGTH, metavar="LENGTH")
]
ConfigFile = Annotated[
    str | None,
    typer.Option("--config", help="A preset or a TOML file of settings.", metavar="NAME|FILE"),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", help="One setting, e.g. translator.beam=1.", metavar="KEY=VALUE"),
]
GlossaryFile = Annotated[
    str | None,
    typer.Option(
        "--glossary", help="Terms and their translations: TSV, CSV, TOML or TBX.", metavar="FILE"
    ),
]
Alternatives = Annotated[
    int, typer.Option(min=0, max=15, help="Other translations of each piece, with --json.")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON with offsets.")]
Entities = Annotated[
    bool,
    typer.Option("--entities", "--facts", help="With headline, people, places, numbers and dates."),
]


def settings(set_: Sequence[str] | None, **options: str | int | None) -> list[str]:
    """Return the settings of `--set`, then those of other
    options, where given (`a__b` sets `a.b`).
    """
    given = ((key.replace("__", "."), value) for key, value in options.items())
    return [*(set_ or ()), *(f"{key}={value}" for key, value in given if value is not None)]


def pipeline_of(config: str | None, overrides: Sequence[str] = ()) -> Pipeline:
    from .. import pipeline

    return pipeline.load(config, overrides)


def read_article(file: str, pipeline: Pipeline, *, blank: bool = False, tell: bool = True) -> Item:
    """Return the article of a file or of standard input; print what a reader should know of it."""
    from .. import files

    if file == "-" and sys.stdin is not None and sys.stdin.isatty():
        note("reading from the terminal; end with Ctrl-D")
    item = files.read(file, max_bytes=pipeline.config.limits.max_bytes, blank=blank)
    if tell and item.warnings:
        from ..render import words

        for warning in item.warnings:
            note(f"{item.path or 'standard input'}: {words.flag(warning)}")
    return item
