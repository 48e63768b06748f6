"""Summaries of chosen sentences: they are chosen from the text as it is, then translated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from ..document import Document, Point
from ..engines import Summarizer
from ..length import Length, count_words
from .request import Request, TranslateSentences, answers, quoted


def chosen(
    document: Document,
    request: Request,
    engine: Summarizer,
    length: Length,
    translated: TranslateSentences,
) -> list[Point]:
    """Return a point for each chosen sentence, in the order of the text.

    A length in words counts words of the translation, which is made of what is chosen. So the
    engine chooses by the number of words that the others are expected to have, and chooses again,
    until it has chosen only sentences that are translated.
    """
    counted = length.unit == "words"
    own = [count_words(text) for text in request.texts] if counted else []
    points: dict[int, Point] = {}
    while True:
        sizes = _expected(own, points) if counted else None
        drafts = answers(engine, request, length, sizes)
        places = sorted({draft.sources[0] for draft in drafts})
        new = [place for place in places if place not in points]
        points |= zip(new, quoted(document, request, new, translated), strict=True)
        if not counted or not new:
            return [points[place] for place in places]


def _expected(own: Sequence[int], points: Mapping[int, Point]) -> list[int]:
    """Return the words of each sentence for the reader: counted
    where it is translated, else expected.
    """
    counted = {place: count_words(point.text) for place, point in points.items()}
    growth = sum(counted.values()) / (sum(own[place] for place in counted) or 1) or 1.0
    return [counted.get(place, ceil(words * growth)) for place, words in enumerate(own)]
