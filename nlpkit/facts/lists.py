"""The word lists of the facts, and what the finders give."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, NamedTuple

from .values import FactKind


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"data/{name}.toml").read_text("utf-8"))


LISTS = _load("facts")
PLACES = _load("places")


class Found(NamedTuple):
    """A stretch of a sentence, from its start, with its kind and value."""

    start: int
    end: int
    kind: FactKind
    value: str | None = None
