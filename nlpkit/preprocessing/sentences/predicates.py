"""Tells by their endings whether Russian words already make a sentence, and which may be surnames.

`В 2023 г. Казахстан` goes on, because nothing is said yet; `Это было в 2005 г. Митинг` does not.
"""

from __future__ import annotations

import re

from ...resources import load_toml
from ...text.folding import alternation

_LISTS = load_toml("nlpkit.preprocessing", "data/predicates.toml")
_PREDICATE = re.compile(rf"(?<![^\W_]){alternation(_LISTS['predicates'])}(?![^\W_])", re.IGNORECASE)
_OTHERS = frozenset(_LISTS["others"].split())
_SURNAME = re.compile(rf"[^\W\d_]{{2,}}{alternation(_LISTS['surnames'])}")


def has_predicate(text: str) -> bool:
    """Return whether a word of the text seems to be the predicate of a Russian sentence."""
    return any(one[0].lower() not in _OTHERS for one in _PREDICATE.finditer(text))


def may_be_name(word: str) -> bool:
    """Return whether a word with a capital may be a surname or a country, by its ending."""
    return len(word) < 3 or _SURNAME.fullmatch(word) is not None
