"""What both tabs of the page have in common: what they work with, and two of their controls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import gradio as gr

from .. import languages
from ..errors import NlpkitError
from ..pipeline.tasks import TooMany
from ..pipeline.workers import Runner
from . import terms, view
from .downloads import Downloads
from .sizes import size_of
from .uploads import Uploads
from .view import Strings
from .visits import Asking, Visits

# Handlers that are no part of the API, and whose progress the status line shows.
PRIVATE: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


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

    def type_glossary(self, name: str) -> tuple[gr.Textbox, gr.UploadButton]:
        """Return the box for a glossary and the button that fills it from a file, in a section
        that is folded; `name` begins their ids in the page.

        Gradio draws a section that comes folded only when it is unfolded, and some time after that
        it empties the box again, with whatever has been typed. So the section comes unfolded, and
        `page.js` folds it; the style sheet hides its content until then.
        """
        with gr.Accordion(self.text("glossary"), open=True, elem_id=f"{name}-glossary"):
            box = gr.Textbox(
                value="",
                label=self.text("glossary_box"),
                info=self.text("glossary_info"),
                placeholder=self.text("glossary_example"),
                lines=4,
                max_lines=4,
                elem_id=f"{name}-glossary-box",
            )
            button = gr.UploadButton(
                cast(str, self.text("glossary_open")),
                size="sm",
                scale=0,
                min_width=200,
                elem_id=f"{name}-glossary-open",
            )
        return box, button

    def wire_glossary(
        self, box: gr.Textbox, button: gr.UploadButton, target: gr.Dropdown, status: gr.HTML
    ) -> None:
        """Let the button fill the box. What goes wrong is told in the status line."""
        button.upload(self._open_glossary, [button, target], [box, status], **PRIVATE)

    @property
    def limit(self) -> int:
        """How many characters a text of a visitor may have."""
        return self.runner.config.limits.page_chars

    def glossary_problem(self, typed: str, target: str, say: Strings) -> str:
        """Return the status line that says what is wrong with a glossary; "" where nothing is."""
        try:
            terms.read(typed, target, self.limit)
        except NlpkitError as error:
            return view.problem(error, say)
        return ""

    def over_rate(self, request: gr.Request) -> str:
        """Count a request for work; return the status line for one too many, else ""."""
        try:
            self.visits.admit(request)
        except TooMany as error:
            return view.problem(error, view.say(request))
        return ""

    def read_upload(
        self, path: str, request: gr.Request, read: Callable[..., Any], *more: Any
    ) -> tuple[Any, str]:
        """Return what `read(pipeline, path, *more)` makes of an uploaded file in a worker, and "".

        If it fails, they are as `result_of` returns them. The uploaded file is removed.
        """
        try:
            if problem := self.over_rate(request):
                return None, problem
            size = size_of([Path(path)], self.limit)
            return self.result_of(item_name(path), request, size, read, path, *more)
        finally:
            self.kept.drop(Path(path))

    def result_of(
        self,
        name: str,
        request: gr.Request,
        size: int,
        read: Callable[..., Any],
        *arguments: Any,
        asking: Asking | None = None,
    ) -> tuple[Any, str]:
        """Return what `read(pipeline, *arguments)` makes in a worker of what `name` names, and "".

        If it fails, this is None and the status line that says why; if the visitor has left or
        stops it by `asking`, None and "".
        """
        asking = asking or Asking()
        try:
            with self.visits.during(request, asking):
                task = self.runner.submit(read, *arguments, size=size)
                return task.result(lambda: asking.stopped), ""
        except NlpkitError as error:
            return None, view.problem(error, view.say(request), name)

    def _open_glossary(self, path: str, target: str, request: gr.Request) -> tuple[Any, str]:
        say = view.say(request)
        text, problem = self.read_upload(path, request, terms.load, target)
        if text is None:
            return gr.skip(), problem
        return text, view.status(say("glossary_opened", name=item_name(path)))


def item_name(path: str) -> str:
    """Return the visitor's file name, without the folder of uploads."""
    return path.replace("\\", "/").rpartition("/")[2]
