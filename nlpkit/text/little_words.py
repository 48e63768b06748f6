"""The words that carry only the grammar of a sentence, in English and Russian: "the", "в"."""

from __future__ import annotations

from ..resources import load_toml

LITTLE_WORDS = frozenset(
    " ".join(load_toml(__package__, "data/little_words.toml").values()).split()
)
