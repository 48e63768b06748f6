"""Any Hugging Face sequence-to-sequence checkpoint, and classifiers of entailment, by PyTorch.

The only room that imports torch and transformers, and it does so when an engine is made, not when
this package is imported.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...config import SummarizerSection, TranslatorSection

if TYPE_CHECKING:
    from .entailment import HfEntailment
    from .summarizer import AbstractiveSummarizer
    from .translator import HfTranslator


def load_translator(section: TranslatorSection) -> HfTranslator:
    """The translator `section.model` names: Marian, NLLB, mBART, M2M100, T5 or of their kind.

    Raises ModelMissing where it is not at hand, EngineError where its files are broken, of the
    wrong kind, or do not say which languages they are for.
    """
    from .translator import HfTranslator

    return HfTranslator(section)


def load_summarizer(section: SummarizerSection) -> AbstractiveSummarizer:
    """The summarizer `section.model` names: BART, PEGASUS, T5, mBART or of their kind.

    Raises ModelMissing and EngineError as `load_translator` does.
    """
    from .summarizer import AbstractiveSummarizer

    return AbstractiveSummarizer(section)


def load_entailment(section: SummarizerSection) -> HfEntailment:
    """The model `section.nli` names: a sequence classifier with a label for entailment.

    Raises ModelMissing and EngineError as `load_translator` does.
    """
    from .entailment import HfEntailment

    return HfEntailment(section)


def convert(folder: Path, out: Path) -> None:
    """Convert a checkpoint for CTranslate2, with int8 weights, tokenizer and languages beside it.

    Guarantees: `out` appears whole or not at all; one that exists is replaced. Raises EngineError.
    """
    from . import conversion

    conversion.convert(folder, out)
