"""What stands among the sentences of an article and tells none of its news.

These are datelines, greetings, thanks, notes of the editors, advertising and the captions of
tables. The words are in data/remarks.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable

import regex

from ..resources import load_text
from . import datelines
from .markers import fold, quote

_TEXT = load_text(__package__, "data/remarks.toml")
_LISTS = tomllib.loads(_TEXT)
LISTS = datelines.LISTS + _TEXT
_SHORT = 12  # words: who thanks or greets in more of them tells something as well


def _any(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


_BEGINS, _GREETINGS, _ADVERTISING = (
    _LISTS[name] for name in ("begins", "greetings", "advertising")
)
_OPENING = r"[\s*•–—(\[-]*"
_NOTE = regex.compile(rf"{_OPENING}{_any(_BEGINS['notes'])}")
_CAPTIONED = _any(_BEGINS["captions"])
_CAPTION = regex.compile(
    rf"{_OPENING}(?:{_CAPTIONED}\s?№?\s?\d+(?:\.\d+)*|\d+\s?-?\s?{_CAPTIONED})\s*(?:[.:)–—]|$)"
)
_UNITS = regex.compile(
    rf"[^\d.!?]{{2,80}}[,(]\s?(?:{_any(_LISTS['units']['words'])}(?:\.\s?|\s|(?=[).]*$))){{1,4}}"
    r"[).\s]*$"
)
_THANKS = regex.compile(rf"(?:{_OPENING}|[^,]{{1,40}},\s){_any(_LISTS['thanks']['first'])}\b")
_THANKED = regex.compile(rf"(?<!\w){_any(_LISTS['thanks']['last'])}[\s.!…]*$")
_GREETED = rf"{_any(_GREETINGS['greeted'] + _GREETINGS['vocatives'])}\b"
_GREETING = regex.compile(
    rf"{_OPENING}(?:{_any(_GREETINGS['words'])}(?:\s*[,.!…:?]|\s{_GREETED}|\s*$)"
    rf"|{_any(_GREETINGS['vocatives'])}\s[^,.!]{{2,40}}[,!]$)"
)
_CALL = regex.compile(rf"{_OPENING}{_any(_ADVERTISING['calls'])}\b")
_OFFER = regex.compile(rf"(?<!\w){_any(_ADVERTISING['offers'])}\s[$€£₸₽]?\d")
_POLITE = regex.compile(rf"{_any(_ADVERTISING['polite'])}$")


def remark(text: str) -> bool:
    """Say whether the sentence tells none of the news of its article."""
    return any(rule(text) for rule in RULES)


def dateline(text: str) -> bool:
    """Say whether it tells only where, when and by which agency the article was written."""
    return datelines.dateline(text) is not None


def note(text: str) -> bool:
    """Say whether it tells of the article itself, or is a letter to its editors."""
    return _NOTE.match(fold(text)) is not None


def caption(text: str) -> bool:
    """Say whether it is the caption of a table or picture: 'Table 2.', 'Exports, mln dollars'."""
    folded = fold(text)
    return _CAPTION.match(folded) is not None or _UNITS.match(folded) is not None


def courtesy(text: str) -> bool:
    """Say whether it greets, thanks or takes leave, in a few words."""
    if len(text.split()) > _SHORT:
        return False
    folded = fold(text)
    found = _THANKS.match(folded) or _GREETING.match(folded) or _THANKED.search(folded)
    return found is not None


def advertisement(text: str) -> bool:
    """Say whether it calls the reader to buy, to come or to subscribe."""
    folded = fold(text).rstrip(" )*")
    if not folded.endswith("!"):
        return False
    called = folded.rstrip("! ")
    offered = not quote(text) and _OFFER.search(called)
    return bool(offered or _CALL.match(called) or _POLITE.search(called))


RULES: tuple[Callable[[str], bool], ...] = (dateline, note, caption, courtesy, advertisement)
