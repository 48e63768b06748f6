"""Fetches a web page for a visitor of the page, from the public internet only.

The visitor chooses the address, and this computer opens it: without care, a visitor could read what
only this computer or its network may (server-side request forgery, OWASP). So each name is resolved
here, and the connection goes to the address that was checked; a name that changes its address in
between (DNS rebinding) gains nothing. Each redirect is a new request, checked like the first, with
a connection of its own and without cookies.
"""

from __future__ import annotations

import asyncio
import codecs
import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, overload
from urllib.parse import urlsplit

from ..errors import ReadError
from ..extras import require
from . import raw

if TYPE_CHECKING:
    import httpx

REDIRECTS = 5
SECONDS = 20.0  # for everything: names, redirects, the whole answer
SECONDS_TO_CONNECT = 5.0  # to one address of a host
SECONDS_BETWEEN_LOOKS = 0.05  # for whether the fetch is still wanted
PORTS = (80, 443)  # those of web sites, not those of other services
AGENT = "nlpkit (fetches one page when a reader asks for it)"
# What the files of these types are called, so that they are read as what they are.
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/xhtml+xml": ".xhtml",
    "text/html": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
}
_BARE = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?([/?#]|$)")
_MOVED = (301, 302, 303, 307, 308)
_UNICAST = ipaddress.ip_network("2000::/3")  # all global IPv6 addresses that were ever given out
# Special addresses within what `ipaddress` of all supported Pythons calls global (IANA's registries
# of special-purpose addresses), and the metadata service of Azure.
_SPECIAL = [
    ipaddress.ip_network(network)
    for network in (
        *("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),
    )
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a page, the address they came from in the end, and a file name for them."""

    data: bytes
    address: str
    name: str


@overload
def fetch_page(address: str, *, max_bytes: int = ...) -> Fetched: ...
@overload
def fetch_page(
    address: str, *, max_bytes: int = ..., stopped: Callable[[], bool]
) -> Fetched | None: ...
def fetch_page(
    address: str, *, max_bytes: int = raw.MAX_BYTES, stopped: Callable[[], bool] = lambda: False
) -> Fetched | None:
    """Return what is at a web address, within `SECONDS`. No cookies, proxies or passwords are used.

    Text comes back as UTF-8 where the answer names its encoding. It is None soon after `stopped`
    returns True. Raises ReadError: for what is no http(s) address, for hosts that are not on the
    public internet, for answers that are errors, too large or of a type that holds no article, and
    where nobody answers in time.
    """
    require("ui", "fetching a web page")
    answer: Future[Fetched | None] = Future()

    def work() -> None:
        try:
            answer.set_result(asyncio.run(_watched(stopped, address, max_bytes)))
        except BaseException as error:
            answer.set_exception(error)

    # In a thread of its own, since the caller's may run an event loop already, and nothing can end
    # the resolution of a name.
    threading.Thread(target=work, daemon=True).start()
    while not wait([answer], SECONDS_BETWEEN_LOOKS).done:
        if stopped():
            return None
    return answer.result()


async def _watched(stopped: Callable[[], bool], address: str, max_bytes: int) -> Fetched | None:
    task = asyncio.create_task(_in_time(address, max_bytes))
    while not (await asyncio.wait([task], timeout=SECONDS_BETWEEN_LOOKS))[0]:
        if stopped():
            return None  # the end of the event loop cancels the task
    return task.result()


async def _in_time(address: str, max_bytes: int) -> Fetched:
    import httpx

    try:
        async with asyncio.timeout(SECONDS):
            return await _followed(_url(_with_scheme(address)), max_bytes)
    except TimeoutError as error:
        raise _refused(address, "the site takes too long") from error
    except httpx.HTTPError as error:
        raise _refused(address, "the site does not answer") from error


async def _followed(url: httpx.URL, max_bytes: int) -> Fetched:
    """Return the answer at the end of the redirects."""
    for _ in range(REDIRECTS + 1):
        found = await _asked(url, max_bytes)
        if isinstance(found, Fetched):
            return found
        url = found
    raise _refused(str(url), f"it leads on more than {REDIRECTS} times")


async def _asked(url: httpx.URL, max_bytes: int) -> Fetched | httpx.URL:
    """Return the answer of a site, or the address that it leads on to; that answer is not read."""
    import httpx

    failure: httpx.HTTPError | None = None
    for address in await public_addresses(url):
        sent = httpx.Request(
            "GET",
            url.copy_with(host=address),
            headers={
                "Host": url.netloc.decode("ascii"),
                "User-Agent": AGENT,
                "Accept": ", ".join(_SUFFIXES),
                "Accept-Encoding": "identity",  # unpacking has no bound in httpx
            },
            extensions={
                "sni_hostname": _host(url),
                "timeout": httpx.Timeout(SECONDS, connect=SECONDS_TO_CONNECT).as_dict(),
            },
        )
        async with httpx.AsyncHTTPTransport(trust_env=False) as transport:
            try:
                answer = await transport.handle_async_request(sent)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failure = error
                continue
            try:
                return await _read(url, answer, max_bytes)
            finally:
                await answer.aclose()
    assert failure is not None, "a host has an address"
    raise failure


async def _read(url: httpx.URL, answer: httpx.Response, max_bytes: int) -> Fetched | httpx.URL:
    where = str(url)
    if answer.status_code in _MOVED and "location" in answer.headers:
        return _url(str(url.join(_url_part(answer.headers["location"], where))))
    if answer.status_code != HTTPStatus.OK:
        raise _refused(where, f"the site answers {answer.status_code}")
    kind = answer.headers.get("content-type", "") or "text/html"
    suffix = _SUFFIXES.get(kind.partition(";")[0].strip().lower())
    if suffix is None:
        raise _refused(where, "it is no page, text or PDF")
    packing = answer.headers.get("content-encoding", "identity").lower()
    if packing not in ("identity", "gzip"):
        raise _refused(where, f"the site packs it as {packing}")
    data = bytearray()
    async for part in answer.aiter_raw():
        data += part
        if len(data) > max_bytes:
            raise raw.too_large(where, max_bytes, len(data))
    body = raw.decompress(bytes(data), max_bytes, where) if packing == "gzip" else bytes(data)
    if suffix != ".pdf":
        body = _in_utf8(body, answer.charset_encoding)
    return Fetched(body, where, f"page{suffix}")


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    """Return a text in UTF-8 that says so, where the header of its answer names its encoding."""
    if charset is None:
        return data
    try:
        text = data.decode(charset, "replace")
    except (LookupError, ValueError):  # no encoding of texts
        return data
    return codecs.BOM_UTF8 + text.removeprefix("\ufeff").encode()


async def public_addresses(url: httpx.URL) -> list[str]:
    """Return the IP addresses of the host, in the order in which to try them.

    Raises ReadError where it has none, where any of them is not on the public internet, and for a
    port that is not of a web site.
    """
    port = url.port or {"http": 80, "https": 443}[url.scheme]
    try:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(_host(url), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _refused(str(url), "there is no such site") from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if port not in PORTS or not addresses or not all(map(is_public, addresses)):
        raise ReadError(
            f"{url} is not on the public internet",
            hint="save the page as a file and open that",
            code="not_public",
        )
    return addresses


def is_public(address: str) -> bool:
    """Return whether an IP address is global, of one computer, and for no special purpose."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _UNICAST:
        return False
    special = any(ip in network for network in _SPECIAL)
    return ip.is_global and not ip.is_multicast and not special


def _with_scheme(address: str) -> str:
    """Return an address as people write it, such as news.example.org/a, with its scheme."""
    return f"https://{address.strip()}" if _BARE.match(address.strip()) else address


def _url(address: str) -> httpx.URL:
    """Return an http(s) address with a host and without a password. Raises ReadError."""
    import httpx

    try:
        parts = urlsplit(address.strip())
        url = httpx.URL(address.strip())
        named = bool(parts.hostname) and bool(url.raw_host) and parts.port != 0
    except (ValueError, httpx.InvalidURL) as error:
        raise _no_address(address) from error
    if url.scheme not in ("http", "https") or not named or "@" in parts.netloc:
        raise _no_address(address)
    return url.copy_with(fragment=None)


def _url_part(location: str, where: str) -> httpx.URL:
    import httpx

    try:
        return httpx.URL(location)
    except httpx.InvalidURL as error:
        raise _refused(where, "it leads to no web address") from error


def _host(url: httpx.URL) -> str:
    """Return the name that is resolved and asked for, in ASCII: one spelling for both."""
    return url.raw_host.decode("ascii").strip("[]")


def _no_address(address: str) -> ReadError:
    return ReadError(
        f"{address!r} is no web address", hint="give one such as https://news.example.org/a.html",
        code="no_address",
    )  # fmt: skip


def _refused(address: str, reason: str) -> ReadError:
    hint = "open it in a browser, and paste its text or save it as a file"
    return ReadError(f"{address} cannot be read: {reason}", hint=hint, code="not_fetched")
