"""What a batch has to do: which articles, which of them belong to this machine, which are done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from .. import files, pipeline
from ..config import Config
from ..errors import ConfigError, ReadError
from .manifest import Outcome, read_manifest
from .tasks import RECORDS, Task, find, loaded

# A result of its own for each article, its file translated, or one file of all results.
EACH = {"json": ".json", "md": ".md", "html": ".html"}
SAME = "same"
ONE = {"jsonl": ".jsonl", "parquet": ".parquet", "sqlite": ".sqlite"}
FORMATS = (*EACH, SAME, *ONE)
TRANSLATED = "translated"  # the folder of translated files: one may be called index.html
TEXT = ".translation.txt"  # behind the name of a file that comes back as text


@dataclass(frozen=True, slots=True)
class Plan:
    """A batch before it runs. `done` and `failed` count what earlier runs have left.

    `passed` are files below the inputs whose
    suffix is none that can be read; `replaced` counts results that other files of the same names
    left. `tables` are the files of records, with the folders of the names of their tasks.
    """

    out: Path
    format: str
    shard: tuple[int, int]
    config: Config
    signature: str
    tasks: tuple[Task, ...]
    finished: tuple[Outcome, ...]
    passed: tuple[Path, ...] = ()
    columns: files.Columns = files.USUAL
    replaced: int = 0
    tables: tuple[tuple[Path, str], ...] = ()

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
        return self.out / ".nlpkit" / f"manifest{self.suffix}.jsonl"

    @property
    def locks(self) -> tuple[Path, Path]:
        """The files that a run holds: that of the folder, and that of its share."""
        folder = self.out / ".nlpkit"
        return folder / "lock", folder / f"lock-share{self.suffix}"

    @property
    def memory(self) -> Path:
        """The file that keeps translations for later runs with other settings."""
        return self.out / ".nlpkit" / f"translations{self.suffix}.sqlite"

    @property
    def suffix(self) -> str:
        """What tells the files of one share from those of another;
        "" where there is only one share.
        """
        return "" if self.shard[1] == 1 else f"-{self.shard[0]}-of-{self.shard[1]}"

    def loaded(self) -> Iterator[Task]:
        """Yield the tasks. Those that are records get their articles,
        which are read one after another.
        """
        return loaded(self.tasks, self.config.limits.max_bytes, self.columns)

    def without_tasks(self) -> Plan:
        """Return what a worker needs. Tasks may hold whole articles, and are sent one by one."""
        return replace(self, tasks=(), finished=(), passed=(), tables=())

    def result_path(self, name: str, source: str) -> Path:
        """Return where the result of a task is written, by its name and the name of its source.

        Files of many results are put together from these.
        """
        if self.format in EACH:
            return self.out / f"{name}{EACH[self.format]}"
        if self.format == SAME and not files.holds_records(source):
            suffix = TEXT if self.gives_text(source) else ""
            return self.out / TRANSLATED / f"{name}{suffix}"
        return self.out / ".nlpkit" / "parts" / f"{name}.json"

    def gives_text(self, source: str) -> bool:
        """Return whether the translated file is plain text because its own format cannot be
        written.
        """
        own = files.holds_records(source) or files.is_translatable(source)
        return self.format == SAME and not own

    def output_path(self, name: str, source: str) -> Path:
        """Return the file in which a reader finds the result of a task.

        It is that of `result_path`, but records that come back in their own format share one.
        """
        if self.format == SAME and files.holds_records(source):
            return self.table_path(name.rpartition("/")[0])
        return self.result_path(name, source)

    def table_path(self, folder: str) -> Path:
        """Return where the translated file of records is written whose tasks lie in `folder`."""
        path = Path(folder.removesuffix(RECORDS))
        ends = ending(path.name)
        name = f"{path.name.removesuffix(ends)}{self.suffix}{ends}"
        return self.out / TRANSLATED / path.with_name(name)


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
    columns: files.Columns = files.USUAL,
    wait: bool = False,
) -> Plan:
    """Return the plan of a batch. Its configuration names the models that "auto" stands for.

    Raises ConfigError for a wrong format or shard, and ReadError when there is nothing to read.
    """
    if format not in FORMATS:
        raise ConfigError(f"unknown format {format!r}", hint=f"use one of: {', '.join(FORMATS)}")
    passed = () if globs else tuple(files.passed_over(inputs, skip=out))
    by, part = pipeline.build(config), parse_shard(shard)
    made = Plan(out, format, part, by.config, _signature(by, format), (), (), passed, columns)
    tasks = list(_mine(files.discover(inputs, globs, skip=out), made))
    if not tasks and made.shard[1] == 1 and not wait:
        raise ReadError(
            f"no files to read in {', '.join(map(str, inputs))}",
            hint="name files or folders of txt, md, html, pdf, docx, eml, jsonl, csv and the like",
        )
    _check_inputs_stay(made, tasks)
    known = read_manifest(made.manifest) if resume else {}
    finished = {
        task.name: before
        for task in tasks
        if (before := known.get(task.name)) and _stands(made, task, before, retry_failed)
    }
    left = tuple(task for task in tasks if task.name not in finished)
    others = sum(task.name in known and known[task.name].path != task.source for task in left)
    done = tuple(finished.values())
    return replace(made, tasks=left, finished=done, replaced=others, tables=tables_of(tasks))


def ending(name: str) -> str:
    """Return the suffix of the name of a file, with the one before it where both say what it is:
    `.csv.gz`, `.translation.txt`.
    """
    if name.endswith(TEXT):
        return TEXT
    path = Path(name)
    packed = path.suffix.lower() in files.PACKED
    return "".join(path.suffixes[-2:] if packed else path.suffixes[-1:])


def parse_shard(text: str) -> tuple[int, int]:
    """Return `2/4` as (2, 4): the second of four shares. Raises ConfigError."""
    first, _, second = text.partition("/")
    if first.isdecimal() and second.isdecimal() and 1 <= int(first) <= int(second):
        return int(first), int(second)
    raise ConfigError(f"{text!r} is not a shard", hint="write i/n with 1 <= i <= n, such as 1/4")


def _mine(found: Iterable[files.Found], made: Plan) -> Iterator[Task]:
    """Return the tasks of this share.

    Shares are made by the names, so they stay the same when other files come or go.
    """
    number, of = made.shard
    for task in find(found, made.config.limits.max_bytes, made.columns):
        if crc32(task.name.encode("utf-8")) % of == number - 1:
            yield task


def tables_of(tasks: Iterable[Task]) -> tuple[tuple[Path, str], ...]:
    """Return each file of records once, with the folder of the names of its tasks."""
    found = ((task.path, task.name.rpartition("/")[0]) for task in tasks if task.number)
    return tuple(dict.fromkeys(found))


def _check_inputs_stay(made: Plan, tasks: Iterable[Task]) -> None:
    """Raise ConfigError if a translated file would be written over a file that is read."""
    for task in tasks if made.format == SAME else ():
        written = made.output_path(task.name, task.source)
        if written.exists() and task.path.exists() and written.samefile(task.path):
            raise ConfigError(
                f"{task.source} would be overwritten", hint="give another folder to --out"
            )


def _signature(by: pipeline.Pipeline, format: str) -> str:
    made, target = by.signature, by.config.translator.target
    if format == SAME:
        return f"{translated_by(made)}|to:{target}|{format}"
    form = format if format in EACH else "parts"
    return f"{made}|to:{target}|len:{by.config.summarizer.length}|{form}"


def translated_by(signature: str) -> str:
    """Return the parts of a signature that a translation depends on."""
    return "|".join(p for p in signature.split("|") if p.startswith(("nlpkit:", "tr:")))


def _stands(made: Plan, task: Task, before: Outcome, retry_failed: bool) -> bool:
    """Return whether an earlier outcome is still valid for the task."""
    if (before.sha256, before.signature) != (task.sha256, made.signature):
        return False
    return made.result_path(task.name, task.source).exists() if before.ok else not retry_failed
