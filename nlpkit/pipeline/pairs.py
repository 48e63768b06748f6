"""Which languages the configured translation models read and write, without loading them."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch

from .. import languages
from ..config import TranslatorSection
from ..engines import store
from ..errors import ConfigError


def sources(section: TranslatorSection) -> tuple[str, ...]:
    """Return the languages that the models read; all languages for one that does not say it."""
    return tuple(dict.fromkeys(code for each in section.each for code in _side(each, 0)))


def targets(section: TranslatorSection) -> tuple[str, ...]:
    """Return the languages that the models write, the configured one first; all languages for a
    model that does not say it.
    """
    written = (code for each in section.each for code in (each.target, *_side(each, 1)))
    return tuple(dict.fromkeys(written))


def serving(section: TranslatorSection, source: str, target: str) -> Iterator[TranslatorSection]:
    """Yield the settings of each model that translates this pair, the preferred one first."""
    patterns = [entry.pairs for entry in section.models] or [("*-*",)]
    for each, pairs in zip(section.each, patterns, strict=True):
        meant = any(fnmatch(f"{source}-{target}", pair) for pair in pairs)
        if meant and source in _side(each, 0) and target in _side(each, 1):
            yield each


def serves(section: TranslatorSection, source: str, target: str) -> bool:
    """Say whether one model translates this pair."""
    return source != target and any(True for _ in serving(section, source, target))


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
