"""The work of the API's paths in a worker process: from a text to the bytes of the answer.

The server process only passes on bytes; it neither works on texts nor renders answers. This module
imports no web framework, because every worker process imports it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from importlib import import_module
from typing import Any

from .. import languages as known_languages
from .. import render
from ..config import Config
from ..document import ArticleKind, Document, Translation
from ..errors import NlpkitError, PairUnsupported
from ..pipeline import Pipeline, as_article, build
from . import logs

# modules with the functions that the page runs in workers
MODULES = ("nlpkit.ui.session", "nlpkit.ui.many")
SAMPLE = "The library opened in May. Открытие прошло спокойно, гостей было много."
Length = str | int | None


def make(config: Config) -> Pipeline:
    """Return the pipeline of a worker process, with all that the first task
    needs already loaded.
    """
    logs.install()
    for name in MODULES:
        import_module(name)
    pipeline = build(config)
    # A model that cannot be loaded is reported to whoever asks for it.
    with suppress(NlpkitError):
        run(pipeline, SAMPLE, "text", None, None)
    return pipeline


def run(
    pipeline: Pipeline, text: str, kind: ArticleKind, target: str | None, length: Length
) -> bytes:
    """Return the whole result."""
    return as_json(
        render.as_dict(pipeline.run(as_article(text, kind), target=target, length=length))
    )


def translate(pipeline: Pipeline, text: str, kind: ArticleKind, target: str | None) -> bytes:
    """Return the translation alone."""
    translation = pipeline.translate(as_article(text, kind), target=target)
    return as_json(render.translation_as_dict(translation))


def summarize(
    pipeline: Pipeline, text: str, kind: ArticleKind, target: str | None, length: Length
) -> bytes:
    """Return the summary alone."""
    summary = pipeline.summarize(as_article(text, kind), length=length, target=target)
    return as_json(render.summary_as_dict(summary))


def document(pipeline: Pipeline, text: str, kind: ArticleKind) -> bytes:
    """Return the document without translation and summary."""
    document = pipeline.preprocess(as_article(text, kind))
    return as_json({**render.document_as_dict(document), "clean_text": document.clean_text})


def libre_translate(
    pipeline: Pipeline, q: str | list[str], source: str, target: str, fields: list[str]
) -> bytes:
    """Return the translation. One text gives single values, a list of texts gives lists."""
    _check_pair(pipeline, source, target)
    texts = [q] if isinstance(q, str) else q
    # The same text twice is translated once: lists of labels and cells repeat theirs.
    filled = [text for text in dict.fromkeys(texts) if text.strip()]
    translations = dict(
        zip(filled, pipeline.translate_all(filled, source=source, target=target), strict=True)
    )
    answers = {
        text: _libre_answer(pipeline, text, translations.get(text), source)
        for text in dict.fromkeys(texts)
    }
    if isinstance(q, str):
        return as_json({name: answers[q][name] for name in fields})
    return as_json({name: [answers[text][name] for text in q] for name in fields})


def libre_detect(pipeline: Pipeline, q: str) -> bytes:
    """Return the languages of a text."""
    return as_json(_shares(pipeline.preprocess(q)))


def libre_languages(pipeline: Pipeline) -> bytes:
    """Return every language the engine reads with those it writes, and the target's own."""
    engine, target = pipeline.translator.get(), pipeline.config.translator.target
    found = []
    for code in known_languages.NAMES:
        targets = [t for t in known_languages.NAMES if t == code or engine.supports(code, t)]
        if targets != [code] or code == target:
            found.append({"code": code, "name": known_languages.name(code), "targets": targets})
    return as_json(found)


def as_json(value: Any) -> bytes:
    """Return the JSON bytes of an answer. Lone surrogates, which UTF-8 cannot
    encode, are escaped.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def _check_pair(pipeline: Pipeline, source: str, target: str) -> None:
    """Raise PairUnsupported if no model translates this pair of languages."""
    if source == "auto":
        return
    engine = pipeline.translator.get()
    source, target = known_languages.parse(source), known_languages.parse(target)
    if source != target and not engine.supports(source, target):
        raise PairUnsupported(
            f"no model here translates {known_languages.name(source)} "
            f"to {known_languages.name(target)}",
            hint="GET /languages lists the pairs",
        )


def _libre_answer(
    pipeline: Pipeline, text: str, translation: Translation | None, source: str
) -> dict[str, Any]:
    """Return the fields for one text; `translation` is None for a text of white space."""
    detected = {"language": pipeline.config.translator.target, "confidence": 0.0}
    if translation is not None and source == "auto":
        detected = next(iter(_shares(pipeline.preprocess(text))), detected)
    return {
        "translatedText": text if translation is None else translation.full_text,
        "alternatives": [],
        "detectedLanguage": detected,
    }


def _shares(document: Document) -> list[dict[str, Any]]:
    """Return the languages of a text by their share of its characters, in percent."""
    weight: dict[str, int] = {}
    for span in document.spans:
        if span.lang != "und":
            weight[span.lang] = weight.get(span.lang, 0) + span.end - span.start
    total = sum(weight.values())
    return [
        {"language": lang, "confidence": round(100 * size / total, 1)}
        for lang, size in sorted(weight.items(), key=lambda item: -item[1])
    ]
