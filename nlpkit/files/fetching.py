"""Fetches a web page for a visitor of the page, and only from the public internet.

A visitor chooses the address, and the server opens it: without care, a visitor could read what only
this computer or its network may (server-side request forgery, OWASP). So each name is resolved
here, the connection goes to the very address that was checked, and every redirect is checked again:
a name that changes its address in between (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus
from socket import SOCK_STREAM, getaddrinfo
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import ReadError
from ..extras import require
from . import raw

if TYPE_CHECKING:
    import httpx

REDIRECTS = 5
SECONDS = 10.0  # to connect, and between two parts of the answer
AGENT = "nlpkit (fetches one page when a reader asks for it)"
# What the files of these types are called, so that they are read as what they are.
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/xhtml+xml": ".xhtml",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses, private ones too, inside IPv6


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a page, the address they came from in the end, and a file name for them."""

    data: bytes
    address: str
    name: str


def fetch(address: str, *, max_bytes: int = raw.MAX_BYTES) -> Fetched:
    """Return what is at a web address. No cookies, no proxy, no password is used.

    Raises ReadError: for what is no http(s) address, for hosts that are not on the public internet,
    for answers that are errors, too large or of a type that holds no article, and where nobody
    answers.
    """
    require("ui", "fetching a web page")
    import httpx

    headers = {"User-Agent": AGENT, "Accept": ", ".join(_SUFFIXES)}
    try:
        with httpx.Client(
            transport=_public_transport(), headers=headers, timeout=SECONDS, trust_env=False,
            follow_redirects=True, max_redirects=REDIRECTS,
        ) as client, client.stream("GET", _checked(address)) as answer:  # fmt: skip
            if answer.status_code != HTTPStatus.OK:
                raise _refused(address, f"the site answers {answer.status_code}")
            suffix = _suffix(answer.headers.get("content-type", ""))
            if suffix is None:
                raise _refused(address, "it is no page, text or PDF")
            data = bytearray()
            for part in answer.iter_bytes():
                data += part
                if len(data) > max_bytes:
                    raise raw.too_large(address, max_bytes, len(data))
            return Fetched(bytes(data), str(answer.url), f"page{suffix}")
    except httpx.InvalidURL as error:
        raise _no_address(address) from error
    except httpx.TooManyRedirects as error:
        raise _refused(address, f"it leads on more than {REDIRECTS} times") from error
    except httpx.HTTPError as error:
        raise _refused(address, "the site does not answer") from error


def public_addresses(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, in the order in which to try them.

    Raises ReadError where it has none, or where any of them is not on the public internet.
    """
    try:
        found = getaddrinfo(host, port, type=SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _refused(host, "there is no such site") from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not addresses or not all(map(is_public, addresses)):
        raise ReadError(
            f"{host} is not on the public internet",
            hint="save the page as a file and open that",
            code="not_public",
        )
    return addresses


def is_public(address: str) -> bool:
    """Return whether an IP address can be reached from everywhere, and is one computer's."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if ip in _NAT64 or ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast


def _public_transport() -> httpx.BaseTransport:
    """Return a transport that connects to the public addresses of a host alone."""
    import httpx

    class Public(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            _checked(str(request.url))
            host = request.url.host
            port = request.url.port or {"http": 80, "https": 443}[request.url.scheme]
            failure: httpx.HTTPError | None = None
            for address in public_addresses(host, port):
                sent = httpx.Request(
                    request.method,
                    request.url.copy_with(host=address),
                    headers=request.headers,  # Host is that of the name
                    stream=request.stream,
                    extensions={**request.extensions, "sni_hostname": host},
                )
                try:
                    return super().handle_request(sent)
                except httpx.ConnectError as error:
                    failure = error
            assert failure is not None, "a host has an address"
            raise failure

    return Public(trust_env=False)


def _checked(address: str) -> str:
    """Return an http(s) address with a host and without a password. Raises ReadError."""
    try:
        parts = urlsplit(address.strip())
        named = bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise _no_address(address) from error
    if parts.scheme not in ("http", "https") or not named or "@" in parts.netloc:
        raise _no_address(address)
    return address.strip()


def _suffix(content_type: str) -> str | None:
    message = Message()
    message["content-type"] = content_type or "text/html"
    return _SUFFIXES.get(message.get_content_type())


def _no_address(address: str) -> ReadError:
    return ReadError(
        f"{address!r} is no web address", hint="give one such as https://news.example.org/a.html",
        code="no_address",
    )  # fmt: skip


def _refused(address: str, reason: str) -> ReadError:
    hint = "open it in a browser, and paste its text or save it as a file"
    return ReadError(f"{address} cannot be read: {reason}", hint=hint, code="not_fetched")
