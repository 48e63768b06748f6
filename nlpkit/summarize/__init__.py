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
from .request import TranslateSentences, answers, prepare, sentence
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
_MIN_ROWS = 3  # lines that end with a figure: fewer in a row are not taken for a table


def summarize(
    document: Document,
    engine: Summarizer,
    *,
    length: Length,
    target: str,
    translated: TranslateSentences,
    split: Callable[[str], list[str]],
    checks: Checks = CHECKED,
) -> Summary:
    """Return a summary of at most `length` in the target language.

    A length in percent is a share of the words of the prose. `translated` returns sentences, by
    index, in the target language, each None if it failed. `split` cuts a text into sentences.

    Guarantees:
    - nothing comes from junk. Titles, captions, bylines and mere remarks (`text.remarks`), such as
      a dateline, are used only if the text has no prose;
    - the summary is not longer than asked for. If even the shortest point is longer, it stands
      alone with the flag `longer_than_asked`. A shorter text comes back whole, without remarks;
    - a chosen answer of an interview begins with the name of its speaker, if the text names one;
    - sources are indices of `document.sentences`, each once and in order. A point without them has
      the flag `source_unknown`, and one that stays in its own language `not_translated`;
    - a sentence that a model wrote without support from the text is replaced or flagged.

    Raises PairUnsupported if the engine reads neither language, EngineError if it breaks its
    contract or nothing could be translated.
    """
    method = engine.name if engine.extractive else f"{engine.name}+linked"
    if not (candidates := _candidates(document)):
        return Summary(target, (), method)
    length = length.of(_words(document, candidates))
    request = prepare(document, candidates, engine, target, translated)
    if engine.extractive:
        points = chosen(document, request, engine, length, translated)
        return Summary(target, _fitting(attributed(points, document, target), length), method)
    drafts = answers(engine, request, length)
    points = written(document, request, drafts, target, split, translated, checks)
    return Summary(target, _fitting(points, length), method, _coverage(drafts, len(candidates)))


def _candidates(document: Document) -> list[int]:
    """Return the indices of the sentences that a summary may use.

    These are the sentences of the prose that are no mere remarks and no rows of a pasted table. If
    there are none, the rows are used too, and then the remarks.
    """
    prose = document.prose
    statements = [i for i in prose if not remarks.remark(sentence(document, i))]
    rows = _rows(document) if statements else set()
    return [i for i in statements if i not in rows] or statements or prose


def _rows(document: Document) -> set[int]:
    """Return the indices of the sentences that are rows of a table which was pasted as lines.

    They end with a figure, stand outside lists, and several of them follow each other without a
    blank line between them.
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
            if len(places) >= _MIN_ROWS:
                found.update(places)
    return found


def _words(document: Document, indices: Sequence[int]) -> int:
    return sum(count_words(sentence(document, i)) for i in indices)


def flagged(summary: Summary, flags: Mapping[int, Sequence[Flag]]) -> Summary:
    """Return the summary in which each point also has the flags of its sources, each flag once.

    `flags` are those of the sentences of the document, by index.
    """
    points = []
    for point in summary.points:
        inherited = [flag for i in point.sources for flag in flags.get(i, ())]
        every = tuple(dict.fromkeys((*point.flags, *inherited)))
        points.append(replace(point, flags=every))
    return replace(summary, points=tuple(points))


def _coverage(drafts: Sequence[Draft], size: int) -> Coverage | None:
    """Return how many of `size` sentences were read for the drafts, or None if no draft says it."""
    read = [draft.read for draft in drafts if draft.read is not None]
    return Coverage(len({i for indices in read for i in indices}), size) if read else None


def _fitting(points: Sequence[Point], length: Length) -> tuple[Point, ...]:
    """Return the points that fit the length, or the shortest point with a flag if none fits.

    A point that makes no sense without the one before it is left out if that one is left out.
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
