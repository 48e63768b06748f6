"""Translates a document.

unit        finds what has to be translated: sentences, and foreign runs inside sentences
fragments   translates texts: batches, memory
attempts    asks an engine for translations, checks them, and asks again for those that have faults
halves      cuts a long text in two for a second attempt
confidence  makes the score of a translation, and finds the words that it leaves out
pieces      translates a document into pieces, as events or as a whole
passages    puts the ranges of texts, such as links, into their translations
correspondence  finds which words of a translation correspond to a range of its source
common_words    finds names, numbers and code that both texts have
placement   finds which words of a translation stand for a range of its source
lines       translates whole lines, for pipes and benchmarks
"""

from .lines import translate_lines
from .outcomes import Outcome
from .passages import Rendering, translated_passages
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
    "Rendering",
    "Unit",
    "alternatives",
    "assemble",
    "sentence_flags",
    "sentence_texts",
    "stream",
    "translate",
    "translate_all",
    "translate_lines",
    "translated_passages",
    "units",
]
