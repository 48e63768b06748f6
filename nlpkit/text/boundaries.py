"""Where words begin and end: whether a range has whole words, and where a space is missing."""

from __future__ import annotations

from collections.abc import Sequence

STOPS = frozenset(".,;:!?…)»”")  # no space stands before them
# The characters, besides letters and digits, with which a word may end and the word after it may
# begin if the space between them is missing.
_ENDS, _BEGINS = STOPS | {"%"}, frozenset("«“„(№$€+")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether the range [start, end) neither begins nor ends within a word."""
    begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
    return begins and not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


def last_two(parts: Sequence[str]) -> str:
    """Return the last characters of a text in parts, as `are_two` takes them."""
    return "".join(part[-2:] for part in parts[-2:])[-2:]


def are_two(end: str, text: str, *, looks: bool) -> bool:
    """Return whether `text` begins a new word although no space stands before it.

    `end` is the end of the text before it (see `last_two`). Between the two, an element such as a
    link ends or begins. `looks` is True if the element only changes how letters look, such as
    emphasis, which may also stand inside a word.
    """
    if looks and end[-1:].isalpha() and text[:1].islower():
        return False
    if end[-1:] in (".", ",", ":") and end[:1].isdigit() and text[:1].isdigit():
        return False
    ends = end[-1:].isalnum() or end[-1:] in _ENDS or end[-1:] == "`"
    return bool(end) and ends and (text[:1].isalnum() or text[:1] in _BEGINS)
