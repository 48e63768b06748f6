"""Makes other summaries and other translations of an article that is already translated."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from .. import languages
from .. import translate as translating
from ..document import Document, Flag, Piece, Result, Summary
from . import signature as signing
from .running import Pipeline
from .steps import complete, kept, timed


def renew(
    pipeline: Pipeline,
    document: Document,
    pieces: Sequence[Piece],
    *,
    target: str | None = None,
    length: str | int | None = None,
    keep: Collection[int] = (),
    source: str | None = None,
    summary: str | None = None,
    glossary: Mapping[str, str] | None = None,
) -> Result:
    """Return the result of a document whose translation consists of `pieces`.

    Nothing is translated again, except what a summary in another language than `target` needs.
    `summary` is the language of the summary, by default `target`. `keep` are indices of junk blocks
    that a reader wants in the article. If pieces are missing, only the sentences before the first
    missing one are summarised, and the result has the warning `partial`. The pieces must have been
    translated with `glossary` (see `Pipeline.run`).
    """
    target = pipeline._target(target)
    terms = pipeline._terms(target, glossary)
    document = kept(document, keep)
    missing = _missing(translating.units(document, target, pipeline._source(source)), pieces)
    translation = translating.assemble(document, target, _with_junk(document, pieces))
    language = target if summary is None else languages.parse(summary)
    told = document if missing is None else _until(document, missing)
    made = Summary(language, (), "none")
    timings: dict[str, float] = {}
    if told.sentences:
        whole = translation if language == target else None
        with timed(timings, "summarize"):
            made = pipeline._summarize(told, language, pipeline._length(length), whole)
    warnings = () if missing is None else (Flag("partial"),)
    signature = signing.of(pipeline.config, terms)
    tagger = pipeline.name_tagger
    return complete(document, translation, made, tagger, signature, timings, warnings)


def alternatives(
    pipeline: Pipeline,
    text: str,
    lang: str,
    count: int,
    *,
    target: str,
    glossary: Mapping[str, str] | None = None,
) -> Sequence[str]:
    """Return other translations of a piece of an article, at most `count`, the likeliest first.

    `glossary`: see `Pipeline.run`.
    """
    target = pipeline._target(target)
    return translating.alternatives(
        text,
        lang,
        count,
        target=target,
        engine=pipeline.translator,
        phrasebook=pipeline._phrasebook,
        glossary=pipeline._terms(target, glossary),
    )


def _with_junk(document: Document, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, each with the `junk` of the block in which it lies."""
    starts = [block.start for block in document.blocks]
    return [
        replace(piece, junk=document.blocks[bisect_right(starts, piece.start) - 1].junk)
        for piece in pieces
    ]


def _missing(units: Sequence[translating.Unit], pieces: Sequence[Piece]) -> int | None:
    """Return the start of the first unit without a piece, or None if all units have one."""
    done = {piece.start for piece in pieces}
    return next((unit.start for unit in units if unit.start not in done), None)


def _until(document: Document, end: int) -> Document:
    """Return the document with only the sentences that end at `end` or before."""
    sentences = tuple(s for s in document.sentences if s.end <= end)
    stop = sentences[-1].end if sentences else 0
    return replace(
        document,
        text=document.text[:stop],
        blocks=tuple(replace(b, end=min(b.end, stop)) for b in document.blocks if b.start < stop),
        sentences=sentences,
        spans=tuple(span for span in document.spans if span.sentence < len(sentences)),
    )
