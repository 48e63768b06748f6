"""The article tab: its layout, and what each control starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from importlib.resources import files as resources
from typing import Any, cast

import gradio as gr

from ..errors import NlpkitError
from ..files.fetching import fetch_page
from ..pipeline import pairs
from ..pipeline.tasks import TooMany
from . import session as sessions
from . import view
from .panels import Panels
from .session import Opened, Session, Settings
from .tab import PRIVATE, Tab, item_name
from .terms import read as read_glossary
from .view import Strings
from .visits import Asking

PACKAGE = resources(__package__)
FETCHES = 8  # pages that are fetched at a time, for all visitors

# The button of a removed block brings the block back, or removes it again.
KEEP = """
element.addEventListener('click', event => {
  const button = event.target.closest('[data-keep]');
  if (button) trigger('select', {block: Number(button.dataset.keep)});
});
"""
# `page.js` asks for other translations of a sentence, and shows the answer there.
ASK = "element.addEventListener('ask', event => trigger('select', event.detail));"
RENDERED = "watch('value', () => window.nlpkit.rendered());"
HISTORY = "watch('value', () => window.nlpkit?.history());"
ANSWERED = "watch('value', () => { if (props.value) window.nlpkit.answered(props.value); });"
# What `page.js` notes: that the text in the box is sent, that it is worked on, that it has changed.
PRESSED = "(text, ...more) => { window.nlpkit.pressed(text); return [text, ...more]; }"
RICH = "(...given) => {{ given[{at}] = window.nlpkit.rich(given[0]); return given; }}"
BEGUN = "watch('value', () => { if (props.value) window.nlpkit.begun(); });"
CHANGED = "text => { window.nlpkit.changed(text); }"


class ArticleTab(Tab):
    """The tab for one article."""

    def build(self, page: gr.Blocks) -> None:
        """Lay out the tab in `page`, and connect its controls."""
        self.state = gr.State(Session())
        # The input is hidden by the style sheet as long as the folded line has something in it.
        self.folded = self._html("folded", BEGUN)
        with gr.Column(elem_id="nk-input"):
            self._inputs()
        with gr.Row(elem_id="nk-status-row", equal_height=False):
            self.status = self._html("status")
            self.stop = gr.Button(
                self.text("stop"), interactive=False, scale=0, min_width=110, elem_id="nk-stop"
            )
        with gr.Column(elem_id="nk-results"):
            self._outputs()
        self._wire(page)

    def _inputs(self) -> None:
        text = self.text
        # A fixed height: a box that grows with its text is laid out hundreds of times, for seconds.
        self.article = gr.Textbox(
            label=text("article"), placeholder=text("placeholder"), lines=9, max_lines=9,
            elem_id="nk-article",
        )  # fmt: skip
        # The page fills it in when it sends a text that was pasted with headings, lists or tables.
        self.rich = gr.Textbox(value="", visible=False)
        self.count = self._html("count")
        self._type_address()
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
            self.source = self.choose_source("nk-source")
            self.swap = gr.Button(
                text("swap"), size="sm", scale=0, min_width=120, visible=self._can_swap,
                elem_id="nk-swap",
            )  # fmt: skip
            self.target = self.choose_target("nk-target")
            self.go = gr.Button(
                text("go"), variant="primary", scale=0, min_width=280, elem_id="nk-go"
            )
        self.glossary, self.glossary_file = self.type_glossary("nk")
        self.history = self._html("history", HISTORY)

    def _type_address(self) -> None:
        allowed = self.runner.config.server.fetch
        with gr.Row(elem_id="nk-web", equal_height=False, visible=allowed):
            self.address = gr.Textbox(
                label=self.text("address"), placeholder="https://", max_lines=1,
                elem_id="nk-address",
            )  # fmt: skip
            self.fetch = gr.Button(
                self.text("fetch"), size="sm", scale=0, min_width=140, elem_id="nk-fetch"
            )

    def _outputs(self) -> None:
        self.old = self._html("old")
        with gr.Row(elem_id="nk-summary-options", equal_height=False):
            self.summary_heading = self._html("summary-heading-bar")
            self.length = self.choose_length("nk-length", label=False)
            self.kind = self.choose_kind("nk-kind")
            self.language = self.choose_summary_language("nk-language")
            self.summary_buttons = self._html("summary-buttons")
        self.summary = self._html("summary")
        self.article_bar = self._html("article-bar")
        self.rows = self._html("rows", ASK + RENDERED)
        self.others = self._html("others", ANSWERED)
        self.removed = self._html("removed", KEEP)
        self.terms = self._html("terms")
        self.entities = self._html("entities")
        self.downloads = self._html("downloads")

    def _html(self, name: str, script: str | None = None) -> gr.HTML:
        return gr.HTML(
            elem_id=f"nk-{name}", js_on_load=script, padding=False, apply_default_css=False
        )

    def _wire(self, page: gr.Blocks) -> None:
        hinted = [
            self.summary_heading, self.summary_buttons, self.article_bar, self.summary, self.rows,
            self.old, self.count, self.history,
        ]  # fmt: skip
        page.load(self._hints, outputs=hinted, queue=False, **PRIVATE)
        outputs = [
            self.status, self.folded, self.summary, self.rows, self.removed, self.terms,
            self.entities, self.downloads, self.go, self.stop, self.state,
        ]  # fmt: skip
        settings = [self.target, self.length, self.source, self.kind, self.language]
        given = [self.article, self.glossary, self.target]
        checked = self.go.click(
            self._check, given, [self.status], queue=False, js=PRESSED, **PRIVATE
        )
        passed = checked.then(self._refuse, given, queue=False, **PRIVATE)
        inputs = [self.article, *settings, self.glossary, self.rich, self.state]
        ran = passed.success(
            self._run, inputs, outputs, api_name="run", show_progress="hidden",
            js=RICH.format(at=inputs.index(self.rich)),
        )  # fmt: skip
        # What was changed while the article was worked on.
        again = [*settings, self.state]
        ran.then(self._change, again, outputs, **PRIVATE)
        for control in (self.length, self.kind, self.language):
            control.input(self._change, again, outputs, trigger_mode="always_last", **PRIVATE)
        self.removed.select(self._keep, [self.state], outputs, **PRIVATE)
        self.rows.select(
            self._others, [self.state], [self.others], trigger_mode="multiple", **PRIVATE
        )
        # The run sees the mark and ends itself: if Gradio cancelled it, an update could come late.
        self.stop.click(_stop, [self.state], queue=False, **PRIVATE)
        self._wire_inputs()

    def _wire_inputs(self) -> None:
        self.article.change(None, [self.article], js=CHANGED)
        self.open.upload(
            self._open, [self.open, self.state], [self.article, self.status], **PRIVATE
        )
        languages = [self.source, self.target]
        self.swap.click(self._swap, [*languages, self.state], languages, queue=False, **PRIVATE)
        for asked in (self.fetch.click, self.address.submit):
            asked(
                self._fetch, [self.address, self.state],
                [self.article, self.status, self.go, self.stop],
                concurrency_limit=FETCHES, concurrency_id="fetch", **PRIVATE,
            )  # fmt: skip
        self.wire_glossary(self.glossary, self.glossary_file, self.target, self.status)
        for button, name in zip(self.examples, ("mixed", "russian"), strict=True):
            sample = PACKAGE.joinpath(f"examples/{name}.txt").read_text(encoding="utf-8")
            button.click(lambda sample=sample: sample, None, self.article, queue=False, **PRIVATE)

    def _hints(self, request: gr.Request) -> list[str]:
        say = view.say(request)
        bars = [view.summary_heading(say), view.summary_buttons(say), view.article_bar(say)]
        hints = [view.hint(say(f"{name}_hint")) for name in ("summary", "article", "old")]
        return [*bars, *hints, view.count(say, self.limit), view.history(say)]

    def _check(self, text: str, glossary: str, target: str, request: gr.Request) -> str:
        return self._problem(text, glossary, target, view.say(request))

    def _refuse(self, text: str, glossary: str, target: str, request: gr.Request) -> None:
        """End the chain before anything is queued. The status line has said why."""
        if self._problem(text, glossary, target, view.say(request)):
            raise gr.Error(visible=False, print_exception=False)

    def _problem(self, text: str, glossary: str, target: str, say: Strings) -> str:
        """Return the status line that says why an article cannot be run; "" where it can."""
        if problem := sessions.check(text, self.limit, say):
            return view.status(problem, "error")
        return self.glossary_problem(glossary, target, say)

    def _run(
        self,
        text: str,
        target: str,
        length: str,
        source: str,
        kind: Any,
        language: Any,
        glossary: str,
        rich: str,
        state: Session,
        request: gr.Request,
    ) -> Iterator[list[Any]]:
        say = view.say(request)
        if len(rich) > self.limit:
            rich = ""
        # What was brought back in this text stays.
        keep = state.keep if (state.text, state.rich) == (text, rich) else frozenset()
        state = Session(text=text, rich=rich, opened=state.opened, keep=keep)
        if problem := self._problem(text, glossary, target, say):
            yield _updates(Panels(status=problem, running=False), state)
            return
        if problem := self.over_rate(request):
            yield _updates(Panels(status=problem, running=False), state)
            return
        terms = read_glossary(glossary, target, self.limit)
        state.settings = Settings(target, length, source, kind, language, terms)
        with self.visits.during(request, state):
            for panels in sessions.run(self.runner, state, say, self.offers):
                yield _updates(panels, state)

    def _change(
        self,
        target: str,
        length: str,
        source: str,
        kind: Any,
        language: Any,
        state: Session,
        request: gr.Request,
    ) -> Iterator[list[Any]]:
        """Make the summary again where its settings have changed."""
        settings = replace(state.settings, length=length, kind=kind, language=language)
        if state.result is None or settings == state.settings:
            yield UNCHANGED
            return
        yield from self._again(state, request, settings=settings)

    def _keep(
        self, state: Session, request: gr.Request, event: gr.EventData
    ) -> Iterator[list[Any]]:
        """Bring a removed block back, or remove it again."""
        if state.result is None:
            yield UNCHANGED
            return
        yield from self._again(state, request, keep=state.keep ^ {int(event.block)})

    def _again(
        self,
        state: Session,
        request: gr.Request,
        *,
        settings: Settings | None = None,
        keep: frozenset[int] | None = None,
    ) -> Iterator[list[Any]]:
        """Make the summary again with other settings, or with other blocks brought back."""
        if problem := self.over_rate(request):
            yield _updates(Panels(status=problem, running=False), state)
            return
        state.settings = settings or state.settings
        state.keep = state.keep if keep is None else keep
        state.stopped = False
        with self.visits.during(request, state):
            for panels in sessions.change(
                self.runner, state, view.say(request), self.offers, blocks=keep is not None
            ):
                yield _updates(panels, state)

    def _others(self, state: Session, request: gr.Request, event: gr.EventData) -> Any:
        """Return other translations of a piece that the visitor chose."""
        piece, asking = state.pieces.get(int(event.piece)), Asking()
        if piece is None or state.result is None:
            return gr.skip()
        number, say = int(event.number), view.say(request)
        try:
            self.visits.admit(request)
        except TooMany as error:
            return view.others_failed(number, error, say)
        with self.visits.during(request, asking):
            shown = sessions.others(self.runner, state, piece, number, lambda: asking.stopped, say)
        return gr.skip() if shown is None else shown

    def _open(self, path: str, state: Session, request: gr.Request) -> tuple[Any, str]:
        opened = self.read_upload(path, request, sessions.read)
        return self._shown(item_name(path), *opened, state, view.say(request))

    def _fetch(self, address: str, state: Session, request: gr.Request) -> Iterator[list[Any]]:
        say = view.say(request)
        if not self.runner.config.server.fetch or not address.strip():
            return
        status = view.status(say("fetching", name=address) + "…", "busy")
        asking = state.fetching = Asking()
        yield [gr.skip(), status, *_buttons(running=True)]
        with self.visits.during(request, asking):
            shown = self._fetched(address, asking, state, request)
        yield [*shown, *_buttons(running=False)]

    def _fetched(
        self, address: str, asking: Asking, state: Session, request: gr.Request
    ) -> tuple[Any, Any]:
        """Return the text of a page for the box, and the status line."""
        if problem := self.over_rate(request):
            return gr.skip(), problem
        say, most = view.say(request), self.runner.config.limits.max_bytes
        try:
            page = fetch_page(address, max_bytes=most, stopped=lambda: asking.stopped)
        except NlpkitError as error:
            return gr.skip(), view.problem(error, say, address)
        if page is not None:
            size = min(len(page.data), self.limit)
            opened, problem = self.result_of(
                address, request, size, sessions.read_page, page, asking=asking
            )
            if opened or problem:
                return self._shown(address, opened, problem, state, say)
        return gr.skip(), view.status(say("stopping_nothing"))

    def _shown(
        self, name: str, opened: Opened | None, problem: str, state: Session, say: Strings
    ) -> tuple[Any, str]:
        """Return the text for the box, and the status line."""
        if opened is None:
            return gr.skip(), problem
        state.opened = opened
        line = say("opened", name=opened.title or name, go=say("go"))
        return opened.text, view.status(line, "note", " ".join(map(say.flag, opened.warnings)))

    @cached_property
    def _models(self) -> list[pairs.Model]:
        return pairs.models(self.runner.config.translator)

    @property
    def _can_swap(self) -> bool:
        """Whether a model translates some pair of languages in both directions."""
        return any(
            self._both_ways(source, target)
            for source in self.runner.sources
            for target in self.runner.targets
        )

    def _both_ways(self, source: str, target: str) -> bool:
        ways = (source, target), (target, source)
        return all(any(model.serves(*way) for model in self._models) for way in ways)

    def _swap(self, source: str, target: str, state: Session) -> tuple[Any, Any]:
        """Return the two languages the other way round, where a model translates both ways.

        Where the source is to be detected, it is the language of the last article.
        """
        if source == "auto" and state.document is not None:
            source = state.document.language
        return (target, source) if self._both_ways(source, target) else (gr.skip(), gr.skip())


def _stop(state: Session) -> None:
    state.stopped = True
    if state.fetching is not None:
        state.fetching.stopped = True


def _buttons(*, running: bool) -> list[Any]:
    """Return the states of the buttons that begin and end a run."""
    return [gr.update(interactive=not running), gr.update(interactive=running)]


UNCHANGED = [gr.skip()] * 11  # what `_updates` returns if nothing has changed


def _updates(panels: Panels, state: Session) -> list[Any]:
    shown = [
        gr.skip() if value is None else value
        for value in (
            panels.status, panels.folded, panels.summary, panels.article, panels.removed,
            panels.terms, panels.entities, panels.downloads,
        )
    ]  # fmt: skip
    return [*shown, *_buttons(running=panels.running), state]
