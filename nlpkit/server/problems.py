"""Answers errors as `{"error", "hint"}` on every path, whichever part of the server refuses."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress

from fastapi import FastAPI, Request, Response
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount, Route
from starlette.types import Message, Receive, Scope, Send

from ..errors import ConfigError, EngineError, FileTooLarge, NlpkitError, PairUnsupported, ReadError
from ..pipeline.tasks import Busy, Closed, Died, Late, TooMany
from ..pipeline.worker import Fault
from .keys import Unauthorized
from .limits import TooLarge

LOG = logging.getLogger("nlpkit.server")

STATUS: tuple[tuple[type[NlpkitError], int], ...] = (
    (Unauthorized, 401),
    (TooMany, 429),
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

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"}
FIELDS = "GET /openapi.json lists every path and field"
# Seconds in which a short article is done.
HEADERS = {
    401: {"WWW-Authenticate": 'Basic realm="nlpkit", charset="UTF-8"'},  # browsers ask for it
    503: {"Retry-After": "5"},
}
INTERNAL = "internal error", "the server's log has the details"
CLIENT_LEFT = 499  # nobody reads it; the name other servers have for it in their logs
SECONDS_HEARD = 2
BYTES_HEARD = 10_000_000
PAGES_OWN = "/gradio_api/"  # the page's scripts read the errors of these paths in Gradio's shape


class Left(Exception):
    """The client closed the connection before the answer was ready."""


# Coroutines, although they wait for nothing: a plain function would wait for a free thread.
async def known(request: Request, error: NlpkitError) -> Response:
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    wait = {"Retry-After": str(error.seconds)} if isinstance(error, TooMany) else None
    answer = _problem(error.message, error.hint, status, wait)
    return Heard(answer) if getattr(request.state, "unread", False) else answer


async def invalid(request: Request, error: RequestValidationError) -> Response:
    first = error.errors()[0]
    # What follows the field names a type of ours, or a place in a list.
    where = next((part for part in first["loc"][1:] if isinstance(part, str)), "body")
    return _problem(f"{where}: {first['msg']}", FIELDS, 400)


async def refused(request: Request, error: HTTPException) -> Response:
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers
    return _problem(str(error.detail), FIELDS, error.status_code, headers)


def _allowed(request: Request) -> str:
    """Return the methods of all routes with this path; the framework names those of the first."""
    found: set[str] = set()
    for route in request.app.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] is Match.PARTIAL:
            found |= route.methods or set()
    return ", ".join(sorted(found))


async def left(request: Request, error: Left) -> Response:
    return Response(status_code=CLIENT_LEFT)


async def fault(request: Request, error: Fault) -> Response:
    LOG.error("a request failed: %s", error)
    return await unknown(request, error)


async def unknown(request: Request, error: Exception) -> Response:
    return _problem(*INTERNAL, 500)


class Heard(Response):
    """An answer that goes on reading from a client that may still be sending, and keeps nothing.

    If the connection were closed at once, the client would lose the answer before it reads it. The
    connection is closed soon, so that the rest of a large body is not read to its end.
    """

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.body, answer.status_code)
        self.raw_headers = answer.raw_headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _has_body(Headers(scope=scope)):
            await super().__call__(scope, receive, send)
            return
        self.headers["Connection"] = "close"

        async def unfinished(message: Message) -> None:
            await send({**message, "more_body": True} if "body" in message else message)

        await super().__call__(scope, receive, unfinished)
        dropped, more = 0, True
        with suppress(TimeoutError):
            async with asyncio.timeout(SECONDS_HEARD):
                while more and dropped < BYTES_HEARD:
                    message = await receive()
                    dropped += len(message.get("body", b""))
                    more = message.get("more_body", False)
        await send({"type": "http.response.body", "body": b""})


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def content(error: str, hint: str | None) -> dict[str, str | None]:
    """Return an error in the one shape that all answers have."""
    return {"error": error, "hint": hint}


def _problem(
    error: str, hint: str | None, status: int, headers: Mapping[str, str] | None = None
) -> Response:
    more = {**HEADERS.get(status, {}), **(headers or {})}
    return JSONResponse(content(error, hint), status, more)


def add(app: FastAPI) -> None:
    """Register handlers so that the application answers errors in this form."""
    app.exception_handler(NlpkitError)(known)
    app.exception_handler(RequestValidationError)(invalid)
    app.exception_handler(HTTPException)(refused)
    app.exception_handler(Left)(left)
    app.exception_handler(Fault)(fault)
    app.exception_handler(Exception)(unknown)


def refuse_other_methods(app: FastAPI) -> None:
    """Refuse methods that no route of a path accepts, before the page answers 404."""
    taken: dict[str, set[str]] = {}
    for route in app.routes:
        if isinstance(route, Route) and not route.path.startswith(PAGES_OWN):
            taken.setdefault(route.path, set()).update(route.methods or ())
    for path, methods in taken.items():
        app.add_route(path, _refuse, sorted(METHODS - methods), include_in_schema=False)


async def _refuse(request: Request) -> Response:
    raise HTTPException(405)


def add_to_page(app: FastAPI) -> None:
    """Let the page, which is mounted at the root, answer errors in the same form."""
    (page,) = (r.app for r in app.routes if isinstance(r, Mount) and r.path == "")
    assert isinstance(page, FastAPI), "Gradio's application is one"

    @page.exception_handler(HTTPException)
    async def elsewhere(request: Request, error: HTTPException) -> Response:
        own = PAGES_OWN in request.url.path
        return await (http_exception_handler if own else refused)(request, error)

    @page.exception_handler(RequestValidationError)
    async def misread(request: Request, error: RequestValidationError) -> Response:
        own = PAGES_OWN in request.url.path
        return await (request_validation_exception_handler if own else invalid)(request, error)
