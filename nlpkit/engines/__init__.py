"""Engines: models and rules that turn lines of text into other lines.

They know nothing of documents.

`contracts` says what an engine must offer. `registry` makes the engine that the configuration
names. `several` makes one translator of several. `chosen` knows the models
that a user has chosen for pairs of languages.
"""

from . import chosen
from .contracts import (
    Entailment,
    GivesAlternatives,
    Name,
    NameTagger,
    Summarizer,
    SummaryRequest,
    Translator,
)
from .lazy import Lazy
from .registry import (
    create_entailment,
    create_name_tagger,
    create_summarizer,
    create_translator,
)
from .several import Route, SeveralTranslators, serving

__all__ = [
    "Entailment",
    "GivesAlternatives",
    "Lazy",
    "Name",
    "NameTagger",
    "Route",
    "SeveralTranslators",
    "Summarizer",
    "SummaryRequest",
    "Translator",
    "chosen",
    "create_entailment",
    "create_name_tagger",
    "create_summarizer",
    "create_translator",
    "serving",
]
