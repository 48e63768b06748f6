"""The HTTP API: /v1 of nlpkit's own, and the paths LibreTranslate's clients call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel

from .. import __version__, languages, render
from ..document import Document
from ..errors import ConfigError, EngineError, NlpkitError, ReadError
from ..pipeline import Pipeline, as_article
from .limits import Busy, Limits, TooLarge
from .metrics import Metrics

T = TypeVar("T")

STATUS: tuple[tuple[type[NlpkitError], int], ...] = (
    (TooLarge, 413),
    (Busy, 503),
    (ReadError, 422),
    (ConfigError, 400),
    (EngineError, 501),
    (NlpkitError, 500),
)


class TextBody(BaseModel):
    """A text to work on."""

    text: str
    kind: Literal["text", "html", "markdown"] = "text"


class RunBody(TextBody):
    """A text to clean, translate and summarise."""

    to: str | None = None
    summary: str | int | None = None


class TranslateBody(BaseModel):
    """LibreTranslate's request: one text or several."""

    q: str | list[str]
    source: str = "auto"
    target: str
    format: Literal["text", "html"] = "text"


class DetectBody(BaseModel):
    """LibreTranslate's request for the languages of a text."""

    q: str


def build(pipeline: Pipeline) -> FastAPI:
    """The service without its page."""
    app = FastAPI(title="nlpkit", version=__version__, docs_url="/docs", redoc_url=None)
    service = Service(pipeline)
    _add_errors(app)
    _add_own(app, service)
    _add_libretranslate(app, service)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok", "version": __version__, "signature": pipeline.signature}

    @app.get("/metrics")
    def metrics() -> PlainTextResponse:
        return PlainTextResponse(service.metrics.render())

    return app


class Service:
    """A pipeline behind its limits and metrics."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self.limits = Limits(pipeline.config)
        self.metrics = Metrics()

    async def answer(self, path: str, texts: list[str], work: Callable[[], T]) -> T:
        """Do the work in a thread, in turn, counted, within the limits."""

        def whole() -> T:
            with self.metrics.measure(path, sum(map(len, texts))):
                self.limits.check("".join(texts))
                with self.limits.turn():
                    return work()

        return await run_in_threadpool(whole)


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(NlpkitError)
    def known(request: Request, error: NlpkitError) -> Response:
        status = next(code for kind, code in STATUS if isinstance(error, kind))
        return JSONResponse({"error": error.message, "hint": error.hint}, status)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "body"
        return JSONResponse({"error": f"{where}: {first['msg']}", "hint": "see /docs"}, 400)


def _add_own(app: FastAPI, service: Service) -> None:
    pipeline = service.pipeline

    @app.post("/v1/run")
    async def run(body: RunBody) -> dict[str, Any]:
        article = as_article(body.text, body.kind)
        result = await service.answer(
            "/v1/run",
            [body.text],
            lambda: pipeline.run(article, target=body.to, length=body.summary),
        )
        return render.as_dict(result)

    @app.post("/v1/translate")
    async def translate(body: RunBody) -> dict[str, Any]:
        article = as_article(body.text, body.kind)
        translation = await service.answer(
            "/v1/translate", [body.text], lambda: pipeline.translate(article, target=body.to)
        )
        return render.translation_as_dict(translation)

    @app.post("/v1/summarize")
    async def summarize(body: RunBody) -> dict[str, Any]:
        article = as_article(body.text, body.kind)
        summary = await service.answer(
            "/v1/summarize",
            [body.text],
            lambda: pipeline.summarize(article, sentences=body.summary, target=body.to),
        )
        return render.summary_as_dict(summary)

    @app.post("/v1/document")
    async def document(body: TextBody) -> dict[str, Any]:
        article = as_article(body.text, body.kind)
        document = await service.answer(
            "/v1/document", [body.text], lambda: pipeline.preprocess(article)
        )
        return {**render.document_as_dict(document), "clean_text": document.clean_text}


def _add_libretranslate(app: FastAPI, service: Service) -> None:
    pipeline = service.pipeline

    @app.post("/translate")
    async def translate(body: TranslateBody) -> dict[str, Any]:
        if body.format == "html":
            raise ConfigError("format html is not supported", hint="send the text of the page")
        texts = [body.q] if isinstance(body.q, str) else body.q

        def work() -> list[str]:
            return [_translate(pipeline, text, body) for text in texts]

        translated = await service.answer("/translate", texts, work)
        return {"translatedText": translated[0] if isinstance(body.q, str) else translated}

    @app.post("/detect")
    async def detect(body: DetectBody) -> list[dict[str, Any]]:
        document = await service.answer("/detect", [body.q], lambda: pipeline.preprocess(body.q))
        return _shares(document)

    @app.get("/languages")
    def known() -> list[dict[str, Any]]:
        engine = pipeline.translator.get()
        return [
            {"code": code, "name": languages.name(code), "targets": targets}
            for code in languages.NAMES
            if (targets := [t for t in languages.NAMES if t == code or engine.supports(code, t)])
            != [code] or code == pipeline.config.translator.target
        ]  # fmt: skip


def _translate(pipeline: Pipeline, text: str, body: TranslateBody) -> str:
    if not text.strip():
        return text
    return pipeline.translate(text, source=body.source, target=body.target).full_text


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
