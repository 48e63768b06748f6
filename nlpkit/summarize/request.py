"""Prepares the sentences that a summarizer reads, and turns what it answers into points."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .. import languages
from ..document import NOT_TRANSLATED, Document, Draft, Point
from ..engines import Summarizer, SummaryRequest
from ..errors import EngineError, PairUnsupported
from ..length import Length
from .genre import live_blog

_MARKS = re.compile(r"^(?:(?:> ?)+|[-+*:•▪●–—] )+(?=\S)")
# Returns the sentences with these indices in the target language, None where it failed.
TranslateSentences = Callable[[Sequence[int]], list[str | None]]


@dataclass(frozen=True, slots=True)
class Request:
    """Sentences of a document that a summarizer reads, all in one language.

    `texts` are the sentences as it reads them, `indices` their places in `Document.sentences`. Both
    have one length. `translated` says that the texts are already in the target language.
    """

    indices: list[int]
    texts: list[str]
    language: str
    title: str | None
    translated: bool
    lead: bool = True


def prepare(
    document: Document,
    indices: list[int],
    engine: Summarizer,
    target: str,
    translated: TranslateSentences,
) -> Request:
    """Return the sentences with these indices in a language that the engine reads.

    They are untranslated if the engine chooses sentences and reads their language, or does not read
    the target language. Sentences whose translation failed are left out. Raises `EngineError` if
    all failed, `PairUnsupported` if the engine reads neither language.
    """
    language = document.language
    readable = engine.languages is None or language in {*engine.languages, "und"}
    title = _title(document)
    own = [sentence(document, i) for i in indices]
    lead = not live_blog(document)
    original = Request(indices, own, language, title, translated=False, lead=lead)
    if readable and engine.extractive:
        return original
    if engine.languages is None or target in engine.languages:
        pairs = [(i, text) for i, text in zip(indices, translated(indices), strict=True) if text]
        if pairs:
            places, texts = [i for i, _ in pairs], [one_line(text) for _, text in pairs]
            heading = title if language == target else None
            return Request(places, texts, target, heading, translated=True, lead=lead)
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


def answers(
    engine: Summarizer, request: Request, length: Length, sizes: Sequence[int] | None = None
) -> list[Draft]:
    """Return the engine's drafts. Raises `EngineError` if they break the contract of an engine."""
    drafts = engine.summarize(
        SummaryRequest(request.texts, length, request.language, request.title, sizes, request.lead)
    )
    for draft in drafts:
        if any(not 0 <= i < len(request.texts) for i in (*draft.sources, *(draft.read or ()))):
            raise EngineError(f"{engine.name} names a source that was not in its request")
        if engine.extractive and len(draft.sources) != 1:
            raise EngineError(f"{engine.name} chooses sentences but does not say which")
    return drafts


def quoted(
    document: Document, request: Request, places: Sequence[int], translated: TranslateSentences
) -> list[Point]:
    """Return the sentences of the request at `places` as points, in the target language."""
    indices = [request.indices[place] for place in places]
    texts: Sequence[str | None] = [request.texts[place] for place in places]
    if not request.translated and indices:
        texts = translated(indices)
    return [
        Point(_unmarked(one_line(text)), (i,))
        if text
        else Point(_unmarked(sentence(document, i)), (i,), (NOT_TRANSLATED,))
        for i, text in zip(indices, texts, strict=True)
    ]


def _unmarked(text: str) -> str:
    """Return a sentence without the mark at its beginning: a bullet, a dash, or `>`."""
    return _MARKS.sub("", text, count=1)


def _title(document: Document) -> str | None:
    """Return the title that came with the document, else its title block."""
    blocks = (document.slice(block) for block in document.blocks if block.kind == "title")
    return document.title or next(map(one_line, blocks), None)


def sentence(document: Document, index: int) -> str:
    return one_line(document.slice(document.sentences[index]))


def one_line(text: str) -> str:
    """Return the text as one line. A sentence may have been broken over several lines."""
    return " ".join(text.split())
