"""The word lists of this package, and the value that its finders return."""

from __future__ import annotations

from typing import NamedTuple

from ..resources import load_toml
from .values import EntityKind

LISTS = load_toml(__package__, "data/entities.toml")
PLACES = load_toml(__package__, "data/places.toml")


class Finding(NamedTuple):
    """A part of a sentence with its kind and value; positions
    count from the start of the sentence.
    """

    start: int
    end: int
    kind: EntityKind
    value: str | None = None
