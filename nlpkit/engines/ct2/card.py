"""What the files of a Marian model tell of it, without its weights."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ...config import TranslatorSection
from ...errors import EngineError
from ...resources import load_toml
from .. import store
from ..hf.dialect import members


def model_card(*folders: Path) -> dict[str, Any]:
    """Return what the files in the model's folders say of it; `nlpkit.json` has the last word.

    The keys are `source` and `target` (a code or a list, None where nothing tells them),
    `positions` (the longest line that the weights can take, in tokens) and perhaps `max_tokens`
    (longer lines are better cut in two).
    """
    found: dict[str, Any] = {}
    for name in ("tokenizer_config.json", "config.json", "nlpkit.json"):
        for folder in folders:
            found |= store.settings(folder / name)
    names = ("positions", "max_position_embeddings", "model_max_length")
    positions = [found[name] for name in names if found.get(name)]
    return {
        "source": found.get("source_lang"),
        "target": found.get("target_lang"),
        **found,
        "positions": min([*positions, settings()["limits"]["positions"]]),
    }


def pair_of(
    card: Mapping[str, Any], section: TranslatorSection
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the languages that the model reads and those that it writes.

    The user's settings count where the folder says nothing. Raises EngineError.
    """
    source, target = card["source"], card["target"]
    if not (source and target) and section.source != "auto":
        source, target = section.source, section.target
    if not (source and target):
        raise EngineError(
            f"cannot tell which languages {section.model} translates",
            hint="set translator.source and translator.target in the configuration",
        )
    sources, targets = members(source), members(target)
    if not sources or len(targets) != 1:
        raise EngineError(
            f"{section.model} translates {source} to {target}, this engine to one language only",
            hint='run it with PyTorch instead: translator.backend = "torch"',
        )
    return sources, targets


@cache
def settings() -> dict[str, Any]:
    return load_toml("nlpkit.engines.ct2", "data/ct2.toml")
