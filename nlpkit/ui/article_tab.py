"""The article tab: its layout, and what each control starts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files as resources
from pathlib import Path
from typing import Any, cast

import gradio as gr

from ..errors import NlpkitError
from . import session as sessions
from . import view
from .session import Panels, Session
from .sizes import size_of
from .tab import Tab

PACKAGE = resources(__package__)

# The button of a removed block brings the block back.
KEEP = """
element.addEventListener('click', event => {
  const button = event.target.closest('[data-keep]');
  if (button) trigger('select', {block: Number(button.dataset.keep)});
});
"""


def copy_script(panel: str) -> str:
    return f"() => navigator.clipboard.writeText(document.querySelector('#{panel}').innerText)"


class ArticleTab(Tab):
    """The tab for one article."""

    @property
    def limit(self) -> int:
        """How many characters an article may have."""
        return self.runner.config.limits.page_chars

    def build(self, page: gr.Blocks) -> None:
        """Lay out the tab in `page`, and connect its controls."""
        self.state = gr.State(Session())
        self._inputs()
        self.status = gr.HTML(elem_id="nk-status", padding=False)
        self._outputs()
        self._wire(page)

    def _inputs(self) -> None:
        text = self.text
        # A fixed height: a box that grows with its text is laid out hundreds of times, for seconds.
        self.article = gr.Textbox(
            label=text("article"), placeholder=text("placeholder"), lines=12, max_lines=12,
            elem_id="nk-article",
        )  # fmt: skip
        with gr.Row(elem_id="nk-examples"):
            self.open = gr.UploadButton(
                cast(str, text("open_file")), size="sm", scale=0, min_width=140, elem_id="nk-open"
            )
            self.examples = [
                gr.Button(
                    text(f"example_{name}"),
                    size="sm",
                    scale=0,
                    min_width=200,
                    variant="secondary",
                    elem_id=f"nk-example-{name}",
                )
                for name in ("mixed", "russian")
            ]
        with gr.Row(elem_id="nk-controls", equal_height=False):
            self.target = self.choose_target("nk-target")
            self.length = self.choose_length("nk-length")
        with gr.Row(elem_id="nk-actions"):
            self.go = gr.Button(
                text("go"), variant="primary", scale=0, min_width=280, elem_id="nk-go"
            )
            self.stop = gr.Button(
                text("stop"), interactive=False, scale=0, min_width=140, elem_id="nk-stop"
            )

    def _outputs(self) -> None:
        self.summary = self._panel("summary")
        self.entities = gr.HTML(elem_id="nk-entities", padding=False)
        with gr.Row(equal_height=False):
            with gr.Column(min_width=320):
                self.source = self._panel("source", copies=False)
            with gr.Column(min_width=320):
                self.translation = self._panel("translation")
        self.removed = gr.HTML(elem_id="nk-removed", js_on_load=KEEP, padding=False)
        self.downloads = gr.HTML(elem_id="nk-downloads", padding=False)

    def _panel(self, name: str, *, copies: bool = True) -> gr.HTML:
        with gr.Row(elem_classes="nk-heading"):
            gr.Markdown("## " + self.text(name))
            if copies:
                button = gr.Button(
                    self.text("copy"), size="sm", scale=0, elem_id=f"nk-copy-{name}", min_width=90
                )
                button.click(None, js=copy_script(f"nk-{name}"))
        return gr.HTML(elem_id=f"nk-{name}", padding=False)

    def _wire(self, page: gr.Blocks) -> None:
        outputs = [
            self.status, self.summary, self.source, self.translation, self.removed,
            self.downloads, self.go, self.stop, self.entities, self.state,
        ]  # fmt: skip
        inputs = [self.article, self.target, self.length, self.state]
        page.load(self._hints, outputs=[self.summary, self.source, self.translation], queue=False)
        shown: dict[str, Any] = {"show_progress": "minimal", "show_progress_on": [self.status]}
        checked = self.go.click(
            self._check, [self.article], [self.status], queue=False, api_visibility="private"
        )
        passed = checked.then(self._refuse, [self.article], queue=False, api_visibility="private")
        passed.success(self._run, inputs, outputs, api_name="run", **shown)
        self.removed.select(self._keep, inputs, outputs, api_visibility="private", **shown)
        # The run sees the mark and ends itself: if Gradio cancelled it, an update could come late.
        self.stop.click(_stop, [self.state], queue=False, api_visibility="private")
        self.open.upload(
            self._open,
            [self.open, self.state],
            [self.article, self.status],
            api_visibility="private",
        )
        for button, name in zip(self.examples, ("mixed", "russian"), strict=True):
            sample = PACKAGE.joinpath(f"examples/{name}.txt").read_text(encoding="utf-8")
            button.click(lambda sample=sample: sample, None, self.article, queue=False,
                         api_visibility="private")  # fmt: skip

    def _hints(self, request: gr.Request) -> list[str]:
        say = view.say(request)
        return [view.hint(say(f"{name}_hint")) for name in ("summary", "source", "translation")]

    def _check(self, text: str, request: gr.Request) -> str:
        problem = sessions.check(text, self.limit, view.say(request))
        return view.status(problem, "error") if problem else ""

    def _refuse(self, text: str, request: gr.Request) -> None:
        """End the chain before anything is queued. The status line has said why."""
        if sessions.check(text, self.limit, view.say(request)):
            raise gr.Error(visible=False, print_exception=False)

    def _run(
        self, text: str, target: str, length: str, state: Session, request: gr.Request
    ) -> Iterator[list[Any]]:
        state = Session(text=text, target=target, length=length, opened=state.opened)
        yield from self._drain(state, request)

    def _keep(
        self,
        text: str,
        target: str,
        length: str,
        state: Session,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[list[Any]]:
        # The text as it was run. The text in the box may have been changed since then.
        state = Session(
            text=state.text,
            target=target,
            length=length,
            opened=state.opened,
            keep=state.keep | {int(event.block)},
        )
        yield from self._drain(state, request)

    def _drain(self, state: Session, request: gr.Request) -> Iterator[list[Any]]:
        say = view.say(request)
        problem = sessions.check(state.text, self.limit, say)
        if problem:
            yield _updates(Panels(status=view.status(problem, "error"), running=False), state)
            return
        with self.visits.during(request, state):
            for panels in sessions.run(self.runner, state, say, self.offers):
                yield _updates(panels, state)

    def _open(self, path: str, state: Session, request: gr.Request) -> tuple[Any, str]:
        say, reading = view.say(request), Session()
        size = size_of([Path(path)], self.limit)
        try:
            with self.visits.during(request, reading):
                task = self.runner.submit(sessions.read, path, size=size)
                item = task.result(lambda: reading.stopped)
        except NlpkitError as error:
            message, hint = (
                (part or "").replace(path, item_name(path)) for part in (error.message, error.hint)
            )
            return gr.skip(), view.status(message, "error", hint)
        finally:
            self.kept.drop(Path(path))
        if item is None:  # the visitor has left
            return gr.skip(), ""
        state.opened = item.article
        line = say("opened", name=item_name(path), go=say("go"))
        return item.article.text, view.status(line, "note", " ".join(map(say.flag, item.warnings)))


def item_name(path: str) -> str:
    """Return the visitor's file name, without the folder of uploads."""
    return path.replace("\\", "/").rpartition("/")[2]


def _stop(state: Session) -> None:
    state.stopped = True


def _updates(panels: Panels, state: Session) -> list[Any]:
    shown = [
        gr.skip() if value is None else value
        for value in (
            panels.status, panels.summary, panels.source, panels.translation, panels.removed,
            panels.downloads,
        )
    ]  # fmt: skip
    buttons = [
        gr.update(interactive=not panels.running),
        gr.update(interactive=panels.running),
    ]
    entities = gr.skip() if panels.entities is None else panels.entities
    return [*shown, *buttons, entities, state]
