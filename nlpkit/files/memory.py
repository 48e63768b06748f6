"""A table of texts on disk that several processes may read and write: a memory across runs.

It is an SQLite file, with SQLite's own locks. What cannot be read or written counts as not
remembered, since everything in it can be made again.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

MEGABYTES = 200  # a memory is kept below this size
_SECONDS = 30  # to wait for another process that writes
_AT_ONCE = 500  # keys in one query
_SCHEMA = """
CREATE TABLE IF NOT EXISTS memory (
    number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value TEXT NOT NULL
)
"""
# The oldest fifth goes when the memory is full.
_FORGET = """
DELETE FROM memory WHERE number IN (
    SELECT number FROM memory ORDER BY number LIMIT (SELECT 1 + count(*) / 5 FROM memory)
)
"""


class DiskMemory:
    """Values by keys, in one file. Threads that share it take turns.

    Guarantees:
    - No method raises for what is wrong with the file or the disk. A file that is damaged or is no
      memory is replaced by an empty one.
    - The size stays near `megabytes`. The oldest values go first.
    """

    def __init__(self, path: Path, megabytes: float = MEGABYTES) -> None:
        self._path = path
        self._most = megabytes * 1e6
        self._base: sqlite3.Connection | None = None
        try:
            self._base = _opened(path)
        except sqlite3.DatabaseError:
            with contextlib.suppress(OSError, sqlite3.Error):
                path.unlink(missing_ok=True)
                self._base = _opened(path)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Return the values of those keys that have one."""
        found: dict[bytes, str] = {}
        if self._base is None:
            return found
        with contextlib.suppress(sqlite3.Error):
            for first in range(0, len(keys), _AT_ONCE):
                some = keys[first : first + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, value FROM memory WHERE key IN ({marks})"
                found.update(self._base.execute(query, some))
        return found

    def put(self, values: Mapping[bytes, str]) -> None:
        """Remember the values, all or none of them."""
        if self._base is None or not values:
            return
        with contextlib.suppress(sqlite3.Error), self._base:
            self._base.executemany(
                "INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)", values.items()
            )
            if self._size() > self._most:
                self._base.execute(_FORGET)

    def close(self) -> None:
        """Close the file. Nothing is remembered afterwards."""
        if self._base is not None:
            self._base.close()
            self._base = None

    def _size(self) -> int:
        """Return the bytes in use; pages that became free are filled before the file grows."""
        assert self._base is not None
        pages, free, size = (
            self._base.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)


def _opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=_SECONDS, check_same_thread=False)
    base.execute("PRAGMA synchronous=OFF")  # what a power cut damages is made again
    base.execute(_SCHEMA)
    base.execute("SELECT number, key, value FROM memory LIMIT 1")
    base.commit()
    return base
