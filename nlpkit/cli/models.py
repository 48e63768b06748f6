"""The commands about models: list, info, pull, verify."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..errors import NlpkitError
from .output import show

app = typer.Typer(no_args_is_help=True, help="The models on this computer.")


@app.command("list")
def list_models() -> None:
    """The shipped models."""
    from ..engines import store

    for name in store.shipped():
        told = _readable(store.info(name))
        show("\t".join(told.get(key, "") for key in ("name", "pair", "size", "licence", "path")))


@app.command()
def info(name: Annotated[str, typer.Argument(help="A model's name or folder.")]) -> None:
    """What is known of a model."""
    from ..engines import store

    show("\n".join(f"{key}: {value}" for key, value in _readable(store.info(name)).items()))


@app.command()
def pull(
    name: Annotated[str, typer.Argument(help="A Hugging Face name.")],
    revision: Annotated[str | None, typer.Option(help="Branch, tag or commit.")] = None,
) -> None:
    """Fetch a model from the Hugging Face hub."""
    from ..engines import store

    show(str(store.pull(name, revision)))


@app.command()
def verify() -> None:
    """Compare the shipped models with their checksums."""
    from ..engines import store

    checks = store.verify()
    for file, good in checks:
        show(f"{'ok' if good else 'DAMAGED'}\t{file}")
    if not all(good for _, good in checks):
        raise NlpkitError(
            "a shipped model is damaged", hint="install nlpkit again, or restore the files named"
        )


def _readable(told: dict[str, Any]) -> dict[str, str]:
    """Yield what is known of a model, in words for people; nothing for what is not known."""
    sides = told["pair"] or ()
    pair = " to ".join(side if isinstance(side, str) else ", ".join(side) for side in sides)
    told = {**told, "pair": pair, "size": f"{told['size'] / 1e6:.0f} MB"}
    return {key: str(value) for key, value in told.items() if value}
