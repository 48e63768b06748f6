"""The only room that opens files: it turns bytes into articles, and writes results whole.

Every failure is a ReadError or a WriteError. It says what happened to which file, and its hint says
what to do. The parser of a format is imported when a file of that format is met. `fetching`, which
fetches web pages, is imported by the page alone.
"""

from __future__ import annotations

from .archives import members, read_member
from .folders import Found, discover, listed, passed_over, resolve, safe_name
from .formats import looks_like_html
from .jobs import JobState, JobStore, JobText
from .locking import locked
from .memory import DiskMemory
from .private import PrivateFolder
from .raw import MAX_BYTES, PACKED, read_lines, read_text, sha256
from .reading import (
    Item,
    format_of_name,
    holds_many,
    holds_records,
    load,
    read,
    read_bytes,
    read_many,
    readable,
)
from .records import USUAL, Columns
from .tables import write_records
from .tagged import Tagged
from .translating import TRANSLATABLE, is_markdown, is_translatable, translated, translated_text
from .watching import changes
from .writing import append_lines, atomic, atomic_path, remove_unfinished, write_atomic, zip_folder

__all__ = [
    "MAX_BYTES",
    "PACKED",
    "TRANSLATABLE",
    "USUAL",
    "Columns",
    "DiskMemory",
    "Found",
    "Item",
    "JobState",
    "JobStore",
    "JobText",
    "PrivateFolder",
    "Tagged",
    "append_lines",
    "atomic",
    "atomic_path",
    "changes",
    "discover",
    "format_of_name",
    "holds_many",
    "holds_records",
    "is_markdown",
    "is_translatable",
    "listed",
    "load",
    "locked",
    "looks_like_html",
    "members",
    "passed_over",
    "read",
    "read_bytes",
    "read_lines",
    "read_many",
    "read_member",
    "read_text",
    "readable",
    "remove_unfinished",
    "resolve",
    "safe_name",
    "sha256",
    "translated",
    "translated_text",
    "write_atomic",
    "write_records",
    "zip_folder",
]
