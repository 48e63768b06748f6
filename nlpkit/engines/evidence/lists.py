"""The word lists and thresholds of this package, out of engines/data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from ..units import readable


def read(name: str) -> dict[str, Any]:
    """What data/NAME.toml holds."""
    path = files("nlpkit.engines").joinpath(f"data/{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


SETTINGS = read("evidence")
LITTLE_WORDS = frozenset(" ".join(read("little_words").values()).split())


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
