"""The only room that opens files: it turns bytes into articles, and writes results whole.

Every failure is a ReadError or a WriteError. It says what happened to which file, and its hint says
what to do. The parser of a format is imported when a file of that format is met.
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
