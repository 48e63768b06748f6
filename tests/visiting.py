"""Visitors of the page for tests: their files, and a runner that notes what it is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nlpkit
from nlpkit.files import PrivateFolder
from nlpkit.pipeline.tasks import Busy, Task
from nlpkit.pipeline.workers import Here
from nlpkit.ui import many
from nlpkit.ui.downloads import Downloads
from nlpkit.ui.many import Job, Shown, Visit
from nlpkit.ui.view import Strings

SAY = Strings("en")
TEXT = "The library opened in May. Открытие прошло спокойно."


class Noting(Here):
    """A runner that notes the size of each task, and is busy `busy` times before it takes it on."""

    def __init__(self, pipeline: nlpkit.Pipeline) -> None:
        super().__init__(pipeline)
        self.sizes: list[int] = []
        self.busy = self.refused = 0

    def submit(self, work: Callable[..., Any], *arguments: Any, size: int = 0) -> Task:
        if self.refused < self.busy:
            self.refused += 1
            raise Busy("the server is busy", hint="try again in a moment")
        self.refused = 0
        self.sizes.append(size)
        return super().submit(work, *arguments, size=size)


def file(folder: PrivateFolder, text: str = TEXT, name: str = "note.txt") -> Path:
    path = folder.new() / name
    path.write_text(text, encoding="utf-8")
    return path


def run(
    runner: Noting, paths: list[Path], visit: Visit, own: Path, downloads: Downloads
) -> list[Shown]:
    job = Job(paths, "en", "short", "md")
    return list(many.run(runner, job, visit, SAY, own, downloads))
