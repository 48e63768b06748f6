"""The work of the API's paths in a worker process: from a text to the bytes of the answer.

The server process only passes on bytes; it neither works on texts nor renders answers. This module
imports no web framework, because every worker process imports it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

from .. import render
from ..config import Config
from ..document import ArticleKind
from ..errors import NlpkitError
from ..events import Event, Finished, Loading, Read, Started, Summarized, Translated
from ..pipeline import Pipeline, as_article, build
from . import logs

# modules with the functions that the page runs in workers
MODULES = ("nlpkit.ui.session", "nlpkit.ui.many")
SAMPLE = "The library opened in May. Открытие прошло спокойно, гостей было много."
Length = str | int | None
Glossary = dict[str, str] | None


def make(config: Config) -> Pipeline:
    """Return the pipeline of a worker process, with all that the first task
    needs already loaded.
    """
    logs.install(config.server.log)
    for name in MODULES:
        import_module(name)
    pipeline = build(config)
    # A model that cannot be loaded is reported to whoever asks for it.
    with suppress(NlpkitError):
        run(pipeline, SAMPLE, "text", None, None)
    return pipeline


def run(
    pipeline: Pipeline,
    text: str,
    kind: ArticleKind,
    target: str | None,
    length: Length,
    glossary: Glossary = None,
) -> bytes:
    """Return the whole result."""
    article = as_article(text, kind)
    result = pipeline.run(article, target=target, length=length, glossary=glossary)
    return as_json(render.as_dict(result))


def stream(
    pipeline: Pipeline,
    text: str,
    kind: ArticleKind,
    target: str | None,
    length: Length,
    glossary: Glossary = None,
) -> Iterator[bytes]:
    """Yield each event of a run as a server-sent event: its name, and what it holds as JSON."""
    article = as_article(text, kind)
    for event in pipeline.stream(article, target=target, length=length, glossary=glossary):
        yield sent_event(type(event).__name__.lower(), _content(event))


def translate(
    pipeline: Pipeline,
    text: str,
    kind: ArticleKind,
    target: str | None,
    glossary: Glossary = None,
    alternatives: int = 0,
) -> bytes:
    """Return the translation alone."""
    translation = pipeline.translate(
        as_article(text, kind), target=target, glossary=glossary, alternatives=alternatives
    )
    return as_json(render.translation_as_dict(translation))


def summarize(
    pipeline: Pipeline,
    text: str,
    kind: ArticleKind,
    target: str | None,
    length: Length,
    glossary: Glossary = None,
) -> bytes:
    """Return the summary alone."""
    article = as_article(text, kind)
    summary = pipeline.summarize(article, length=length, target=target, glossary=glossary)
    return as_json(render.summary_as_dict(summary))


def document(pipeline: Pipeline, text: str, kind: ArticleKind) -> bytes:
    """Return the document without translation and summary."""
    document = pipeline.preprocess(as_article(text, kind))
    return as_json({**render.document_as_dict(document), "clean_text": document.clean_text})


def sent_event(name: str, content: Any) -> bytes:
    """Return the bytes of a server-sent event."""
    return b"event: %s\ndata: %s\n\n" % (name.encode(), as_json(content))


def _content(event: Event) -> dict[str, Any]:
    match event:
        case Started(id):
            return {"id": id}
        case Read(document):
            return render.document_as_dict(document)
        case Loading(model):
            return {"model": model}
        case Translated(done, total, pieces):
            return {"done": done, "total": total, "pieces": [*map(render.piece_as_dict, pieces)]}
        case Summarized(summary):
            return render.summary_as_dict(summary)
        case Finished(result):
            return render.as_dict(result)


def as_json(value: Any) -> bytes:
    """Return the JSON bytes of an answer. Lone surrogates, which UTF-8 cannot
    encode, are escaped.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")
