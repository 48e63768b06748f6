"""A Hugging Face hub on the loopback interface, with the faults a real one or its network has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha1, sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

NAME = "someone/tiny-ru-en"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class FakeHub:
    """What the hub serves: `models` by name, all at one commit with the branch `main`.

    `cut` ends every answer with weights after so many bytes; `damage` changes their last byte;
    `private` asks for a token; `silent` never answers; `stalls` stops in the middle of weights.
    """

    url: str
    models: dict[str, Path] = field(default_factory=dict)
    private: frozenset[str] = frozenset()
    cut: int | None = None
    damage: bool = False
    silent: bool = False
    stalls: bool = False
    asked: list[str] = field(default_factory=list)


@contextmanager
def serve() -> Iterator[FakeHub]:
    """A running hub; it is told what to serve, and how badly, through the yielded object."""
    closing = Event()

    class Handler(_Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Handler.hub = FakeHub(f"http://127.0.0.1:{server.server_port}")
    Handler.closing = closing
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield Handler.hub
    finally:
        closing.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub
    closing: Event

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.hub.asked.append(path)
        if self.hub.silent:
            self.closing.wait()
        elif path.startswith("/api/models/"):
            self._list(path.removeprefix("/api/models/"))
        else:
            name, _, rest = path[1:].partition("/resolve/")
            self._send_file(self.hub.models[name] / rest.partition("/")[2])

    def _list(self, path: str) -> None:
        name, _, revision = path.partition("/revision/")
        if name in self.hub.private:
            self._refuse(401, "RepoNotFound")
        elif name not in self.hub.models:
            self._refuse(404, "RepoNotFound")
        elif revision not in ("main", COMMIT):
            self._refuse(404, "RevisionNotFound")
        else:
            files = sorted(f for f in self.hub.models[name].rglob("*") if f.is_file())
            siblings = [_sibling(f, self.hub.models[name]) for f in files]
            answer = {"id": name, "sha": COMMIT, "siblings": siblings}
            self._answer(200, json.dumps(answer).encode())

    def _refuse(self, status: int, code: str) -> None:
        self._answer(status, b"{}", {"X-Error-Code": code})

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def _send_file(self, file: Path) -> None:
        body = file.read_bytes()
        weights = file.suffix == ".safetensors"
        if weights and self.hub.damage:
            body = body[:-1] + bytes([body[-1] ^ 1])
        start = int(self.headers.get("Range", "bytes=0-")[6:-1])
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        half = len(body) // 2 if self.hub.stalls else self.hub.cut
        self.wfile.write(body[start : start + half] if weights and half else body[start:])
        if weights and self.hub.stalls:
            self.wfile.flush()
            self.closing.wait()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on standard error."""


def _sibling(file: Path, root: Path) -> dict[str, object]:
    body = file.read_bytes()
    entry: dict[str, object] = {"rfilename": str(file.relative_to(root)), "size": len(body)}
    if file.suffix in {".safetensors", ".bin", ".spm"}:
        digest = sha256(body).hexdigest()
        entry["lfs"] = {"sha256": digest, "size": len(body), "pointerSize": 130}
    entry["blobId"] = sha1(f"blob {len(body)}\0".encode() + body).hexdigest()
    return entry
