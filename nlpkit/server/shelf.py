"""Holds files that were made for clients until they are fetched, in memory and for a short time."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict

SECONDS = 1800
MOST_BYTES = 200_000_000  # of all files together; the oldest go first


class Shelf:
    """Files by names that nobody can guess. Threads may share it.

    Guarantees: a file is there for `seconds`, unless newer ones need its room.
    """

    def __init__(self, seconds: float = SECONDS, most: int = MOST_BYTES) -> None:
        self._seconds = seconds
        self._most = most
        self._lock = threading.Lock()
        self._files: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        self._size = 0

    def put(self, data: bytes, suffix: str) -> str:
        """Take a file, and return its name."""
        name = secrets.token_urlsafe(24) + suffix
        with self._lock:
            self._files[name] = time.monotonic(), data
            self._size += len(data)
            self._clear()
        return name

    def get(self, name: str) -> bytes | None:
        """Return the file of this name, or None if it is not there any more."""
        with self._lock:
            self._clear()
            found = self._files.get(name)
        return None if found is None else found[1]

    def _clear(self) -> None:
        late = time.monotonic() - self._seconds
        while self._files:
            put, data = next(iter(self._files.values()))
            if put > late and self._size <= self._most:
                return
            self._files.popitem(last=False)
            self._size -= len(data)
