"""Hugging Face checkpoints by PyTorch: sequence-to-sequence and chat models, entailment.

The only room that imports torch and transformers, and it does so when an engine is made, not when
this package is imported.
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
    """The translator `section.model` names: Marian, NLLB, mBART, M2M100, T5 or of their kind.

    Raises ModelMissing where it is not at hand, EngineError where its files are broken, of the
    wrong kind, or do not say which languages they are for.
    """
    require("hf", "a model run by PyTorch")
    from .translator import HfTranslator

    return HfTranslator(section)


def load_summarizer(section: SummarizerSection) -> AbstractiveSummarizer:
    """The summarizer `section.model` names: BART, PEGASUS, T5, mBART, a chat model, or the like.

    Raises ModelMissing and EngineError as `load_translator` does.
    """
    require("hf", "a model run by PyTorch")
    from .summarizer import AbstractiveSummarizer

    return AbstractiveSummarizer(section)


def load_entailment(section: SummarizerSection) -> HfEntailment:
    """The model `section.nli` names: a sequence classifier with a label for entailment.

    Raises ModelMissing and EngineError as `load_translator` does.
    """
    require("hf", "a model run by PyTorch")
    from .entailment import HfEntailment

    return HfEntailment(section)
