"""Reads zip archives, with limits on the size of what they unpack to."""

from __future__ import annotations

import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from ..errors import ReadError
from . import raw

# A document may be this many times larger unpacked than the byte limit. It is mostly XML and
# pictures, which pack up to 20 to 1.
_UNPACKED = 20
# An archive of files may unpack to this many times its own size, beyond that limit.
_RATIO = 100
# What the standard library raises on archives that are damaged, protected or packed unusually.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError),
)


class Archive:
    """The members of an open zip archive. Each is read within the limit of `max_bytes`."""

    def __init__(self, source: bytes | Path, where: str, max_bytes: int) -> None:
        """Open the archive that a file or some bytes are. Raises ReadError."""
        if isinstance(source, Path):
            with raw.opened(source):  # says why a file cannot be opened
                pass
        with _named(where):
            data = io.BytesIO(source) if isinstance(source, bytes) else source
            self._opened = zipfile.ZipFile(data)
        self._where = where
        self._max_bytes = max_bytes

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()

    @property
    def names(self) -> list[str]:
        """The names of its files, without folders, in the order of the archive."""
        infos = self._opened.infolist()
        return list(dict.fromkeys(info.filename for info in infos if not info.is_dir()))

    @property
    def unpacked(self) -> int:
        """The size of all members when unpacked, in bytes, as the archive states it."""
        return sum(info.file_size for info in self._opened.infolist())

    def read(self, name: str) -> bytes:
        """Return the bytes of a member.

        Raises ReadError if it is missing, damaged, protected or too large.
        """
        where = f"{self._where}, {name}"
        with _named(where):
            try:
                with self._opened.open(name) as stream:
                    data = stream.read(self._max_bytes + 1)
            except KeyError as error:
                raise ReadError(f"{where}: no such member", hint="check the archive") from error
        if len(data) > self._max_bytes:
            raise raw.too_large(where, self._max_bytes)
        return data


def document(data: bytes, where: str, max_bytes: int) -> Archive:
    """Open the archive of a document. Raises ReadError if it is damaged or far too large."""
    archive = Archive(data, where, max_bytes)
    if archive.unpacked > _UNPACKED * max_bytes:
        hint = "split it, or remove pictures"
        raise ReadError(f"{where} is too large when unpacked", hint=hint, code="too_large")
    return archive


def kind_of(data: bytes) -> str | None:
    """Return the kind of document in a zip archive: `docx`, `odt`, `epub`, or None."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = _beginning(archive, "mimetype") if "mimetype" in names else b""
    except _DAMAGE:
        return None
    if "word/document.xml" in names:
        return "docx"
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    return "epub" if mime.startswith(b"application/epub+zip") else None


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the first bytes of a member; the rest is not unpacked."""
    with archive.open(name) as stream:
        return stream.read(80)


def members(path: str | os.PathLike[str], max_bytes: int) -> list[str]:
    """Return the names of the files in a zip archive, without hidden ones.

    Raises ReadError for one that unpacks to far more than its size, too.
    """
    archive = _kept(path, max_bytes)
    size = Path(path).stat().st_size
    if archive.unpacked > max(_UNPACKED * max_bytes, _RATIO * size):
        hint = "unpack it, and look at what it holds"
        raise ReadError(f"{path} is too large when unpacked", hint=hint, code="too_large")
    return [name for name in archive.names if not _hidden(name)]


def read_member(path: str | os.PathLike[str], name: str, max_bytes: int) -> bytes:
    """Return the bytes of one file of a zip archive. Raises ReadError."""
    return _kept(path, max_bytes).read(name)


def _kept(path: str | os.PathLike[str], max_bytes: int) -> Archive:
    """Return the open archive. The latest one stays open, since its files are read in a row."""
    try:
        state = os.stat(path)
    except OSError:
        state = None
    version = (state.st_mtime_ns, state.st_size) if state else (0, 0)
    return _open(Path(path), version, max_bytes)


@lru_cache(maxsize=1)
def _open(path: Path, version: tuple[int, int], max_bytes: int) -> Archive:
    return Archive(path, str(path), max_bytes)


def _hidden(name: str) -> bool:
    """Return True for hidden files and for the file attributes that macOS packs beside files."""
    parts = name.split("/")
    hidden = (part.startswith(".") and part not in (".", "..") for part in parts)
    return parts[0] == "__MACOSX" or any(hidden)


@contextmanager
def _named(where: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        if "password" in str(error) or "encrypt" in str(error):
            hint = "unpack it with its password, and give the files"
            raise ReadError(
                f"{where} is encrypted with a password", hint=hint, code="encrypted"
            ) from error
        hint = "fetch it again, or open it and save it anew"
        raise ReadError(f"{where} is damaged ({error})", hint=hint, code="damaged") from error
