"""The server as it is run: beside work that never ends it answers, frees places and stops.

The translator that hangs comes as a plug-in; no test depends on how fast the machine is.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from waiting import HANG, until

PLUGIN = """
import time
from pathlib import Path
from nlpkit.document import Draft

class Hanging:
    name, max_tokens, exact = "hanging", 1_000_000, False

    def supports(self, source, target):
        return True

    def count(self, text):
        return len(text.split())

    def translate(self, texts, source, target, *, safe=False):
        if any("зависло" in text for text in texts):
            Path(__file__).with_name("started").touch()
            time.sleep(3600)
        return [Draft(text, score=1.0) for text in texts]

def load(section):
    return Hanging()
"""
HANGS = "Вчера всё зависло и не отвечало до утра."
ANSWERS = "The library opened in May."


class Server:
    """A server with one worker, and what its visitors do."""

    def __init__(self, folder: Path) -> None:
        self.started = folder / "started"
        (folder / "hanging.py").write_text(PLUGIN, encoding="utf-8")
        made = folder / "hanging-1.dist-info"
        made.mkdir()
        (made / "METADATA").write_text("Name: hanging\nVersion: 1\n", encoding="utf-8")
        (made / "entry_points.txt").write_text("[nlpkit.translators.v1]\nhanging = hanging:load\n")
        settings = """translator.backend="hanging" translator.phrasebook=false server.workers=1
            server.seconds=3600 server.queue_chars=2000 limits.page_chars=1600"""
        command = [sys.executable, "-m", "nlpkit", "serve", "--port", "0"]
        for setting in settings.split():
            command += ["--set", setting]
        paths = [str(folder), os.environ.get("PYTHONPATH", "")]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdout is not None
        found = re.search(r"http://([\d.]+):(\d+)", self.process.stdout.readline())
        assert found, "serve says where it is"
        self.at = found[1], int(found[2])

    def ask(self, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any, Message]:
        """Status, JSON and headers of an answer."""
        data = None if body is None else json.dumps(body).encode()
        url = f"http://{self.at[0]}:{self.at[1]}{path}"
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, json.load(answer), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, json.load(error), error.headers

    def hang(self, path: str = "/v1/run") -> socket.socket:
        """The connection of a client whose text is in work and never done."""
        self.started.unlink(missing_ok=True)
        body = json.dumps({"text": HANGS}).encode()
        client = socket.create_connection(self.at)
        client.sendall(_head(path, len(body)) + body)
        until(self.started.exists)
        return client


def _head(path: str, length: int) -> bytes:
    lines = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{lines}Content-Length: {length}\r\n\r\n".encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("hanging"))
    yield server
    server.process.kill()
    server.process.wait()


def test_health_answers_while_a_text_hangs(server: Server) -> None:
    with server.hang():
        assert server.ask("/health")[1]["status"] == "ok"
        assert server.ask("/frontend/settings")[0] == 200


@pytest.mark.parametrize("path", ["/v1/run", "/v1/stream"])
def test_a_client_that_leaves_frees_its_place(server: Server, path: str) -> None:
    server.hang(path).close()
    assert server.ask("/v1/run", {"text": ANSWERS})[0] == 200


def test_over_the_bound_of_work_the_server_is_busy(server: Server) -> None:
    with server.hang():
        status, problem, _ = server.ask("/translate", {"q": ["x" * 500] * 4, "target": "en"})
        assert (status, set(problem)) == (413, {"error", "hint"}), "it can never be taken on"
        # Together with the one that hangs it is over the bound.
        status, problem, headers = server.ask("/translate", {"q": ["x" * 400] * 4, "target": "en"})
        assert (status, set(problem)) == (503, {"error", "hint"})
        assert int(headers["Retry-After"]) > 0


def test_a_body_over_the_limit_is_refused_before_it_is_sent(server: Server) -> None:
    with socket.create_connection(server.at) as client:
        client.sendall(_head("/v1/run", 10_000_000))
        head, _, body = client.recv(65536).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 413")
        body = body or client.recv(65536)
        assert set(json.loads(body)) == {"error", "hint"}


def test_deeply_nested_json_is_an_error_of_the_client(server: Server) -> None:
    body = b"[" * 10_000
    with socket.create_connection(server.at) as client:
        client.sendall(_head("/v1/run", len(body)) + body)
        assert client.recv(65536).startswith(b"HTTP/1.1 400")


def test_it_stops_whatever_is_in_work(server: Server) -> None:
    """The last test: the server is gone after it."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    workers = [int(number) for number in children.read_text().split()]
    assert workers
    with server.hang():
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=HANG)
        until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
