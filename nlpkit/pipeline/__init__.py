"""The whole way from an article to its result.

`running` is the way itself, with small `steps`. `building` makes pipelines out of configurations.
`signature` writes on every result how it was made. `workers` runs pipelines in processes that can
be ended.
"""

from __future__ import annotations

from .building import build, load, replaced, with_kind, with_threads
from .parts import in_place, translate_parts
from .running import Pipeline
from .steps import as_article, complete

__all__ = [
    "Pipeline",
    "as_article",
    "build",
    "complete",
    "in_place",
    "load",
    "replaced",
    "translate_parts",
    "with_kind",
    "with_threads",
]
