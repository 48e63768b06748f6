"""Cuts text that is longer than a model reads."""

from __future__ import annotations

from collections.abc import Callable


def halved(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Cut the text in half, at a space where there is one, until each part fits. Return the parts.

    A single letter counts as fitting.
    """
    if len(text) < 2 or fits(text):
        return [text]
    middle = text.rfind(" ", 1, len(text) // 2 + 1)
    middle = middle if middle > 0 else len(text) // 2
    return halved(text[:middle], fits) + halved(text[middle:].lstrip(), fits)
