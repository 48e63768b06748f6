"""The paths that LibreTranslate's clients call: the same fields, the same answers.

JSON and forms are both taken, as LibreTranslate does: its Python client sends forms, and the key in
them.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, Request, Response

from .. import languages
from ..errors import ConfigError
from . import work
from .bodies import DetectBody, LibreBody, body, documented
from .keys import sent_key
from .service import Service


def add(app: FastAPI, service: Service) -> None:
    """Add the paths to the application."""

    @app.post("/translate", openapi_extra=documented(LibreBody, forms=True))
    async def translate(
        request: Request, sent: Annotated[LibreBody, body(LibreBody, forms=True)]
    ) -> Response:
        service.keys.check(sent_key(request.headers) or sent.api_key)
        if sent.format == "html":
            raise ConfigError("format html is not supported", hint="send the text of the page")
        arguments = sent.q, sent.source, sent.target, _fields(sent)
        return await service.answer(request, work.libre_translate, *arguments, size=sent.size)

    @app.post("/detect", openapi_extra=documented(DetectBody, forms=True))
    async def detect(
        request: Request, sent: Annotated[DetectBody, body(DetectBody, forms=True)]
    ) -> Response:
        service.keys.check(sent_key(request.headers) or sent.api_key)
        return await service.answer(request, work.libre_detect, sent.q, size=sent.size)

    @app.get("/languages")
    async def known(request: Request) -> Response:
        return await service.answer(request, work.libre_languages)

    @app.get("/frontend/settings")
    async def settings() -> dict[str, Any]:
        return _settings(service)


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
        "filesTranslation": False,
        "frontendTimeout": 500,
        "keyRequired": keyed,
        "language": {
            "source": {"code": "auto", "name": "Auto Detect"},
            "target": {"code": target, "name": languages.name(target)},
        },
        "suggestions": False,
        "supportedFilesFormat": [],
    }
