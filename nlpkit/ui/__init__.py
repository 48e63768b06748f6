"""The web page over the pipeline."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..pipeline import Pipeline


FRAME = 100_000  # bytes of an upload besides its file


def mount(app: Any, pipeline: Pipeline) -> Any:
    """The FastAPI application with the page at its root.

    Guarantees: no analytics, no tunnel, no history in the browser, nothing loaded from elsewhere.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio as gr

    from .article_tab import PACKAGE
    from .page import build
    from .theme import theme

    page, texts = build(pipeline)
    # Ten times what is read: a file over the limit shall hear why from us, not from Gradio.
    upload = 10 * pipeline.config.limits.max_bytes
    return gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        css=PACKAGE.joinpath("style.css").read_text(encoding="utf-8"),
        i18n=texts,
        run_history=False,
        footer_links=["api", "settings"],
        ssr_mode=False,
        show_error=False,
        max_file_size=upload,
        app_kwargs={"max_body_size": upload + FRAME},
    )
