"""Zip archives: what lies in them, with bounds on what they unpack to."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import ReadError
from .raw import too_large

# Unpacked against the byte limit: documents are mostly XML and pictures, which pack up to 20 to 1.
_UNPACKED = 20
# `inflate` reads what a damaged or protected archive raises as one kind of error.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Archive:
    """The members of an open zip archive, each read within the limit of `max_bytes`."""

    def __init__(self, opened: zipfile.ZipFile, where: str, max_bytes: int) -> None:
        self._opened = opened
        self._where = where
        self._max_bytes = max_bytes

    @property
    def names(self) -> list[str]:
        """The names of the files in it, folders left out, in the archive's order."""
        return [info.filename for info in self._opened.infolist() if not info.is_dir()]

    @property
    def unpacked(self) -> int:
        """What all members take unpacked, in bytes, as the archive says."""
        return sum(info.file_size for info in self._opened.infolist())

    def read(self, name: str) -> bytes:
        """Return the bytes of a member. Raises ReadError: not there, damaged,
        protected, too large.
        """
        where = f"{self._where}, {name}"
        with _named(where):
            try:
                with self._opened.open(name) as stream:
                    data = stream.read(self._max_bytes + 1)
            except KeyError as error:
                raise ReadError(f"{where}: no such member", hint="check the archive") from error
        if len(data) > self._max_bytes:
            raise too_large(where, self._max_bytes)
        return data


@contextmanager
def opened(source: bytes | Path, where: str, max_bytes: int) -> Iterator[Archive]:
    """The archive of a file or of bytes. Raises ReadError where it is damaged."""
    with _named(where):
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    with archive:
        yield Archive(archive, where, max_bytes)


@contextmanager
def document(data: bytes, where: str, max_bytes: int) -> Iterator[Archive]:
    """The archive that a document is. Raises ReadError when it is damaged or far too large."""
    with opened(data, where, max_bytes) as archive:
        if archive.unpacked > _UNPACKED * max_bytes:
            hint = "split it, or remove pictures"
            raise ReadError(f"{where} is too large when unpacked", hint=hint)
        yield archive


def kind_of(data: bytes) -> str | None:
    """Return the document that a zip archive is: `docx`, `odt` or `epub`; None for plain files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except _DAMAGE:
        return None
    if "word/document.xml" in names:
        return "docx"
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    return "epub" if mime.startswith(b"application/epub+zip") else None


def members(path: str | os.PathLike[str], max_bytes: int) -> list[str]:
    """Return the names of the files in a zip, hidden ones left out. Raises ReadError."""
    with opened(Path(path), str(path), max_bytes) as archive:
        return [name for name in archive.names if not _hidden(name)]


def read_member(path: str | os.PathLike[str], name: str, max_bytes: int) -> bytes:
    """Return the bytes of one file of a zip. Raises ReadError."""
    with opened(Path(path), str(path), max_bytes) as archive:
        return archive.read(name)


def _hidden(name: str) -> bool:
    """Hidden files, and the copies of file attributes that macOS packs beside the files."""
    parts = name.split("/")
    hidden = (part.startswith(".") and part not in (".", "..") for part in parts)
    return parts[0] == "__MACOSX" or any(hidden)


@contextmanager
def _named(where: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        locked = "password" in str(error) or "encrypt" in str(error)
        if locked:
            hint = "unpack it with its password, and give the files"
            raise ReadError(f"{where} is encrypted with a password", hint=hint) from error
        hint = "fetch it again, or open it and save it anew"
        raise ReadError(f"{where} is damaged ({error})", hint=hint) from error
