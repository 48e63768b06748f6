"""The summary of a document: a few sentences, each with the sentences it comes from.

A summarizer that chooses works on the text as it is, and only what it chose is translated. One
that writes works on the translated text where it reads the target language; what it wrote is
linked to its sources afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Literal

from . import languages
from .document import Coverage, Document, Draft, Point, Summary
from .engines import Summarizer, markers
from .engines.evidence import Check, Checker, Entailment, Evidence
from .errors import EngineError, PairUnsupported
from .length import Length, count_words

NOT_TRANSLATED = "not translated"
DOUBTFUL = "low confidence"
SOURCE_UNKNOWN = "source unknown"
LONGER = "longer than asked"
REPLACED = "replaced"
_PROSE = frozenset({"paragraph", "quote", "list"})

Translated = Callable[[Sequence[int]], list[str | None]]


@dataclass(frozen=True, slots=True)
class Checks:
    """How what a model wrote is checked, beside `engines.evidence`, and what becomes of it.

    With `fallback` "extract" a sentence that fails hard gives way to the nearest one of the text,
    with "flag" it stays. `entailment` is a further judge, where there is one.
    """

    fallback: Literal["extract", "flag"] = "extract"
    entailment: Entailment | None = None


@dataclass(frozen=True, slots=True)
class _Given:
    """What a summarizer reads: texts in one language and the sentences they are."""

    indices: list[int]
    texts: list[str]
    language: str
    title: str | None
    translated: bool  # already in the target language


def summarize(
    document: Document,
    engine: Summarizer,
    *,
    length: Length,
    target: str,
    translated: Translated,
    split: Callable[[str], list[str]],
    checks: Checks = Checks(),
) -> Summary:
    """Points of at most `length` in the target language; percent are of the prose's words.

    `translated` gives sentences in the target language, None where that failed; `split` cuts what
    a model wrote into sentences.

    Guarantees:
    - nothing comes from junk, and titles, headings, captions and bylines only stand in for a
      text without prose;
    - points are never more than asked for, but for a single one flagged "longer than asked"; none
      is cut short, and a shorter text comes back whole;
    - sources are indices into `document.sentences`, distinct and in order; flags tell a point
      without any ("source unknown") and one that stays in its language ("not translated");
    - what a model wrote and the text does not bear out is flagged ("number not in source: 42"), or
      gives way to a sentence of the text ("replaced: number not in source: 42").

    Raises PairUnsupported when the engine reads neither the language of the document nor the
    target, and EngineError when it breaks its promises or nothing it reads could be made.
    """
    method = engine.name if engine.extractive else f"{engine.name}+linked"
    if not (candidates := _candidates(document)):
        return Summary(target, (), method)
    length = length.of(sum(count_words(_text(document, i)) for i in candidates))
    given = _given(document, candidates, engine, target, translated)
    if engine.extractive:
        points = _chosen(document, given, engine, length, translated)
        return Summary(target, _held(points, length), method)
    drafts = _drafts(engine, given, length)
    points = _written(document, given, drafts, target, split, translated, checks)
    return Summary(target, _held(points, length), method, _coverage(drafts, len(candidates)))


def flag_doubtful(summary: Summary, sentences: Collection[int]) -> Summary:
    """The summary, with a flag on points that rest on these doubtfully translated sentences."""
    points = [
        replace(p, flags=(*p.flags, DOUBTFUL)) if not set(p.sources).isdisjoint(sentences) else p
        for p in summary.points
    ]
    return replace(summary, points=tuple(points))


def _candidates(document: Document) -> list[int]:
    """The sentences of the prose, or where there is none of everything that is not junk."""
    kinds = [document.blocks[sentence.block].kind for sentence in document.sentences]
    prose = [i for i, kind in enumerate(kinds) if kind in _PROSE]
    return prose or [i for i, kind in enumerate(kinds) if kind != "junk"]


def _given(
    document: Document,
    indices: list[int],
    engine: Summarizer,
    target: str,
    translated: Translated,
) -> _Given:
    """The text as it is for an engine that chooses and reads it, else the translated text."""
    language = document.language
    readable = engine.languages is None or language in {*engine.languages, "und"}
    title = _title(document)
    original = _Given(indices, [_text(document, i) for i in indices], language, title, False)
    if readable and engine.extractive:
        return original
    if engine.languages is None or target in engine.languages:
        pairs = [(i, text) for i, text in zip(indices, translated(indices), strict=True) if text]
        if pairs:
            places, texts = [i for i, _ in pairs], [_line(text) for _, text in pairs]
            return _Given(places, texts, target, title if language == target else None, True)
        if not readable:
            raise EngineError(
                f"nothing could be translated into {languages.name(target)} for {engine.name}",
                hint='set summarizer.model to "extractive", which reads any language',
            )
    if readable:
        return original
    read = ", ".join(map(languages.name, sorted(engine.languages or ())))
    raise PairUnsupported(
        f"the summarizer {engine.name} cannot read {languages.name(language)}, it reads {read}",
        hint='ask for the summary in one of those, or set summarizer.model to "extractive"',
    )


def _drafts(
    engine: Summarizer, given: _Given, length: Length, sizes: Sequence[int] | None = None
) -> list[Draft]:
    """What the engine answers, checked."""
    drafts = engine.summarize(
        given.texts, length=length, language=given.language, title=given.title, sizes=sizes
    )
    for draft in drafts:
        if any(not 0 <= i < len(given.texts) for i in (*draft.sources, *(draft.read or ()))):
            raise EngineError(f"{engine.name} names a source that it was not given")
        if engine.extractive and len(draft.sources) != 1:
            raise EngineError(f"{engine.name} chooses sentences but does not say which")
    return drafts


def _coverage(drafts: Sequence[Draft], size: int) -> Coverage | None:
    """How many of so many sentences were read for the drafts; None where none says."""
    told = [draft.read for draft in drafts if draft.read is not None]
    return Coverage(len({i for read in told for i in read}), size) if told else None


def _chosen(
    document: Document,
    given: _Given,
    engine: Summarizer,
    length: Length,
    translated: Translated,
) -> list[Point]:
    """A point for each chosen sentence, in the order of the text.

    A length in words is one of the translation, which is made of what is chosen: the engine
    chooses by what the others are likely to take, until it has chosen only what is translated.
    """
    own = [count_words(text) for text in given.texts]
    points: dict[int, Point] = {}
    while True:
        sizes = _expected(own, points) if length.unit == "words" else None
        drafts = _drafts(engine, given, length, sizes)
        places = sorted({draft.sources[0] for draft in drafts})
        new = [place for place in places if place not in points]
        points |= zip(new, _points(document, given, new, translated), strict=True)
        if length.unit != "words" or not new:
            return [points[place] for place in places]


def _expected(own: Sequence[int], points: Mapping[int, Point]) -> list[int]:
    """The words of each sentence for the reader: counted where it is a point, else expected."""
    counted = {place: count_words(point.text) for place, point in points.items()}
    growth = sum(counted.values()) / (sum(own[place] for place in counted) or 1) or 1.0
    return [counted.get(place, ceil(words * growth)) for place, words in enumerate(own)]


def _points(
    document: Document, given: _Given, places: Sequence[int], translated: Translated
) -> list[Point]:
    """These sentences in the target language."""
    indices = [given.indices[place] for place in places]
    texts: Sequence[str | None] = [given.texts[place] for place in places]
    if not given.translated and indices:
        texts = translated(indices)
    return [
        Point(_line(text), (i,)) if text else Point(_text(document, i), (i,), (NOT_TRANSLATED,))
        for i, text in zip(indices, texts, strict=True)
    ]


def _written(
    document: Document,
    given: _Given,
    drafts: Sequence[Draft],
    target: str,
    split: Callable[[str], list[str]],
    translated: Translated,
    checks: Checks,
) -> list[Point]:
    """A point for each written sentence: linked to what bears it out, checked, maybe replaced."""
    known, judge = [document.clean_text, document.title or ""], checks.entailment
    checker = Checker(given.texts, known, language=given.language, entailment=judge)
    written = []
    for draft in drafts:
        for line in map(_line, split(draft.text)):
            check = checker.check(line, draft.sources)
            flags = [] if check.sources else [SOURCE_UNKNOWN]
            flags += check.flags
            if not given.translated and given.language not in (target, "und"):
                flags.append(NOT_TRANSLATED)
            sources = tuple(sorted({given.indices[place] for place in check.sources}))
            written.append((Point(line, sources, tuple(flags)), check))
    if checks.fallback == "extract":
        return _replaced(document, given, written, checker.evidence, translated)
    return [point for point, _ in written]


def _replaced(
    document: Document,
    given: _Given,
    written: Sequence[tuple[Point, Check]],
    evidence: Evidence,
    translated: Translated,
) -> list[Point]:
    """The points, with the nearest sentence of the text in place of each that fails hard.

    It stays where the text has no sentence that shares a word with it and is not told already.
    """
    kept = [(point, check) for point, check in written if not check.hard]
    told = {point.text for point, _ in kept}
    told.update(given.texts[place] for _, check in kept for place in check.sources)
    points = []
    for point, check in written:
        nearest = evidence.nearest(point.text) if check.hard else []
        place = next((i for i in nearest if given.texts[i] not in told), None)
        if place is not None:
            [point] = _points(document, given, [place], translated)
            flags = [f"{REPLACED}: {flag}" for flag in check.hard]
            point = replace(point, flags=(*point.flags, *flags))
            told.add(given.texts[place])
        points.append(point)
    return points


def _held(points: Sequence[Point], length: Length) -> tuple[Point, ...]:
    """The points that keep to the length; of none that does the shortest, with a flag.

    A point that leans on one left out is left out too.
    """
    if length.unit == "sentences":
        return tuple(points[: length.amount])
    kept: list[Point] = []
    room, whole = length.amount, True
    for point in points:
        words = count_words(point.text)
        whole = words <= room and (whole or not markers.dangling(point.text))
        if whole:
            kept.append(point)
            room -= words
    if kept or not points:
        return tuple(kept)
    shortest = min(points, key=lambda point: count_words(point.text))
    return (replace(shortest, flags=(*shortest.flags, LONGER)),)


def _title(document: Document) -> str | None:
    """The title that came with the document, else its title block."""
    blocks = (document.slice(block) for block in document.blocks if block.kind == "title")
    return document.title or next(map(_line, blocks), None)


def _text(document: Document, index: int) -> str:
    return _line(document.slice(document.sentences[index]))


def _line(text: str) -> str:
    """The text as one line: a sentence may have been broken over several."""
    return " ".join(text.split())
