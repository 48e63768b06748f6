"""The English and Russian words that carry only the grammar of a sentence: "the", "в"."""

from __future__ import annotations

from ..resources import load_toml

FUNCTION_WORDS = frozenset(
    " ".join(load_toml(__package__, "data/function_words.toml").values()).split()
)
