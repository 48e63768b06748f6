"""A file that one process at a time holds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import WriteError

try:
    import fcntl
except ImportError:  # Windows has no such locks: two runs at once are not noticed there
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file `path` while the block runs; the system lets go however the process ends.

    Raises WriteError when another process holds it, naming that process, or when it cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = open(path, "a+", encoding="ascii")  # noqa: SIM115 - closed below
    except OSError as error:
        hint = "check the permissions of the folder"
        message = f"{path} cannot be written: {error.strerror or error}"
        raise WriteError(message, hint=hint) from error
    with stream:
        if fcntl is not None:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                stream.seek(0)
                holder = stream.read().strip()
                who = f"process {holder}" if holder else "another process"
                raise WriteError(
                    f"{path.parent.parent} is in use: {who} is writing results there",
                    hint="wait until it is done, or give another folder to --out",
                ) from error
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield
