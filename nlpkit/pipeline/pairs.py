"""Which languages the configured translation models read and write, without loading them.

`reach` in the engines tells them by the files of a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .. import languages
from ..config import TranslatorSection
from ..engines.reach import EVERY, reach
from ..engines.several import PIVOT, meant


@dataclass(frozen=True, slots=True)
class Model:
    """A configured model: its settings, the pairs that it is for, and the languages that it reads
    and writes. They are all languages for a model whose files do not tell; it is not `known` then.
    """

    section: TranslatorSection
    pairs: Sequence[str]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    known: bool

    def serves(self, source: str, target: str) -> bool:
        """Say whether the model translates this pair."""
        able = source in self.sources and target in self.targets and source != target
        return able and meant(self.pairs, source, target)


def models(section: TranslatorSection) -> list[Model]:
    """Return the configured models, the preferred one first. Reads their files."""
    pairs = [entry.pairs for entry in section.models] or [("*-*",)]
    return [_model(each, own) for each, own in zip(section.each, pairs, strict=True)]


def serve(models: Sequence[Model], source: str, target: str) -> bool:
    """Say whether the models translate this pair: one of them, or two by way of English."""
    if any(model.serves(source, target) for model in models):
        return True
    if len(models) == 1 or PIVOT in (source, target) or source == target:
        return False
    return serve(models, source, PIVOT) and serve(models, PIVOT, target)


def sources(section: TranslatorSection) -> tuple[str, ...]:
    """Return the languages that the models read."""
    return tuple(dict.fromkeys(code for model in models(section) for code in model.sources))


def targets(section: TranslatorSection) -> tuple[str, ...]:
    """Return the languages that the models write, the configured one first."""
    written = (code for model in models(section) for code in (section.target, *model.targets))
    return tuple(dict.fromkeys(written))


def _model(section: TranslatorSection, pairs: Sequence[str]) -> Model:
    sides = reach(section)
    sources, targets = (
        tuple(code for code in languages.NAMES if code in side) for side in sides or (EVERY, EVERY)
    )
    return Model(section, pairs, sources, targets, sides is not None)
