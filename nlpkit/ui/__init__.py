"""The web page over the pipeline."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..files import PrivateFolder
    from ..pipeline.workers import Runner
    from .downloads import Downloads
    from .uploads import Uploads
    from .visits import Admit

BYTES_A_CHARACTER = 12  # at most, in JSON: a pair of escapes
FRAME = 1_000_000  # bytes of a call besides its text: names of files, settings


def transfers(runner: Runner, folder: PrivateFolder) -> tuple[Downloads, Uploads]:
    """Return what visitors can upload and download.

    Files that have to be on disk are in `folder`.
    """
    # Gradio reads both variables when it is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_TEMP_DIR"] = str(folder.room)
    from .downloads import Downloads
    from .uploads import Uploads

    return Downloads(), Uploads(folder, runner.config.limits.max_bytes)


def mount(app: Any, runner: Runner, downloads: Downloads, uploads: Uploads, admit: Admit) -> Any:
    """Return the FastAPI application with the page at its root.

    `admit` is called with each request of a visitor for work; it raises TooMany.

    Guarantees: the page sends no analytics, opens no tunnel, stores no history in the browser, and
    loads nothing from elsewhere.
    """
    import gradio as gr

    from .article_tab import PACKAGE
    from .page import build
    from .theme import theme

    limits = runner.config.limits
    page, texts = build(runner, downloads, uploads, admit)
    return gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        css=PACKAGE.joinpath("style.css").read_text(encoding="utf-8"),
        i18n=texts,
        run_history=False,
        footer_links=[],
        ssr_mode=False,
        show_error=False,
        max_file_size=limits.max_bytes,
        app_kwargs={"max_body_size": BYTES_A_CHARACTER * limits.page_chars + FRAME},
    )
