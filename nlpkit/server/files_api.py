"""The path /v1/files: a file in any format that nlpkit reads, for its result or its translation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Request, Response

from . import documents
from .bodies import FileBody, body
from .description import BYTES, JSON, works
from .headers import attachment
from .service import Service

KINDS = {"json": JSON, "md": "text/markdown", "html": "text/html", "file": BYTES}


def add(app: FastAPI, service: Service) -> None:
    """Add the path to the application."""
    most = service.limits.max_chars

    @app.post(
        "/v1/files",
        response_class=Response,
        **works(FileBody, "The result in this form.", {}, kind=tuple(KINDS.values()), file=True),
    )
    async def convert(
        request: Request, sent: Annotated[FileBody, body(FileBody, file=True, forms=True)]
    ) -> Response:
        """Clean, translate and summarise a file, or translate it in its own format."""
        name, data = Path(sent.file.name).name, sent.file.data
        arguments = data, name, sent.to, sent.length, sent.format, most
        size = min(len(data), most)
        made, untranslated = await service.done(request, documents.convert, *arguments, size=size)
        suffix = Path(name).suffix.lower() if sent.format == "file" else f".{sent.format}"
        headers = attachment(f"result{suffix}")
        if untranslated:
            headers["X-Untranslated"] = str(untranslated)
        return Response(made, media_type=KINDS[sent.format], headers=headers)
