"""Which languages the configured translation models read and write, without loading them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .. import languages
from ..config import TranslatorSection
from ..engines import store
from ..engines.several import meant
from ..errors import ConfigError


@dataclass(frozen=True, slots=True)
class Model:
    """A configured model: its settings, the pairs that it is for, and the languages that it reads
    and writes; all languages for a model that does not say it.
    """

    section: TranslatorSection
    pairs: Sequence[str]
    sources: tuple[str, ...]
    targets: tuple[str, ...]

    def serves(self, source: str, target: str) -> bool:
        """Say whether the model translates this pair."""
        able = source in self.sources and target in self.targets and source != target
        return able and meant(self.pairs, source, target)


def models(section: TranslatorSection) -> list[Model]:
    """Return the configured models, the preferred one first. Reads their files."""
    pairs = [entry.pairs for entry in section.models] or [("*-*",)]
    return [
        Model(each, own, _side(each, 0), _side(each, 1))
        for each, own in zip(section.each, pairs, strict=True)
    ]


def sources(section: TranslatorSection) -> tuple[str, ...]:
    """Return the languages that the models read."""
    return tuple(dict.fromkeys(code for model in models(section) for code in model.sources))


def targets(section: TranslatorSection) -> tuple[str, ...]:
    """Return the languages that the models write, the configured one first."""
    written = (code for model in models(section) for code in (section.target, *model.targets))
    return tuple(dict.fromkeys(written))


def _side(section: TranslatorSection, side: int) -> tuple[str, ...]:
    folder = store.local(section.model, section.revision)
    pair = store.pair(folder) if folder else None
    if pair is None:
        return tuple(languages.NAMES)
    value = pair[side]
    try:
        return tuple(map(languages.parse, [value] if isinstance(value, str) else value))
    except ConfigError:  # a group of languages, such as zle
        return tuple(languages.NAMES)
