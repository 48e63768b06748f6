"""Entities: places in the text, gathered by the thing that they name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

EntityKind = Literal["person", "place", "organisation", "date", "number"]
KINDS: tuple[EntityKind, ...] = get_args(EntityKind)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is mentioned: a part of `Document.text` inside the sentence of that index."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, organisation, date or number, with every place where it is mentioned.

    `text` is the fullest mention as written, without line breaks. `value` is the date in ISO 8601,
    as far as it is known (2025-03-12, 2025-03, 2025), or the number in digits (2400000, 7.5%). It
    is None for names and for a date without its year.
    """

    kind: EntityKind
    text: str
    mentions: tuple[Mention, ...]
    value: str | None = None

    @property
    def sources(self) -> tuple[int, ...]:
        """The indices of the sentences that mention it, in order, each once."""
        return tuple(dict.fromkeys(mention.sentence for mention in self.mentions))


class Entities:
    """The entities by kind, the most mentioned first; `method` says what found them.

    They are given as values, or by a function that finds them when they are first asked for.
    Finding them takes about as long as reading the article, and not every output shows them.

    Guarantees: they are pickled, compared and printed as if they had been given as values.
    """

    __slots__ = ("_items", "method")

    def __init__(
        self, items: tuple[Entity, ...] | Callable[[], tuple[Entity, ...]], method: str
    ) -> None:
        self._items = items
        self.method = method

    @property
    def items(self) -> tuple[Entity, ...]:
        if callable(self._items):
            self._items = self._items()
        return self._items

    def of(self, kind: EntityKind) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.items if entity.kind == kind)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entities):
            return NotImplemented
        return (self.method, self.items) == (other.method, other.items)

    def __hash__(self) -> int:
        return hash((self.method, self.items))

    def __repr__(self) -> str:
        return f"Entities({self.items!r}, {self.method!r})"

    def __reduce__(self) -> tuple[type[Entities], tuple[tuple[Entity, ...], str]]:
        return Entities, (self.items, self.method)
