"""Runs the service so that it stops soon when asked to, even if work is in progress."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import uvicorn

from ..pipeline.workers import Workers


def run(app: Any, listener: socket.socket, workers: Workers, seconds: float) -> None:
    """Serve until a signal comes. Work in progress then has `seconds` to finish."""

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Connections wait for their work, so work that is not done by then is ended.
            asyncio.get_running_loop().call_later(seconds, workers.end)
            await super().shutdown(sockets)
            # Not after `run`: it ends by raising the signal that the server was stopped with.
            await asyncio.to_thread(workers.close)

    # No access log: paths are of no interest, and texts must never reach a log.
    settings = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        root_path=workers.config.server.root_path,
        timeout_graceful_shutdown=int(seconds) + 1,
    )
    Server(settings).run([listener])
