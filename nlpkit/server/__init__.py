"""One service: the page at /, the API at /v1, LibreTranslate's paths, /health and /metrics."""

from __future__ import annotations

from ..errors import ConfigError
from ..pipeline import Pipeline


def serve(pipeline: Pipeline) -> None:
    """Serve until stopped. Raises ConfigError when the address cannot be had."""
    import socket

    import uvicorn

    from .. import ui
    from .api import build

    section = pipeline.config.server
    family = socket.AF_INET6 if ":" in section.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((section.host, section.port))
    except OSError as error:
        raise ConfigError(
            f"cannot listen on {section.host}:{section.port}: {error.strerror}",
            hint="choose another port with --port, or stop what uses this one",
        ) from error
    with listener:
        # Visitors who come before the page is built wait instead of being refused.
        listener.listen()
        app = ui.mount(build(pipeline), pipeline)
        port = listener.getsockname()[1]
        host = f"[{section.host}]" if family == socket.AF_INET6 else section.host
        print(f"nlpkit is at http://{host}:{port}  (Ctrl-C stops it)", flush=True)
        # No access log: paths are of no interest, and texts must never reach a log.
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run([listener])
