"""Reads the raw bytes of a file or of standard input, up to a limit; decompresses gzip and zstd."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from ..errors import ReadError
from ..extras import require

MAX_BYTES = 20_000_000
PACKED = (".gz", ".zst")  # suffixes after which the one below says the format
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_DAMAGE = (gzip.BadGzipFile, EOFError, zlib.error)


def load(path: str | os.PathLike[str], max_bytes: int) -> bytes:
    """Return the bytes of a file, or of standard input for `-`. Compressed ones stay compressed.

    Guarantees: never more than `max_bytes` + 1 bytes are in memory. Raises ReadError.
    """
    if os.fspath(path) == "-":
        if sys.stdin is None:
            raise ReadError("standard input is closed", hint="give the path of a file")
        return _limited(sys.stdin.buffer, max_bytes, "standard input")
    with opened(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > max_bytes:
            raise too_large(str(path), max_bytes, size)
        return _limited(stream, max_bytes, str(path))


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[BufferedReader]:
    """Open a regular file for reading. An OSError inside the block becomes a ReadError."""
    try:
        _check_regular(Path(path))
        with open(path, "rb") as stream:
            yield stream
    except FileNotFoundError as error:
        raise ReadError(f"{path}: no such file", hint="check the path") from error
    except PermissionError as error:
        hint = "check the permissions of the file and of its folders"
        raise ReadError(f"{path}: permission denied", hint=hint) from error
    except OSError as error:
        hint = "check that the disk and the path are in order"
        raise ReadError(f"{path}: cannot be read: {error.strerror or error}", hint=hint) from error


def sha256(path: str | os.PathLike[str]) -> str:
    """Return the SHA-256 of a file's bytes in hex. The file is read in parts. Raises ReadError."""
    with opened(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def read_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a file that nlpkit wrote (UTF-8). Raises ReadError."""
    with opened(path) as stream:
        return stream.read().decode("utf-8", "replace")


def read_lines(path: str | os.PathLike[str]) -> Iterator[str]:
    """Return the lines of a file that nlpkit wrote (UTF-8), without their ends.

    Raises ReadError.
    """
    with opened(path) as stream:
        for line in stream:
            yield line.decode("utf-8", "replace").rstrip("\r\n")


def decompress(data: bytes, max_bytes: int, where: str) -> bytes:
    """Return the content of a gzip or zstd file; other bytes as they are.

    Raises ReadError where it is damaged or its content is too large, MissingExtra where zstd is not
    installed.
    """
    if not data.startswith((_GZIP, _ZSTD)):
        return data
    with damage_named(where):
        return _limited(unpacking(io.BytesIO(data)), max_bytes, f"{where}, decompressed,")


def unpacking(file: BinaryIO) -> BinaryIO:
    """Return the file as it is, or a stream of the content of a gzip or zstd file."""
    start = file.read(4)
    file.seek(0)
    if start.startswith(_GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if start == _ZSTD:
        return _zstd_file(file, "rb")
    return file


@contextmanager
def packing(stream: BinaryIO, name: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Give the stream as it is, or one that compresses what is written to a `.gz` or `.zst` file.

    The same content gives the same bytes.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in PACKED:
        yield stream
        return
    packed = (
        gzip.GzipFile(fileobj=stream, mode="wb", filename="", mtime=0)
        if suffix == ".gz"
        else _zstd_file(stream, "wb")
    )
    with packed:
        yield cast(BinaryIO, packed)


def _zstd_file(file: BinaryIO, mode: str) -> BinaryIO:
    home = "compression" if sys.version_info >= (3, 14) else "backports"
    if home == "backports":
        require("docs", "reading and writing zstd files")
    return cast(BinaryIO, import_module(f"{home}.zstd").ZstdFile(file, mode))


@contextmanager
def damage_named(where: str) -> Iterator[None]:
    """Turn what gzip and zstd raise on damaged data into a ReadError."""
    try:
        yield
    except Exception as error:
        # Named, not imported: zstd is there only where it is installed.
        zstd = type(error).__name__ == "ZstdError"
        if not zstd and not isinstance(error, _DAMAGE):
            raise
        kind = "zstd" if zstd else "compressed"
        hint = "fetch or compress it again"
        raise ReadError(
            f"{where}: damaged {kind} file ({error})", hint=hint, code="damaged"
        ) from error


def _check_regular(path: Path) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        next(os.scandir(path), None)  # raises the right error where the folder may not be listed
        raise ReadError(f"{path} is a folder", hint="give a file, or use: nlpkit batch FOLDER")
    if not stat.S_ISREG(mode):
        hint = "pipe the text instead: command | nlpkit run -"
        raise ReadError(f"{path} is a device, pipe or socket, not a file", hint=hint)


def _limited(stream: BinaryIO, max_bytes: int, where: str) -> bytes:
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise too_large(where, max_bytes)
    return data


def too_large(where: str, max_bytes: int, size: int | None = None) -> ReadError:
    """Return the error for a file, or a part of one, that is over the limit."""
    has = f"has {megabytes(size)}" if size else "is larger"
    return ReadError(
        f"{where} {has}; the limit is {megabytes(max_bytes)}",
        hint="split it, or raise the limit: --set limits.max_bytes=...",
        code="too_large",
    )


def megabytes(size: int) -> str:
    """Return a size for people: `20 MB`, `1.5 MB`, `812 bytes`."""
    return f"{size / 1e6:.3g} MB" if size >= 1_000_000 else f"{size:,} bytes"
