"""The table of many files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from .strings import Strings


@dataclass(frozen=True)
class Row:
    """A file of many, and what became of it.

    `note` says why it failed, or what to know of its result; `link` leads to its result.
    """

    name: str
    status: Literal["waiting", "working", "done", "failed"]
    note: str = ""
    link: str = ""


def table(rows: Sequence[Row], say: Strings, *, again: bool = False) -> str:
    """Return the table of files with what became of each.

    With `again` those that failed have a button to be tried again.
    """
    heads = "".join(
        f'<th scope="col"><button type="button" data-sort="{i}">{escape(say(key))}</button></th>'
        for i, key in enumerate(("file", "state", "notes"))
    )
    body = "".join(
        f'<tr class="is-{row.status}"><td>{_name(row, say)}</td>'
        f"<td>{escape(say(f'file_{row.status}'))}</td>"
        f"<td>{escape(row.note)}{_again(i, row, say) if again else ''}</td></tr>"
        for i, row in enumerate(rows)
    )
    return f'<table class="files"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _again(at: int, row: Row, say: Strings) -> str:
    """Return the button of a file that failed."""
    if row.status != "failed":
        return ""
    label = escape(say("again_label", name=row.name), quote=True)
    return (
        f' <button type="button" class="small" data-again="{at}" aria-label="{label}">'
        f"{escape(say('again'))}</button>"
    )


def _name(row: Row, say: Strings) -> str:
    """Return the name of a file, with a link to its result where there is one."""
    name = escape(row.name)
    if not row.link:
        return name
    label = escape(say("result_of", name=row.name), quote=True)
    return f'<a href="{escape(row.link)}" aria-label="{label}" download>{name}</a>'
