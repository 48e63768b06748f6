"""The only reader of disclaimers: legal notices that a site prints beside an article.

They say that a foreign agent made the article, that the editors may be of another opinion, or that
it is no advice. The patterns are in data/disclaimers.toml.
"""

from __future__ import annotations

import tomllib

import regex

from ..resources import load_text
from .folding import alternation, fold

LISTS = load_text(__package__, "data/disclaimers.toml")
_LONGEST = 1000  # characters of a notice
_PATTERNS = tomllib.loads(LISTS)
_STOP = regex.compile(r"(?<=\w{3}[.!?…]|\)\.)[»”\"]?\s+(?=[\p{Lu}\p{N}*])")
_REPORTED = rf"(?!.*\b{alternation(_PATTERNS['reported'])}\b)"
_SENTENCE = regex.compile(rf"[\s(\[]*{_REPORTED}{alternation(_PATTERNS['sentences'])}")
_NOTE = regex.compile(rf"\s*[*†‡¹²³(\[][\s*†‡¹²³(\[]*{alternation(_PATTERNS['notes'])}[.)\]\s]*")
_LABEL = regex.compile(rf"[\s*(\[]*{alternation(_PATTERNS['labels'])}")


def disclaimer(text: str) -> bool:
    """Return whether the text is a legal notice and nothing else."""
    if len(text) > _LONGEST:
        return False
    if _LABEL.match(fold(text)):
        return True
    return all(map(_is_notice, _STOP.split(text)))


def _is_notice(sentence: str) -> bool:
    folded = fold(sentence)
    return _SENTENCE.fullmatch(folded) is not None or _NOTE.fullmatch(folded) is not None
