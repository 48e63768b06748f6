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
_DATA = tomllib.loads(LISTS)
_KEYS: tuple[str, ...] = tuple(_DATA["keys"])
_STOP = regex.compile(r"(?<=\w{3}[.!?…]|\)\.)[»”\"]?\s+(?=[\p{Lu}\p{N}*])")
_REPORTED = rf"(?!.*\b{alternation(_DATA['reported'])}\b)"
_SENTENCE = regex.compile(
    rf"[\s*(\[]*(?:{alternation(_DATA['labels'])}\s*)?{_REPORTED}{alternation(_DATA['sentences'])}"
)
_SIGN = r"\s*[*†‡¹²³(\[][\s*†‡¹²³(\[–—-]*"
_NOTE = regex.compile(rf"{_SIGN}{alternation(_DATA['notes'])}[.)\]\s]*")
_FOOTNOTE = regex.compile(rf"[*†‡¹²³\s]+{alternation(_DATA['footnotes'])}[.\s]*")


def disclaimer(text: str) -> bool:
    """Return whether the text is a legal notice and nothing else."""
    return _may_be(text) and all(map(_is_notice, _STOP.split(text)))


def footnote(text: str) -> bool:
    """Return whether it is a legal notice if its sign, "*", marks a word of the text above it."""
    return _may_be(text) and _FOOTNOTE.fullmatch(fold(text)) is not None


def _may_be(text: str) -> bool:
    """Return whether the text is short enough and has a word of such notices."""
    if len(text) > _DATA["longest"]:
        return False
    low = text.lower()
    return any(key in low for key in _KEYS)


def _is_notice(sentence: str) -> bool:
    folded = fold(sentence)
    return _SENTENCE.fullmatch(folded) is not None or _NOTE.fullmatch(folded) is not None
