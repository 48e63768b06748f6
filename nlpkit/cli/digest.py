"""`nlpkit summarize FILES... --digest`: one summary of several articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from ..errors import ConfigError, NlpkitError, ReadError
from .output import note, show, show_json, status

if TYPE_CHECKING:
    from ..document import Document
    from ..files import Item
    from ..pipeline import Pipeline

FORMATS = ("text", "json", "md", "html")


def digest(
    pipeline: Pipeline, files: Sequence[str], length: str | None, to: str | None, format: str
) -> None:
    """Print the digest of the files. Files that cannot be read are named; the others are done.

    Ends with exit code 1 when some failed; raises ReadError when all did.
    """
    from .. import render

    if format not in FORMATS:
        raise ConfigError(f"unknown format {format!r}", hint=f"use one of: {', '.join(FORMATS)}")
    documents, paths, failed = _documents(pipeline, files)
    if not documents:
        raise ReadError("none of the files could be read", hint="name files with articles in them")
    with status() as say:
        say(f"Summarising {render.view.plural(len(documents), 'article')}")
        made = pipeline.digest(documents, length=length, target=to)
    for gone in made.left_out:
        reason = render.words.reason(gone.reason, gone.detail)
        note(f"{paths[gone.article] or documents[gone.article].id}: left out: {reason}")
    if format == "json":
        show_json(render.digest_as_dict(made, paths=paths, failed=failed))
    else:
        writers = {
            "text": render.digest_to_text,
            "md": render.digest_to_markdown,
            "html": render.digest_to_html,
        }
        show(writers[format](made))
    if failed or any(gone.failed for gone in made.left_out):
        raise typer.Exit(1)


def _documents(
    pipeline: Pipeline, names: Sequence[str]
) -> tuple[list[Document], list[str | None], list[tuple[str, str]]]:
    """Return the documents of the files with their paths, and the files and records that failed."""
    documents: list[Document] = []
    paths: list[str | None] = []
    failed: list[tuple[str, str]] = []
    for name, item in _items(names, pipeline.config.limits.max_bytes):
        try:
            if isinstance(item, NlpkitError):
                raise item
            documents.append(pipeline.preprocess(item.article))
            paths.append(item.path)
        except NlpkitError as error:
            failed.append((name, error.message))
            note(error.message if name in error.message else f"{name}: {error.message}")
    return documents, paths, failed


def _items(names: Sequence[str], max_bytes: int) -> Iterator[tuple[str, Item | NlpkitError]]:
    """Yield the articles of the files, each with its file's name; an error where one failed."""
    from .. import files

    for name in names:
        try:
            for item in files.read_many(name, max_bytes=max_bytes):
                yield name, item
        except NlpkitError as error:
            yield name, error
