"""Results are written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from ..errors import WriteError

_HINTS = {
    errno.ENOSPC: "free some space, or write to another disk",
    errno.EDQUOT: "free some space, or write to another disk",
    errno.EACCES: "check the permissions of the folder",
    errno.EPERM: "check the permissions of the folder",
    errno.EROFS: "write to another disk",
    errno.ENOENT: "make the folder first",
    errno.ENOTDIR: "make the folder first",
    errno.ENAMETOOLONG: "give a shorter name",
}


def write_atomic(path: str | os.PathLike[str], data: bytes | str) -> None:
    """Write `data` (text as UTF-8) to `path` by way of a temporary file beside it.

    Guarantees: at any moment, after a crash too, `path` holds the whole old or the whole new
    content; the temporary file is gone when the write failed. Raises WriteError.
    """
    target = Path(path)
    temporary = target.parent / f".nlpkit-{secrets.token_hex(8)}.tmp"
    content = data.encode("utf-8") if isinstance(data, str) else data
    try:
        if target.exists() and not target.is_file():
            what = "a folder" if target.is_dir() else "not a regular file"
            raise WriteError(f"{path} is {what}", hint="give the name of a file")
        try:
            _write(temporary, content)
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
            raise
        _sync(target.parent)
    except OSError as error:
        hint = _HINTS.get(error.errno or 0, "check that the disk and the path are in order")
        message = f"{path} cannot be written: {error.strerror or error}"
        raise WriteError(message, hint=hint) from error


def _write(path: Path, content: bytes) -> None:
    with open(path, "xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Make the new name itself last through a power cut, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
