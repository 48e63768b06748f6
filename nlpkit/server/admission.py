"""Admits requests to the page, its files and the API: by rate, and by key where keys are set."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ..config import ServerSection
from ..errors import NlpkitError
from . import problems
from .keys import Keys, sent_key
from .rates import Rates

# Paths that reveal no text: the health of the server, and what clients ask first.
OPEN = frozenset({"/health", "/languages", "/frontend/settings"})
# LibreTranslate's clients send the key in the body, where it is looked for (bodies.py).
IN_BODY = frozenset({"/translate", "/detect", "/translate_file"})
MADE = "/download_file/"  # what follows cannot be guessed, and its clients send no key
OWN = "/v1/"
MCP = "/mcp"  # where assistants are served, if they are
ADMITTED = "nlpkit.admitted"


class Admission:
    """The keys and rates of a server.

    Every request for work counts for its address, also if its key is wrong, and then for its key.
    """

    def __init__(self, section: ServerSection) -> None:
        self.keys = Keys(section.api_keys)
        self._rates = Rates(section)

    def admit_address(self, request: Request) -> None:
        """Count a request for work. Raises TooMany."""
        if _is_work(_path(request.scope)):
            self._rates.check_address(_address(request))

    def admit_visitor(self, request: Request) -> None:
        """Count a visitor's request for work on the page, for the address and for the key that
        the request was admitted with. Raises TooMany.
        """
        self._rates.check_address(_address(request))
        if known := owner(request):
            self._rates.check_key(known)

    def knows(self, request: Request) -> bool:
        """Return whether a request is admitted. One that is not may have its key in its body."""
        return ADMITTED in request.scope

    def admit(self, request: Request, key: str | None) -> None:
        """Check the key of a request and count it. Raises Unauthorized and TooMany."""
        known = self.keys.check(key)
        request.scope[ADMITTED] = known
        if known is not None and _is_work(_path(request.scope)):
            self._rates.check_key(known)


def owner(request: Request) -> str:
    """Return the hash of the key of an admitted request; empty on a server without keys."""
    return request.scope[ADMITTED] or ""


class Admitted:
    """Refuses every request that is not admitted, to the page, its files and the API alike."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        self.app = app
        self.admission = admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http":
            request = Request(scope)
            given, path = sent_key(request.headers), _path(scope)
            try:
                self.admission.admit_address(request)
                in_body = path in IN_BODY and given is None and bool(self.admission.keys)
                if not is_open(path) and not in_body:
                    self.admission.admit(request, given)
            except NlpkitError as error:
                request.state.unread = True
                app = await problems.known(request, error)
        await app(scope, receive, send)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _path(scope: Scope) -> str:
    """Return the path below the one at which the server is mounted."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def is_open(path: str) -> bool:
    """Return whether a path asks for no key."""
    return path in OPEN or path.startswith(MADE)


def _is_work(path: str) -> bool:
    return path.startswith(OWN) or path in IN_BODY or path == MCP
