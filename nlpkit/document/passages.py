"""A text with ranges in it that keep their place when the text is translated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and ranges [start, end) of it, such as those of its links and of its bold words.

    Ranges are nested or apart. An empty range is a place, such as that of a picture. The
    translation of a passage has as many ranges, in the same order. Of a translation, `lang` is the
    language of most of the text; it is empty where that is not sure. `declared` are ranges of which
    the source says the language, as `lang` in HTML does; inner ones come after those around them.

    Guarantees: 0 <= start <= end <= len(text) for each of `ranges` and of `declared`.
    """

    text: str
    ranges: tuple[tuple[int, int], ...] = ()
    lang: str = ""
    declared: tuple[tuple[int, int, str], ...] = ()

    def __post_init__(self) -> None:
        size = len(self.text)
        ranges = (*self.ranges, *((start, end) for start, end, _ in self.declared))
        if not all(0 <= start <= end <= size for start, end in ranges):
            raise ValueError(f"ranges of a passage must lie in its {size} characters")
