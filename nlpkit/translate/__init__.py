"""Translates a document.

unit        finds what has to be translated: sentences, and foreign runs inside sentences
fragments   translates texts: batches, memory, checks, second attempts
pieces      translates a document into pieces, as events or as a whole
lines       translates whole lines, for pipes and benchmarks
"""

from .lines import translate_lines
from .outcomes import Outcome
from .pieces import (
    alternatives,
    assemble,
    sentence_flags,
    sentence_texts,
    stream,
    translate,
    translate_all,
)
from .unit import Unit, units

__all__ = [
    "Outcome",
    "Unit",
    "alternatives",
    "assemble",
    "sentence_flags",
    "sentence_texts",
    "stream",
    "translate",
    "translate_all",
    "translate_lines",
    "units",
]
