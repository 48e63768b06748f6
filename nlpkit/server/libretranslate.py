"""The paths that LibreTranslate's clients call: the same fields, the same answers.

JSON and forms are both taken, as LibreTranslate does: its Python client sends forms, and the key in
them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Request, Response

from .. import files, languages
from . import translations
from .bodies import DetectBody, LibreBody, LibreFileBody, body, documented
from .keys import sent_key
from .service import Service


def add(app: FastAPI, service: Service) -> None:
    """Add the paths to the application."""

    @app.post("/translate", openapi_extra=documented(LibreBody, forms=True))
    async def translate(
        request: Request, sent: Annotated[LibreBody, body(LibreBody, forms=True)]
    ) -> Response:
        service.keys.check(sent_key(request.headers) or sent.api_key)
        arguments = sent.q, sent.source, sent.target, _fields(sent), sent.format == "html"
        return await service.answer(request, translations.translate, *arguments, size=sent.size)

    @app.post("/detect", openapi_extra=documented(DetectBody, forms=True))
    async def detect(
        request: Request, sent: Annotated[DetectBody, body(DetectBody, forms=True)]
    ) -> Response:
        service.keys.check(sent_key(request.headers) or sent.api_key)
        return await service.answer(request, translations.detect, sent.q, size=sent.size)

    @app.get("/languages")
    async def known(request: Request) -> Response:
        return await service.answer(request, translations.languages)

    @app.get("/frontend/settings")
    async def settings() -> dict[str, Any]:
        return _settings(service)

    _add_files(app, service)


def _add_files(app: FastAPI, service: Service) -> None:
    most = service.limits.max_chars

    @app.post("/translate_file", openapi_extra=documented(LibreFileBody, file=True))
    async def translate_file(
        request: Request, sent: Annotated[LibreFileBody, body(LibreFileBody, file=True)]
    ) -> dict[str, str]:
        service.keys.check(sent_key(request.headers) or sent.api_key)
        data, name = sent.file.data, sent.file.name
        arguments = data, name, sent.source, sent.target, most
        size = min(len(data), most)
        made = await service.done(request, translations.translate_file, *arguments, size=size)
        token = service.made.put(made, Path(name).suffix.lower())
        return {"translatedFileUrl": str(request.url_for("download_file", name=token))}

    @app.get("/download_file/{name}")
    async def download_file(name: str) -> Response:
        data = service.made.get(name)
        if data is None:
            raise HTTPException(404, "this file is no longer there: translate it again")
        headers = {
            "Content-Disposition": f'attachment; filename="translated{Path(name).suffix}"',
            "Cache-Control": "no-store",
        }
        return Response(data, media_type="application/octet-stream", headers=headers)


def _fields(sent: LibreBody) -> list[str]:
    """Return the fields of the answer that the request asks for."""
    asked = {
        "translatedText": True,
        "detectedLanguage": sent.source == "auto",
        "alternatives": sent.alternatives > 0,
    }
    return [name for name, wanted in asked.items() if wanted]


def _settings(service: Service) -> dict[str, Any]:
    """Return the settings that LibreTranslate's own page asks for first."""
    keyed = bool(service.keys)
    target = service.runner.config.translator.target
    return {
        "apiKeys": keyed,
        "charLimit": service.limits.max_chars,
        "filesTranslation": True,
        "frontendTimeout": 500,
        "keyRequired": keyed,
        "language": {
            "source": {"code": "auto", "name": "Auto Detect"},
            "target": {"code": target, "name": languages.name(target)},
        },
        "suggestions": False,
        "supportedFilesFormat": list(files.TRANSLATABLE),
    }
