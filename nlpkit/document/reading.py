"""How long an article and its summary take to read."""

from __future__ import annotations

from functools import cache

from ..length import count_words
from ..resources import load_toml
from .values import Document, Reading, Summary


def reading_time(document: Document, summary: Summary) -> Reading:
    """Return how many minutes the article takes to read, and how many of them its summary saves.

    The saved minutes are never below 0.
    """
    article, short = count_words(document.clean_text), count_words(summary.text)
    minutes = article / _speed(document.language) - short / _speed(summary.target)
    return Reading(article, short, round(max(0.0, minutes), 1))


def _speed(language: str) -> int:
    return _speeds().get(language, _speeds()["other"])


@cache
def _speeds() -> dict[str, int]:
    """The reading speed in words per minute, by language."""
    speeds: dict[str, int] = load_toml(__package__, "data/reading.toml")["words_a_minute"]
    return speeds
