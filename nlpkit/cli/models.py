"""The commands about models: list, info, pull, forget, verify."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from ..errors import NlpkitError
from .output import note, show

_COLUMNS = ("name", "pair", "size", "licence", "path", "quality", "use")
_PAIR = re.compile(r"[a-z]{2,3}-[a-z]{2,3}")

app = typer.Typer(no_args_is_help=True, help="The models on this computer.")


@app.command("list")
def list_models() -> None:
    """The models on this computer, then those that are recommended: for which languages, how
    large, their licence, where they are or how to fetch them, how good they are, and the pairs for
    which they are used where the configuration names no model.
    """
    from ..engines import store
    from ..engines.store import catalogue

    known = {one.name: one for one in catalogue.recommended()}
    used = _used()
    here = [*store.shipped(), *store.pulled()]
    for name in here:
        told = _readable(store.info(name))
        if name in known:
            told |= {"pair": ", ".join(known[name].pairs), "quality": known[name].quality}
        if name in used:
            told["use"] = f"used for {used[name]}"
        show("\t".join(told.get(key, "") for key in _COLUMNS).rstrip())
    for name, one in known.items():
        if name not in here:
            size, pull = f"{one.megabytes} MB", f"nlpkit models pull {one.pairs[0]}"
            row = (name, ", ".join(one.pairs), size, one.licence, pull, one.quality)
            show("\t".join(row).rstrip())


@app.command()
def info(
    name: Annotated[
        str, typer.Argument(help="A model's name or folder, or a pair of languages such as uk-en.")
    ],
) -> None:
    """What is known of a model, or of the one that is used for a pair of languages."""
    from ..engines import store

    model, revision = _used_for(name) if _PAIR.fullmatch(name) else (name, None)
    told = _readable(store.info(model, revision))
    show("\n".join(f"{key}: {value}" for key, value in told.items()))


@app.command()
def pull(
    name: Annotated[
        str, typer.Argument(help="A Hugging Face name, or a pair of languages such as uk-en.")
    ],
    revision: Annotated[str | None, typer.Option(help="Branch, tag or commit.")] = None,
) -> None:
    """Fetch a model of the Hugging Face hub. For a pair of languages it is the recommended one,
    which is also converted, tried, and used for these languages from then on.
    """
    from ..engines import store

    if _PAIR.fullmatch(name):
        _pull_pair(name, revision)
    else:
        show(str(store.pull(name, revision)))


@app.command()
def forget(pair: Annotated[str, typer.Argument(help="A pair of languages such as uk-en.")]) -> None:
    """No longer use the model that was pulled for a pair of languages. Its files stay."""
    from ..engines.store import chosen

    chosen.forget(pair)


def _pull_pair(pair: str, revision: str | None) -> None:
    """Fetch and try the recommended model of a pair, and choose it for all of its pairs."""
    from ..config import TranslatorSection
    from ..engines import create_translator, store
    from ..engines.store import catalogue, chosen

    one = catalogue.for_pair(pair)
    if one is None:
        raise NlpkitError(
            f"no model is recommended for {pair}",
            hint="give the name of a model, or one of these pairs: " + ", ".join(catalogue.pairs()),
        )
    note(f"{one.name}, about {one.megabytes} MB, licence {one.licence}")
    folder = store.pull(one.name, revision)
    choice = chosen.Choice(one.name, store.commit(folder) or revision)
    source, target = pair.split("-")
    note("converting and trying it")
    section = TranslatorSection(
        model=choice.model, revision=choice.revision, source=source, target=target
    )
    if not create_translator(section).supports(source, target):
        raise NlpkitError(
            f"{one.name} does not translate {pair}", hint="give the name of another model"
        )
    chosen.choose(one.pairs, choice)
    note(f"it is used for {', '.join(one.pairs)} from now on; to undo: nlpkit models forget {pair}")
    show(str(folder))


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


def _used() -> dict[str, str]:
    """Return in words the pairs of each model that "auto" stands for now; the shipped one has the
    rest.
    """
    from ..config import TranslatorSection
    from ..engines.store import chosen

    section = chosen.resolved(TranslatorSection())
    if not section.models:
        return {section.model: "all its languages"}
    return {
        entry.model: "its other languages" if entry.pairs == ("*-*",) else ", ".join(entry.pairs)
        for entry in section.models
    }


def _used_for(pair: str) -> tuple[str, str | None]:
    """Return the name and the revision of the model that "auto" stands for in a pair of languages.

    Raises NlpkitError where there is none.
    """
    from ..config import TranslatorSection
    from ..engines.store import catalogue, chosen
    from ..pipeline import pairs

    source, target = pair.split("-")
    section = chosen.resolved(TranslatorSection())
    used = next((one for one in pairs.models(section) if one.serves(source, target)), None)
    if used is None:
        hint = f"nlpkit models pull {pair}" if catalogue.for_pair(pair) else "nlpkit models list"
        raise NlpkitError(f"no model on this computer is used for {pair}", hint=hint)
    return used.section.model, used.section.revision


def _readable(told: dict[str, Any]) -> dict[str, str]:
    """Return what is known of a model in words for people, without what is not known."""
    sides = told["pair"] or ()
    pair = " to ".join(side if isinstance(side, str) else ", ".join(side) for side in sides)
    told = {**told, "pair": pair, "size": f"{told['size'] / 1e6:.0f} MB"}
    return {key: str(value) for key, value in told.items() if value}
