"""Translations whose ranges are named by their texts."""

from __future__ import annotations

from nlpkit.document import Passage


def placed(text: str, *parts: str) -> Passage:
    """A translation whose ranges are these parts of it; "^x" is the place before x."""
    starts = [text.index(part.removeprefix("^")) for part in parts]
    sizes = [0 if part[0] == "^" else len(part) for part in parts]
    return Passage(text, tuple((at, at + size) for at, size in zip(starts, sizes, strict=True)))
