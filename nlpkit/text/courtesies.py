"""The only reader of courtesies: greetings, thanks and leave-takings.

The words are in data/courtesies.toml.
"""

from __future__ import annotations

import tomllib

import regex

from ..resources import load_text
from .folding import alternation, fold

LISTS = load_text(__package__, "data/courtesies.toml")
_TABLES = tomllib.loads(LISTS)
_THANKS_WORDS, _GREETINGS = _TABLES["thanks"], _TABLES["greetings"]
_SHORT = 12  # words: who thanks or greets in more of them tells something as well


_OPENING = r"[\s*•–—(\[-]*"
# "Thanks to the rain: the harvest is safe" thanks somebody else, and tells why.
_SAID, _FIRST = (alternation(_THANKS_WORDS[name]) for name in ("said", "first"))
_TELLS = rf"(?![^:]*:\s)(?!\s(?!{_SAID}\b)[^,.!?–—]{{2,60}}(?:,|\s[–—-])\s)"
_THANKS = regex.compile(rf"(?:{_OPENING}|[^,]{{1,40}},\s){_FIRST}\b{_TELLS}")
_THANKED = regex.compile(rf"(?<!\w){alternation(_THANKS_WORDS['last'])}[\s.!…]*$")
_VOCATIVE = alternation(_GREETINGS["vocatives"])
_GREETED = rf"{alternation(_GREETINGS['greeted'], _GREETINGS['vocatives'])}\b"
_GREETING = regex.compile(
    rf"{_OPENING}(?:{alternation(_GREETINGS['words'])}(?:\s*[,.!…:?]|\s{_GREETED}|\s*$)"
    rf"|{_VOCATIVE}\s[^,.!]{{2,40}}[,!]$)"
)
_SALUTATION = regex.compile(
    alternation(_GREETINGS["words"], _GREETINGS["vocatives"], _GREETINGS["called"]) + r"\b.*[,!]$"
)


def courtesy(text: str) -> bool:
    """Return whether it greets, thanks or takes leave, in a few words."""
    if len(text.split()) > _SHORT:
        return False
    folded = fold(text)
    found = _THANKS.match(folded) or _GREETING.match(folded) or _THANKED.search(folded)
    return found is not None


def salutation(line: str) -> bool:
    """Return whether a line greets the readers of a letter: "Dear colleagues,"."""
    return _SALUTATION.match(fold(line)) is not None
