"""Turns an article into a complete `Document`: normalised text, blocks, sentences, languages.

`nlpkit.preprocess` is the function `preprocess` of this room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from ..document import Article, ArticleKind, Block, Document, Sentence, Span
from ..errors import ReadError
from . import blocks, normalize, sentences, subtitles, tag

__all__ = ["explain", "preprocess"]


def preprocess(article: Article | str, kind: ArticleKind = "text") -> Document:
    """Return the document of an article, or of a text of the given kind.

    Guarantees: any text of any kind gives a valid `Document` in time linear in its length; one of
    white space alone gives the empty document. Raises ReadError for an unknown kind.
    """
    if isinstance(article, str):
        article = Article("", article, kind)
    text, hints, title, url, date = _read(article)
    found = blocks.split(text, hints)
    if not found:
        text = ""
    parts = sentences.split(text, found)
    title = article.title or title or _titled(text, found)
    spans = _tagged(text, found, parts)
    return Document(article.id, text, found, parts, spans, title, article.url or url, date)


def _tagged(text: str, found: Sequence[Block], parts: Sequence[Sentence]) -> tuple[Span, ...]:
    """Return the language spans of every sentence. Code and data have no language, so they are
    never translated.
    """
    spoken = [i for i, part in enumerate(parts) if not _is_data(found[part.block])]
    own = tag.tag(text, [parts[i] for i in spoken])
    if len(spoken) == len(parts):
        return own
    spans = [replace(span, sentence=spoken[span.sentence]) for span in own]
    for i, part in enumerate(parts):
        if _is_data(found[part.block]):
            spans.append(Span(part.start, part.end, i, "und", "Zyyy", 1.0))
    return tuple(sorted(spans, key=lambda span: span.start))


def _is_data(block: Block) -> bool:
    return block.kind == "code" or block.reason in ("front_matter", "markup", "subtitle_timing")


def explain(article: Article) -> str:
    """Return a listing for people: each line, whether it is kept, and which rule decided."""
    text, hints, *_ = _read(article)
    return blocks.explain(text, hints)


def _read(
    article: Article,
) -> tuple[str, tuple[Block, ...], str | None, str | None, str | None]:
    """Return the normalised text, hints for its blocks, and the title,
    address and date it gives.
    """
    if article.kind == "text":
        if subtitles.found(article.text):
            return *subtitles.read(article.text), None, None, None
        return normalize.normalize(article.text), (), None, None, None
    if article.kind == "html":
        from . import html  # with what it needs, of no use to most texts

        return html.read(article.text)
    if article.kind == "markdown":
        from . import markdown

        text, hints, title, date = markdown.read(article.text)
        return text, hints, title, None, date
    known = ", ".join(get_args(ArticleKind))
    raise ReadError(f"unknown kind of article {article.kind!r}", hint=f"use one of {known}")


def _titled(text: str, found: tuple[Block, ...]) -> str | None:
    """Return the text of the title block, without the marker Markdown puts before it."""
    for block in found:
        if block.kind == "title":
            return text[block.start : block.end].strip().lstrip("#").strip() or None
    return None
