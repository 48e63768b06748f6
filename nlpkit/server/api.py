"""The HTTP API: /v1 of nlpkit's own, health and metrics, errors of one shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, StrictInt, StrictStr
from starlette.exceptions import HTTPException

from .. import __version__, render
from ..document import Article, Result, Summary, Translation
from ..errors import ConfigError, EngineError, FileTooLarge, NlpkitError, ReadError
from ..pipeline import Pipeline, as_article
from . import libretranslate
from .limits import Busy, TooLarge
from .service import Service

STATUS: tuple[tuple[type[NlpkitError], int], ...] = (
    (TooLarge, 413),
    (FileTooLarge, 413),
    (Busy, 503),
    (ReadError, 422),
    (ConfigError, 400),
    (EngineError, 501),
    (NlpkitError, 500),
)

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FIELDS = "GET /openapi.json lists every path and field"

T = TypeVar("T")


class TextBody(BaseModel):
    """A text to work on."""

    text: str
    kind: Literal["text", "html", "markdown"] = "text"


class TranslateBody(TextBody):
    """A text to translate."""

    to: str | None = None


class RunBody(TranslateBody):
    """A text to clean, translate and summarise."""

    summary: StrictStr | StrictInt | None = None


def build(pipeline: Pipeline) -> FastAPI:
    """The service without its page."""
    service = Service(pipeline)
    app = FastAPI(
        title="nlpkit",
        version=__version__,
        docs_url=None,  # that page and the next take their scripts from elsewhere
        redoc_url=None,
        max_body_size=service.limits.max_body,
    )
    _add_errors(app)
    _add_own(app, service)
    libretranslate.add(app, service)

    # Not in a thread: these must answer when all threads wait for their turn.
    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok", "version": __version__, "signature": pipeline.signature}

    @app.get("/metrics")
    async def metrics() -> PlainTextResponse:
        return PlainTextResponse(service.metrics.render())

    return app


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(NlpkitError)
    def known(request: Request, error: NlpkitError) -> Response:
        status = next(code for kind, code in STATUS if isinstance(error, kind))
        return _problem(error.message, error.hint, status)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        # What follows the field names a type of ours, or a place in a list.
        where = next((part for part in first["loc"][1:] if isinstance(part, str)), "body")
        return _problem(f"{where}: {first['msg']}", FIELDS, 400)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return _problem(str(error.detail), FIELDS, error.status_code)

    @app.exception_handler(Exception)
    def unknown(request: Request, error: Exception) -> Response:
        return _problem("internal error", "the server's log has the details", 500)


def _problem(error: str, hint: str | None, status: int) -> Response:
    return JSONResponse({"error": error, "hint": hint}, status)


def _add_own(app: FastAPI, service: Service) -> None:
    pipeline = service.pipeline

    async def answer(path: str, body: TextBody, work: Callable[[Article], T]) -> T:
        article = as_article(body.text, body.kind)
        return await service.answer(path, [body.text], lambda: work(article))

    @app.post("/v1/run")
    async def run(body: RunBody) -> dict[str, Any]:
        def work(article: Article) -> Result:
            return pipeline.run(article, target=body.to, length=body.summary)

        return render.as_dict(await answer("/v1/run", body, work))

    @app.post("/v1/translate")
    async def translate(body: TranslateBody) -> dict[str, Any]:
        def work(article: Article) -> Translation:
            return pipeline.translate(article, target=body.to)

        return render.translation_as_dict(await answer("/v1/translate", body, work))

    @app.post("/v1/summarize")
    async def summarize(body: RunBody) -> dict[str, Any]:
        def work(article: Article) -> Summary:
            return pipeline.summarize(article, sentences=body.summary, target=body.to)

        return render.summary_as_dict(await answer("/v1/summarize", body, work))

    @app.post("/v1/document")
    async def document(body: TextBody) -> dict[str, Any]:
        document = await answer("/v1/document", body, pipeline.preprocess)
        return {**render.document_as_dict(document), "clean_text": document.clean_text}

    # The page, which is mounted at the root, would answer for these in a shape of its own.
    @app.api_route("/v1/{rest:path}", methods=[*METHODS], include_in_schema=False)
    async def elsewhere(request: Request, rest: str) -> None:
        known = any(getattr(route, "path", None) == f"/v1/{rest}" for route in app.routes)
        raise HTTPException(405 if known else 404)
