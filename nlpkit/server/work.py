"""The work of the API's paths in a worker process: from a text to the bytes of the answer.

The server process only passes on bytes; it neither works on texts nor renders answers. This module
imports no web framework, because every worker process imports it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from importlib import import_module
from typing import Any

from .. import render
from ..config import Config
from ..document import ArticleKind
from ..errors import NlpkitError
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


def as_json(value: Any) -> bytes:
    """Return the JSON bytes of an answer. Lone surrogates, which UTF-8 cannot
    encode, are escaped.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")
