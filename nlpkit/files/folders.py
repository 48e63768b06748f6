"""Finds the files that a command means: walks folders, leaves
out our own results, names results.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from ..errors import ReadError
from .archives import members
from .raw import MAX_BYTES, PACKED, opened
from .reading import SUFFIXES, format_of_name, readable

_PACKED = ("text", "markdown", "html", "eml", "jsonl", "csv")
GLOBS = (
    *(f"*{suffix}" for suffix in SUFFIXES),
    *(f"*{suffix}{end}" for suffix, form in SUFFIXES.items() if form in _PACKED for end in PACKED),
)
# Every result that `render` makes, or made before the schema changed, and the table of a batch have
# one of these near their start.
OWN_MARKS = (b"nlpkit/2", b"nlpkit/1", b"status,name,path,sha256")

_LONGEST = 100  # bytes of a name; systems allow 255, and suffixes and folders are added to it
_SYSTEM_LONGEST = 255
_SUFFIX_BYTES = 20  # bytes for a number and the suffix of the result, such as `.parquet`


class Found(NamedTuple):
    """A file, and the relative name (with its suffix) under which its result is written."""

    path: Path
    name: str


def resolve(names: Iterable[str]) -> list[Path]:
    """The paths of the names; one that is a pattern, and no file, stands for what matches it.

    A shell resolves patterns where it can; in a list, or in quotes, they come as they are.
    """
    paths: list[Path] = []
    for name in names:
        found = [] if os.path.exists(name) else sorted(glob.glob(name, recursive=True))
        paths += map(Path, found or [name])
    return paths


def discover(
    paths: Iterable[str | os.PathLike[str]], globs: Sequence[str] = (), *, skip: Path | None = None
) -> list[Found]:
    """Return the files that `paths` mean: each file, and in each folder those that match a glob.

    Globs are compared with file names and with paths relative to the folder; case does not matter.
    Without globs all suffixes that can be read match. `skip` is a folder that is not walked.

    Guarantees:
    - files are sorted within each path, and each file comes once;
    - names differ, also on disks that ignore case. The name of a file that was named itself is its
      path below the deepest folder that holds all of those. Names stay the same when other files
      come or go, unless two names would be equal or that folder becomes another one;
    - hidden files and our own results are left out of folders; links that form a loop end the walk;
    - a folder that cannot be listed is itself in the list, so that reading it says why.

    Raises ReadError for a path that does not exist, if it is the only one; among others it is in
    the list, so that reading it says so.
    """
    roots = [Path(p) for p in paths]
    if len(roots) == 1 and str(roots[0]) != "-" and not os.path.exists(roots[0]):
        raise ReadError(f"{roots[0]}: no such file or folder", hint="check the path")
    several = sum(root.is_dir() for root in roots) > 1
    base = _common_folder(roots)
    patterns = [g.lower().removeprefix("**/") for g in globs or GLOBS]
    found: dict[str, Found] = {}
    taken: dict[str, int] = {}
    for root in roots:
        for path, name in _below(root, base, patterns, skip):
            key = os.path.realpath(path)
            if key not in found:
                prefix = f"{root.resolve().name}/" if several and root.is_dir() else ""
                found[key] = Found(path, _free(_writable(prefix + name), taken))
    return list(found.values())


def passed_over(paths: Iterable[str | os.PathLike[str]], *, skip: Path | None = None) -> list[Path]:
    """Return the files that `discover` leaves out only for their suffix.

    They are those below the folders of `paths`, and those in zip archives.
    """
    passed: list[Path] = []
    for root in map(Path, paths):
        for path in _walk(root, skip, set()) if root.is_dir() else [root]:
            if root.is_dir() and path.is_file() and not _matches(path.name.lower(), [*GLOBS]):
                passed += [] if is_own(path) else [path]
            passed += _unread(path)
    return passed


def listed(path: str) -> list[str]:
    """Return the lines of a file that lists paths, or of standard input for `-`.

    Names that are not UTF-8 stay what they are. Raises ReadError.
    """
    if path == "-":
        data = sys.stdin.buffer.read()
    else:
        with opened(path) as stream:
            data = stream.read()
    return [os.fsdecode(line) for line in data.splitlines() if line]


def safe_name(text: str) -> str:
    """Return `text` as the name of one file, on any system.

    Guarantees: it is not empty, has no separators, is not hidden and has at most 100 bytes. A name
    that had to be changed contains a hash of the text, so that two texts do not get one name.
    """
    plain = re.sub(r"[^\w.@+-]+", "-", text).strip("-.")
    if text and plain == text and len(text.encode("utf-8")) <= _LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    short = plain.encode("utf-8", "ignore")[: _LONGEST - 9].decode("utf-8", "ignore").strip("-.")
    return f"{short}-{digest}" if short else digest


def _common_folder(roots: Sequence[Path]) -> str:
    """Return the deepest folder that holds all files of `roots`, by their paths as they are named.

    Folders and standard input do not count.
    """
    named = [root for root in roots if str(root) != "-" and not os.path.isdir(root)]
    return os.path.commonpath([os.path.dirname(os.path.abspath(p)) for p in named] or ["."])


def _below(
    root: Path, base: str, patterns: list[str], skip: Path | None
) -> Iterator[tuple[Path, str]]:
    if str(root) == "-":
        yield root, "standard-input"
        return
    if not os.path.isdir(root):
        yield root, Path(os.path.relpath(os.path.abspath(root), base)).as_posix()
        return
    for path in _walk(root, skip, set()):
        name = path.relative_to(root).as_posix()
        if path.is_dir():
            yield path, path.name
        elif _matches(name.lower(), patterns) and not is_own(path):
            yield path, name


def _walk(folder: Path, skip: Path | None, entered: set[str]) -> Iterator[Path]:
    """Yield the files below a folder by name; `entered` are the
    real paths of the folders seen so far.
    """
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


def is_own(path: Path) -> bool:
    """Return whether a file is a result of ours.

    A file that cannot be opened is not: reading it says why.
    """
    if not path.is_file():
        return False
    try:
        with open(path, "rb") as stream:
            start = stream.read(256)
            return any(mark in start for mark in OWN_MARKS)
    except OSError:
        return False


def _writable(name: str) -> str:
    """Return the name as text. Its last part is cut, with a hash, where a suffix would not fit."""
    text = os.fsencode(name).decode("utf-8", "replace")
    folder, slash, last = text.rpartition("/")
    fits = len(last.encode("utf-8")) <= _SYSTEM_LONGEST - _SUFFIX_BYTES
    return text if fits else f"{folder}{slash}{safe_name(last)}"


def _free(name: str, taken: dict[str, int]) -> str:
    """Return the name, or one with a number. `taken` has the last number of each name in use."""
    head, dot, suffix = name.rpartition(".")
    candidate, n = name, taken.get(name.casefold(), 0) or 1
    while candidate.casefold() in taken:
        n += 1
        candidate = f"{head}-{n}{dot}{suffix}" if dot and head else f"{name}-{n}"
    taken[name.casefold()] = n
    taken.setdefault(candidate.casefold(), 1)
    return candidate


def _unread(path: Path) -> list[Path]:
    """Return the members of a zip archive that are in no format that can be read."""
    if format_of_name(path) != "zip":
        return []
    try:
        names = members(path, MAX_BYTES)
    except ReadError:
        return []
    known = set(readable(names))
    return [path / name for name in names if name not in known]
