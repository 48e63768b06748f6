"""Text that is longer than a model reads, in parts."""

from __future__ import annotations

from collections.abc import Callable


def halved(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text, halved until each part fits: at a space, else anywhere.

    A single letter counts as fitting.
    """
    if len(text) < 2 or fits(text):
        return [text]
    middle = text.rfind(" ", 1, len(text) // 2 + 1)
    middle = middle if middle > 0 else len(text) // 2
    return halved(text[:middle], fits) + halved(text[middle:].lstrip(), fits)
