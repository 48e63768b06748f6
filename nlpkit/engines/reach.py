"""Which languages a translation model reads and writes, by its files: no weights are loaded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

from .. import languages
from ..config import TranslatorSection
from ..errors import EngineError
from . import store
from .ct2.card import model_card, pair_of
from .hf.dialect import read_dialect
from .hf.settings import SETTINGS
from .registry import translator_backend
from .store import catalogue

Sides: TypeAlias = tuple[frozenset[str], frozenset[str]]
EVERY = frozenset(languages.NAMES)


def reach(section: TranslatorSection) -> Sides | None:
    """Return the languages that a model reads, and those that it writes.

    They are those that the engine supports. Returns None where the files do not tell them, as with
    the engine of a plug-in. A model that is not on this computer is told by the catalogue.
    """
    backend, folder = translator_backend(section), store.local(section.model, section.revision)
    if backend == "echo":
        return EVERY, EVERY
    if folder is None:
        return _recommended(section.model)
    try:
        if backend == "ct2":
            return pair_of(model_card(store.converted(folder) or folder, folder), section)
        return _told(folder, section) if backend == "torch" else None
    except EngineError:
        return None


def _recommended(model: str) -> Sides | None:
    for one in catalogue.recommended():
        if one.name == model:
            sides = zip(*(pair.split("-") for pair in one.pairs), strict=True)
            sources, targets = map(frozenset, sides)
            return sources, targets
    return None


def _told(folder: Path, section: TranslatorSection) -> Sides | None:
    """Return the languages of a checkpoint that PyTorch runs."""
    config = store.settings(folder / "config.json")
    family, families = config.get("model_type", ""), SETTINGS["families"]
    told = store.settings(folder / "tokenizer_config.json")
    codes = [token.strip("_") for token in _special(folder, told)]
    if family in families["prompted"]:
        return None  # the tokenizer itself must be tried
    # Where languages are told by codes, these are no pieces of words.
    words = () if family in families["coded"] else store.settings(folder / "vocab.json")
    vocabulary = dict.fromkeys([*codes, *words])
    tokenizer = SimpleNamespace(
        lang_code_to_id=dict.fromkeys(codes),
        get_vocab=lambda: vocabulary,
        source_lang=told.get("source_lang"),
        target_lang=told.get("target_lang"),
    )
    dialect = read_dialect(folder, family, tokenizer, SimpleNamespace(**config), section)
    return dialect.sources, dialect.targets


def _special(folder: Path, told: dict[str, Any]) -> Iterable[str]:
    """Return the special tokens that the files of a tokenizer name."""
    for known in (told, store.settings(folder / "special_tokens_map.json")):
        for key in ("additional_special_tokens", "extra_special_tokens"):
            tokens = known.get(key) or ()
            yield from (token for token in tokens if isinstance(token, str))
    for token in (told.get("added_tokens_decoder") or {}).values():
        yield token["content"]
    yield from store.settings(folder / "added_tokens.json")
