"""The people, places, organisations, numbers and dates of an article, each with its sentences.

They are found by rules and word lists for English and Russian. The rules know no grammar: they miss
some names and take some for another kind; `benchmarks/entities.py` says how often. Every entity
points to where it stands.
"""

from __future__ import annotations

from ..document import Document
from ..engines import NameTagger
from .values import KINDS, METHOD, VERSION, Entities, Entity, EntityKind, Mention

__all__ = ["KINDS", "METHOD", "VERSION", "Entities", "Entity", "EntityKind", "Mention", "find"]


def find(document: Document, tagger: NameTagger | None = None) -> Entities:
    """Return the entities of the sentences outside junk, by kind, the most mentioned first.

    They are found when they are first asked for. The names of sentences in a language that `tagger`
    reads come from it, all others from the rules.

    Guarantees: mentions lie inside their sentence, in order. Mentions of two entities do not
    overlap.
    """

    def found() -> tuple[Entity, ...]:
        # The lists and patterns are read only for articles whose entities are asked for.
        from . import finding

        return finding.find(document, tagger)

    return Entities(found, f"{METHOD}+{tagger.name}" if tagger else METHOD)
