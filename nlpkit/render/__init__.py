"""Results as text: JSON for programs; plain text, Markdown and HTML for people.

All functions are pure: they compute nothing that the result does not hold. Sentence numbers that
people see count the sentences of the article without those of removed blocks, from 1. Indices in
JSON count all sentences, from 0.
"""

from __future__ import annotations

from . import words
from .digest import (
    DIGEST_SCHEMA,
    digest_as_dict,
    digest_to_html,
    digest_to_markdown,
    digest_to_text,
)
from .entities import entities_as_dict, headline_as_dict, reading_as_dict, summary_to_text
from .html import to_html
from .listing import ListingRow, listing_to_html
from .markdown import to_markdown
from .schema import (
    SCHEMA,
    as_dict,
    document_as_dict,
    from_dict,
    piece_as_dict,
    summary_as_dict,
    to_json,
    translation_as_dict,
)
from .text import to_text
from .view import coverage, glossary, warnings

__all__ = [
    "DIGEST_SCHEMA",
    "SCHEMA",
    "ListingRow",
    "as_dict",
    "coverage",
    "digest_as_dict",
    "digest_to_html",
    "digest_to_markdown",
    "digest_to_text",
    "document_as_dict",
    "entities_as_dict",
    "from_dict",
    "glossary",
    "headline_as_dict",
    "listing_to_html",
    "piece_as_dict",
    "reading_as_dict",
    "summary_as_dict",
    "summary_to_text",
    "to_html",
    "to_json",
    "to_markdown",
    "to_text",
    "translation_as_dict",
    "warnings",
    "words",
]
