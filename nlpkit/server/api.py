"""The HTTP API: /v1 of nlpkit's own, health and metrics."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse

from .. import __version__
from ..pipeline.workers import Runner
from . import files_api, jobs_api, libretranslate, problems, reference, streaming, work
from .admission import Admitted, is_open
from .bodies import AlternativesBody, RunBody, TextBody, body
from .description import JSON, KEYED, answer, fields, keyed, said, works
from .metrics import TEXT
from .service import Service

EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {
            "enum": ["started", "read", "loading", "translated", "summarized", "finished", "error"]
        },
        "data": {"type": "string", "contentMediaType": JSON},
    },
}


class Counts(Response):
    """Counts in the format of Prometheus."""

    media_type = TEXT


def build(runner: Runner) -> FastAPI:
    """Return the service without its page."""
    service = Service(runner)
    app = FastAPI(
        title="nlpkit",
        version=__version__,
        docs_url=None,  # that page and the next take their scripts from elsewhere
        redoc_url=None,
    )
    # read where bodies are
    app.state.limits, app.state.admission = service.limits, service.admission
    problems.add(app)
    app.add_middleware(Admitted, admission=service.admission)
    _allow_origins(app, runner.config.server.origins)
    _add_own(app, service)
    files_api.add(app, service)
    jobs_api.add(app, service)
    libretranslate.add(app, service)
    _add_state(app, service)
    if runner.config.server.mcp:
        from . import mcp_api  # it needs an extra

        mcp_api.add(app, service)
    if service.admission.keys:
        keyed(app, is_open)
    return app


def _allow_origins(app: FastAPI, origins: tuple[str, ...]) -> None:
    """Let pages of these sites call the API. Added last, it answers before a key is asked for."""
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Retry-After"],
        )


def _add_state(app: FastAPI, service: Service) -> None:
    """Add what tells of the server itself.

    These are coroutines: they must answer when all threads wait for their turn.
    """
    about = fields("status", "version", "signature")

    @app.get("/health", responses={200: answer(JSON, "The server works.", about), **said()})
    async def health() -> dict[str, str]:
        return {"status": "ok", "version": app.version, "signature": service.runner.signature}

    @app.get(
        "/metrics",
        response_class=Counts,
        responses={200: answer(TEXT, "Counts for Prometheus."), **said(KEYED)},
    )
    async def metrics() -> Response:
        return Counts(service.metrics.render())

    @app.get("/docs", response_class=HTMLResponse, include_in_schema=False)
    async def docs() -> HTMLResponse:
        return HTMLResponse(reference.page(app.openapi()))


def _add_own(app: FastAPI, service: Service) -> None:
    result = fields("schema", "document", "translation", "summary")

    @app.post("/v1/run", **works(RunBody, "The whole result.", result))
    async def run(request: Request, sent: Annotated[RunBody, body(RunBody)]) -> Response:
        """Clean, translate and summarise an article."""
        arguments = sent.text, sent.kind, sent.to, sent.asked, sent.glossary
        return await service.answer(request, work.run, *arguments, size=sent.size)

    @app.post(
        "/v1/stream",
        response_class=streaming.Events,
        **works(RunBody, "The events of the run.", EVENT, kind=streaming.EVENTS),
    )
    async def stream(request: Request, sent: Annotated[RunBody, body(RunBody)]) -> Response:
        """Do the same, and send what is done as server-sent events."""
        arguments = sent.text, sent.kind, sent.to, sent.asked, sent.glossary
        return await streaming.events(service, request, work.stream, *arguments, size=sent.size)

    _add_parts(app, service)


def _add_parts(app: FastAPI, service: Service) -> None:
    translation = fields("target", "text", "pieces")
    summary = fields("target", "method", "text", "points")
    blocks = fields("text", "blocks", "sentences", "spans", "clean_text")

    @app.post("/v1/translate", **works(AlternativesBody, "The translation.", translation))
    async def translate(
        request: Request, sent: Annotated[AlternativesBody, body(AlternativesBody)]
    ) -> Response:
        """Translate every foreign fragment of an article."""
        arguments = sent.text, sent.kind, sent.to, sent.glossary, sent.alternatives
        return await service.answer(request, work.translate, *arguments, size=sent.size)

    @app.post("/v1/summarize", **works(RunBody, "The summary.", summary))
    async def summarize(request: Request, sent: Annotated[RunBody, body(RunBody)]) -> Response:
        """Summarise an article. Each point names its sentences."""
        arguments = sent.text, sent.kind, sent.to, sent.asked, sent.glossary
        return await service.answer(request, work.summarize, *arguments, size=sent.size)

    @app.post("/v1/document", **works(TextBody, "The document.", blocks))
    async def document(request: Request, sent: Annotated[TextBody, body(TextBody)]) -> Response:
        """Clean an article: its blocks with their kinds, sentences, and spans of languages."""
        return await service.answer(request, work.document, sent.text, sent.kind, size=sent.size)
