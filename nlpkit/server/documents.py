"""The work of /v1/files in a worker process: from an uploaded file to the bytes of the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from .. import files, render
from ..pipeline import Pipeline
from . import translations
from .limits import check_characters
from .work import Length, as_json

Form = Literal["json", "md", "html", "file"]


def convert(
    pipeline: Pipeline,
    data: bytes,
    name: str,
    target: str | None,
    length: Length,
    form: Form,
    max_chars: int,
) -> tuple[bytes, int]:
    """Return the result of a file in this form; `file` is the file itself, translated.

    The number is that of the parts of such a file that were not translated.
    """
    if form == "file":
        target = target or pipeline.config.translator.target
        arguments = data, name, "auto", target, max_chars
        written, untranslated = translations.translate_file(pipeline, *arguments)
        return written, len(untranslated)
    item = files.read_bytes(data, name, max_bytes=pipeline.config.limits.max_bytes)
    check_characters(len(item.article.text), max_chars)
    result = pipeline.run(item.article, target=target, length=length)
    result = replace(result, warnings=(*result.warnings, *item.warnings))
    if form == "json":
        return as_json(render.as_dict(result, path=name, sha256=item.sha256)), 0
    text = render.to_markdown(result) if form == "md" else render.to_html(result)
    return text.encode("utf-8", "backslashreplace"), 0
