"""The HTTP API: /v1 of nlpkit's own, health and metrics."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse

from .. import __version__
from ..pipeline.workers import Runner
from . import libretranslate, problems, streaming, work
from .admission import Keyed
from .bodies import RunBody, TextBody, TranslateBody, body, documented
from .service import Service


def build(runner: Runner) -> FastAPI:
    """Return the service without its page."""
    service = Service(runner)
    app = FastAPI(
        title="nlpkit",
        version=__version__,
        docs_url=None,  # that page and the next take their scripts from elsewhere
        redoc_url=None,
    )
    app.state.limits = service.limits  # read where bodies are
    problems.add(app)
    if service.keys:
        app.add_middleware(Keyed, keys=service.keys)
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


def _add_own(app: FastAPI, service: Service) -> None:
    @app.post("/v1/run", openapi_extra=documented(RunBody))
    async def run(request: Request, sent: Annotated[RunBody, body(RunBody)]) -> Response:
        arguments = sent.text, sent.kind, sent.to, sent.asked, sent.glossary
        return await service.answer(request, work.run, *arguments, size=sent.size)

    @app.post("/v1/stream", openapi_extra=documented(RunBody))
    async def stream(request: Request, sent: Annotated[RunBody, body(RunBody)]) -> Response:
        arguments = sent.text, sent.kind, sent.to, sent.asked, sent.glossary
        return await streaming.events(service, request, work.stream, *arguments, size=sent.size)

    @app.post("/v1/translate", openapi_extra=documented(TranslateBody))
    async def translate(
        request: Request, sent: Annotated[TranslateBody, body(TranslateBody)]
    ) -> Response:
        arguments = sent.text, sent.kind, sent.to, sent.glossary
        return await service.answer(request, work.translate, *arguments, size=sent.size)

    @app.post("/v1/summarize", openapi_extra=documented(RunBody))
    async def summarize(request: Request, sent: Annotated[RunBody, body(RunBody)]) -> Response:
        arguments = sent.text, sent.kind, sent.to, sent.asked, sent.glossary
        return await service.answer(request, work.summarize, *arguments, size=sent.size)

    @app.post("/v1/document", openapi_extra=documented(TextBody))
    async def document(request: Request, sent: Annotated[TextBody, body(TextBody)]) -> Response:
        return await service.answer(request, work.document, sent.text, sent.kind, size=sent.size)
