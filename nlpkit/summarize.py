"""The summary of a document: a few sentences, each with the sentences it comes from.

A summarizer that chooses works on the text as it is, and only what it chose is translated. One
that writes works on the translated text where it reads the target language; what it wrote is
linked to its sources afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from . import languages
from .document import Document, Draft, Point, Summary
from .engines import Summarizer
from .engines.evidence import Check, Checker, Entailment, Evidence
from .errors import EngineError, PairUnsupported

NOT_TRANSLATED = "not translated"
DOUBTFUL = "low confidence"
SOURCE_UNKNOWN = "source unknown"
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
    count: int,
    target: str,
    translated: Translated,
    split: Callable[[str], list[str]],
    checks: Checks = Checks(),
) -> Summary:
    """At most `count` points in the target language.

    `translated` gives the sentences with these indices in the target language, None where that
    failed; `split` cuts what a model wrote into sentences.

    Guarantees:
    - nothing comes from junk, and titles, headings, captions and bylines only stand in for a
      text without prose;
    - sources are indices into `document.sentences`, distinct and in order; a point without any is
      flagged "source unknown";
    - what could not be translated stays in its language, flagged "not translated";
    - what a model wrote and the text does not bear out is flagged, "number not in source: 42", or
      replaced by a sentence of the text and flagged "replaced: number not in source: 42".

    Raises PairUnsupported when the engine reads neither the language of the document nor the
    target, and EngineError when it breaks its promises or nothing it reads could be made.
    """
    method = engine.name if engine.extractive else f"{engine.name}+linked"
    candidates = _candidates(document)
    if not candidates or count < 1:
        return Summary(target, (), method)
    given = _given(document, candidates, engine, target, translated)
    drafts = engine.summarize(given.texts, count=count, language=given.language, title=given.title)
    _check(drafts, engine, len(given.texts))
    if engine.extractive:
        points = _chosen(document, given, drafts, translated)
    else:
        points = _written(document, given, drafts, target, split, translated, checks)
    return Summary(target, tuple(points[:count]), method)


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


def _check(drafts: Sequence[Draft], engine: Summarizer, size: int) -> None:
    for draft in drafts:
        if any(not 0 <= i < size for i in draft.sources):
            raise EngineError(f"{engine.name} names a source that it was not given")
        if engine.extractive and len(draft.sources) != 1:
            raise EngineError(f"{engine.name} chooses sentences but does not say which")


def _chosen(
    document: Document,
    given: _Given,
    drafts: Sequence[Draft],
    translated: Translated,
) -> list[Point]:
    """A point for each chosen sentence, in the order of the text."""
    places = sorted({draft.sources[0] for draft in drafts})
    return _quoted(document, given, places, translated)


def _quoted(
    document: Document, given: _Given, places: Sequence[int], translated: Translated
) -> list[Point]:
    """Sentences the summarizer was given as points, in the target language."""
    chosen = [given.indices[place] for place in places]
    texts: Sequence[str | None] = [given.texts[place] for place in places]
    if not given.translated:
        texts = translated(chosen)
    return [
        Point(_line(text), (i,)) if text else Point(_text(document, i), (i,), (NOT_TRANSLATED,))
        for i, text in zip(chosen, texts, strict=True)
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
            [point] = _quoted(document, given, [place], translated)
            flags = [f"{REPLACED}: {flag}" for flag in check.hard]
            point = replace(point, flags=(*point.flags, *flags))
            told.add(given.texts[place])
        points.append(point)
    return points


def _title(document: Document) -> str | None:
    """The title that came with the document, else its title block."""
    blocks = (document.slice(block) for block in document.blocks if block.kind == "title")
    return document.title or next(map(_line, blocks), None)


def _text(document: Document, index: int) -> str:
    return _line(document.slice(document.sentences[index]))


def _line(text: str) -> str:
    """The text as one line: a sentence may have been broken over several."""
    return " ".join(text.split())
