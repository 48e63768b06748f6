"""The table of many files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from .strings import Strings


@dataclass(frozen=True)
class Row:
    """A file of many, and what became of it."""

    name: str
    status: Literal["waiting", "working", "done", "failed"]
    reason: str | None = None


def table(rows: Sequence[Row], say: Strings) -> str:
    """Return the table of files with what became of each."""
    heads = "".join(f'<th scope="col">{escape(say(key))}</th>' for key in ("file", "state", "why"))
    body = "".join(
        f'<tr class="is-{row.status}"><td>{escape(row.name)}</td>'
        f"<td>{escape(say(f'file_{row.status}'))}</td><td>{escape(row.reason or '')}</td></tr>"
        for row in rows
    )
    return f'<table class="files"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
