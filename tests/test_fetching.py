"""A page is fetched from the public internet and from nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from nlpkit import Pipeline, load
from nlpkit.errors import ReadError
from nlpkit.files import fetch, fetching
from nlpkit.pipeline.workers import Here
from nlpkit.ui import session as sessions

PAGE = (
    "<html><head><title>Library</title></head><body><h1>Library opens</h1>"
    "<p>The library opened in May. Readers came early, and many stayed all day.</p></body></html>"
)


class Site(BaseHTTPRequestHandler):
    """A site whose paths are answers of all kinds."""

    def do_GET(self) -> None:
        port = self.server.server_address[1]
        answers = {
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
        status, headers, body = answers[self.path]
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def site(port: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """The site as if it were public at news.test; inside.test is a name of this computer."""
    names = {"news.test": ["127.0.0.1"], "inside.test": ["127.0.0.1", "10.1.2.3"]}
    monkeypatch.setattr(
        fetching,
        "getaddrinfo",
        lambda host, port, **_: [(0, 0, 0, "", (name, port)) for name in names.get(host, [host])],
    )
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    return f"http://news.test:{port}"


def refused(address: str, **options: int) -> ReadError:
    with pytest.raises(ReadError) as caught:
        fetch(address, **options)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("path", "data", "name"),
    [
        ("/page", PAGE.encode(), "page.html"),
        ("/bare", PAGE.encode(), "page.html"),
        ("/moved", PAGE.encode(), "page.html"),
        ("/text", b"The library opened in May.", "page.txt"),
        ("/cookie", b"None", "page.txt"),
    ],
)
def test_a_page_is_fetched_with_its_kind(site: str, path: str, data: bytes, name: str) -> None:
    found = fetch(site + path)
    assert (found.data, found.name) == (data, name)
    assert found.address == site + ("/page" if path == "/moved" else path)


def test_the_site_is_asked_by_its_name(site: str) -> None:
    assert fetch(f"{site}/host").data.decode() == site.removeprefix("http://")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/image", "not_fetched"),
        ("/gone", "not_fetched"),
        ("/round", "not_fetched"),
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
        "", "news", "news.example.org/a", "ftp://news.example.org/a", "file:///etc/passwd",
        "http://", "http:///a", "http://[::1", "http://a:b@news.example.org/",
        "javascript:alert(1)", "http://news.example.org:99999/", "gopher://127.0.0.1:70/", "http://\x00/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(address: str) -> None:
    assert refused(address).code in ("no_address", "not_fetched")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "017700000001",
        "localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00::1]",
        "10.0.0.1", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1",
    ],
)  # fmt: skip
def test_nothing_inside_is_reached(port: int, host: str) -> None:
    assert refused(f"http://{host}:{port}/page").code in ("not_public", "not_fetched")


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111"])
def test_public_addresses(address: str) -> None:
    assert fetching.is_public(address)


def test_a_name_with_one_address_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", (address, 80)) for address in ("1.1.1.1", "127.0.0.1")]
    monkeypatch.setattr(fetching, "getaddrinfo", lambda *_, **__: found)
    assert refused("http://news.test/").code == "not_public"


def test_the_next_address_is_tried(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "public_addresses", lambda *_: ["127.0.0.2", "127.0.0.1"])
    assert fetch(f"{site}/page").data == PAGE.encode()


def test_the_page_opens_a_fetched_page_as_html(site: str) -> None:
    pipe: Pipeline = load(overrides={"translator.backend": "echo"})
    opened = Here(pipe).submit(sessions.fetch, f"{site}/page", size=1).result(lambda: False)
    assert opened.article.url == f"{site}/page"
    assert opened.article.kind == "html"
    assert opened.text.startswith("Library opens")
    assert "<p>" not in opened.text
