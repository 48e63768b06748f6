"""The commands about settings: list, show."""

from __future__ import annotations

from typing import Annotated

import typer

from .output import show

app = typer.Typer(no_args_is_help=True, help="The settings and the presets.")


@app.command("list")
def list_presets() -> None:
    """The presets, each with what it is for."""
    from .. import config

    for name in config.presets():
        show(f"{name}\t{_purpose(config.preset(name))}")


@app.command("show")
def show_preset(
    name: Annotated[
        str, typer.Argument(help="A preset; default has every key with its meaning.")
    ] = "default",
) -> None:
    """The settings of a preset as TOML, to read or to copy into a file of your own."""
    from .. import config

    show(config.preset(name))


def _purpose(text: str) -> str:
    """Return the first sentence of the comment with which a preset begins."""
    comment = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
    return " ".join(comment).partition(". ")[0].removesuffix(".")
