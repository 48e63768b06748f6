"""The commands about models: list, info, pull, verify."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from ..errors import NlpkitError
from .output import note, show

_COLUMNS = ("name", "pair", "size", "licence", "path", "quality")
_PAIR = re.compile(r"[a-z]{2,3}-[a-z]{2,3}")

app = typer.Typer(no_args_is_help=True, help="The models on this computer.")


@app.command("list")
def list_models() -> None:
    """The models on this computer, then those that are recommended: for which languages, how
    large, their licence, where they are or how to fetch them, and how good they are.
    """
    from ..engines import catalogue, store

    known = {one.name: one for one in catalogue.recommended()}
    here = [*store.shipped(), *store.pulled()]
    for name in here:
        told = _readable(store.info(name))
        if name in known:
            told |= {"pair": ", ".join(known[name].pairs), "quality": known[name].quality}
        show("\t".join(told.get(key, "") for key in _COLUMNS).rstrip())
    for name, one in known.items():
        if name not in here:
            size, pull = f"{one.megabytes} MB", f"nlpkit models pull {one.pairs[0]}"
            row = (name, ", ".join(one.pairs), size, one.licence, pull, one.quality)
            show("\t".join(row).rstrip())


@app.command()
def info(name: Annotated[str, typer.Argument(help="A model's name or folder.")]) -> None:
    """What is known of a model."""
    from ..engines import store

    show("\n".join(f"{key}: {value}" for key, value in _readable(store.info(name)).items()))


@app.command()
def pull(
    name: Annotated[
        str, typer.Argument(help="A Hugging Face name, or a pair of languages such as uk-en.")
    ],
    revision: Annotated[str | None, typer.Option(help="Branch, tag or commit.")] = None,
) -> None:
    """Fetch a model of the Hugging Face hub; for a pair of languages the recommended one."""
    from ..engines import catalogue, store

    if _PAIR.fullmatch(name):
        one = catalogue.for_pair(name)
        if one is None:
            pairs = ", ".join(catalogue.pairs())
            raise NlpkitError(
                f"no model is recommended for {name}",
                hint=f"give the name of a model, or one of these pairs: {pairs}",
            )
        note(f"{one.name}, about {one.megabytes} MB, licence {one.licence}")
        name = one.name
        note(f"use it with: --set translator.model={name}")
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
