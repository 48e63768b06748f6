"""Files on their way to the page and from it: the paths in place of Gradio's own."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..ui.downloads import Downloads
from ..ui.uploads import Uploads

KINDS = {".md": "text/markdown", ".json": "application/json", ".zip": "application/zip"}
FILES = 10  # of the largest size that one request may hold
FRAME = 100_000  # bytes of a request besides its files


def add(app: FastAPI, downloads: Downloads, uploads: Uploads) -> None:
    """Add the paths to the application."""

    # In a thread: making a file takes time in proportion to the article.
    @app.get("/download/{token}/{name}", include_in_schema=False)
    def download(token: str, name: str) -> Response:
        make = downloads.find(token, name)
        if make is None:
            raise HTTPException(404, "this file is no longer there: run the article again")
        made, kind = make(), KINDS[Path(name).suffix]
        file = isinstance(made, Path)
        answer = FileResponse(made, media_type=kind) if file else Response(made, media_type=kind)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    most = FILES * uploads.max_bytes + FRAME

    @app.post("/gradio_api/upload", include_in_schema=False, max_body_size=most)
    async def upload(request: Request, upload_id: str | None = None) -> list[str]:
        return await uploads.receive(request, upload_id)

    @app.get("/gradio_api/file={name:path}", include_in_schema=False)
    def uploaded(name: str) -> Response:
        path = uploads.find(name)
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)


class Presence:
    """Removes a visitor's files once the connection ends that their page holds all the time."""

    def __init__(self, app: ASGIApp, uploads: Uploads) -> None:
        self.app = app
        self.uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        before, mark, visitor = scope.get("path", "").partition("/gradio_api/heartbeat/")
        try:
            await self.app(scope, receive, send)
        finally:
            if mark and not before:
                self.uploads.leave(visitor)
