"""Translates the parts of one document, such as its paragraphs and the cells of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .. import languages
from ..document import ArticleKind, Translation
from .running import Pipeline
from .steps import as_article


def translate_parts(
    pipeline: Pipeline,
    texts: Sequence[str],
    *,
    kind: ArticleKind = "text",
    source: str | None = None,
    target: str | None = None,
) -> dict[str, Translation]:
    """Return the translation of each distinct text that has a letter. The texts share batches.

    A part alone may be too short to tell its language. If most of the whole document is in another
    language than the target, and there is a model for it, the parts are read in this language.
    `source` and `target` are those of `Pipeline.translate`.
    """
    target = languages.parse(target or pipeline.config.translator.target)
    source = source or pipeline.config.translator.source
    filled = [text for text in dict.fromkeys(texts) if any(map(str.isalpha, text))]
    if filled and source == "auto":
        main = pipeline.preprocess("\n\n".join(filled)).language
        foreign = main not in (target, "und")
        source = main if foreign and pipeline.translator.get().supports(main, target) else "auto"
    articles = [as_article(text, kind) for text in filled]
    made = pipeline.translate_all(articles, source=source, target=target)
    return dict(zip(filled, made, strict=True))


def in_place(texts: Sequence[str], translations: Mapping[str, Translation]) -> list[str]:
    """Return each text translated; one that has no translation stays as it is."""
    return [translations[t].full_text if t in translations else t for t in texts]
