"""Numbers: whether the sources of a text have its numbers, in digits or words, by value."""

from __future__ import annotations

from collections.abc import Iterable

from ..text import numbers


def seen_numbers(sources: Iterable[str]) -> frozenset[str]:
    """Return the values of all numbers in the sources. An ambiguous number has several values."""
    return frozenset(
        value for source in sources for number in numbers.read(source) for value in number.values
    )


def unseen_numbers(text: str, sources: Iterable[str] | frozenset[str]) -> tuple[str, ...]:
    """Return the numbers of `text`, as written, that no source has, in digits or as a word.

    `sources` are texts, or what `seen_numbers` returns for them. "1,200", "1 200" and "1200" are
    the same number. So are "3,5" and "3.50"; "two million", "2 млн", "2m" and "2,000,000"; "five",
    "пятеро" and "5". A number with several readings is found if the sources have one of them.
    """
    seen = sources if isinstance(sources, frozenset) else seen_numbers(sources)
    unseen = (
        text[number.start : number.end]
        for number in numbers.read(text)
        if number.kind not in ("weak", "joined") and seen.isdisjoint(number.values)
    )
    return tuple(dict.fromkeys(unseen))
