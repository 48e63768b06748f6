"""The page with its two tabs, one for an article and one for many files."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ..pipeline.workers import Runner
from . import view
from .article_tab import PACKAGE, ArticleTab
from .downloads import Downloads
from .files_tab import FilesTab
from .tab import PRIVATE
from .uploads import Uploads
from .visits import Admit, Visits

VISITORS_WAITING = 100  # at most, together with those whose article is in work


class Page(gr.Blocks):
    """A page whose handlers get the paths of uploads. The browser does not know these paths."""

    uploads: Uploads

    async def preprocess_data(
        self, block_fn: Any, inputs: list[Any], *rest: Any, **options: Any
    ) -> Any:
        resolved = self.uploads.resolved(inputs)
        return await super().preprocess_data(block_fn, resolved, *rest, **options)


def _foot(request: gr.Request) -> str:
    return view.foot(view.say(request))


def build(
    runner: Runner, downloads: Downloads, uploads: Uploads, admit: Admit
) -> tuple[gr.Blocks, gr.I18n]:
    """Return the page and its translations, for `mount`."""
    text = gr.I18n(**view.strings())
    visits = Visits(admit)
    with Page(title="nlpkit", analytics_enabled=False, fill_width=True) as page:
        page.uploads = uploads
        with gr.Row(elem_id="nk-head", equal_height=False):
            gr.Markdown("# nlpkit", elem_id="nk-name")
            gr.Markdown(text("tagline"), elem_id="nk-tagline")
        with gr.Tabs(elem_id="nk-tabs"):
            with gr.Tab(text("article")):
                ArticleTab(runner, visits, text, downloads, uploads).build(page)
            with gr.Tab(text("files"), render_children=True):
                FilesTab(runner, visits, text, downloads, uploads).build()
        foot = gr.HTML(elem_id="nk-foot", padding=False, apply_default_css=False)
        page.load(_foot, outputs=[foot], queue=False, **PRIVATE)
        page.load(None, js=PACKAGE.joinpath("page.js").read_text(encoding="utf-8"))
        page.unload(visits.leave)
    # Who has to wait does so in the queue of the workers, which tells everybody their place.
    page.queue(max_size=VISITORS_WAITING, default_concurrency_limit=VISITORS_WAITING)
    return page, text
