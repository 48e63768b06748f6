"""What facts are made of: places in the text, gathered by what they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

FactKind = Literal["person", "place", "organisation", "date", "number"]
KINDS: tuple[FactKind, ...] = get_args(FactKind)

VERSION = 2  # raise it when the facts of the same document change
METHOD = f"rules:{VERSION}"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a fact stands: a stretch of `Document.text` inside the sentence of that index."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A person, place, organisation, date or number, with every place where it is mentioned.

    `text` is the fullest mention as written, without line breaks. `value` is the date in ISO 8601
    as far as it is known (2025-03-12, 2025-03, 2025) and the number in digits (2400000, 7.5%);
    None for names and for a date without its year.
    """

    kind: FactKind
    text: str
    mentions: tuple[Mention, ...]
    value: str | None = None

    @property
    def sources(self) -> tuple[int, ...]:
        """The sentences that mention it, in order, each once."""
        return tuple(dict.fromkeys(mention.sentence for mention in self.mentions))


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a document by kind, the most mentioned first; `method` says what found them."""

    items: tuple[Fact, ...]
    method: str

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.items if fact.kind == kind)
