"""Engines: models and rules that turn lines of text into other lines.

They know nothing of documents.

`contracts` says what an engine must offer. `registry` makes the engine that the configuration
names. `several` makes one translator of several. `store` knows the models on this computer: where
they are, what is known of them, and which of them a user has chosen. `calibration` reads what turns
the scores of a model into probabilities. `lexicon` knows which words of two languages stand for
each other, and `dictionary` the translations of rare words.
"""

from .calibration import Calibration
from .contracts import (
    Aligns,
    Calibrated,
    DictionaryWord,
    Entailment,
    FindsUncovered,
    GivesAlternatives,
    HasDictionary,
    Link,
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
    "Aligns",
    "Calibrated",
    "Calibration",
    "DictionaryWord",
    "Entailment",
    "FindsUncovered",
    "GivesAlternatives",
    "HasDictionary",
    "Lazy",
    "Link",
    "Name",
    "NameTagger",
    "Route",
    "SeveralTranslators",
    "Summarizer",
    "SummaryRequest",
    "Translator",
    "create_entailment",
    "create_name_tagger",
    "create_summarizer",
    "create_translator",
    "serving",
]
