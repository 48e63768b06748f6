"""Whether a range of a text consists of whole words."""

from __future__ import annotations


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether the range [start, end) neither begins nor ends within a word."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return begins and not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
