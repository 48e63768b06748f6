"""The summary of a document: a few sentences, each with the sentences from which it comes.

A summarizer that chooses sentences works on the text as it is, and only the chosen ones are
translated (`choosing`). A summarizer that writes works on the translated text where it reads the
target language. What it wrote is then linked to its sources and checked (`writing`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ..document import NOT_TRANSLATED, Coverage, Document, Draft, Flag, Point, Summary
from ..engines import Summarizer
from ..length import Length, count_words
from ..text import markers, remarks
from .choosing import chosen
from .interview import attributed
from .request import Translated, answers, prepare, sentence
from .writing import REPLACED, SOURCE_UNKNOWN, Checks, written

__all__ = [
    "LONGER",
    "NOT_TRANSLATED",
    "REPLACED",
    "SOURCE_UNKNOWN",
    "Checks",
    "flagged",
    "summarize",
]

LONGER = Flag("longer_than_asked")
CHECKED = Checks()
_ROWS = 3  # so many lines that end with a figure are rows of a table


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
    """Return points of at most `length` in the target language.

    Percent are a share of the words of the prose. `translated` gives sentences in the target
    language, None where that failed. `split` cuts what a model wrote into sentences.

    Guarantees:
    - nothing comes from junk; titles, captions, bylines and mere remarks (`text.remarks`), such as
      a dateline, only where prose is missing;
    - there are never more points than asked for, except one alone with the flag
      `longer_than_asked`. A shorter text comes back whole, but for mere remarks;
    - a chosen answer of an interview has its speaker before it, where the text names one;
    - sources are indices of `document.sentences`, each once and in order; a point without them has
      the flag `source_unknown`, one that stays in its language `not_translated`;
    - what a model wrote without support of the text is replaced or flagged.

    Raises PairUnsupported for an engine that reads neither language, EngineError for one that
    breaks its contract or where nothing could be translated.
    """
    method = engine.name if engine.extractive else f"{engine.name}+linked"
    if not (candidates := _told(document)):
        return Summary(target, (), method)
    length = length.of(_words(document, candidates))
    request = prepare(document, candidates, engine, target, translated)
    if engine.extractive:
        points = chosen(document, request, engine, length, translated)
        return Summary(target, _held(attributed(points, document, target), length), method)
    drafts = answers(engine, request, length)
    points = written(document, request, drafts, target, split, translated, checks)
    return Summary(target, _held(points, length), method, _coverage(drafts, len(candidates)))


def _told(document: Document) -> list[int]:
    """Return the sentences of the prose that are no mere remarks and no rows of a pasted table; all
    where there are no others.
    """
    prose = document.prose
    told = [i for i in prose if not remarks.remark(sentence(document, i))]
    rows = _rows(document) if told else set()
    return [i for i in told if i not in rows] or told or prose


def _rows(document: Document) -> set[int]:
    """Return the sentences that end with a figure, some in a row without a blank line between them
    and in no list: a table without its columns.
    """
    found: set[int] = set()
    places: list[int] = []
    for i, one in enumerate(document.sentences):
        text = document.slice(one)
        listed = document.blocks[one.block].kind == "list"
        alike = not listed and (remarks.total(text) or remarks.row(text))
        if places:
            between = document.text[document.sentences[i - 1].end : one.start]
            if not alike or between.count("\n") > 1:
                places = []
        if alike:
            places.append(i)
            if len(places) >= _ROWS:
                found.update(places)
    return found


def _words(document: Document, indices: Sequence[int]) -> int:
    return sum(count_words(sentence(document, i)) for i in indices)


def flagged(summary: Summary, flags: Mapping[int, Sequence[Flag]]) -> Summary:
    """Return the summary with the flags of the sentences, by index, on the points that come from
    them, each once.
    """
    points = []
    for point in summary.points:
        inherited = [flag for i in point.sources for flag in flags.get(i, ())]
        every = tuple(dict.fromkeys((*point.flags, *inherited)))
        points.append(replace(point, flags=every))
    return replace(summary, points=tuple(points))


def _coverage(drafts: Sequence[Draft], size: int) -> Coverage | None:
    """Return how many of `size` sentences were read for the drafts; None where no draft says it."""
    told = [draft.read for draft in drafts if draft.read is not None]
    return Coverage(len({i for read in told for i in read}), size) if told else None


def _held(points: Sequence[Point], length: Length) -> tuple[Point, ...]:
    """Return the points that keep to the length. If none does, return the shortest one with a flag.

    A point that needs one that is left out is left out too, and never stands alone.
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
