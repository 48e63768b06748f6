"""The small steps before, between and after the stages of a pipeline."""

from __future__ import annotations

import time
import warnings
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256

from ..document import Article, ArticleKind, Block, Document, Translation
from ..errors import ReadError
from ..preprocessing import preprocess


def as_article(text: str, kind: ArticleKind = "text") -> Article:
    """An article of its own from a bare text; its id is the start of the text's SHA-256."""
    if not isinstance(text, str):
        raise ReadError(f"{type(text).__name__} is no text", hint="give a str or an Article")
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(id=digest[:16], text=text, kind=kind)


def kept(document: Document, indices: Collection[int]) -> Document:
    """The document with some of its junk taken for paragraphs."""
    if not indices:
        return document
    blocks = tuple(
        Block(b.start, b.end, "paragraph") if i in indices and b.junk else b
        for i, b in enumerate(document.blocks)
    )
    return replace(document, blocks=blocks)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text."""
    document = preprocess(text)
    return [document.slice(s) for s in document.sentences]


def warnings_of(translation: Translation) -> tuple[str, ...]:
    """One line for each reason why fragments were not translated, or translated in doubt."""
    what = {"failed": "not translated", "translated": "translated"}
    reasons = Counter((what[p.status], p.reason) for p in translation.pieces if p.reason)
    return tuple(
        f"{n} fragment{'s' * (n > 1)} {became}: {reason}" for (became, reason), n in reasons.items()
    )


def one_length(
    length: str | int | None, sentences: str | int | None, *, old: bool = False
) -> str | int | None:
    """The length that a caller gave under either of its two names.

    With `old` the name `sentences` is one that callers should leave: it brings a
    DeprecationWarning. Raises TypeError where both are given.
    """
    if sentences is None:
        return length
    if length is not None:
        raise TypeError("give length alone: sentences is another name for it")
    if old:
        message = "sentences is the old name of length"
        warnings.warn(message, DeprecationWarning, stacklevel=3)
    return sentences


@contextmanager
def timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    """Write down the seconds that the stage takes."""
    started = time.perf_counter()
    yield
    timings[stage] = time.perf_counter() - started
