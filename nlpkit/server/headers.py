"""Sets the security headers of every answer, and refuses unknown host names."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..config import ServerSection
from .problems import Heard

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Gradio compiles the small scripts of its events ('unsafe-eval') and sets styles from scripts.
# Inline scripts run only by their hash, so that no text of a visitor becomes one.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'{scripts}; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'self'; frame-ancestors 'none'"
)
INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


def attachment(name: str) -> dict[str, str]:
    """Return the headers of a file that a client stores under this name.

    Browsers do not show it, so that no page of a visitor runs at the address of the server.
    """
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }


class SecureHeaders:
    """Puts the headers on every answer; inline scripts of its own pages are allowed by hash."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if _asks_for_page(scope):
            # Scripts can only be hashed in a page that is not compressed.
            kept = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            scope = {**scope, "headers": kept}
        begin: Message | None = None
        body = bytearray()

        async def sent(message: Message) -> None:
            nonlocal begin
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers["Content-Security-Policy"] = POLICY.format(scripts="")
                if headers.get("content-type", "").startswith("text/html"):
                    begin = message
                    return
            elif begin is not None and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if message.get("more_body"):
                    return
                policy = POLICY.format(scripts=_hashes(body))
                MutableHeaders(scope=begin)["Content-Security-Policy"] = policy
                await send(begin)
                message, begin = {"type": "http.response.body", "body": bytes(body)}, None
            await send(message)

        await self.app(scope, receive, sent)


def _asks_for_page(scope: Scope) -> bool:
    return (
        "text/html" in Headers(scope=scope).get("accept", "*/*")
        or scope["path"] == scope.get("root_path", "") + "/"
    )


def _hashes(page: bytes | bytearray) -> str:
    """`'sha256-…'` of each inline script of a page."""
    digests = (hashlib.sha256(script).digest() for script in INLINE.findall(page))
    return "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


class KnownHosts:
    """Answers only to known host names, so that no other site can point its name to this server.

    Known names are those of this computer, `server.host` and `server.hosts`. A server that listens
    on every address also answers to any IP address, because no site can take an address as its
    name.
    """

    def __init__(self, app: ASGIApp, section: ServerSection) -> None:
        self.app = app
        names = ("localhost", "127.0.0.1", "::1", section.host, *section.hosts)
        self.names = frozenset(name.lower() for name in names)
        self.addresses = is_everywhere(section.host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._knows(Headers(scope=scope).getlist("host")):
            await self.app(scope, receive, send)
            return
        answer = JSONResponse(
            {
                "error": "this server does not answer to that host name",
                "hint": "add the name to server.hosts in the server's configuration",
            },
            421,
        )
        await Heard(answer)(scope, receive, send)

    def _knows(self, given: Iterable[str]) -> bool:
        hosts = [re.sub(r":\d*$", "", host).strip("[]").rstrip(".").lower() for host in given]
        return len(hosts) == 1 and (
            hosts[0] in self.names or (self.addresses and _is_address(hosts[0]))
        )


def is_everywhere(host: str) -> bool:
    """Return whether a server at this address listens on every address of the computer."""
    return host == "" or (_is_address(host) and ipaddress.ip_address(host).is_unspecified)


def is_own(host: str) -> bool:
    """Return whether only this computer can reach a server at this address."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
