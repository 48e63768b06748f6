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

    def choose_source(self, name: str) -> gr.Dropdown:
        """Return the control for the language of the article; `name` is its id in the page."""
        known = [(languages.name(code), code) for code in self.runner.sources]
        return gr.Dropdown(
            choices=[(self.text("detected"), "auto"), *known],
            value=self.runner.config.translator.source,
            label=self.text("source_language"),
            elem_id=name,
            min_width=160,
        )

    def choose_length(self, name: str | None = None, *, label: bool = True) -> gr.Radio:
        """Return the control for the length of a summary; `name` is its id in the page."""
        return gr.Radio(
            choices=[(self.text(length), length) for length in ("short", "medium", "long")],
            value="short",
            label=self.text("length"),
            show_label=label,
            container=label,
            elem_id=name,
            min_width=260,
        )

    def choose_kind(self, name: str) -> gr.Dropdown:
        """Return the control for the kind of article that the summary is made for.

        Only the summarizer that ships with nlpkit tells kinds apart.
        """
        section = self.runner.config.summarizer
        return gr.Dropdown(
            choices=[(self.text(f"kind_{kind}"), kind) for kind in ("news", "generic")],
            value=section.kind,
            label=self.text("kind"),
            show_label=False,
            container=False,
            visible=section.model == "extractive",
            elem_id=name,
            min_width=150,
            scale=0,
        )

    def choose_summary_language(self, name: str) -> gr.Dropdown:
        """Return the control for the language of the summary; `name` is its id in the page."""
        return gr.Dropdown(
            choices=[(self.text(f"summary_{which}"), which) for which in ("target", "own")],
            value="target",
            label=self.text("summary_language"),
            show_label=False,
            container=False,
            elem_id=name,
            min_width=220,
            scale=0,
        )
