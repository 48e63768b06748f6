"""The glossary that a visitor types or opens."""

from __future__ import annotations

from .. import glossary
from ..errors import GlossaryError
from ..glossary import Glossary
from ..pipeline import Pipeline


def read(text: str, target: str, limit: int) -> Glossary:
    """Return the glossary that a visitor has typed, at most `limit` characters.

    Raises GlossaryError.
    """
    if len(text) > limit:
        message = f"the glossary has {len(text):,} characters, the limit is {limit:,}"
        raise GlossaryError(message, hint="leave some terms out", code="glossary_too_large")
    return glossary.typed(text, target)


def load(pipeline: Pipeline, path: str, target: str) -> str:
    """Do a worker's task: return the terms of a file as a visitor would type them."""
    terms = glossary.load(path, target).translations
    return "\n".join(f"{term}\t{translation}" for term, translation in terms.items())
