"""A page is fetched from the public internet and from nowhere else."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import gzip
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from nlpkit import Pipeline, load
from nlpkit.errors import ReadError
from nlpkit.files import fetching, read_bytes
from nlpkit.files.fetching import fetch_page
from nlpkit.pipeline.workers import Here
from nlpkit.ui import session as sessions
from nlpkit.ui.downloads import Downloads
from nlpkit.ui.view import Strings

PAGE = (
    "<html><head><title>Library</title></head><body><h1>Library opens</h1>"
    "<p>The library opened in May. Readers came early, and many stayed all day.</p></body></html>"
)

KOREAN = "도서관이 오월에 문을 열었다"
HTML = {"Content-Type": "text/html"}

KOREAN_PAGE = {"Content-Type": "text/html; charset=euc-kr"}
HEAVY = bytes(3_000_000)
LARGE = gzip.compress(HEAVY)
BOMB = gzip.compress(gzip.compress(bytes(10_000_000)))


class Site(BaseHTTPRequestHandler):
    """A site whose paths are answers of all kinds."""

    def do_GET(self) -> None:
        port = self.server.server_address[1]
        answers = {
            "/packed": (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE.encode())),
            "/bomb": (
                200,
                {**HTML, "Content-Encoding": "gzip, gzip"},
                BOMB,
            ),
            "/brotli": (200, {**HTML, "Content-Encoding": "br"}, b"\x0b\x02\x80hello\x03"),
            "/large": (200, {**HTML, "Content-Encoding": "gzip"}, LARGE),
            "/heavy": (302, {"Location": "/page"}, HEAVY),
            "/sweet": (302, {"Location": "/cookie", "Set-Cookie": "sid=abc; Path=/"}, b""),
            "/korean": (
                200,
                {"Content-Type": "text/html; charset=euc-kr"},
                KOREAN.encode("euc-kr"),
            ),
            "/odd": (200, {"Content-Type": "text/html; charset=nonsense"}, PAGE.encode()),
            "/garbage": (200, {"Content-Type": "garbage"}, PAGE.encode()),
            "/nowhere": (302, {"Location": "http://[::1"}, b""),
            "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode()),
            "/text": (200, {"Content-Type": "text/plain"}, b"The library opened in May."),
            "/bare": (200, {}, PAGE.encode()),
            "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
            "/gone": (404, {"Content-Type": "text/html"}, b"<p>not found</p>"),
            "/moved": (302, {"Location": f"http://news.test:{port}/page"}, b""),
            "/inside": (302, {"Location": f"http://inside.test:{port}/page"}, b""),
            "/disk": (302, {"Location": "file:///etc/passwd"}, b""),
            "/round": (302, {"Location": "/round"}, b""),
            "/host": (200, {"Content-Type": "text/plain"}, self.headers["Host"].encode()),
            "/cookie": (200, {"Content-Type": "text/plain"}, str(self.headers["Cookie"]).encode()),
        }
        if self.path == "/drip":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            with contextlib.suppress(OSError):
                while not self.server.stopping:  # type: ignore[attr-defined]
                    self.wfile.write(b"x")
                    time.sleep(0.02)
            return
        status, headers, body = answers[self.path]
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(OSError):  # who asked need not read all
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.stopping = False  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.stopping = True  # type: ignore[attr-defined]
        server.shutdown()


@pytest.fixture
def site(port: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """The site as if it were public at news.test; inside.test is a name of this computer."""
    names = {"news.test": ["127.0.0.1"], "inside.test": ["127.0.0.1", "10.1.2.3"]}

    async def resolved(_: object, host: str, port: int, **__: object) -> list[Any]:
        return [(0, 0, 0, "", (name, port)) for name in names.get(host, [host])]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", resolved)
    monkeypatch.setattr(fetching, "is_public", lambda address: address.startswith("127.0.0."))
    monkeypatch.setattr(fetching, "PORTS", (port,))
    return f"http://news.test:{port}"


def refused(address: str, **options: int) -> ReadError:
    with pytest.raises(ReadError) as caught:
        fetch_page(address, **options)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("path", "data", "name"),
    [
        ("/page", PAGE.encode(), "page.html"),
        ("/bare", PAGE.encode(), "page.html"),
        ("/moved", PAGE.encode(), "page.html"),
        ("/packed", PAGE.encode(), "page.html"),
        ("/heavy", PAGE.encode(), "page.html"),
        ("/odd", PAGE.encode(), "page.html"),
        ("/sweet", b"None", "page.txt"),
        ("/text", b"The library opened in May.", "page.txt"),
    ],
)
def test_a_page_is_fetched_with_its_kind(site: str, path: str, data: bytes, name: str) -> None:
    found = fetch_page(site + path)
    assert (found.data.removeprefix(codecs.BOM_UTF8), found.name) == (data, name)
    ends = {"/moved": "/page", "/heavy": "/page", "/sweet": "/cookie"}
    assert found.address == site + ends.get(path, path)


def test_a_thread_with_an_event_loop_may_fetch(site: str) -> None:
    async def in_a_loop() -> bytes:
        return fetch_page(f"{site}/text").data

    with ThreadPoolExecutor(1) as pool:  # a browser test may have left its event loop in this one
        data = pool.submit(asyncio.run, in_a_loop()).result()
    assert data == b"The library opened in May."


def test_the_site_is_asked_by_its_name(site: str) -> None:
    assert fetch_page(f"{site}/host").data.decode() == site.removeprefix("http://")


def test_the_encoding_of_the_answer_is_believed(site: str) -> None:
    assert KOREAN in fetch_page(f"{site}/korean").data.decode("utf-8-sig")
    item = read_bytes(fetch_page(f"{site}/korean").data, "page.html")
    assert KOREAN in item.article.text


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("news.example.org/a", "https://news.example.org/a"),
        (" новости.example.org ", "https://новости.example.org"),
        ("news.example.org:8000?n=1", "https://news.example.org:8000?n=1"),
        ("http://news.example.org", "http://news.example.org"),
        ("file:///a.b/c", "file:///a.b/c"),
        ("news", "news"),
    ],
)
def test_an_address_may_lack_its_scheme(typed: str, asked: str) -> None:
    assert fetching._with_scheme(typed) == asked


def test_a_name_is_resolved_and_asked_for_in_one_spelling() -> None:
    url = fetching._url("https://straße.example.org/a")
    assert fetching._host(url) == url.netloc.decode() == "xn--strae-oqa.example.org"


def test_a_site_that_never_ends_is_left(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    assert "takes too long" in refused(f"{site}/drip").message


@pytest.mark.parametrize("path", ["/large", "/bomb", "/heavy"])
def test_nothing_is_unpacked_or_read_over_the_limit(site: str, path: str) -> None:
    tracemalloc.start()
    try:
        with contextlib.suppress(ReadError):
            fetch_page(site + path, max_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 1_500_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/image", "not_fetched"),
        ("/gone", "not_fetched"),
        ("/round", "not_fetched"),
        ("/bomb", "not_fetched"),
        ("/brotli", "not_fetched"),
        ("/garbage", "not_fetched"),
        ("/nowhere", "not_fetched"),
        ("/inside", "not_public"),
        ("/disk", "no_address"),
    ],
)
def test_what_is_no_article_or_leads_elsewhere_is_refused(site: str, path: str, code: str) -> None:
    assert refused(site + path).code == code


def test_a_page_that_is_too_large_is_refused(site: str) -> None:
    assert refused(f"{site}/page", max_bytes=20).code == "too_large"


@pytest.mark.parametrize(
    "address",
    [
        "", "news", "news/a.b", "ftp://news.example.org/a", "file:///etc/passwd",
        "http://", "http:///a", "http://[::1", "http://a:b@news.example.org/",
        "javascript:alert(1)", "http://news.example.org:99999/", "gopher://127.0.0.1:70/", "http://\x00/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    assert refused(address).code in ("no_address", "not_fetched")


NOT_PUBLIC = [
    "127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.0.0.192",
    "192.88.99.1", "168.63.129.16", "240.0.0.1", "::1", "::", "::ffff:127.0.0.1",
    "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1",
    "2002:7f00:1::", "2002:808:808::1", "2001::1", "2001:10::1", "2001:db8::1", "3fff::1",
    "5f00::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fd00::1", "ff02::1", "100::1", "", "news",
    "1.2.3",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not fetching.is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"]
)
def test_public_addresses(address: str) -> None:
    assert fetching.is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "0", "2130706433", "0x7f000001", "017700000001", "localhost", "[::1]",
        "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "169.254.169.254", "[fd00::1]", "10.0.0.1",
    ],
)  # fmt: skip
def test_nothing_inside_is_asked(port: int, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "PORTS", (port,))
    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", never)
    assert refused(f"http://{host}:{port}/page").code == "not_public"


@pytest.mark.parametrize("other", [22, 25, 6379, 8080])
def test_other_ports_than_those_of_sites_are_refused(other: int, site: str) -> None:
    assert refused(f"http://news.test:{other}/page").code == "not_public"


async def never(*_: object) -> None:
    raise AssertionError("nothing may be asked")


def test_the_next_address_is_tried(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tried = httpx.AsyncHTTPTransport.handle_async_request, []

    async def asked(self: Any, request: httpx.Request) -> httpx.Response:
        tried.append(request.url.host)
        if request.url.host == "127.0.0.2":
            raise httpx.ConnectTimeout("nobody answers")
        return await real(self, request)

    async def both(_: object) -> list[str]:
        return ["127.0.0.2", "127.0.0.1"]

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", asked)
    monkeypatch.setattr(fetching, "public_addresses", both)
    assert fetch_page(f"{site}/page").data.endswith(PAGE.encode())
    assert tried == ["127.0.0.2", "127.0.0.1"]


def test_the_page_opens_a_fetched_page_as_html(site: str) -> None:
    pipe: Pipeline = load(overrides={"translator.backend": "echo"})
    page = fetch_page(f"{site}/page")
    opened = Here(pipe).submit(sessions.read_page, page, size=1).result(lambda: False)
    assert opened.article.url == f"{site}/page"
    assert opened.article.kind == "html"
    assert opened.text.startswith("Library opens")
    assert "<p>" not in opened.text


def test_a_fetch_ends_when_it_is_not_wanted_any_more(site: str) -> None:
    asked = threading.Event()
    assert fetch_page(f"{site}/text", stopped=asked.is_set) is not None
    asked.set()
    assert fetch_page(f"{site}/drip", stopped=asked.is_set) is None


def test_nobody_waits_for_a_name_that_is_not_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    free, asked = threading.Event(), threading.Event()

    def resolved(*_: object, **__: object) -> list[Any]:
        asked.set()
        free.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    assert fetch_page("https://news.test/", stopped=asked.is_set) is None
    assert not free.is_set()
    free.set()


TITLED = (
    "<html><head><title>Library</title></head><body><p>The library opened in May.</p>"
    "<p>Readers came early, and many stayed all day.</p></body></html>"
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("{text}", "Library"),
        ("{text}\nIt stays open.", "Library"),
        ("Readers came early, and many stayed all day.", "Library"),
        ("Another article came into the box. It is of another event.", None),
    ],
)
def test_the_title_of_a_page_stays_with_its_text(text: str, title: str | None) -> None:
    pipe: Pipeline = load(overrides={"translator.backend": "echo"})
    page = fetching.Fetched(TITLED.encode(), "https://news.test/a", "page.html")
    opened = sessions.read_page(pipe, page)
    assert opened.title == "Library"
    session = sessions.Session(text=text.format(text=opened.text), opened=opened)
    list(sessions.run(Here(pipe), session, Strings("en"), Downloads()))
    assert session.result is not None
    assert session.result.document.title == title
    assert session.result.document.url == (title and "https://news.test/a")
