"""Admits requests to the page, its files and the API. If the server has keys, a key is needed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from . import problems
from .keys import Keys, Unauthorized, sent_key

# Paths that reveal no text: the health of the server, and what clients ask first.
OPEN = {"/health", "/languages", "/frontend/settings"}
# LibreTranslate's clients send the key in the body, where these paths look themselves.
IN_BODY = {"/translate", "/detect", "/translate_file"}
MADE = "/download_file/"  # what follows cannot be guessed, and its clients send no key


class Keyed:
    """Refuses every request without a key, to the page, its files and the API alike."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self.app = app
        self.keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http" and not _is_open(scope["path"]):
            request = Request(scope)
            given = sent_key(request.headers)
            try:
                if given is not None or scope["path"] not in IN_BODY:
                    self.keys.check(given)
            except Unauthorized as error:
                request.state.unread = True
                app = await problems.known(request, error)
        await app(scope, receive, send)


def _is_open(path: str) -> bool:
    return path in OPEN or path.startswith(MADE)
