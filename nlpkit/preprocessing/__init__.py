"""From an article to a complete `Document`: normalised, cut into sentences, its languages tagged.

`nlpkit.preprocess` is the function `preprocess` of this room.
"""

from __future__ import annotations

from typing import get_args

from ..document import Article, ArticleKind, Block, Document
from ..errors import ReadError
from . import blocks, normalize, sentences, tag

__all__ = ["explain", "preprocess"]


def preprocess(article: Article | str, kind: ArticleKind = "text") -> Document:
    """The document of an article, or of a text of the given kind.

    Guarantees: any text of any kind gives a valid `Document` in time linear in its length; one of
    white space alone gives the empty document. Raises ReadError for an unknown kind.
    """
    if isinstance(article, str):
        article = Article("", article, kind)
    text, hints, title, url = _read(article)
    found = blocks.split(text, hints)
    if not found:
        text = ""
    parts = sentences.split(text, found)
    title = article.title or title or _titled(text, found)
    spans = tag.tag(text, parts)
    return Document(article.id, text, found, parts, spans, title, article.url or url)


def explain(article: Article) -> str:
    """Line by line what is kept and what is not, by which rule, for people."""
    text, hints, *_ = _read(article)
    return blocks.explain(text, hints)


def _read(article: Article) -> tuple[str, tuple[Block, ...], str | None, str | None]:
    """The normalised text, hints for its blocks, and the title and address it gives."""
    if article.kind == "text":
        return normalize.normalize(article.text), (), None, None
    if article.kind == "html":
        from . import html  # with what it needs, of no use to most texts

        return html.read(article.text)
    if article.kind == "markdown":
        from . import markdown

        return *markdown.read(article.text), None, None
    known = ", ".join(get_args(ArticleKind))
    raise ReadError(f"unknown kind of article {article.kind!r}", hint=f"use one of {known}")


def _titled(text: str, found: tuple[Block, ...]) -> str | None:
    """The text of the title block, without the marker Markdown puts before it."""
    for block in found:
        if block.kind == "title":
            return text[block.start : block.end].strip().lstrip("#").strip() or None
    return None
