"""What the tools for assistants answer: text that a language model reads.

It is a Markdown page for a whole article, plain lines for the rest. Worker processes import this
module, so it imports no web framework.
"""

from __future__ import annotations

from .. import render
from ..document import ArticleKind, Translation
from ..pipeline import Pipeline, as_article
from ..render import words


def run(
    pipeline: Pipeline, text: str, kind: ArticleKind, target: str | None, length: str | None
) -> str:
    """Return the whole result as Markdown."""
    return render.to_markdown(pipeline.run(as_article(text, kind), target=target, length=length))


def clean(pipeline: Pipeline, text: str, kind: ArticleKind) -> str:
    """Return the article without its junk."""
    return pipeline.preprocess(as_article(text, kind)).clean_text


def detect(pipeline: Pipeline, text: str, kind: ArticleKind) -> str:
    """Return a line for each span: its language, its score and its text."""
    document = pipeline.preprocess(as_article(text, kind))
    rows = ((s.lang, s.score, " ".join(document.slice(s).split())) for s in document.spans)
    return "\n".join(f"{lang}\t{score:.2f}\t{text}" for lang, score, text in rows)


def translate(pipeline: Pipeline, text: str, kind: ArticleKind, target: str | None) -> str:
    """Return the text with its fragments translated, and notes on them."""
    translation = pipeline.translate(as_article(text, kind), target=target)
    return "\n".join([translation.full_text, *_notes(translation)])


def summarize(
    pipeline: Pipeline, text: str, kind: ArticleKind, target: str | None, length: str | None
) -> str:
    """Return a line for each point of the summary, with the numbers of its sentences."""
    summary = pipeline.summarize(as_article(text, kind), target=target, length=length)
    points = (
        f"- {p.text} {''.join(f'[{source + 1}]' for source in p.sources)}".rstrip()
        for p in summary.points
    )
    return "\n".join(points)


def _notes(translation: Translation) -> list[str]:
    """Return the lines on what is doubtful or was not translated, each with its text."""
    pieces = [piece for piece in translation.pieces if piece.reason is not None]
    notes = [
        f"- {piece.text.strip()}: {words.reason(piece.reason, piece.detail)}" for piece in pieces
    ]
    return ["", "Notes:", *notes] if notes else []
