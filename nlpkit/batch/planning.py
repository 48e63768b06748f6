"""What a batch has to do: which articles, which of them are this machine's, which are done.

Every finished article leaves one line in a manifest beside the results, written after its result
is safely on the disk. An article is done when the manifest knows its content hash under the
signature of the present settings; so a batch that was killed goes on where it stopped, and one
with another model or target starts anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import files, pipeline
from ..config import Config
from ..document import Article
from ..errors import ConfigError, ReadError

FORMATS = ("json", "jsonl", "md", "parquet")


@dataclass(frozen=True, slots=True)
class Task:
    """One article to do.

    `name` is its path below the output folder; `sha256` of the file's bytes or of the record,
    empty where it could not be read; `article` only for files that hold many; `problem` says why
    there is none.
    """

    name: str
    path: Path
    sha256: str
    article: Article | None = None
    problem: str | None = None


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
    """A batch before it runs; `done` and `failed` count what earlier runs left."""

    out: Path
    format: str
    shard: tuple[int, int]
    config: Config
    signature: str
    tasks: tuple[Task, ...]
    finished: tuple[Outcome, ...]

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

    def result_path(self, name: str) -> Path:
        """Where the result of a task lies; jsonl and parquet are put together from such parts."""
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
    """The plan of a batch.

    Raises ConfigError for a bad format or shard, ReadError when there is nothing to read.
    """
    if format not in FORMATS:
        raise ConfigError(f"unknown format {format!r}", hint=f"use one of: {', '.join(FORMATS)}")
    part = parse_shard(shard)
    built = pipeline.build(config)
    signature = (
        f"{built.signature}|to:{config.translator.target}|len:{config.summarizer.length}|{format}"
    )
    empty = Plan(out, format, part, config, signature, (), ())
    tasks = [
        task
        for i, task in enumerate(_tasks(inputs, globs, out, config.limits.max_bytes))
        if i % part[1] == part[0] - 1
    ]
    if not tasks and part[1] == 1:
        raise ReadError(
            f"no files to read in {', '.join(map(str, inputs))}",
            hint="name files or folders of txt, md, html, pdf, docx, eml, jsonl or csv",
        )
    known = read_manifest(empty.manifest) if resume else {}
    finished, left = [], []
    for task in tasks:
        before = known.get(task.name)
        valid = before and (before.sha256, before.signature) == (task.sha256, signature)
        kept = valid and (empty.result_path(task.name).exists() if before.ok else not retry_failed)
        finished.append(before) if kept else left.append(task)
    return Plan(out, format, part, config, signature, tuple(left), tuple(finished))


def parse_shard(text: str) -> tuple[int, int]:
    """`2/4` as (2, 4): the second of four shares. Raises ConfigError."""
    first, _, second = text.partition("/")
    if first.isdecimal() and second.isdecimal() and 1 <= int(first) <= int(second):
        return int(first), int(second)
    raise ConfigError(f"{text!r} is not a shard", hint="write i/n with 1 <= i <= n, such as 1/4")


def suffix(shard: tuple[int, int]) -> str:
    """What tells the files of one share from those of another; nothing where there is only one."""
    return "" if shard[1] == 1 else f"-{shard[0]}-of-{shard[1]}"


def read_manifest(path: Path) -> dict[str, Outcome]:
    """The last outcome of each name; a line cut off by a crash is left out."""
    outcomes: dict[str, Outcome] = {}
    for record in files.read_lines(path) if path.exists() else ():
        try:
            outcome = Outcome(**json.loads(record))
        except (ValueError, TypeError):
            continue
        outcomes[outcome.name] = outcome
    return outcomes


def _tasks(
    inputs: Sequence[Path], globs: Sequence[str], out: Path, max_bytes: int
) -> Iterator[Task]:
    for found in files.discover(inputs, globs, skip=out):
        if files.holds_many(found.path):
            yield from _records(found, max_bytes)
            continue
        try:
            yield Task(found.name, found.path, files.sha256(found.path))
        except ReadError as error:
            yield Task(found.name, found.path, "", problem=str(error))


def _records(found: files.Found, max_bytes: int) -> Iterator[Task]:
    """A task for each record; a bad one, or the end of a bad file, is a task with its problem."""
    number = 0
    try:
        for number, item in enumerate(files.read_many(found.path, max_bytes=max_bytes), 1):
            if isinstance(item, ReadError):
                name = f"{found.name}/record-{number}"
                yield Task(name, found.path, "", problem=str(item))
            else:
                name = f"{found.name}/{files.safe_name(item.article.id)}"
                yield Task(name, found.path, item.sha256, item.article)
    except ReadError as error:
        yield Task(f"{found.name}/record-{number + 1}", found.path, "", problem=str(error))


def as_record(outcome: Outcome) -> dict[str, Any]:
    """The manifest's line."""
    return {field: getattr(outcome, field) for field in Outcome.__slots__}
