"""What is promised about privacy: a real server, its log, its answers and the temporary folder."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from commands import announced, process
from gradio_client import Client
from waiting import HANG, until

from nlpkit.config import ServerSection
from nlpkit.files import PrivateFolder
from nlpkit.server.headers import KnownHosts, is_own

MARK = "Quokkastern"
TEXT = f"The {MARK} opened in May. Открытие прошло спокойно."
LINK = re.compile(r'href="(download/[^"]+)"')
SETTINGS = ("limits.page_chars=20000", "translator.beam=1", "server.seconds=3600")

get = partial(httpx.get, timeout=HANG)
post = partial(httpx.post, timeout=HANG)


class Server:
    """A server in a process of its own, with a temporary folder of its own."""

    def __init__(self, folder: Path, *settings: str) -> None:
        self.folder = folder / "tmp"
        self.folder.mkdir(exist_ok=True)
        self.log = folder / "log.txt"
        command = [sys.executable, "-m", "nlpkit", "serve", "--port", "0"]
        for setting in (*SETTINGS, *settings):
            command += ["--set", setting]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "TMPDIR": str(self.folder), "PYTHONUNBUFFERED": "1"},
            )
        until(lambda: len(re.findall(r"http://\S+", self.log.read_text())) > 0)
        self.address = re.findall(r"http://\S+", self.log.read_text())[-1]

    def files(self) -> list[Path]:
        """What lies in the temporary folder and is not empty."""
        return [p for p in self.folder.rglob("*") if p.is_file() and p.stat().st_size]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("served"), "limits.max_bytes=100000")
    yield server
    server.stop()


def run(server: Server) -> str:
    """Run an article as the page does; the links to its files."""
    client = Client(
        server.address, verbose=False, analytics_enabled=False, httpx_kwargs={"timeout": HANG}
    )
    try:
        answer = client.predict(TEXT, "en", "short", api_name="/run")
        links = LINK.findall(json.dumps(answer).replace("\\", ""))
        return get(f"{server.address}/{links[0]}").text
    finally:
        client.close()


def test_no_article_is_written_and_a_killed_server_leaves_nothing(tmp_path: Path) -> None:
    first = Server(tmp_path)
    assert MARK in run(first)
    assert first.files() == [], "a run writes nothing, nor does a download of one article"
    form = {"files": ("note.txt", TEXT.encode())}
    post(f"{first.address}/gradio_api/upload", files=form).raise_for_status()
    assert [p.name for p in first.files()] == ["note.txt"]
    (own,) = first.folder.iterdir()
    assert own.stat().st_mode & 0o777 == 0o700
    first.kill()
    assert first.files(), "nothing could be removed"

    first.log.unlink()
    second = Server(tmp_path)
    assert second.files() == [], "the next server removes what a killed one left"
    assert not own.exists()
    second.stop()
    assert list(second.folder.iterdir()) == [], "a server that is stopped leaves nothing"


def test_a_folder_is_removed_only_when_its_process_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    left = tmp_path / "nlpkit-served-left"
    left.mkdir()
    (left / "lock").touch()
    with contextlib.closing(PrivateFolder()) as living, contextlib.closing(PrivateFolder()):
        assert living.path.exists()
        assert not left.exists()
        assert living.find("../lock") is None, "names lead to nothing outside the room"
    assert list(tmp_path.iterdir()) == []


def test_what_a_visitor_uploaded_goes_with_the_visitor(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "held.txt"
    file.write_text(TEXT, encoding="utf-8")
    with httpx.Client(base_url=server.address, timeout=HANG) as client:
        handlers = client.get("/config").json()["dependencies"]
        keep = next(h["id"] for h in handlers if h["api_name"] == "_keep_1")
        body = {"data": [[client_upload(server, file)]], "fn_index": keep, "session_hash": "held"}
        # A visitor is there as long as their browser holds this connection.
        with client.stream("GET", "/gradio_api/heartbeat/held") as answer:
            lines = answer.iter_lines()  # its end would close the connection
            next(lines)
            assert post(f"{server.address}/gradio_api/run/_keep_1", json=body).is_success
            assert "held.txt" in [p.name for p in server.files()]
    until(lambda: "held.txt" not in [p.name for p in server.files()])


def client_upload(server: Server, file: Path) -> dict[str, object]:
    form = {"files": (file.name, file.read_bytes())}
    (name,) = post(f"{server.address}/gradio_api/upload", files=form).json()
    return {"path": name, "meta": {"_type": "gradio.FileData"}}


def test_uploads_obey_the_limit_and_name_no_path(server: Server) -> None:
    address = f"{server.address}/gradio_api/upload"
    large = post(address, files={"files": ("a.txt", b"x" * 100_001)})
    assert (large.status_code, set(large.json())) == (413, {"error", "hint"})
    huge = post(address, files={"files": ("a.txt", b"x" * 3_000_000)})
    assert (huge.status_code, set(huge.json())) == (413, {"error", "hint"})
    form = {"content-type": "multipart/form-data; boundary=x"}
    chunked = post(address, content=endless(), headers=form)
    assert (chunked.status_code, set(chunked.json())) == (413, {"error", "hint"})
    other = post(address, json={"files": []})
    assert (other.status_code, set(other.json())) == (400, {"error", "hint"})
    (name,) = post(address, files={"files": ("a.txt", b"abc")}).json()
    assert not name.startswith("/")
    assert str(server.folder) not in name
    assert get(f"{server.address}/gradio_api/file={name}").text == "abc"
    for elsewhere in ("/etc/hostname", "http://127.0.0.1/", "../lock", "lock"):
        answer = get(f"{server.address}/gradio_api/file={elsewhere}")
        assert answer.status_code == 404


def endless() -> Iterator[bytes]:
    """A form without a known length."""
    yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    for _ in range(100):
        yield b"x" * 100_000


def test_an_upload_is_refused_before_it_is_sent(server: Server) -> None:
    """A client that asks first is answered at once, not told to go on."""
    host, port = server.address.removeprefix("http://").split(":")
    head = (
        f"POST /gradio_api/upload HTTP/1.1\r\nHost: {host}\r\nExpect: 100-continue\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 3000000\r\n\r\n"
    )
    with socket.create_connection((host, int(port))) as client:
        client.sendall(head.encode())
        assert client.recv(65536).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/v1/none", 404),
        ("GET", "/translate", 405),
        ("POST", "/health", 405),
        ("DELETE", "/", 405),
        ("GET", "/download/none/article.md", 404),
        ("POST", "/gradio_api/upload", 400),
    ],
)
def test_errors_of_every_path_have_one_shape(
    server: Server, method: str, path: str, status: int
) -> None:
    answer = httpx.request(method, server.address + path)
    assert (answer.status_code, set(answer.json())) == (status, {"error", "hint"})


def test_no_answer_tells_where_the_server_lies(server: Server) -> None:
    for path in ("/", "/config", "/gradio_api/info", "/health", "/openapi.json"):
        text = get(server.address + path).text
        assert str(server.folder) not in text
        assert sys.prefix not in text


BODIES: list[object] = [
    {"text": TEXT},
    {"text": TEXT, "length": MARK},
    {"text": TEXT, "to": MARK},
    {"text": TEXT, "kind": MARK},
    {"text": [MARK]},
    {"text": MARK * 20_000},
    [MARK],
    {"q": TEXT, "target": "en"},
    {"q": TEXT, "target": MARK, "source": MARK},
    {"q": TEXT, "target": "en", "alternatives": MARK},
    {MARK: MARK},
]
PATHS = ("/v1/run", "/v1/translate", "/v1/summarize", "/v1/document", "/translate", "/detect",
         f"/v1/{MARK}", f"/{MARK}", "/gradio_api/upload", f"/gradio_api/call/{MARK}",
         "/gradio_api/call/run", "/gradio_api/run/run", "/gradio_api/queue/join",
         "/gradio_api/call/v2/run", "/gradio_api/reset")  # fmt: skip
FILE = {"path": f"/etc/{MARK}", "meta": {"_type": "gradio.FileData"}}
VALUES: list[object] = [
    TEXT,
    MARK,
    "",
    None,
    3,
    [MARK],
    {"value": MARK},
    FILE,
    {**FILE, "url": MARK},
]


class Tolerant(httpx.Client):
    """A client that does not mind being cut off, as one is whose body is refused unread."""

    def post(self, *given: Any, **options: Any) -> Any:
        with contextlib.suppress(httpx.TransportError):
            return super().post(*given, **options)


def test_no_text_reaches_the_log(server: Server) -> None:
    with Tolerant(base_url=server.address, timeout=HANG) as client:
        for path in PATHS:
            for body in BODIES:
                client.post(path, json=body)
            client.post(
                path, content=f'{{"text": "{MARK}', headers={"content-type": "application/json"}
            )
            client.post(path, data={"q": TEXT, "target": MARK})
            client.post(path, files={"files": (f"{MARK}.pdf", b"%PDF-1.7 " + MARK.encode())})
            with contextlib.suppress(httpx.TransportError):
                client.get(path, params={"text": MARK})
        handlers = client.get("/config").json()["dependencies"]
        more = ["auto", "news", "target", None]
        for handler in handlers:
            width = len(handler["inputs"])
            calls = [[value] * width for value in VALUES]
            calls += [[TEXT, "en", MARK, *more], [TEXT, MARK, "short", *more], [MARK] * (width + 1)]
            for data in calls:
                body = {"data": data, "fn_index": handler["id"], "session_hash": MARK,
                        "event_data": {"block": MARK}}  # fmt: skip
                client.post("/gradio_api/queue/join", json=body)
                client.post(f"/gradio_api/call/{handler['api_name']}", json={"data": data})
                client.post(f"/gradio_api/run/{handler['api_name']}", json=body)
    assert MARK in run(server), "the server still works, and has done what it was asked before"
    log = server.log.read_text()
    assert "a request failed" in log, "errors are logged all the same"
    assert MARK not in log


def test_every_answer_has_the_headers(server: Server) -> None:
    paths = ("/", "/health", "/v1/none", "/config", "/gradio_api/file=x", "/nowhere", "/metrics")
    for path in paths:
        headers = get(server.address + path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "script-src 'self'" in policy
        assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]


def test_other_host_names_are_refused(server: Server) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "192.168.0.9"):
        answer = get(f"{server.address}/health", headers={"host": host})
        assert (answer.status_code, set(answer.json())) == (421, {"error", "hint"}), host
    for host in ("localhost", "LOCALHOST:7860", "127.0.0.1:1", "[::1]:80"):
        answer = get(f"{server.address}/health", headers={"host": host})
        assert answer.status_code == 200, host


def test_configured_names_and_addresses_are_known() -> None:
    open_to_all = KnownHosts(None, ServerSection(host="0.0.0.0", hosts=["News.example"]))  # type: ignore[arg-type]
    assert open_to_all._knows(["news.example:7860"])
    assert open_to_all._knows(["192.168.0.9:7860"])
    assert not open_to_all._knows(["evil.example"])
    assert [is_own(h) for h in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.0.0.1", "x")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_an_address_for_all_has_to_be_meant() -> None:
    refused = process("serve", "--host", "0.0.0.0", "--port", "0")
    assert refused.code == 2
    assert "every computer" in refused.err
    assert "--allow-anyone" in refused.err
    note, address = announced("--host", "0.0.0.0", "--port", "0", "--allow-anyone")
    assert "without a password" in note
    assert "http://0.0.0.0:" in address
