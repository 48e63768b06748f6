"""What entities are made of: places in the text, gathered by what they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

EntityKind = Literal["person", "place", "organisation", "date", "number"]
KINDS: tuple[EntityKind, ...] = get_args(EntityKind)

VERSION = 3  # raise it when the entities of the same document change
METHOD = f"rules:{VERSION}"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity stands: a stretch of `Document.text` inside the sentence of that index."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, place, organisation, date or number, with every place where it is mentioned.

    `text` is the fullest mention as written, without line breaks. `value` is the date in ISO 8601
    as far as it is known (2025-03-12, 2025-03, 2025) and the number in digits (2400000, 7.5%);
    None for names and for a date without its year.
    """

    kind: EntityKind
    text: str
    mentions: tuple[Mention, ...]
    value: str | None = None

    @property
    def sources(self) -> tuple[int, ...]:
        """The sentences that mention it, in order, each once."""
        return tuple(dict.fromkeys(mention.sentence for mention in self.mentions))


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities by kind, the most mentioned first; `method` says what found them."""

    items: tuple[Entity, ...]
    method: str

    def of(self, kind: EntityKind) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.items if entity.kind == kind)
