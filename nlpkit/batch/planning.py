"""What a batch has to do: which articles, which of them belong to this machine, which are done.

Every finished article adds a line to a manifest beside the results. The line is written after the
result is safely on the disk. An article is done when the manifest has its content hash under the
signature of the present settings. So a batch that was killed continues where it stopped, and a
batch with another model or target begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

from .. import files, pipeline
from ..config import Config
from ..document import Article, Flag
from ..errors import ConfigError, ReadError

FORMATS = ("json", "jsonl", "md", "parquet")


@dataclass(frozen=True, slots=True)
class Task:
    """One article to do.

    - `name` is the path of its result below the output folder.
    - `source` is the name of the file at `path` that is written into the result.
    - `sha256` is that of the file's bytes or of the record; empty where it could not be read.
    - `article`, and the `warnings` of how it was read, are set only for files that hold many.
    - `problem` says why there is no article.
    """

    name: str
    path: Path
    source: str
    sha256: str
    article: Article | None = None
    problem: str | None = None
    warnings: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task; `reason` says why it failed."""

    name: str
    path: str
    sha256: str
    signature: str
    ok: bool
    reason: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A batch before it runs. `done` and `failed` count what earlier runs have left.

    `passed` are files below the inputs whose suffix is none that can be read.
    """

    out: Path
    format: str
    shard: tuple[int, int]
    config: Config
    signature: str
    tasks: tuple[Task, ...]
    finished: tuple[Outcome, ...]
    passed: tuple[Path, ...] = ()

    @property
    def done(self) -> int:
        return sum(outcome.ok for outcome in self.finished)

    @property
    def failed(self) -> int:
        return len(self.finished) - self.done

    @property
    def total(self) -> int:
        return len(self.tasks) + len(self.finished)

    @property
    def manifest(self) -> Path:
        return self.out / ".nlpkit" / f"manifest{suffix(self.shard)}.jsonl"

    def without_tasks(self) -> Plan:
        """Return what a worker needs. Tasks may hold whole articles and are sent one by one."""
        return replace(self, tasks=(), finished=(), passed=())

    def result_path(self, name: str) -> Path:
        """Return where the result of a task is written. jsonl and
        parquet are put together from such parts.
        """
        if self.format == "md":
            return self.out / f"{name}.md"
        folder = self.out if self.format == "json" else self.out / ".nlpkit" / "parts"
        return folder / f"{name}.json"


def plan(
    inputs: Sequence[Path],
    *,
    out: Path,
    config: Config,
    globs: Sequence[str] = (),
    format: str = "json",
    shard: str = "1/1",
    resume: bool = True,
    retry_failed: bool = False,
) -> Plan:
    """Return the plan of a batch.

    Raises ConfigError for a wrong format or shard, and ReadError when there is nothing to read.
    """
    if format not in FORMATS:
        raise ConfigError(f"unknown format {format!r}", hint=f"use one of: {', '.join(FORMATS)}")
    passed = () if globs else tuple(files.passed_over(inputs, skip=out))
    made = Plan(out, format, parse_shard(shard), config, _signature(config, format), (), (), passed)
    tasks = list(_tasks(made, files.discover(inputs, globs, skip=out)))
    if not tasks and made.shard[1] == 1:
        raise ReadError(
            f"no files to read in {', '.join(map(str, inputs))}",
            hint="name files or folders of txt, md, html, pdf, docx, eml, jsonl or csv",
        )
    known = read_manifest(made.manifest) if resume else {}
    finished = {
        task.name: before
        for task in tasks
        if (before := known.get(task.name)) and _stands(made, task, before, retry_failed)
    }
    left = tuple(task for task in tasks if task.name not in finished)
    return replace(made, tasks=left, finished=tuple(finished.values()))


def parse_shard(text: str) -> tuple[int, int]:
    """Return `2/4` as (2, 4): the second of four shares. Raises ConfigError."""
    first, _, second = text.partition("/")
    if first.isdecimal() and second.isdecimal() and 1 <= int(first) <= int(second):
        return int(first), int(second)
    raise ConfigError(f"{text!r} is not a shard", hint="write i/n with 1 <= i <= n, such as 1/4")


def suffix(shard: tuple[int, int]) -> str:
    """Return what tells the files of one share from those of
    another; "" where there is only one.
    """
    return "" if shard[1] == 1 else f"-{shard[0]}-of-{shard[1]}"


def read_manifest(path: Path) -> dict[str, Outcome]:
    """Return the last outcome of each name. A line that a crash cut off is left out."""
    outcomes: dict[str, Outcome] = {}
    for record in files.read_lines(path) if path.exists() else ():
        try:
            outcome = Outcome(**json.loads(record))
        except (ValueError, TypeError):
            continue
        outcomes[outcome.name] = outcome
    return outcomes


def _signature(config: Config, format: str) -> str:
    made = pipeline.build(config).signature
    return f"{made}|to:{config.translator.target}|len:{config.summarizer.length}|{format}"


def _stands(made: Plan, task: Task, before: Outcome, retry_failed: bool) -> bool:
    """Say whether an earlier outcome is still valid for the task."""
    if (before.sha256, before.signature) != (task.sha256, made.signature):
        return False
    return made.result_path(task.name).exists() if before.ok else not retry_failed


def _is_mine(name: str, shard: tuple[int, int]) -> bool:
    # Shared by the name, not by the place in the list, so that the share of a file stays the same
    # when other files come or go.
    return crc32(name.encode("utf-8")) % shard[1] == shard[0] - 1


def _tasks(made: Plan, found: Iterable[files.Found]) -> Iterator[Task]:
    for path, name in found:
        if files.holds_many(path):
            records = _records(path, name, made.config.limits.max_bytes)
            yield from (task for task in records if _is_mine(task.name, made.shard))
        elif _is_mine(name, made.shard):
            yield _task(path, name)


def _task(path: Path, name: str) -> Task:
    try:
        return Task(name, path, str(path), files.sha256(path))
    except ReadError as error:
        return Task(name, path, str(path), "", problem=str(error))


def _records(path: Path, folder: str, max_bytes: int) -> Iterator[Task]:
    """Yield a task for each record.

    A bad record, or the end of a bad file, is a task with its problem.

    Guarantees: names differ, also on disks that ignore case (no id makes a name with `#`).
    """
    taken: set[str] = set()
    number = 0
    try:
        for number, item in enumerate(files.read_many(path, max_bytes=max_bytes), 1):
            if isinstance(item, ReadError):
                yield Task(f"{folder}/#{number}", path, str(path), "", problem=str(item))
                continue
            name = files.safe_name(item.article.id)
            clash = f"#{number}" if name.casefold() in taken else ""
            taken.add(name.casefold())
            name = f"{folder}/{name}{clash}"
            yield Task(name, path, str(path), item.sha256, item.article, warnings=item.warnings)
    except ReadError as error:
        yield Task(f"{folder}/#{number + 1}", path, str(path), "", problem=str(error))


def as_record(outcome: Outcome) -> dict[str, Any]:
    """Return the manifest's line."""
    return {field: getattr(outcome, field) for field in Outcome.__slots__}
