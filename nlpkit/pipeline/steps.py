"""The small steps before, between and after the stages of a pipeline."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar
from warnings import warn

from .. import entities
from ..document import (
    Article,
    ArticleKind,
    Block,
    Document,
    Flag,
    Result,
    Summary,
    Translation,
    reading_time,
    reason_flag,
)
from ..engines import Lazy, NameTagger
from ..entities import Entities
from ..errors import ReadError
from ..preprocessing import preprocess
from ..summarize.headline import headline

T = TypeVar("T")


def as_article(text: str, kind: ArticleKind = "text") -> Article:
    """Return an article made of a bare text. Its id is the beginning of the text's SHA-256."""
    if not isinstance(text, str):
        raise ReadError(f"{type(text).__name__} is no text", hint="give a str or an Article")
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(id=digest[:16], text=text, kind=kind)


def as_lines(lines: Iterable[str]) -> list[str]:
    """Return the lines as a list. Raises ReadError for one str, or if one of them is no str."""
    given = [] if isinstance(lines, str) else list(lines)
    if isinstance(lines, str) or not all(isinstance(line, str) for line in given):
        raise ReadError("these are no lines of text", hint="give a list of str")
    return given


def kept(document: Document, indices: Collection[int]) -> Document:
    """Return the document with some of its junk blocks turned into paragraphs."""
    if not indices:
        return document
    blocks = tuple(
        Block(b.start, b.end, "paragraph") if i in indices and b.junk else b
        for i, b in enumerate(document.blocks)
    )
    return replace(document, blocks=blocks)


def documents_of(texts: Sequence[T], read: Callable[[T], Document]) -> list[Document]:
    """Return the document of each of several texts. An error says which of them it is about."""
    documents = []
    for number, text in enumerate(texts, 1):
        try:
            documents.append(read(text))
        except ReadError as error:
            raise ReadError(f"article {number}: {error.message}", hint=error.hint) from error
    return documents


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    document = preprocess(text)
    return [document.slice(s) for s in document.sentences]


def warnings_of(translation: Translation) -> tuple[Flag, ...]:
    """Return each reason why fragments were not translated, or may be translated wrongly, once."""
    reasons = (reason_flag(p.reason, p.detail) for p in translation.pieces if p.reason)
    return tuple(dict.fromkeys(reasons))


def entities_of(document: Document, tagger: Lazy[NameTagger] | None) -> Entities:
    """Return the entities of a document; the tagger, if there is one, is loaded for that."""
    return entities.find(document, tagger.get() if tagger else None)


def complete(
    document: Document,
    translation: Translation,
    summary: Summary,
    tagger: Lazy[NameTagger] | None,
    signature: str,
    timings: Mapping[str, float] | None = None,
    warnings: Sequence[Flag] = (),
) -> Result:
    """Put together the result of what the stages made, with headline, reading time and entities.

    The warnings of the result are those of the translation, then `warnings`.
    """
    return Result(
        document,
        translation,
        summary,
        headline(document, translation, summary),
        reading_time(document, summary),
        entities_of(document, tagger),
        signature,
        dict(timings or {}),
        (*warnings_of(translation), *warnings),
    )


def one_length(
    length: str | int | None, sentences: str | int | None, *, old: bool = False
) -> str | int | None:
    """Return the length that a caller gave under one of its two names.

    With `old` the name `sentences` is deprecated, and using it gives a DeprecationWarning. Raises
    TypeError where both names are given.
    """
    if sentences is None:
        return length
    if length is not None:
        raise TypeError("give length alone: sentences is another name for it")
    if old:
        message = "sentences is the old name of length"
        warn(message, DeprecationWarning, stacklevel=3)
    return sentences


@contextmanager
def timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    """Record the seconds that the stage takes."""
    started = time.perf_counter()
    yield
    timings[stage] = time.perf_counter() - started
