"""The terms of a glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .values import Piece


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a glossary and its translation, which is None for a term that is kept as it is."""

    term: str
    translation: str | None = None

    @property
    def written(self) -> str:
        """What stands for the term in a translation."""
        return self.term if self.translation is None else self.translation


def applied_terms(pieces: Iterable[Piece]) -> dict[Term, int]:
    """Return the terms that translated pieces have, each with the number of its pieces."""
    return dict(Counter(term for piece in pieces for term in piece.terms))
