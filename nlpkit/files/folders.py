"""Which files a command means: folders walked, our own output left out, names for the results."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from ..errors import ReadError
from .reading import SUFFIXES

_PACKED = ("text", "markdown", "html", "eml", "jsonl", "csv")
GLOBS = tuple(f"*{suffix}" for suffix in SUFFIXES) + tuple(
    f"*{suffix}.gz" for suffix, form in SUFFIXES.items() if form in _PACKED
)
# One stands near the start of every result that render makes, or made before the schema changed.
OWN_MARKS = (b"nlpkit/2", b"nlpkit/1")

_LONGEST = 100  # bytes of a name: systems allow 255, and suffixes and folders come on top
_SYSTEM_LONGEST = 255
_ROOM = 20  # bytes for the suffix of the result, `.parquet` say, and a number


class Found(NamedTuple):
    """A file, and the relative name (with its suffix) to write its result under."""

    path: Path
    name: str


def discover(
    paths: Iterable[str | os.PathLike[str]], globs: Sequence[str] = (), *, skip: Path | None = None
) -> list[Found]:
    """The files that `paths` mean: each file, and below each folder those that match a glob.

    Globs are matched, whatever the case, against file names and paths relative to the folder;
    without any, all suffixes that can be read. `skip` is a folder below them that is not walked.
    Guarantees: sorted within each path; each file once; names differ, also on disks that ignore
    case, and stay the same when other files come or go (unless two would clash); hidden files and
    our own results are left out of folders; loops of links end. A folder that cannot be listed is
    itself in the list, so that reading it says why. Raises ReadError for a path that is not there.
    """
    roots = [Path(p) for p in paths]
    several = sum(root.is_dir() for root in roots) > 1
    patterns = [g.lower().removeprefix("**/") for g in globs or GLOBS]
    found: dict[str, Found] = {}
    taken: set[str] = set()
    for root in roots:
        for path, name in _below(root, patterns, skip):
            key = os.path.realpath(path)
            if key not in found:
                prefix = f"{root.resolve().name}/" if several and root.is_dir() else ""
                found[key] = Found(path, _free(_writable(prefix + name), taken))
    return list(found.values())


def passed_over(paths: Iterable[str | os.PathLike[str]], *, skip: Path | None = None) -> list[Path]:
    """The files below the folders of `paths` that `discover` leaves out for their suffix alone."""
    return [
        path
        for root in map(Path, paths)
        if root.is_dir()
        for path in _walk(root, skip, set())
        if path.is_file() and not _matches(path.name.lower(), [*GLOBS]) and not _is_own(path)
    ]


def safe_name(text: str) -> str:
    """`text` as the name of one file, on any system.

    Guarantees: not empty, no separators, not hidden, at most 100 bytes; a text that had
    to be changed carries its hash, so that two do not clash by accident.
    """
    plain = re.sub(r"[^\w.@+-]+", "-", text).strip("-.")
    if text and plain == text and len(text.encode("utf-8")) <= _LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    short = plain.encode("utf-8", "ignore")[: _LONGEST - 9].decode("utf-8", "ignore").strip("-.")
    return f"{short}-{digest}" if short else digest


def _below(root: Path, patterns: list[str], skip: Path | None) -> Iterator[tuple[Path, str]]:
    if not root.exists():
        raise ReadError(f"{root}: no such file or folder", hint="check the path")
    if not root.is_dir():
        yield root, root.name
        return
    for path in _walk(root, skip, set()):
        name = path.relative_to(root).as_posix()
        if path.is_dir():
            yield path, path.name
        elif _matches(name.lower(), patterns) and not _is_own(path):
            yield path, name


def _walk(folder: Path, skip: Path | None, entered: set[str]) -> Iterator[Path]:
    """Files below, in order of name; `entered` are the real paths of folders seen."""
    real = os.path.realpath(folder)
    if real in entered or (entered and skip and real == os.path.realpath(skip)):
        return
    entered.add(real)
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path), skip, entered)
        else:
            yield Path(entry.path)


def _matches(name: str, patterns: list[str]) -> bool:
    base = name.rpartition("/")[2]
    return any(fnmatchcase(base, p) or fnmatchcase(name, p) for p in patterns)


def _is_own(path: Path) -> bool:
    """Whether a file is a result of ours; one that cannot be opened is left for reading to say."""
    if not path.is_file():
        return False
    try:
        with open(path, "rb") as stream:
            start = stream.read(256)
            return any(mark in start for mark in OWN_MARKS)
    except OSError:
        return False


def _writable(name: str) -> str:
    """The name as text, its last part cut (with a hash) where it could take no further suffix."""
    text = os.fsencode(name).decode("utf-8", "replace")
    folder, slash, last = text.rpartition("/")
    fits = len(last.encode("utf-8")) <= _SYSTEM_LONGEST - _ROOM
    return text if fits else f"{folder}{slash}{safe_name(last)}"


def _free(name: str, taken: set[str]) -> str:
    head, dot, suffix = name.rpartition(".")
    candidate, n = name, 1
    while candidate.casefold() in taken:
        n += 1
        candidate = f"{head}-{n}{dot}{suffix}" if dot and head else f"{name}-{n}"
    taken.add(candidate.casefold())
    return candidate
