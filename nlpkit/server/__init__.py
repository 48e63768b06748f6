"""One service: the page at /, the API at /v1, LibreTranslate's paths, /health and /metrics."""

from __future__ import annotations

import socket
import sys
from contextlib import closing
from typing import Any

from ..config import ServerSection
from ..errors import ConfigError
from ..files import PrivateFolder
from ..pipeline import Pipeline

SECONDS_TO_END = 5  # that open connections have when the server is told to stop


def serve(pipeline: Pipeline) -> None:
    """Serve until stopped. Raises ConfigError when the address cannot be had."""
    import signal

    import uvicorn

    from . import logs

    section = pipeline.config.server
    _check_reach(section)
    logs.install()
    # Ends like Ctrl-C, with the folder removed; uvicorn hands the signal on when it has stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with _listener(section) as listener, closing(PrivateFolder()) as folder:
        # Visitors who come before the page is built wait instead of being refused.
        listener.listen()
        app = application(pipeline, folder)
        port = listener.getsockname()[1]
        host = f"[{section.host}]" if listener.family == socket.AF_INET6 else section.host
        print(f"nlpkit is at http://{host}:{port}  (Ctrl-C stops it)", flush=True)
        # No access log: paths are of no interest, and texts must never reach a log.
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=SECONDS_TO_END,
        )
        uvicorn.Server(config).run([listener])


def application(pipeline: Pipeline, folder: PrivateFolder) -> Any:
    """The page and the API behind what protects both; what visitors upload goes to `folder`."""
    from .. import ui

    downloads, uploads = ui.transfers(pipeline, folder)
    from . import api, transfers
    from .headers import KnownHosts, SecureHeaders

    app = api.build(pipeline)
    transfers.add(app, downloads, uploads)
    page = transfers.Presence(ui.mount(app, pipeline, downloads, uploads), uploads)
    return SecureHeaders(KnownHosts(page, pipeline.config.server))


def _listener(section: ServerSection) -> socket.socket:
    family = socket.AF_INET6 if ":" in section.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((section.host, section.port))
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"cannot listen on {section.host}:{section.port}: {error.strerror}",
            hint="choose another port with --port, or stop what uses this one",
        ) from error
    return listener


def _check_reach(section: ServerSection) -> None:
    """Say what an address that other computers reach means; raise ConfigError unless allowed."""
    from .headers import is_own

    if is_own(section.host):
        return
    meaning = f"{section.host} lets every computer that can reach this one use the server"
    if not section.allow_anyone:
        raise ConfigError(
            meaning, hint="add --allow-anyone if that is meant, or leave --host at 127.0.0.1"
        )
    print(f"{meaning}, without a password and unencrypted", file=sys.stderr, flush=True)
