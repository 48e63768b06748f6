"""Translates the parts of one document, such as its paragraphs and the cells of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .. import languages
from ..document import ArticleKind, Document, Passage
from ..translate import Rendering, translated_passages
from .running import Pipeline
from .steps import as_article

# The letters of a part that tells its languages, and the mean score of its spans: shorter or less
# sure ones, such as cells of tables, are often taken for a near language.
LETTERS = 30
SURE = 0.8


def translate_parts(
    pipeline: Pipeline,
    texts: Sequence[str],
    *,
    kind: ArticleKind = "text",
    source: str | None = None,
    target: str | None = None,
) -> dict[str, Rendering]:
    """Return each distinct text that has a letter with its translation. The texts share batches.

    A part alone may be too short to tell its language. If most of the whole document is in another
    language than the target, and there is a model for it, such parts are read in this language.
    `source` and `target` are those of `Pipeline.translate`.
    """
    target = languages.parse(target or pipeline.config.translator.target)
    source = source or pipeline.config.translator.source
    filled = [text for text in dict.fromkeys(texts) if any(map(str.isalpha, text))]
    read = {text: pipeline.preprocess(as_article(text, kind)) for text in filled}
    sources = dict.fromkeys(filled, source)
    unsure = [text for text in filled if source == "auto" and not _tells(read[text])]
    if unsure:
        main = pipeline.preprocess("\n\n".join(filled)).language
        if main not in (target, "und") and pipeline.translator.get().supports(main, target):
            sources |= dict.fromkeys(unsure, main)
    found: dict[str, Rendering] = {}
    for each in dict.fromkeys(sources.values()):
        chosen = [text for text in filled if sources[text] == each]
        documents = [read[text] for text in chosen]
        made = pipeline.translate_all(documents, source=each, target=target)
        found |= zip(chosen, map(Rendering, documents, made), strict=True)
    return found


def _tells(document: Document) -> bool:
    """Return whether a part is long enough to tell its languages, and their spans are sure."""
    letters = sure = 0.0
    for span in document.spans:
        own = sum(map(str.isalpha, document.slice(span)))
        letters += own
        sure += own * span.score * (span.lang != "und")
    return letters >= LETTERS and sure > SURE * letters


def in_place(
    pipeline: Pipeline,
    passages: Sequence[Passage],
    rendered: Mapping[str, Rendering],
    *,
    target: str | None = None,
) -> list[Passage]:
    """Return each passage translated, with its ranges around the words that stand for theirs.

    A text that `rendered` lacks stays as it is.
    """
    target = languages.parse(target or pipeline.config.translator.target)
    return translated_passages(passages, rendered, target=target, engine=pipeline.translator)
