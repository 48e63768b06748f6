"""Finds the articles of a batch in files, in the records of files and in zip archives.

A task holds the name of its article and the hash of its content, not its text. Records of a file
are read again, in order, when they are processed, so memory does not grow with the size of files.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from .. import files
from ..document import Article, Flag
from ..errors import NlpkitError, ReadError

# The files that a batch writes beside the results.
OUTPUTS = re.compile(r"(?:summary|results)[^/]*\.(?:csv|jsonl|parquet|sqlite)")
RECORDS = ".records"  # behind the name of a file of records that is called as one of these
CHANGED = "the file was changed while the batch was running; run it again"


@dataclass(frozen=True, slots=True)
class Task:
    """One article to process.

    - `name` is the path of its result below the output folder.
    - `source` is the name of the file at `path` that is written into the result.
    - `sha256` is the hash of the file's bytes or of the record; empty if it could not be read.
    - `size` is the approximate number of bytes of its text.
    - `member` is its name inside a zip archive, `number` its place (from 1) among the records of a
      file.
    - `article`, and the `warnings` from reading it, are set once it is read.
    - `problem` says why there is no article.
    """

    name: str
    path: Path
    source: str
    sha256: str
    size: int = 0
    member: str | None = None
    number: int | None = None
    article: Article | None = None
    problem: str | None = None
    warnings: tuple[Flag, ...] = ()


def find(found: Iterable[files.Found], max_bytes: int, columns: files.Columns) -> Iterator[Task]:
    """Yield a task for each article of the files. A file that cannot be read gives a task with a
    problem.
    """
    for path, name in found:
        if str(path) == "-":
            yield _standard_input(name, max_bytes)
        elif files.format_of_name(path) == "zip":
            yield from _members(path, name, max_bytes)
        elif files.holds_many(path):
            folder = f"{name}{RECORDS}" if OUTPUTS.fullmatch(name) else name
            yield from records(path, folder, max_bytes, columns)
        else:
            yield _file(path, name)


def loaded(tasks: Iterable[Task], max_bytes: int, columns: files.Columns) -> Iterator[Task]:
    """Yield the tasks in order. Those that are records of a file get their articles, unless they
    have them.
    """

    def unread(task: Task) -> Path | None:
        return task.path if task.number and task.article is None else None

    for path, group in groupby(tasks, key=unread):
        if path is None:
            yield from group
            continue
        records = enumerate(files.read_many(path, max_bytes=max_bytes, columns=columns), 1)
        for task in group:
            yield task if task.problem else _with_article(task, records)


def read_article(task: Task, max_bytes: int) -> files.Item:
    """Return the article of a task. Raises ReadError."""
    if task.problem is not None:
        raise ReadError(task.problem)
    if task.article is not None:
        return files.Item(task.article, task.sha256, task.source, task.warnings)
    return files.read(task.path, member=task.member, max_bytes=max_bytes)


def _with_article(task: Task, records: Iterator[tuple[int, files.Item | ReadError]]) -> Task:
    try:
        item = next((item for number, item in records if number == task.number), None)
    except ReadError as error:
        return replace(task, problem=str(error))
    if not isinstance(item, files.Item) or item.sha256 != task.sha256:
        return replace(task, problem=CHANGED)
    return replace(task, article=item.article, warnings=item.warnings)


def _standard_input(name: str, max_bytes: int) -> Task:
    try:
        item = files.read("-", max_bytes=max_bytes)
    except ReadError as error:
        return Task(name, Path("-"), "-", "", problem=str(error))
    size = len(item.article.text)
    path = Path("-")
    return Task(name, path, "-", item.sha256, size, article=item.article, warnings=item.warnings)


def _file(path: Path, name: str) -> Task:
    try:
        return Task(name, path, _shown(path), files.sha256(path), path.stat().st_size)
    except (ReadError, OSError) as error:
        return Task(name, path, _shown(path), "", problem=_text(str(error)))


def _members(path: Path, folder: str, max_bytes: int) -> Iterator[Task]:
    """Yield a task for each file of a zip archive whose format can be read."""
    taken: set[str] = set()
    try:
        names = files.readable(files.members(path, max_bytes))
        if not names:
            hint = "name its files by their formats: .txt, .html and the like"
            raise ReadError(f"{path} holds no files that can be read", hint=hint)
    except ReadError as error:
        yield Task(folder, path, _shown(path), "", problem=_text(str(error)))
        return
    for number, member in enumerate(names, 1):
        safe = "/".join(files.safe_name(part) for part in member.split("/") if part)
        name = f"{folder}/{_free(safe, taken, number)}"
        source = f"{_shown(path)}/{member}"
        try:
            data = files.read_member(path, member, max_bytes)
        except ReadError as error:
            yield Task(name, path, source, "", problem=_text(str(error)))
            continue
        digest = hashlib.sha256(data).hexdigest()
        yield Task(name, path, source, digest, len(data), member=member)


def records(path: Path, folder: str, max_bytes: int, columns: files.Columns) -> Iterator[Task]:
    """Yield a task for each record of a file. `folder` is the first part of their names.

    A bad record, or the end of a bad file, is a task with its problem.
    """
    taken: set[str] = set()
    number, source = 0, _shown(path)
    try:
        items = files.read_many(path, max_bytes=max_bytes, columns=columns)
        for number, item in enumerate(items, 1):
            if isinstance(item, ReadError):
                name, problem = f"{folder}/#{number}", _text(str(item))
                yield Task(name, path, source, "", number=number, problem=problem)
                continue
            name = f"{folder}/{_free(files.safe_name(item.article.id), taken, number)}"
            size = len(item.article.text)
            yield Task(name, path, source, item.sha256, size, number=number)
    except NlpkitError as error:
        yield Task(f"{folder}/#{number + 1}", path, source, "", problem=_text(str(error)))


def _shown(path: Path) -> str:
    """Return the path as text; a name that is not UTF-8 has � in it."""
    return _text(str(path))


def _text(value: str) -> str:
    return os.fsencode(value).decode("utf-8", "replace")


def _free(name: str, taken: set[str], number: int) -> str:
    """Return the name or, if it is taken, the name with `#` and the number. No id contains `#`.

    Names also differ on disks that ignore case.
    """
    clash = f"#{number}" if name.casefold() in taken else ""
    taken.add(name.casefold())
    return name + clash
