"""The page with its two tabs, one for an article and one for many files."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ..pipeline.workers import Runner
from . import view
from .article_tab import ArticleTab
from .downloads import Downloads
from .files_tab import FilesTab
from .uploads import Uploads
from .visits import Visits

VISITORS_WAITING = 100  # in the line before the page's runs; what is in work is counted elsewhere

# Keyboard shortcuts of the tab that shows, and live regions that stay the same elements while
# their texts change.
SCRIPT = """
() => {
  for (const id of ['nk-status', 'nk-files-status']) {
    const status = document.getElementById(id);
    status?.setAttribute('role', 'status');
    status?.setAttribute('aria-live', 'polite');
  }
  const press = names => names.map(name => document.getElementById(name))
    .find(button => button?.offsetParent)?.click();
  document.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      press(['nk-go', 'nk-files-go']);
    } else if (event.key === 'Escape') {
      press(['nk-stop', 'nk-files-stop']);
    }
  });
}
"""


class Page(gr.Blocks):
    """A page whose handlers get the paths of uploads. The browser does not know these paths."""

    uploads: Uploads

    async def preprocess_data(
        self, block_fn: Any, inputs: list[Any], *rest: Any, **options: Any
    ) -> Any:
        resolved = self.uploads.resolved(inputs)
        return await super().preprocess_data(block_fn, resolved, *rest, **options)


def build(runner: Runner, downloads: Downloads, uploads: Uploads) -> tuple[gr.Blocks, gr.I18n]:
    """Return the page and its translations, for `mount`."""
    text = gr.I18n(**view.strings())
    visits = Visits()
    with Page(title="nlpkit", analytics_enabled=False, fill_width=True) as page:
        page.uploads = uploads
        gr.Markdown("# nlpkit")
        gr.Markdown(text("tagline"), elem_id="nk-tagline")
        with gr.Tabs(elem_id="nk-tabs"):
            with gr.Tab(text("article")):
                ArticleTab(runner, visits, text, downloads, uploads).build(page)
            with gr.Tab(text("files"), render_children=True):
                FilesTab(runner, visits, text, downloads, uploads).build()
        gr.Markdown(text("privacy"), elem_id="nk-privacy")
        page.load(None, js=SCRIPT)
        page.unload(visits.leave)
    page.queue(max_size=VISITORS_WAITING, default_concurrency_limit=runner.count)
    return page, text
