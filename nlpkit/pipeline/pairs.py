"""Which languages the configured translation models read and write, without loading them."""

from __future__ import annotations

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
