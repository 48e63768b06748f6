"""One service: the page at /, the API at /v1, LibreTranslate's paths, /health and /metrics."""

from __future__ import annotations

import gc
import socket
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

from ..config import ServerSection
from ..errors import ConfigError
from ..files import PrivateFolder
from ..pipeline import Pipeline

if TYPE_CHECKING:
    from ..pipeline.workers import Runner

SECONDS_TO_END = 3  # that what is in work has when the server is told to stop


def serve(pipeline: Pipeline) -> None:
    """Serve until stopped. Raises ConfigError if the server cannot listen on the address."""
    import signal

    from ..pipeline.workers import Workers
    from . import logs, stopping, work

    section = pipeline.config.server
    _check_reach(section)
    logs.install(section.log)
    # Ends like Ctrl-C, with the folder removed; uvicorn hands the signal on when it has stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # The workers load their models while the page is built.
    with (
        _listener(section) as listener,
        closing(PrivateFolder()) as folder,
        Workers(pipeline.config, work.make) as workers,
    ):
        # Visitors who connect before the page is built wait and are not refused.
        listener.listen()
        app = application(workers, folder)
        # A garbage collection of everything stops the whole process, for 150 ms with the page, and
        # /health with it. What lives until the end is left out of it from now on.
        gc.collect()
        gc.freeze()
        port = listener.getsockname()[1]
        host = f"[{section.host}]" if listener.family == socket.AF_INET6 else section.host
        print(f"nlpkit is at http://{host}:{port}  (Ctrl-C stops it)", flush=True)
        stopping.run(app, listener, workers, SECONDS_TO_END)


def application(runner: Runner, folder: PrivateFolder) -> Any:
    """Return the page and the API, with access control and security headers around both.

    Uploads of visitors are stored in `folder`.
    """
    from .. import ui

    downloads, uploads = ui.transfers(runner, folder)
    from . import api, problems, transfers
    from .access import Logged
    from .headers import KnownHosts, SecureHeaders

    app = api.build(runner)
    transfers.add(app, downloads, uploads)
    problems.refuse_other_methods(app)
    ui.mount(app, runner, downloads, uploads, app.state.admission.admit_visitor)
    problems.add_to_page(app)
    page = transfers.Presence(app, uploads)
    safe = SecureHeaders(KnownHosts(page, runner.config.server))
    return Logged(safe) if runner.config.server.log == "json" else safe


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
    """Report what it means that other computers reach the address.

    Raises ConfigError if neither a key nor `--allow-anyone` is set.
    """
    from .headers import is_own

    if is_own(section.host):
        return
    meaning = f"{section.host} lets every computer that can reach this one use the server"
    if not section.allow_anyone and not section.api_keys:
        raise ConfigError(
            meaning,
            hint="make a key with nlpkit key, or add --allow-anyone if no key is meant, or leave "
            "--host at 127.0.0.1",
        )
    how = "with a key" if section.api_keys else "without a password"
    print(f"{meaning}, {how} and unencrypted", file=sys.stderr, flush=True)
