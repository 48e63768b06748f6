"""The files tab: its layout, and what each control starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from ..batch.planning import SAME
from . import many, view
from .many import Job, Shown, Visit
from .tab import PRIVATE, Tab
from .terms import read as read_glossary

# The browser shows this at once: an answer of the server might come after the end of the run.
SAY_STOPPING = """
visit => {
  const line = document.querySelector('#nk-files-status [data-stopping]');
  if (line) line.textContent = line.dataset.stopping;
  return visit;
}
"""

# A button of the table tries a file again. The table stays sorted as it was.
TABLE = """
element.addEventListener('click', event => {
  const button = event.target.closest('[data-again]');
  if (button) trigger('select', {at: Number(button.dataset.again)});
});
watch('value', () => window.nlpkit.listed());
"""

FORMATS = {"Markdown": "md", "HTML": "html", "JSON": "json"}


class FilesTab(Tab):
    """The tab for many files."""

    def build(self) -> None:
        """Lay out the tab, and connect its controls."""
        text = self.text
        self.state = gr.State(Visit())
        self.uploads = gr.File(
            label=text("drop_files"), file_count="multiple", elem_id="nk-uploads", height=180
        )
        with gr.Row(elem_id="nk-files-controls", equal_height=False, elem_classes="nk-controls"):
            self.target = self.choose_target()
            self.length = self.choose_length()
            self.format = gr.Radio(
                choices=[*FORMATS.items(), (text("own_format"), SAME)],
                value="md",
                label=text("results_as"),
                min_width=200,
            )
        self.glossary, self.glossary_file = self.type_glossary("nk-files")
        with gr.Row(elem_classes="nk-actions"):
            self.go = gr.Button(
                text("go"), variant="primary", scale=0, min_width=280, elem_id="nk-files-go"
            )
            self.stop = gr.Button(
                text("stop"), interactive=False, scale=0, min_width=140, elem_id="nk-files-stop"
            )
        self.status = gr.HTML(elem_id="nk-files-status", padding=False, apply_default_css=False)
        self.table = gr.HTML(
            elem_id="nk-files-table", js_on_load=TABLE, padding=False, apply_default_css=False
        )
        self.archive = gr.HTML(elem_id="nk-files-zip", padding=False, apply_default_css=False)
        self._wire()

    def _wire(self) -> None:
        outputs = [self.status, self.table, self.archive, self.go, self.stop, self.state]
        self.uploads.change(self._keep, [self.uploads], queue=False, api_visibility="private")
        self.go.click(
            self._run,
            [self.uploads, self.target, self.length, self.format, self.glossary],
            outputs,
            show_progress="minimal",
            show_progress_on=[self.status],
            api_visibility="private",
        )
        self.table.select(self._again, [self.state], outputs, **PRIVATE)
        self.wire_glossary(self.glossary, self.glossary_file, self.target, self.status)
        self.stop.click(_stop, [self.state], queue=False, api_visibility="private", js=SAY_STOPPING)

    def _run(
        self,
        uploads: list[str] | None,
        target: str,
        length: str,
        format: str,
        glossary: str,
        request: gr.Request,
    ) -> Iterator[list[Any]]:
        say, visit = view.say(request), Visit()
        if not uploads:
            problem = view.status(say("no_files"), "error")
            yield _updates(Shown(problem, running=False), visit)
            return
        if problem := self.glossary_problem(glossary, target, say):
            yield _updates(Shown(problem, running=False), visit)
            return
        if problem := self.over_rate(request):
            yield _updates(Shown(problem, running=False), visit)
            return
        terms = read_glossary(glossary, target, self.limit)
        job = Job([Path(path) for path in uploads], target, length, format, terms)
        room = self.kept.room(request.session_hash or "")
        with self.visits.during(request, visit), room as own:
            for shown in many.run(self.runner, job, visit, say, own, self.offers):
                yield _updates(shown, visit)

    def _again(self, visit: Visit, request: gr.Request, event: gr.EventData) -> Iterator[list[Any]]:
        """Try a file again that has failed."""
        if problem := self.over_rate(request):
            yield _updates(Shown(problem, archive=None, running=False), visit)
            return
        with self.visits.during(request, visit):
            for shown in many.again(
                self.runner, visit, int(event.at), view.say(request), self.offers
            ):
                yield _updates(shown, visit)

    def _keep(self, uploads: list[str] | None, request: gr.Request) -> None:
        """Keep the uploaded files until the visitor leaves."""
        self.kept.hold(request.session_hash or "", map(Path, uploads or ()))


def _stop(visit: Visit) -> None:
    visit.stopped = True


def _updates(shown: Shown, visit: Visit) -> list[Any]:
    return [
        shown.status,
        gr.skip() if shown.table is None else shown.table,
        gr.skip() if shown.archive is None else shown.archive,
        gr.update(interactive=not shown.running),
        gr.update(interactive=shown.running),
        visit,
    ]
