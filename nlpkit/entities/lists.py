"""The word lists of the entities, and what the finders give."""

from __future__ import annotations

from typing import NamedTuple

from ..resources import load_toml
from .values import EntityKind

LISTS = load_toml(__package__, "data/entities.toml")
PLACES = load_toml(__package__, "data/places.toml")


class Finding(NamedTuple):
    """A stretch of a sentence, from its start, with its kind and value."""

    start: int
    end: int
    kind: EntityKind
    value: str | None = None
