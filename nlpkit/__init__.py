"""nlpkit: cleans news articles, translates their foreign fragments, summarises them with sources.

Each public name is loaded when it is first used, so `import nlpkit` costs almost nothing. Type
checkers see every name with its type.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .config import Config
    from .digest import Citation, Digest, DigestPoint, LeftOut
    from .document import (
        Article,
        Block,
        Coverage,
        Document,
        Draft,
        Entities,
        Entity,
        Flag,
        Headline,
        Mention,
        Piece,
        Point,
        Reading,
        Result,
        Sentence,
        Span,
        Summary,
        Translation,
    )
    from .engines import Summarizer, SummaryRequest, Translator
    from .errors import (
        ConfigError,
        EngineError,
        MissingExtra,
        ModelMissing,
        NlpkitError,
        PairUnsupported,
        ReadError,
        WriteError,
    )
    from .events import Event, Finished, Loading, Read, Started, Summarized, Translated
    from .length import Length
    from .pipeline import Pipeline, load
    from .preprocessing import preprocess

__version__ = "0.1.0"

# The public names by the module that defines them.
_MODULES = {
    "config": ("Config",),
    "digest": ("Citation", "Digest", "DigestPoint", "LeftOut"),
    "document": (
        *("Article", "Block", "Coverage", "Document", "Draft", "Entities", "Entity", "Flag"),
        *("Headline", "Mention", "Piece", "Point", "Reading", "Result", "Sentence", "Span"),
        *("Summary", "Translation"),
    ),
    "engines": ("Summarizer", "SummaryRequest", "Translator"),
    "errors": (
        *("ConfigError", "EngineError", "MissingExtra", "ModelMissing", "NlpkitError"),
        *("PairUnsupported", "ReadError", "WriteError"),
    ),
    "events": ("Event", "Finished", "Loading", "Read", "Started", "Summarized", "Translated"),
    "length": ("Length",),
    "pipeline": ("Pipeline", "load"),
    "preprocessing": ("preprocess",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "Article",
    "Block",
    "Citation",
    "Config",
    "ConfigError",
    "Coverage",
    "Digest",
    "DigestPoint",
    "Document",
    "Draft",
    "EngineError",
    "Entities",
    "Entity",
    "Event",
    "Finished",
    "Flag",
    "Headline",
    "LeftOut",
    "Length",
    "Loading",
    "Mention",
    "MissingExtra",
    "ModelMissing",
    "NlpkitError",
    "PairUnsupported",
    "Piece",
    "Pipeline",
    "Point",
    "Read",
    "ReadError",
    "Reading",
    "Result",
    "Sentence",
    "Span",
    "Started",
    "Summarized",
    "Summarizer",
    "Summary",
    "SummaryRequest",
    "Translated",
    "Translation",
    "Translator",
    "WriteError",
    "__version__",
    "load",
    "preprocess",
]


if not TYPE_CHECKING:  # otherwise a type checker would assume that the package has every name

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'nlpkit' has no attribute {name!r}")
        return getattr(import_module(f"nlpkit.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
