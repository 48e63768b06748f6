"""The word lists and thresholds of this package."""

from __future__ import annotations

from ..resources import load_toml

SETTINGS = load_toml(__package__, "data/faithfulness.toml")
LITTLE_WORDS = frozenset(
    " ".join(load_toml("nlpkit.text", "data/little_words.toml").values()).split()
)
