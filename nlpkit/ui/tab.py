"""What both tabs of the page have in common: what they work with, and two of their controls."""

from __future__ import annotations

import gradio as gr

from .. import languages
from ..pipeline.workers import Runner
from .downloads import Downloads
from .uploads import Uploads
from .visits import Visits


class Tab:
    """A tab of the page. Its controls are attributes, so that events can be connected to them."""

    def __init__(
        self,
        runner: Runner,
        visits: Visits,
        text: gr.I18n,
        downloads: Downloads,
        uploads: Uploads,
    ) -> None:
        self.runner = runner
        self.visits = visits
        self.text = text
        self.offers = downloads
        self.kept = uploads

    def choose_target(self, name: str | None = None) -> gr.Dropdown:
        """Return the control for the target language; `name` is its id in the page."""
        return gr.Dropdown(
            choices=[(languages.name(code), code) for code in self.runner.targets],
            value=self.runner.config.translator.target,
            label=self.text("target"),
            elem_id=name,
            min_width=160,
        )

    def choose_length(self, name: str | None = None) -> gr.Radio:
        """Return the control for the length of a summary; `name` is its id in the page."""
        return gr.Radio(
            choices=[(self.text(length), length) for length in ("short", "medium", "long")],
            value="short",
            label=self.text("length"),
            elem_id=name,
            min_width=300,
        )
