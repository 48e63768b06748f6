"""The path /mcp: the tools for assistants over HTTP, if the server is told to offer them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ..pipeline.worker import Fault
from . import problems
from .admission import MCP
from .bodies import bounded
from .mcp import server_of
from .service import Service

LOG = logging.getLogger("nlpkit.server")


def add(app: FastAPI, service: Service) -> None:
    """Add the path of the tools to the application: streamable HTTP without sessions.

    The limits of the other paths hold. The work is done by the workers.
    """

    async def do(work: Callable[..., str], text: str, *arguments: Any) -> str:
        with service.metrics.measure(MCP, len(text)):
            service.limits.check(len(text))
            task = service.runner.submit(work, text, *arguments, size=len(text))
            try:
                made: str = await asyncio.wrap_future(task.future)
                return made
            except Fault as error:
                LOG.error("a tool failed: %s", error)
                raise ToolError(". ".join(problems.INTERNAL)) from None
            finally:
                task.cancel()  # where the client has left

    server = server_of(do, "on the computer of this server")
    # Hosts are checked for all paths alike.
    hosts = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    server.streamable_http_app(stateless_http=True, json_response=True, transport_security=hosts)
    app.router.routes.append(Route(MCP, _Bounded(server, service), methods=["POST"]))
    before = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with before(app) as state, server.session_manager.run():
            yield state

    app.router.lifespan_context = lifespan


class _Bounded:
    """The path of the tools, with the size of bodies checked."""

    def __init__(self, server: MCPServer[Any], service: Service) -> None:
        self._server = server
        self._limits = service.limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = bounded(Request(scope, receive), self._limits.check_bytes)
        await self._server.session_manager.handle_request(scope, request.receive, send)
