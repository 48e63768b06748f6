"""What a batch writes for one article: its result, or its file in the target language."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TypedDict

from .. import files, render
from ..document import Article, ArticleKind, Document, Passage, Piece, Result
from ..length import count_words
from ..pipeline import Pipeline, in_place, translate_parts
from .planning import Plan
from .tasks import Task


class Facts(TypedDict):
    """What an outcome tells of a finished article; see `Outcome`."""

    title: str
    language: str
    words: int
    foreign: float
    untranslated: int
    doubtful: int


def write_result(plan: Plan, task: Task, result: Result) -> Facts:
    """Write the result in the format of the plan. Raises WriteError."""
    if plan.format == "md":
        text = render.to_markdown(result)
    elif plan.format == "html":
        text = render.to_html(result)
    else:
        text = render.to_json(result, path=task.source, sha256=task.sha256)
    files.write_atomic(plan.result_path(task.name, task.source), text)
    title = result.headline.text if result.headline else ""
    return _facts(result.document, title, result.translation.pieces)


def write_translated(
    pipeline: Pipeline, plan: Plan, task: Task, article: Article, document: Document
) -> Facts:
    """Write the file of the article with its texts translated, in its own format.

    Of a record its translated texts are written, by the roles that `files.write_records` knows. If
    the format of a file cannot be written, the translated text of the article is. Raises ReadError
    and WriteError.
    """
    pieces: list[Piece] = []
    if task.number:
        texts = _translated_texts(pipeline, article, pieces)
        written = json.dumps(texts, ensure_ascii=False).encode("utf-8")
    elif files.is_translatable(task.source):
        most = plan.config.limits.max_bytes
        data = files.load(task.path, task.member, most)
        written = translated_file(pipeline, data, task.source, pieces)
    else:
        translation = pipeline.translate(document)
        pieces += translation.pieces
        written = translation.full_text.encode("utf-8")
    files.write_atomic(plan.result_path(task.name, task.source), written)
    return _facts(document, document.title or "", pieces)


def translated_file(pipeline: Pipeline, data: bytes, name: str, pieces: list[Piece]) -> bytes:
    """Return the file with its texts translated, and add the pieces of their translation.

    Raises ReadError if the format, by the suffix of `name`, is none that can be written.
    """

    kind: ArticleKind = "markdown" if files.is_markdown(name) else "text"
    translate = _translator(pipeline, kind, pieces)
    return files.translated(data, name, translate, pipeline.config.limits.max_bytes)


def _translated_texts(pipeline: Pipeline, article: Article, pieces: list[Piece]) -> dict[str, str]:
    """Return the text of a record and its title, translated together; only what has changed.

    The pieces of their translation are added to `pieces`.
    """
    translate = _translator(pipeline, "text", pieces)
    before = {"title": article.title or "", "text": article.text}
    after: dict[str, str] = {}

    def with_title(passages: Sequence[Passage]) -> Sequence[Passage]:
        title, *others = translate([Passage(before["title"]), *passages])
        after["title"] = title.text
        return others

    after["text"] = files.translated_text(article.text, article.kind, with_title)
    if "title" not in after:  # the text has no passages
        with_title([])
    return {role: text for role, text in after.items() if text != before[role]}


def _translator(
    pipeline: Pipeline, kind: ArticleKind, pieces: list[Piece]
) -> Callable[[Sequence[Passage]], list[Passage]]:
    """Return what translates passages of this kind, and adds the pieces of their translation."""

    def translate(passages: Sequence[Passage]) -> list[Passage]:
        found = translate_parts(pipeline, passages, kind=kind)
        pieces.extend(piece for one in found.values() for piece in one.translation.pieces)
        return in_place(pipeline, passages, found)

    return translate


def _facts(document: Document, title: str, pieces: Sequence[Piece]) -> Facts:
    foreign = sum(piece.end - piece.start for piece in pieces if piece.status != "kept")
    return {
        "title": title,
        "language": document.language,
        "words": count_words(document.clean_text),
        "foreign": round(foreign / max(1, sum(p.end - p.start for p in pieces)), 3),
        "untranslated": sum(piece.status == "failed" for piece in pieces),
        "doubtful": sum(piece.status == "translated" and bool(piece.reason) for piece in pieces),
    }
