"""Numbers, by value: whether those of a text stand in its sources, as digits or as words."""

from __future__ import annotations

from collections.abc import Iterable

from ..text import numbers


def seen_numbers(sources: Iterable[str]) -> frozenset[str]:
    """The values of all numbers that the sources have; an ambiguous one has several."""
    return frozenset(
        value for source in sources for number in numbers.read(source) for value in number.values
    )


def unseen_numbers(text: str, sources: Iterable[str] | frozenset[str]) -> tuple[str, ...]:
    """The numbers of `text`, as written, that stand in no source, as digits or as a word.

    `sources` are texts, or what `seen_numbers` makes of them. "1,200", "1 200" and "1200" are the
    same number, and so are "3,5" and "3.50", "two million", "2 млн", "2m" and "2,000,000", and
    "five", "пятеро" and "5". A number with several readings is seen where any of them is.
    """
    seen = sources if isinstance(sources, frozenset) else seen_numbers(sources)
    unseen = (
        text[number.start : number.end]
        for number in numbers.read(text)
        if number.kind not in ("weak", "joined") and seen.isdisjoint(number.values)
    )
    return tuple(dict.fromkeys(unseen))
