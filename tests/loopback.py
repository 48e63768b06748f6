"""A server on loopback in this process, whose work is done in a thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from waiting import until

import nlpkit
from nlpkit.pipeline.workers import Here
from nlpkit.server import api
from nlpkit.server.headers import KnownHosts

SETTINGS = {
    "translator.backend": "echo",
    "translator.phrasebook": False,
    "limits.max_bytes": 500_000,
    "limits.page_chars": 10_000,
}


@contextmanager
def serving(**settings: Any) -> Iterator[tuple[str, int]]:
    """Yield the address of a server of the API, with these settings of the section `server`."""
    overrides = SETTINGS | {f"server.{name}": value for name, value in settings.items()}
    runner = Here(nlpkit.load(overrides=overrides))
    app = KnownHosts(api.build(runner), runner.config.server)
    with running(app) as at:
        yield at


@contextmanager
def running(app: Any) -> Iterator[tuple[str, int]]:
    """Yield the address at which an application is served."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        yield server.servers[0].sockets[0].getsockname()
    finally:
        server.should_exit = True
        thread.join()
