"""Plain text in a column of 88 characters, for a terminal."""

from __future__ import annotations

import re
import textwrap

WIDTH = 88
# A terminal obeys control characters; an article must not steer it.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def section(name: str, detail: str, body: str) -> str:
    head = f"{name}{safe(detail):>{WIDTH - len(name)}}".rstrip()
    return f"{head}\n{'─' * WIDTH}\n{body}"


def wrap(text: str, indent: int = 0, *, hang: int = 0) -> str:
    return textwrap.fill(
        safe(text),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def safe(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
