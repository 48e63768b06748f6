"""A lock file that only one process can hold at a time."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..errors import WriteError

try:
    import fcntl
except ImportError:  # Windows has no such locks: two runs at once are not noticed there
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the file `path` while the block runs. The system releases it however the process ends.

    Raises WriteError, naming the other process, if another process holds it, or if it cannot be
    made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = open(path, "ab+", buffering=0)  # noqa: SIM115 - closed below
    except OSError as error:
        hint = "check the permissions of the folder"
        message = f"{path} cannot be written: {error.strerror or error}"
        raise WriteError(message, hint=hint) from error
    with stream:
        _hold(stream, path, shared)
        with contextlib.suppress(OSError):  # of a full disk: the number only helps to find who
            stream.truncate(0)
            stream.write(str(os.getpid()).encode("ascii"))
        yield


def _hold(stream: BinaryIO, path: Path, shared: bool) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(stream, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
            return
        stream.seek(0)
        holder = stream.read(20).decode("ascii", "replace").strip()
        who = f"process {holder}" if holder else "another process"
        raise WriteError(
            f"{path.parent.parent} is in use: {who} is writing results there",
            hint="wait until it is done, or give another folder to --out",
        ) from error
