"""A folder in the temporary folder that belongs to one process and is removed with it."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Container
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: an open file cannot be deleted there, which tells the same
    fcntl = None  # type: ignore[assignment]

PREFIX = "nlpkit-served-"
BEGUN = "nlpkit-begun-"
LOCK = "lock"


class PrivateFolder:
    """A folder with mode 0700 for files of this process. `close` removes it.

    If the process is killed, the next PrivateFolder removes it. For that, each folder holds a file
    that is locked as long as its process lives. The system unlocks the file however the process
    ends, so only folders of dead processes can be locked by others.
    """

    def __init__(self) -> None:
        _remove_left_behind()
        begun = Path(tempfile.mkdtemp(prefix=BEGUN))
        self._lock = os.open(begun / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        _locks(self._lock)
        # Others look only at folders with this name, so none removes one that is not locked yet.
        self.path = begun.rename(begun.with_name(PREFIX + begun.name.removeprefix(BEGUN)))

        self.room = self.path / "room"
        self.room.mkdir(mode=0o700)

    def new(self) -> Path:
        """Make a folder inside this one, with a name that nobody can guess."""
        path = self.room / secrets.token_hex(16)
        path.mkdir(mode=0o700)
        return path

    def top(self, path: Path) -> Path:
        """Return the folder made by `new` in which the path lies."""
        return self.room / path.relative_to(self.room).parts[0]

    def find(self, name: str) -> Path | None:
        """Return the file of this name, relative to this folder, if there is one."""
        try:
            path = (self.room / name).resolve()
            return path if path.is_relative_to(self.room.resolve()) and path.is_file() else None
        except (OSError, ValueError):
            return None

    def discard(self, path: Path) -> None:
        """Remove a file or folder inside this one, if it is still there."""
        shutil.rmtree(path, ignore_errors=True)
        if path.is_file():
            path.unlink(missing_ok=True)

    def discard_older(self, seconds: float, *, keep: Container[Path]) -> None:
        """Remove what has been in the folder for more than
        `seconds`, except the paths in `keep`.
        """
        for path in self.room.glob("*"):
            try:
                if path not in keep and path.stat().st_mtime < time.time() - seconds:
                    self.discard(path)
            except FileNotFoundError:
                continue

    def close(self) -> None:
        """Remove the folder with everything in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def _remove_left_behind() -> None:
    for folder in Path(tempfile.gettempdir()).glob(PREFIX + "*"):
        if _is_ours(folder) and _is_left(folder / LOCK):
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Return whether it is a real folder of the same user.

    In a shared temporary folder anyone may make a folder with such a name.
    """
    try:
        found = folder.lstat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return own and folder.is_dir() and not folder.is_symlink()


def _is_left(lock: Path) -> bool:
    try:
        handle = os.open(lock, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        return True  # its removal was interrupted
    except OSError:
        return False
    try:
        return _locks(handle)
    finally:
        os.close(handle)


def _locks(handle: int) -> bool:
    """Return whether the file could be locked, so that no living process holds it."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
