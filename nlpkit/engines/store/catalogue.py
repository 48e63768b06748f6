"""The recommended translation models by pair of languages; they are in data/catalogue.toml."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from ...resources import load_toml


@dataclass(frozen=True, slots=True)
class Recommended:
    """A model of the Hugging Face hub. `quality` is what its card says, "" where it says nothing
    comparable.
    """

    name: str
    pairs: tuple[str, ...]
    megabytes: int
    licence: str
    quality: str = ""


@cache
def recommended() -> tuple[Recommended, ...]:
    """Return the models, in the order of preference."""
    entries = load_toml(__package__, "data/catalogue.toml")["models"]
    return tuple(Recommended(**{**entry, "pairs": tuple(entry["pairs"])}) for entry in entries)


def for_pair(pair: str) -> Recommended | None:
    """Return the recommended model of a pair such as "uk-en"; None where there is none."""
    return next((one for one in recommended() if pair in one.pairs), None)


def pairs() -> list[str]:
    """Return the pairs for which a model is recommended."""
    return list(dict.fromkeys(pair for one in recommended() for pair in one.pairs))


def better(languages: Iterable[str], target: str, used: Collection[str]) -> dict[str, Recommended]:
    """Return the recommended models of these languages by pair, without those that are in use.

    `used` are the names of the models that made the translation.
    """
    found = {f"{language}-{target}": for_pair(f"{language}-{target}") for language in languages}
    return {pair: one for pair, one in found.items() if one and one.name not in used}
