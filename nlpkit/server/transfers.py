"""Uploads and downloads of the page, on paths that replace Gradio's own."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..ui.downloads import Downloads, Gone
from ..ui.uploads import Uploads
from .bodies import bounded
from .headers import attachment
from .limits import TooLarge

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The types of files that can be downloaded. Texts are in UTF-8.
KINDS = {
    ".csv": "text/csv",
    ".docx": _WORD,
    ".epub": "application/epub+zip",
    ".gz": "application/gzip",
    ".htm": "text/html",
    ".html": "text/html",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".parquet": "application/vnd.apache.parquet",
    ".srt": "application/x-subrip",
    ".text": "text/plain",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
    ".zip": "application/zip",
    ".zst": "application/zstd",
}
GONE = "this file is no longer there: run the article again"
FILES = 10  # of the largest size that one request may hold
FRAME = 100_000  # bytes of a request besides its files


def add(app: FastAPI, downloads: Downloads, uploads: Uploads) -> None:
    """Add the paths to the application."""

    # In a thread: making a file takes time in proportion to the article.
    @app.get("/download/{token}/{name}", include_in_schema=False)
    def download(token: str, name: str) -> Response:
        try:
            made = downloads.find(token, name)()
        except Gone:
            raise HTTPException(404, GONE) from None
        kind = KINDS.get(Path(name).suffix.lower(), "application/octet-stream")
        file = isinstance(made, Path)
        answer = FileResponse(made, media_type=kind) if file else Response(made, media_type=kind)
        answer.headers.update(attachment(name))
        return answer

    most = FILES * uploads.max_bytes + FRAME

    def check(size: int) -> None:
        if size > most:
            raise TooLarge(f"the files have more than {most:,} bytes", hint="send fewer at once")

    @app.post("/gradio_api/upload", include_in_schema=False)
    async def upload(request: Request, upload_id: str | None = None) -> list[str]:
        return await uploads.receive(bounded(request, check), upload_id)

    @app.get("/gradio_api/file={name:path}", include_in_schema=False)
    def uploaded(name: str) -> Response:
        path = uploads.find(name)
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)


class Presence:
    """Tracks which visitors are present: an open page always holds a connection."""

    def __init__(self, app: ASGIApp, uploads: Uploads) -> None:
        self.app = app
        self.uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        before, mark, visitor = scope.get("path", "").partition("/gradio_api/heartbeat/")
        if before != scope.get("root_path", "") or not mark:
            await self.app(scope, receive, send)
            return
        self.uploads.come(visitor)
        try:
            await self.app(scope, receive, send)
        finally:
            self.uploads.leave(visitor)
