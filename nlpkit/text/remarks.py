"""What stands among the sentences of an article and tells none of its news.

These are datelines, greetings, thanks, notes of the editors, advertising and the captions of
tables. The words are in data/remarks.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import regex

from ..resources import load_text
from . import courtesies, datelines
from .courtesies import courtesy
from .folding import alternation
from .markers import fold, quote

_TEXT = load_text(__package__, "data/remarks.toml")
_LISTS = tomllib.loads(_TEXT)
LISTS = datelines.LISTS + courtesies.LISTS + _TEXT


_BEGINS, _ADVERTISING = _LISTS["begins"], _LISTS["advertising"]
_OPENING = r"[\s*•–—(\[-]*"
_NOTE = regex.compile(rf"{_OPENING}{alternation(_BEGINS['notes'])}")
_CAPTIONED = alternation(_BEGINS["captions"])
_CAPTION = regex.compile(
    rf"{_OPENING}(?:{_CAPTIONED}\s?№?\s?\d+(?:\.\d+)*|\d+\s?-?\s?{_CAPTIONED})\s*(?:[.:)–—]|$)"
)
_UNITS = regex.compile(
    rf"[^\d.!?]{{2,80}}[,(]\s?(?:{alternation(_LISTS['units']['words'])}(?:\.\s?|\s|(?=[).]*$))){{1,4}}"
    r"[).\s]*$"
)
_CALL = regex.compile(rf"{_OPENING}{alternation(_ADVERTISING['calls'])}\b")
_OFFER = regex.compile(rf"(?<!\w){alternation(_ADVERTISING['offers'])}\s[$€£₸₽]?\d")
_POLITE = regex.compile(rf"{alternation(_ADVERTISING['polite'])}$")


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


def advertisement(text: str) -> bool:
    """Say whether it calls the reader to buy, to come or to subscribe."""
    folded = fold(text).rstrip(" )*")
    if not folded.endswith("!"):
        return False
    called = folded.rstrip("! ")
    offered = not quote(text) and _OFFER.search(called)
    return bool(offered or _CALL.match(called) or _POLITE.search(called))


RULES: tuple[Callable[[str], bool], ...] = (dateline, note, caption, courtesy, advertisement)
