"""The summary of a document: a few sentences, each with the sentences it comes from.

A summarizer that chooses works on the text as it is, and only what it chose is translated
(`choosing`). One that writes works on the translated text where it reads the target language; what
it wrote is linked to its sources and checked afterwards (`writing`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from ..document import DOUBTFUL, NOT_TRANSLATED, Coverage, Document, Draft, Flag, Point, Summary
from ..engines import Summarizer
from ..length import Length, count_words
from ..text import markers
from .choosing import chosen
from .request import Translated, answers, prepare, sentence
from .writing import REPLACED, SOURCE_UNKNOWN, Checks, written

__all__ = [
    "DOUBTFUL",
    "LONGER",
    "NOT_TRANSLATED",
    "REPLACED",
    "SOURCE_UNKNOWN",
    "Checks",
    "flag_doubtful",
    "summarize",
]

LONGER = Flag("longer_than_asked")
CHECKED = Checks()


def summarize(
    document: Document,
    engine: Summarizer,
    *,
    length: Length,
    target: str,
    translated: Translated,
    split: Callable[[str], list[str]],
    checks: Checks = CHECKED,
) -> Summary:
    """Points of at most `length` in the target language; percent are of the prose's words.

    `translated` gives sentences in the target language, None where that failed; `split` cuts what
    a model wrote into sentences.

    Guarantees:
    - nothing comes from junk, and titles, headings, captions and bylines only stand in for a
      text without prose;
    - points are never more than asked for, but for a single one flagged `longer_than_asked`; none
      is cut short, and a shorter text comes back whole;
    - sources are indices into `document.sentences`, distinct and in order; flags tell a point
      without any (`source_unknown`) and one that stays in its language (`not_translated`);
    - what a model wrote and the text does not bear out is flagged (`number_not_in_source`, "42"),
      or gives way to a sentence of the text (`replaced_number`, "42").

    Raises PairUnsupported when the engine reads neither the language of the document nor the
    target, and EngineError when it breaks its promises or nothing it reads could be made.
    """
    method = engine.name if engine.extractive else f"{engine.name}+linked"
    if not (candidates := document.prose):
        return Summary(target, (), method)
    length = length.of(sum(count_words(sentence(document, i)) for i in candidates))
    request = prepare(document, candidates, engine, target, translated)
    if engine.extractive:
        points = chosen(document, request, engine, length, translated)
        return Summary(target, _held(points, length), method)
    drafts = answers(engine, request, length)
    points = written(document, request, drafts, target, split, translated, checks)
    return Summary(target, _held(points, length), method, _coverage(drafts, len(candidates)))


def flag_doubtful(summary: Summary, sentences: Collection[int]) -> Summary:
    """The summary, with a flag on points that rest on these doubtfully translated sentences."""
    points = [
        replace(p, flags=(*p.flags, DOUBTFUL)) if not set(p.sources).isdisjoint(sentences) else p
        for p in summary.points
    ]
    return replace(summary, points=tuple(points))


def _coverage(drafts: Sequence[Draft], size: int) -> Coverage | None:
    """How many of so many sentences were read for the drafts; None where none says."""
    told = [draft.read for draft in drafts if draft.read is not None]
    return Coverage(len({i for read in told for i in read}), size) if told else None


def _held(points: Sequence[Point], length: Length) -> tuple[Point, ...]:
    """The points that keep to the length; of none that does the shortest, with a flag.

    A point that leans on one left out is left out too, and never stands alone.
    """
    if length.unit == "sentences":
        return tuple(points[: length.amount])
    kept: list[Point] = []
    budget, whole = length.amount, True
    for point in points:
        words = count_words(point.text)
        whole = words <= budget and (whole or not markers.dangling(point.text))
        if whole:
            kept.append(point)
            budget -= words
    if kept or not points:
        return tuple(kept)
    alone = [p for n, p in enumerate(points) if not n or not markers.dangling(p.text)]
    shortest = min(alone, key=lambda point: count_words(point.text))
    return (replace(shortest, flags=(*shortest.flags, LONGER)),)
