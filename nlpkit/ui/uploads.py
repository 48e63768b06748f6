"""Stores the files that visitors upload: where, up to which size, and for how long."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.processing_utils import client_utils
from gradio.route_utils import MultiPartException, upload_fn
from gradio.routes import file_upload_statuses

from ..errors import FileTooLarge, ReadError
from ..files import PrivateFolder

HOUR = 3600
# seconds that a page may be without a connection, since networks and proxies interrupt it
GRACE = 10
GONE = "the uploaded file is no longer there: choose it again"


class Uploads:
    """The uploaded files and results of each visitor in `folder`, until the visitor leaves.

    A visitor has left when their page has had no connection for GRACE seconds.

    Gradio names an uploaded file by its path on the server. Here its name is relative to the
    folder: `receive` answers uploads with it, `resolved` turns it back.
    """

    def __init__(self, folder: PrivateFolder, max_bytes: int) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self._held: dict[str, set[Path]] = {}
        self._connections: Counter[str] = Counter()
        self._away: dict[str, float] = {}  # since when; of those for whom something is kept
        self._lock = threading.Lock()

    def come(self, visitor: str) -> None:
        """Note that a page of the visitor's is connected."""
        with self._lock:
            self._connections[visitor] += 1
            self._away.pop(visitor, None)

    def leave(self, visitor: str) -> None:
        """Note that such a connection has ended. Files are removed unless the visitor returns."""
        with self._lock:
            self._connections[visitor] -= 1
            if self._connections[visitor] <= 0:
                del self._connections[visitor]
                if visitor in self._held:
                    self._go(visitor)

    def hold(self, visitor: str, paths: Iterable[Path]) -> None:
        """Keep the uploads at these paths until the visitor leaves.

        A visitor without a connection counts as away, and may still come back.
        """
        with self._lock:
            self._held.setdefault(visitor, set()).update(self.folder.top(path) for path in paths)
            if visitor not in self._connections:
                self._go(visitor)

    def _go(self, visitor: str) -> None:
        self._away[visitor] = time.monotonic()
        timer = threading.Timer(GRACE, self.sweep)
        timer.daemon = True
        timer.start()

    def sweep(self) -> None:
        """Remove the files of visitors who have left, and files that nobody claimed in an hour."""
        with self._lock:
            latest = time.monotonic() - GRACE
            left = [visitor for visitor, since in self._away.items() if since <= latest]
            gone = [path for visitor in left for path in self._held.pop(visitor)]
            for visitor in left:
                del self._away[visitor]
            held = set().union(*self._held.values())
        for path in gone:
            self.folder.discard(path)
        self.folder.discard_older(HOUR, keep=held)

    def drop(self, path: Path) -> None:
        """Remove one upload."""
        self.folder.discard(self.folder.top(path))

    @contextmanager
    def room(self, visitor: str) -> Iterator[Path]:
        """Provide a new folder for results of the visitor, who may leave while they are made."""
        path = self.folder.new()
        self.hold(visitor, [path])
        try:
            yield path
        finally:
            if path not in self._held.get(visitor, ()):
                self.folder.discard(path)

    def resolved(self, inputs: Any) -> Any:
        """Return the inputs of a handler with paths in place of the names that `receive` answered.

        Raises gr.Error where there is no such upload: nothing else on this computer can be named.
        """

        def resolve(file: dict[str, Any]) -> dict[str, Any]:
            path = self.folder.find(str(file["path"]))
            if path is None:
                raise gr.Error(GONE, print_exception=False)
            return {**file, "path": str(path), "url": None}

        return client_utils.traverse(inputs, resolve, client_utils.is_file_obj_with_meta)

    async def receive(self, request: Any, upload_id: str | None) -> list[str]:
        """Store the files of a form; return the names to call them by.

        Raises ReadError for another form, FileTooLarge for a file over the limit.
        """
        await asyncio.to_thread(self.sweep)
        own = self.folder.new()
        progress = file_upload_statuses if upload_id else None
        try:
            paths, _, _ = await upload_fn(
                request, own, self.max_bytes, upload_id, upload_progress=progress
            )
        except MultiPartException as error:
            self.folder.discard(own)
            if "maximum allowed size" not in error.message:
                raise ReadError("not a form with files") from error
            raise FileTooLarge(
                f"the file is larger than {self.max_bytes:,} bytes",
                hint="split it, or raise limits.max_bytes in the server's configuration",
            ) from error
        except BaseException:
            self.folder.discard(own)
            raise
        return [Path(path).relative_to(self.folder.room).as_posix() for path in paths]

    def find(self, name: str) -> Path | None:
        """Return the file that goes by this name."""
        return self.folder.find(name)
