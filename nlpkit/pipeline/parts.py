"""Translates the parts of one document, such as its paragraphs and the cells of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .. import languages
from ..document import ArticleKind, Document, Passage
from ..translate import Rendering, translated_passages
from ..translate.passages import MIN_LETTERS
from .running import Pipeline
from .steps import as_article

# The languages detected in a part are trusted if it has `MIN_LETTERS` letters and its spans have
# such a mean score.
MIN_SCORE = 0.8


def translate_parts(
    pipeline: Pipeline,
    texts: Sequence[str],
    *,
    kind: ArticleKind = "text",
    source: str | None = None,
    target: str | None = None,
) -> dict[str, Rendering]:
    """Return the translation of each distinct text that has a letter. The texts share batches.

    A part may be too short for its language to be detected. If most of the whole document is in
    another language than the target, and there is a model for that language, such parts are taken
    to be in it. `source` and `target` are those of `Pipeline.translate`.
    """
    target = languages.parse(target or pipeline.config.translator.target)
    source = source or pipeline.config.translator.source
    filled = [text for text in dict.fromkeys(texts) if any(map(str.isalpha, text))]
    read = {text: pipeline.preprocess(as_article(text, kind)) for text in filled}
    sources = dict.fromkeys(filled, source)
    unsure = [text for text in filled if source == "auto" and not _is_certain(read[text])]
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


def _is_certain(document: Document) -> bool:
    """Return whether the languages detected in a part are certain: see the constants above."""
    letters = sure = 0.0
    for span in document.spans:
        own = sum(map(str.isalpha, document.slice(span)))
        letters += own
        sure += own * span.score * (span.lang != "und")
    return letters >= MIN_LETTERS and sure > MIN_SCORE * letters


def in_place(
    pipeline: Pipeline,
    passages: Sequence[Passage],
    rendered: Mapping[str, Rendering],
    *,
    target: str | None = None,
) -> list[Passage]:
    """Return the translation of each passage, with its ranges around the corresponding words.

    `rendered` has the translations by text. A passage that it lacks is returned as it is.
    """
    target = languages.parse(target or pipeline.config.translator.target)
    return translated_passages(passages, rendered, target=target, engine=pipeline.translator)
