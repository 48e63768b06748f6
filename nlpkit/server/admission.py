"""Who is let in to the page, its files and the API: on a server with keys, whoever sends one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from . import problems
from .keys import Keys, Unauthorized, sent_key

# What tells no text: whether the server lives, and what a client asks first.
OPEN = {"/health", "/languages", "/frontend/settings"}
# LibreTranslate's clients send the key in the body, where these paths look themselves.
IN_BODY = {"/translate", "/detect"}


class Keyed:
    """Lets nobody pass without a key, to the page, its files and the API alike."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self.app = app
        self.keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http" and scope["path"] not in OPEN:
            request = Request(scope)
            given = sent_key(request.headers)
            try:
                if given is not None or scope["path"] not in IN_BODY:
                    self.keys.check(given)
            except Unauthorized as error:
                request.state.unread = True
                app = await problems.known(request, error)
        await app(scope, receive, send)
