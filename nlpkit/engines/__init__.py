"""Engines: models and rules that turn lines of text into other lines.

They know nothing of documents.

`contracts` says what an engine must offer. `registry` makes the engine that the configuration
names. `several` makes one translator of several. `chosen` knows the models
that a user has chosen for pairs of languages. `calibration` reads what turns the scores of a model
into probabilities.
"""

from . import chosen
from .calibration import Calibration
from .contracts import (
    Calibrated,
    Entailment,
    GivesAlternatives,
    Summarizer,
    SummaryRequest,
    Translator,
)
from .lazy import Lazy
from .registry import create_entailment, create_summarizer, create_translator
from .several import Route, SeveralTranslators, serving

__all__ = [
    "Calibrated",
    "Calibration",
    "Entailment",
    "GivesAlternatives",
    "Lazy",
    "Route",
    "SeveralTranslators",
    "Summarizer",
    "SummaryRequest",
    "Translator",
    "chosen",
    "create_entailment",
    "create_summarizer",
    "create_translator",
    "serving",
]
