"""The word lists and thresholds of this package."""

from __future__ import annotations

from collections.abc import Iterable

from ..resources import load_toml
from ..text.units import readable

SETTINGS = load_toml(__package__, "data/faithfulness.toml")
LITTLE_WORDS = frozenset(
    " ".join(load_toml("nlpkit.text", "data/little_words.toml").values()).split()
)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; they hold no special characters."""
    return "|".join(sorted(words, key=len, reverse=True))


def fold(text: str) -> str:
    """The text as the lists are written, letter for letter: lower case, plain marks, "ё" as "е".

    Digits are those that Python can read.
    Guarantees: as long as the text, so that places in it are places in the text.
    """
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in readable(text))
    return low.replace("ё", "е").replace("’", "'").replace("`", "'")
