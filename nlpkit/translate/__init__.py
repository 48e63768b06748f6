"""From a document to its translation.

unit        what has to be translated: sentences, and foreign runs inside sentences
fragments   their texts to outcomes: batches, memory, checks, second tries
pieces      the document's pieces, as events and as a whole
lines       whole lines, for pipes and benchmarks
"""

from .fragments import Outcome
from .lines import translate_lines
from .pieces import assemble, doubtful_sentences, sentence_texts, stream, translate, translate_all
from .unit import Unit, units

__all__ = [
    "Outcome",
    "Unit",
    "assemble",
    "doubtful_sentences",
    "sentence_texts",
    "stream",
    "translate",
    "translate_all",
    "translate_lines",
    "units",
]
