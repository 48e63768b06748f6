"""Checkpoints of Hugging Face, run by PyTorch: sequence-to-sequence, chat and entailment models.

Only this room imports torch and transformers. It does so when an engine is made, not when this
package is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...config import SummarizerSection, TranslatorSection
from ...extras import require

if TYPE_CHECKING:
    from .entailment import HfEntailment
    from .summarizer import AbstractiveSummarizer
    from .translator import HfTranslator


def load_translator(section: TranslatorSection) -> HfTranslator:
    """Load the translator that `section.model` names: Marian, NLLB,
    mBART, M2M100, T5 or a similar model.

    Raises ModelMissing where the model is not at hand. Raises EngineError where its files are
    broken, are of the wrong kind, or do not say which languages the model translates.
    """
    require("hf", "a model run by PyTorch")
    from .translator import HfTranslator

    return HfTranslator(section)


def load_summarizer(section: SummarizerSection) -> AbstractiveSummarizer:
    """Load the summarizer that `section.model` names: BART, PEGASUS,
    T5, mBART, a chat model or similar.

    Raises ModelMissing and EngineError as `load_translator` does.
    """
    require("hf", "a model run by PyTorch")
    from .summarizer import AbstractiveSummarizer

    return AbstractiveSummarizer(section)


def load_entailment(section: SummarizerSection) -> HfEntailment:
    """Load the model that `section.nli` names: a sequence classifier with a label for entailment.

    Raises ModelMissing and EngineError as `load_translator` does.
    """
    require("hf", "a model run by PyTorch")
    from .entailment import HfEntailment

    return HfEntailment(section)
