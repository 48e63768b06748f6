"""The edge: the one room that opens files. Bytes in, articles out; results written whole.

Every failure is a ReadError or WriteError that says what and where, with a hint what to do.
Parsers of single formats are imported when a file of that format is met.
"""

from __future__ import annotations

from .folders import Found, discover
from .raw import MAX_BYTES
from .reading import Item, read, read_many
from .writing import write_atomic

__all__ = ["MAX_BYTES", "Found", "Item", "discover", "read", "read_many", "write_atomic"]
