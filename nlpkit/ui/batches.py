"""The files of a visitor's run: their names, what became of them, and what can be downloaded.

Worker processes import this module, so it imports no Gradio.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from .. import files
from ..batch import outputs, planning
from ..batch.manifest import Outcome
from ..batch.planning import Plan
from ..batch.worker import failure_of
from ..errors import NlpkitError
from ..glossary import Glossary
from .downloads import Gone, Make

ARCHIVE = "nlpkit-results.zip"
TABLE = "nlpkit-results.csv"
# Names that need no quoting in an address or a header. `result-1.txt` is the name of another file.
_SAFE = re.compile(r"(?i:(?!result-\d))[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}")


@dataclass
class Batch:
    """The files of a run, and the outcome of each that has one, by its place in the plan.

    `unwritten` are the files of records that could not be written, with the reasons.
    """

    plan: Plan
    glossary: Glossary
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    unwritten: dict[Path, NlpkitError] = field(default_factory=dict)

    def output(self, at: int) -> Path:
        """Return the file in which the visitor finds the result at this place of the plan."""
        task = self.plan.tasks[at]
        return self.plan.output_path(task.name, task.source)

    def outcome(self, at: int) -> Outcome | None:
        """Return the outcome at this place of the plan, if there is one.

        A record that is done has failed if the file of its records could not be written.
        """
        outcome = self.outcomes.get(at)
        if outcome is None or not outcome.ok:
            return outcome
        error = self.unwritten.get(self.output(at))
        return failure_of(self.plan, self.plan.tasks[at], error) if error else outcome

    def tables(self) -> dict[tuple[Path, str], dict[str, Outcome]]:
        """Return the files of records that come back as such, with the outcomes of their records.

        The keys are those of `Plan.tables`. A file is left out if none of its records is done.
        """
        done: dict[Path, dict[str, Outcome]] = {}
        for at, outcome in self.outcomes.items():
            if outcome.ok:
                done.setdefault(self.output(at), {})[outcome.name] = outcome
        paths = {table: self.plan.table_path(table[1]) for table in self.plan.tables}
        return {table: done[path] for table, path in paths.items() if path in done}


def named(plan: Plan, paths: Sequence[Path]) -> Plan:
    """Return the plan with file names as the visitor knows them, without server folders.

    `paths` are the uploaded files, of which each lies in a folder of its own. If two of them have
    one name, the second gets a number.
    """
    base = os.path.commonpath([path.parent for path in paths])
    names: list[str] = []
    for task in plan.tasks:
        folders = len(task.path.parent.relative_to(base).parts)
        names.append(task.name.split("/", folders)[folders])
    uploads = {
        task.path: name.partition("/")[0] for task, name in zip(plan.tasks, names, strict=True)
    }
    chosen = dict(zip(uploads, _distinct(uploads.values()), strict=True))
    tasks = []
    for task, name in zip(plan.tasks, names, strict=True):
        _, slash, rest = name.partition("/")
        source = f"{task.path.name}/{task.member}" if task.member else task.path.name
        tasks.append(replace(task, name=f"{chosen[task.path]}{slash}{rest}", source=source))
    return replace(plan, tasks=tuple(tasks), tables=planning.tables_of(tasks))


def _distinct(names: Iterable[str]) -> list[str]:
    """Return the names, of which no two are alike on a disk that ignores case.

    The first of equal names stays as it is. Each other gets the first number that is free.
    """
    names = list(names)
    taken = {name.casefold() for name in names}
    numbers = Counter[str]()
    distinct = []
    for name in names:
        key, end = name.casefold(), planning.ending(name)
        numbers[key] += 1
        free = name
        while numbers[key] > 1:
            free = f"{name.removesuffix(end)}-{numbers[key]}{end}"
            if free.casefold() not in taken:
                break
            numbers[key] += 1
        taken.add(free.casefold())
        distinct.append(free)
    return distinct


def made(batch: Batch) -> dict[str, Make]:
    """Return what can be downloaded: the table, each result, and all results in one archive."""
    seen = {at: found for at in batch.outcomes if (found := batch.outcome(at))}
    makers: dict[str, Make] = {TABLE: lambda: outputs.table([*seen.values()], {})}
    names = offered(batch.plan)
    for at, outcome in seen.items():
        if outcome.ok:
            makers[ARCHIVE] = partial(_zip, batch.plan.out)
            makers[names[at]] = partial(_there, batch.output(at))
    return makers


def offered(plan: Plan) -> list[str]:
    """Return the name under which the result of each task is offered.

    Records that come back in one file have one name. Translated files keep their names where these
    are safe and differ from all before; other results are numbered.
    """
    names: dict[Path, str] = {}
    taken = {ARCHIVE, TABLE}
    paths = [plan.output_path(task.name, task.source) for task in plan.tasks]
    for i, path in enumerate(paths):
        if path in names:
            continue
        safe = plan.format == planning.SAME and _SAFE.fullmatch(path.name)
        keeps = safe and path.name.lower() not in taken
        names[path] = path.name if keeps else f"result-{i + 1}{planning.ending(path.name)}"
        taken.add(names[path].lower())
    return [names[path] for path in paths]


def _there(path: Path) -> Path:
    """Return the path. Raises Gone if the result was removed with the visitor."""
    if not path.is_file():
        raise Gone
    return path


def _zip(results: Path) -> Path:
    """Return the path of a zip of the results beside them, made on request.

    Raises Gone if the results were removed with the visitor.
    """
    archive = results.with_name(ARCHIVE)
    if not results.is_dir():
        raise Gone
    files.zip_folder(results, archive)
    return archive
