"""nlpkit: clean news articles, translate their foreign fragments, summarise with sources.

Everything here is loaded when first used, so that `import nlpkit` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "preprocess": "nlpkit.preprocess",
    "load": "nlpkit.pipeline",
    "Pipeline": "nlpkit.pipeline",
    "Config": "nlpkit.config",
    "Length": "nlpkit.length",
    **dict.fromkeys(
        (
            "Article Block Sentence Span Document Draft Piece Translation Point Coverage Summary "
            "Result Reading"
        ).split(),
        "nlpkit.document",
    ),
    **dict.fromkeys("Entity Entities Mention".split(), "nlpkit.entities"),
    "Headline": "nlpkit.summarize.headline",
    **dict.fromkeys("Citation Digest DigestPoint LeftOut".split(), "nlpkit.digest"),
    **dict.fromkeys(
        "NlpkitError ConfigError ReadError WriteError EngineError ModelMissing".split(),
        "nlpkit.errors",
    ),
    "PairUnsupported": "nlpkit.errors",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'nlpkit' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
