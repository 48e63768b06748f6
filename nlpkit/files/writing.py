"""Writes results whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from ..errors import WriteError

_HINTS = {
    errno.ENOSPC: "free some space, or write to another disk",
    errno.EDQUOT: "free some space, or write to another disk",
    errno.EACCES: "check the permissions of the folder",
    errno.EPERM: "check the permissions of the folder",
    errno.EROFS: "write to another disk",
    errno.ENOENT: "make the folder first",
    errno.ENOTDIR: "a part of the path is a file: give another folder",
    errno.EEXIST: "a part of the path is a file: give another folder",
    errno.ENAMETOOLONG: "give a shorter name",
}

_UNFINISHED = ".nlpkit-"  # how the name of a temporary file begins


def write_atomic(path: str | os.PathLike[str], data: bytes | str) -> None:
    """Write `data` (text as UTF-8) to `path`, whole or not at all; see `atomic`."""
    with atomic(path) as stream:
        stream.write(data.encode("utf-8") if isinstance(data, str) else data)


@contextmanager
def atomic(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Give a stream whose content becomes the file `path` when the block ends without an error.

    See `atomic_path`.
    """
    with atomic_path(path) as temporary, open(temporary, "xb") as stream:
        yield stream


@contextmanager
def atomic_path(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give the path of a temporary file that becomes the file `path` when the block ends well.

    It lies in the same folder. The folder is made where it is missing.

    Guarantees: at any moment, also after a crash, `path` holds either the whole old content or the
    whole new content. The temporary file is removed when the block failed. Raises WriteError.
    """
    target = Path(path)
    temporary = target.parent / f"{_UNFINISHED}{secrets.token_hex(8)}.tmp"
    with _named(path):
        _check_replaceable(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield temporary
            with open(temporary, "rb") as stream:
                os.fsync(stream.fileno())
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        _sync(target.parent)


def remove_unfinished(folder: Path) -> None:
    """Remove the temporary files below a folder that killed processes have left.

    Nobody may be writing there. Files that cannot be removed stay.
    """
    for left in folder.rglob(f"{_UNFINISHED}*.tmp*"):
        with contextlib.suppress(OSError):
            left.unlink()


def zip_folder(folder: Path, path: str | os.PathLike[str]) -> None:
    """Pack the files below `folder` into `path`, whole or not at all.

    Hidden files and folders are left out. Raises WriteError.
    """
    with atomic(path) as stream, ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            name = file.relative_to(folder)
            if file.is_file() and not any(part.startswith(".") for part in name.parts):
                archive.write(file, name)


@contextmanager
def append_lines(path: str | os.PathLike[str]) -> Iterator[Callable[[str], None]]:
    """Give a function that adds one line to the end of the file
    `path`, which is made where missing.

    Guarantees: a line is on the disk when the function returns. A line that a crash cut off is
    ended first. Raises WriteError.
    """
    with _named(path):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        stream = open(path, "ab+", buffering=0)  # noqa: SIM115 - closed below: errors of the block are none of writing

    def append(line: str) -> None:
        with _named(path):
            data = line.encode("utf-8") + b"\n"
            # Nothing is buffered: what a full disk refuses must not be tried again at the end.
            if stream.write(data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(stream.fileno())

    with stream:
        if stream.tell() and _last_byte(stream) != b"\n":
            append("")
        yield append


@contextmanager
def _named(path: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "check that the disk and the path are in order")
        message = f"{path} cannot be written: {error.strerror or error}"
        raise WriteError(message, hint=hint) from error


def _check_replaceable(target: Path) -> None:
    if target.exists() and not target.is_file():
        what = "a folder" if target.is_dir() else "not a regular file"
        raise WriteError(f"{target} is {what}", hint="give the name of a file")


def _last_byte(stream: BinaryIO) -> bytes:
    stream.seek(-1, os.SEEK_END)
    return stream.read(1)


def _sync(folder: Path) -> None:
    """Make sure that the new name of the file survives a power cut, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
