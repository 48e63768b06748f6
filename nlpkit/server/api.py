"""The HTTP API: /v1 of nlpkit's own, health and metrics, errors of one shape."""

from __future__ import annotations

import logging
from typing import Annotated

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from .. import __version__
from ..errors import ConfigError, EngineError, FileTooLarge, NlpkitError, PairUnsupported, ReadError
from ..pipeline.worker import Fault
from ..pipeline.workers import Busy, Closed, Died, Late, Runner
from . import libretranslate, work
from .bodies import RunBody, TextBody, TranslateBody, body, documented
from .limits import TooLarge
from .service import Left, Service

LOG = logging.getLogger("nlpkit.server")

STATUS: tuple[tuple[type[NlpkitError], int], ...] = (
    (TooLarge, 413),
    (FileTooLarge, 413),
    (Busy, 503),
    (Late, 503),
    (Died, 503),
    (Closed, 503),
    (ReadError, 422),
    (ConfigError, 400),
    (PairUnsupported, 400),
    (EngineError, 501),
    (NlpkitError, 500),
)

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FIELDS = "GET /openapi.json lists every path and field"
# Seconds in which a short article is done; what is left of a body that is too large is not read.
HEADERS = {503: {"Retry-After": "5"}, 413: {"Connection": "close"}}
CLIENT_LEFT = 499  # nobody reads it; the name other servers have for it in their logs


def build(runner: Runner) -> FastAPI:
    """The service without its page."""
    service = Service(runner)
    app = FastAPI(
        title="nlpkit",
        version=__version__,
        docs_url=None,  # that page and the next take their scripts from elsewhere
        redoc_url=None,
    )
    app.state.limits = service.limits  # read where bodies are
    _add_errors(app)
    _add_own(app, service)
    libretranslate.add(app, service)

    # Not in a thread: these must answer when all threads wait for their turn.
    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok", "version": __version__, "signature": runner.signature}

    @app.get("/metrics")
    async def metrics() -> PlainTextResponse:
        return PlainTextResponse(service.metrics.render())

    return app


# Coroutines, although they wait for nothing: a plain function would wait for a free thread.
def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(NlpkitError)
    async def known(request: Request, error: NlpkitError) -> Response:
        status = next(code for kind, code in STATUS if isinstance(error, kind))
        return _problem(error.message, error.hint, status)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        # What follows the field names a type of ours, or a place in a list.
        where = next((part for part in first["loc"][1:] if isinstance(part, str)), "body")
        return _problem(f"{where}: {first['msg']}", FIELDS, 400)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        return _problem(str(error.detail), FIELDS, error.status_code)

    @app.exception_handler(Left)
    async def left(request: Request, error: Left) -> Response:
        return Response(status_code=CLIENT_LEFT)

    @app.exception_handler(Fault)
    async def fault(request: Request, error: Fault) -> Response:
        LOG.error("a request failed: %s", error)
        return await unknown(request, error)

    @app.exception_handler(Exception)
    async def unknown(request: Request, error: Exception) -> Response:
        return _problem("internal error", "the server's log has the details", 500)


def _problem(error: str, hint: str | None, status: int) -> Response:
    return JSONResponse({"error": error, "hint": hint}, status, HEADERS.get(status))


def _add_own(app: FastAPI, service: Service) -> None:
    @app.post("/v1/run", openapi_extra=documented(RunBody))
    async def run(request: Request, sent: Annotated[RunBody, body(RunBody)]) -> Response:
        arguments = sent.text, sent.kind, sent.to, sent.asked
        return await service.answer(request, work.run, *arguments, size=sent.size)

    @app.post("/v1/translate", openapi_extra=documented(TranslateBody))
    async def translate(
        request: Request, sent: Annotated[TranslateBody, body(TranslateBody)]
    ) -> Response:
        arguments = sent.text, sent.kind, sent.to
        return await service.answer(request, work.translate, *arguments, size=sent.size)

    @app.post("/v1/summarize", openapi_extra=documented(RunBody))
    async def summarize(request: Request, sent: Annotated[RunBody, body(RunBody)]) -> Response:
        arguments = sent.text, sent.kind, sent.to, sent.asked
        return await service.answer(request, work.summarize, *arguments, size=sent.size)

    @app.post("/v1/document", openapi_extra=documented(TextBody))
    async def document(request: Request, sent: Annotated[TextBody, body(TextBody)]) -> Response:
        return await service.answer(request, work.document, sent.text, sent.kind, size=sent.size)

    # The page, which is mounted at the root, would answer for these in a shape of its own.
    @app.api_route("/v1/{rest:path}", methods=[*METHODS], include_in_schema=False)
    async def elsewhere(request: Request, rest: str) -> None:
        known = any(getattr(route, "path", None) == f"/v1/{rest}" for route in app.routes)
        raise HTTPException(405 if known else 404)
