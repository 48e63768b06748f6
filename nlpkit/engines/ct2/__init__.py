"""Marian models run by CTranslate2: no torch, no transformers.

ctranslate2 and sentencepiece are imported when an engine is made, not when this package is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...config import TranslatorSection

if TYPE_CHECKING:
    from .translator import MarianTranslator


def load_translator(section: TranslatorSection) -> MarianTranslator:
    """The translator of `section.model`.

    Raises ModelMissing where it is not at hand, EngineError where its files are broken, of another
    kind, or do not say which languages they are for.
    """
    from .translator import MarianTranslator

    return MarianTranslator(section)
