"""The paths that LibreTranslate's clients call: the same fields, the same answers.

JSON and forms are both taken, as LibreTranslate does: its Python client sends forms. Its `api_key`
is ignored.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from .. import languages
from ..document import Document
from ..errors import ConfigError
from ..pipeline import Pipeline
from .service import Service

Body = TypeVar("Body", bound=BaseModel)


class TranslateBody(BaseModel):
    """One text or several; alternatives are answered with none."""

    q: str | list[str]
    source: str = "auto"
    target: str
    format: Literal["text", "html"] = "text"
    alternatives: int = 0


class DetectBody(BaseModel):
    """A text whose languages are asked for."""

    q: str


def add(app: FastAPI, service: Service) -> None:
    """Add the paths to the application."""
    pipeline = service.pipeline

    @app.post("/translate", openapi_extra=_documented(TranslateBody))
    async def translate(body: Annotated[TranslateBody, _either(TranslateBody)]) -> dict[str, Any]:
        if body.format == "html":
            raise ConfigError("format html is not supported", hint="send the text of the page")
        texts = [body.q] if isinstance(body.q, str) else body.q
        answers = await service.answer(
            "/translate", texts, lambda: [_translate(pipeline, text, body) for text in texts]
        )
        # One text is answered with values, a list of texts with lists of them.
        if isinstance(body.q, str):
            return answers[0]
        return {name: [answer[name] for answer in answers] for name in _names(body)}

    @app.post("/detect", openapi_extra=_documented(DetectBody))
    async def detect(body: Annotated[DetectBody, _either(DetectBody)]) -> list[dict[str, Any]]:
        return await service.answer(
            "/detect", [body.q], lambda: _shares(pipeline.preprocess(body.q))
        )

    @app.get("/languages")
    def known() -> list[dict[str, Any]]:
        return _languages(pipeline)

    @app.get("/frontend/settings")
    async def settings() -> dict[str, Any]:
        return _settings(service)


def _either(model: type[Body]) -> Any:
    """A body of JSON or of a form."""

    async def read(request: Request) -> Body:
        try:
            if "json" in request.headers.get("content-type", ""):
                return model.model_validate(await request.json())
            async with request.form() as form:
                return model.model_validate(dict(form))
        except ValidationError as error:
            raise RequestValidationError(
                [{"loc": ("body", *e["loc"]), "msg": e["msg"]} for e in error.errors()]
            ) from error
        except ValueError as error:
            raise RequestValidationError([{"loc": ("body",), "msg": "not JSON"}]) from error
        except RecursionError as error:
            raise RequestValidationError(
                [{"loc": ("body",), "msg": "nested too deeply"}]
            ) from error

    return Depends(read)


def _documented(model: type[BaseModel]) -> dict[str, Any]:
    schema = {"schema": model.model_json_schema()}
    kinds = ("application/json", "application/x-www-form-urlencoded")
    return {"requestBody": {"required": True, "content": dict.fromkeys(kinds, schema)}}


def _names(body: TranslateBody) -> list[str]:
    """The fields of the answer that the request asks for."""
    asked = {
        "translatedText": True,
        "detectedLanguage": body.source == "auto",
        "alternatives": body.alternatives > 0,
    }
    return [name for name, wanted in asked.items() if wanted]


def _translate(pipeline: Pipeline, text: str, body: TranslateBody) -> dict[str, Any]:
    answer: dict[str, Any] = {"translatedText": text, "alternatives": []}
    answer["detectedLanguage"] = {"language": pipeline.config.translator.target, "confidence": 0.0}
    if text.strip():
        translation = pipeline.translate(text, source=body.source, target=body.target)
        answer["translatedText"] = translation.full_text
        if body.source == "auto":
            answer["detectedLanguage"] = next(
                iter(_shares(pipeline.preprocess(text))), answer["detectedLanguage"]
            )
    return {name: answer[name] for name in _names(body)}


def _shares(document: Document) -> list[dict[str, Any]]:
    """The languages of a text by their share of its characters, in percent."""
    weight: dict[str, int] = {}
    for span in document.spans:
        if span.lang != "und":
            weight[span.lang] = weight.get(span.lang, 0) + span.end - span.start
    total = sum(weight.values())
    return [
        {"language": lang, "confidence": round(100 * size / total, 1)}
        for lang, size in sorted(weight.items(), key=lambda item: -item[1])
    ]


def _languages(pipeline: Pipeline) -> list[dict[str, Any]]:
    """Every language the engine reads with those it writes, and the target's own."""
    engine, target = pipeline.translator.get(), pipeline.config.translator.target
    found = []
    for code in languages.NAMES:
        targets = [t for t in languages.NAMES if t == code or engine.supports(code, t)]
        if targets != [code] or code == target:
            found.append({"code": code, "name": languages.name(code), "targets": targets})
    return found


def _settings(service: Service) -> dict[str, Any]:
    """What LibreTranslate's own page asks for first."""
    target = service.pipeline.config.translator.target
    return {
        "apiKeys": False,
        "charLimit": service.limits.max_chars,
        "filesTranslation": False,
        "frontendTimeout": 500,
        "keyRequired": False,
        "language": {
            "source": {"code": "auto", "name": "Auto Detect"},
            "target": {"code": target, "name": languages.name(target)},
        },
        "suggestions": False,
        "supportedFilesFormat": [],
    }
