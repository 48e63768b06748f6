"""The edge: the one room that opens files. Bytes in, articles out; results written whole.

Every failure is a ReadError or WriteError that says what and where, with a hint what to do.
Parsers of single formats are imported when a file of that format is met.
"""

from __future__ import annotations

from .folders import Found, discover, passed_over, safe_name
from .formats import looks_like_html
from .private import PrivateFolder
from .raw import MAX_BYTES, read_lines, read_text, sha256
from .reading import Item, holds_many, read, read_many
from .writing import append_lines, atomic, write_atomic, zip_folder

__all__ = [
    "MAX_BYTES",
    "Found",
    "Item",
    "PrivateFolder",
    "append_lines",
    "atomic",
    "discover",
    "holds_many",
    "looks_like_html",
    "passed_over",
    "read",
    "read_lines",
    "read_many",
    "read_text",
    "safe_name",
    "sha256",
    "write_atomic",
    "zip_folder",
]
