"""Translates the parts of one document, such as its paragraphs and the cells of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .. import languages
from ..document import ArticleKind, Passage
from ..translate import Rendering, translated_passages
from .declared import as_declared, is_certain
from .running import Pipeline
from .steps import as_article


def translate_parts(
    pipeline: Pipeline,
    passages: Sequence[Passage],
    *,
    kind: ArticleKind = "text",
    source: str | None = None,
    target: str | None = None,
) -> dict[str, Rendering]:
    """Return the translation of each distinct text that has a letter. The texts share batches.

    A part may be too short for its language to be detected. If `source` is "auto", it is in the
    language that is declared for it (see `declared`); of equal texts the first one counts.
    Otherwise, if most of the whole document is in another language than the target, and there is a
    model for that language, such parts are taken to be in it. `source` and `target` are those of
    `Pipeline.translate`.
    """
    target = languages.parse(target or pipeline.config.translator.target)
    source = source or pipeline.config.translator.source
    texts = dict.fromkeys(one.text for one in passages)
    filled = [text for text in texts if any(map(str.isalpha, text))]
    read = {text: pipeline.preprocess(as_article(text, kind)) for text in filled}
    sources = dict.fromkeys(filled, source)
    if source == "auto":
        said = as_declared(read, {one.text: one.declared for one in reversed(passages)})
        read |= said
        unsure = [one for one in filled if one not in said and not is_certain(read[one])]
        main = pipeline.preprocess("\n\n".join(filled)).language if unsure else target
        if main not in (target, "und") and pipeline.translator.get().supports(main, target):
            sources |= dict.fromkeys(unsure, main)
    found: dict[str, Rendering] = {}
    for each in dict.fromkeys(sources.values()):
        chosen = [text for text in filled if sources[text] == each]
        documents = [read[text] for text in chosen]
        made = pipeline.translate_all(documents, source=each, target=target)
        found |= zip(chosen, map(Rendering, documents, made), strict=True)
    return found


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
