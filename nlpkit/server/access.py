"""One line in the log for each request: its id, route, status and time, never a text.

The path is that of the route, because what stands in an address may tell something of a text.
"""

from __future__ import annotations

import logging
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import logs

LOG = logging.getLogger(logs.ACCESS)
ID = "X-Request-ID"
_PLAIN = re.compile(r"[\w.-]{1,64}", re.ASCII)


class Logged:
    """Gives every request an id, that of the proxy before it if there is one, and logs its end."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(ID, "")
        name = given if _PLAIN.fullmatch(given) else secrets.token_hex(8)
        started, status = time.perf_counter(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[ID] = name
            await send(message)

        try:
            await self.app(scope, receive, sent)
        finally:
            route = getattr(scope.get("route"), "path", None)
            told = {
                "id": name,
                "method": scope["method"],
                "route": route or "other",
                "status": status,
                "seconds": round(time.perf_counter() - started, 3),
            }
            LOG.info("request", extra={"told": told})
