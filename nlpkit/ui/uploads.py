"""Files that visitors upload: where they lie, how large they may be, when they go."""

from __future__ import annotations

import threading
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
GONE = "the uploaded file is no longer there: choose it again"


class Uploads:
    """The uploaded files and results of each visitor in `folder`, until the visitor leaves.

    Gradio names an uploaded file by its path on the server. Here its name is relative to the
    folder: `receive` answers uploads with it, `resolved` turns it back.
    """

    def __init__(self, folder: PrivateFolder, max_bytes: int) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self._held: dict[str, set[Path]] = {}
        self._lock = threading.Lock()

    def hold(self, visitor: str, paths: Iterable[Path]) -> None:
        """Keep the uploads at these paths until the visitor leaves."""
        with self._lock:
            self._held.setdefault(visitor, set()).update(self.folder.top(path) for path in paths)

    def leave(self, visitor: str) -> None:
        """Remove what was kept for the visitor."""
        with self._lock:
            gone = self._held.pop(visitor, set())
        for path in gone:
            self.folder.discard(path)
        self._expire()

    def drop(self, path: Path) -> None:
        """Remove one upload."""
        self.folder.discard(self.folder.top(path))

    @contextmanager
    def room(self, visitor: str) -> Iterator[Path]:
        """A new folder for results of the visitor, who may leave while they are being made."""
        path = self.folder.new()
        self.hold(visitor, [path])
        try:
            yield path
        finally:
            if path not in self._held.get(visitor, ()):
                self.folder.discard(path)

    def resolved(self, inputs: Any) -> Any:
        """The inputs of a handler with paths in place of the names that `receive` answered.

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
        self._expire()
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
        """The file that goes by this name."""
        return self.folder.find(name)

    def _expire(self) -> None:
        """Remove what no visitor's page has claimed within an hour."""
        with self._lock:
            held = set().union(*self._held.values())
        self.folder.discard_older(HOUR, keep=held)
