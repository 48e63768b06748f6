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
from .bodies import DetectBody, LibreBody, LibreFileBody, body
from .description import (
    BYTES,
    JSON,
    WORK,
    answer,
    described,
    fields,
    parameter,
    said,
    several,
    works,
)
from .headers import attachment
from .service import Service


def add(app: FastAPI, service: Service) -> None:
    """Add the paths to the application."""

    translation, shares = fields("translatedText"), fields("language", "confidence")

    @app.post("/translate", **works(LibreBody, "The translation.", translation, forms=True))
    async def translate(
        request: Request, sent: Annotated[LibreBody, body(LibreBody, forms=True)]
    ) -> Response:
        """Translate a text, a page or a list of them."""
        html, most = sent.format == "html", sent.alternatives
        arguments = sent.q, sent.source, sent.target, _fields(sent), html, most
        return await service.answer(request, translations.translate, *arguments, size=sent.size)

    @app.post("/detect", **works(DetectBody, "Its languages.", several(shares), forms=True))
    async def detect(
        request: Request, sent: Annotated[DetectBody, body(DetectBody, forms=True)]
    ) -> Response:
        """Say in which languages a text is."""
        return await service.answer(request, translations.detect, sent.q, size=sent.size)

    _add_state(app, service)
    _add_files(app, service)


def _add_state(app: FastAPI, service: Service) -> None:
    pairs = several(fields("code", "name", "targets"))
    failures = {status: WORK[status] for status in (501, 503)}
    # The models in use stay the same as long as the server runs.
    listed = translations.known_pairs(service.runner.config.translator)

    @app.get(
        "/languages",
        responses={200: answer(JSON, "What is translated to what.", pairs), **said(failures)},
    )
    async def known(request: Request) -> Response:
        """List the languages."""
        if listed is not None:
            return Response(listed, media_type=JSON)
        return await service.answer(request, translations.languages)

    @app.get(
        "/frontend/settings",
        responses={200: answer(JSON, "The limits and the target.", fields("charLimit")), **said()},
    )
    async def settings() -> dict[str, Any]:
        """Say what clients ask first."""
        return _settings(service)


def _add_files(app: FastAPI, service: Service) -> None:
    most = service.limits.max_chars
    place = fields("translatedFileUrl")

    @app.post("/translate_file", **works(LibreFileBody, "Where the file is.", place, file=True))
    async def translate_file(
        request: Request, sent: Annotated[LibreFileBody, body(LibreFileBody, file=True, forms=True)]
    ) -> dict[str, Any]:
        """Translate a file; its format, layout and marks stay."""
        data, name = sent.file.data, sent.file.name
        arguments = data, name, sent.source, sent.target, most
        size = min(len(data), most)
        made = await service.done(request, translations.translate_file, *arguments, size=size)
        written, untranslated = made
        token = service.made.put(written, Path(name).suffix.lower())
        url = {"translatedFileUrl": str(request.url_for("download_file", name=token))}
        return {**url, "untranslated": untranslated} if untranslated else url

    @app.get(
        "/download_file/{name}",
        response_class=Response,
        **described(
            parameter("name"),
            {200: answer(BYTES, "The file.", {"type": "string", "format": "binary"})},
            {404: "The file is not there any more."},
        ),
    )
    async def download_file(request: Request) -> Response:
        """Fetch a translated file."""
        name: str = request.path_params["name"]
        data = service.made.get(name)
        if data is None:
            raise HTTPException(404, "this file is no longer there: translate it again")
        headers = attachment(f"translated{Path(name).suffix}")
        return Response(data, media_type=BYTES, headers=headers)


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
    keyed = bool(service.admission.keys)
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
