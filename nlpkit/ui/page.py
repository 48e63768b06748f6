"""The page: its two tabs, for one article and for many files."""

from __future__ import annotations

import gradio as gr

from ..pipeline import Pipeline
from . import view
from .article_tab import ArticleTab
from .files_tab import FilesTab

HOUR = 3600

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


def build(pipeline: Pipeline) -> tuple[gr.Blocks, gr.I18n]:
    """The page and its translations, for `mount`."""
    text = gr.I18n(**view.strings())
    with gr.Blocks(
        title="nlpkit", analytics_enabled=False, delete_cache=(HOUR // 12, HOUR), fill_width=True
    ) as page:
        gr.Markdown("# nlpkit")
        gr.Markdown(text("tagline"), elem_id="nk-tagline")
        with gr.Tabs(elem_id="nk-tabs"):
            with gr.Tab(text("article")):
                ArticleTab(pipeline, text).build(page)
            with gr.Tab(text("files"), render_children=True):
                FilesTab(pipeline, text).build()
        gr.Markdown(text("privacy"), elem_id="nk-privacy")
        page.load(None, js=SCRIPT)
    page.queue(max_size=pipeline.config.server.queue, default_concurrency_limit=1)
    return page, text
