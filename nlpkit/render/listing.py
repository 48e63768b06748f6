"""Renders a page that lists the results of many articles: a table to search, failures on top."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from ..resources import load_text
from . import view
from .sheet import page

_HEADS = ("Article", "Title", "Language", "Foreign", "Words", "Seconds", "Remark")


class ListingRow(NamedTuple):
    """An article of the list; `link` is a relative URL of its result, empty where there is none.

    `foreign` is a share in [0, 1]; `problem` says why it failed, None where it did not.
    """

    name: str
    link: str
    title: str
    language: str
    foreign: float
    words: int
    seconds: float
    problem: str | None
    untranslated: int
    doubtful: int
    same_as: str


def listing_to_html(rows: Sequence[ListingRow]) -> str:
    """Return the page. Its only script hides rows that do not match the search.

    The page loads nothing from the network.
    """
    failed = [row for row in rows if row.problem is not None]
    done = [row for row in rows if row.problem is None]
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    body = "\n".join(map(_row, [*failed, *done]))
    found = view.plural(len(rows), "article")
    counts = f"{found}, {len(done):,} done, {len(failed):,} failed"
    script = load_text(__package__, "data/listing.js")
    return page(
        "en",
        "Results",
        f'<p>{counts}</p>\n<p><label>Search <input type="search" id="search"></label> '
        '<span id="shown" role="status"></span></p>\n'
        '<div class="scroll" role="region" aria-label="Table of articles" tabindex="0">\n'
        f'<table id="articles">\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n'
        f"</table>\n</div>\n<script>\n{script}</script>",
        "Made by nlpkit",
        script=script,
    )


def _row(row: ListingRow) -> str:
    name = escape(row.name)
    name = f'<a href="{escape(row.link)}">{name}</a>' if row.link else name
    if row.problem is not None:
        remark = escape(row.problem)
        return (
            f'<tr class="failed"><td>{name}</td><td colspan="5"></td>'
            f'<td class="failed-note">{remark}</td></tr>'
        )
    remarks = []
    if row.untranslated:
        remarks.append(f"{view.plural(row.untranslated, 'fragment')} not translated")
    if row.doubtful:
        remarks.append(f"{view.plural(row.doubtful, 'translation')} may be wrong")
    if row.same_as:
        remarks.append(f"the same text as {row.same_as}")
    cells = (
        escape(row.title),
        escape(view.language(row.language)),
        f"{row.foreign:.0%}",
        f"{row.words:,}",
        f"{row.seconds:.1f}",
        escape("; ".join(remarks)),
    )
    return f"<tr><td>{name}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
