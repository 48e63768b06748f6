"""Cut a page into blocks: its paragraphs, headings and lists, and what is no part of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..document import Block
from .block_rules import RULES, Verdict
from .page import Page

VERSION = 1

Decision = tuple[str, Verdict]  # the name of the first rule that speaks, and what it says


def split(text: str, hints: Sequence[Block] = ()) -> tuple[Block, ...]:
    """The blocks of a normalised text: each line, with the line ends and blank lines after it.

    `hints` are stretches whose kind is known from the markup; they are in order and need not tile.

    Guarantees:
    - the blocks tile `text`; a text of white space alone has none;
    - a junk block says why; where all would be junk, nothing is.
    """
    page = Page(text, hints)
    starts = [0, *(line.start for line in page.lines[1:]), len(text)]
    return tuple(
        Block(start, end, verdict.kind, verdict.reason)
        for (_, verdict), (start, end) in zip(_decisions(page), pairwise(starts), strict=False)
    )


def explain(text: str, hints: Sequence[Block] = ()) -> str:
    """One line a block for people: kind or reason, the rule that decided, the text's beginning."""
    page = Page(text, hints)
    rows = []
    for line, (rule, verdict) in zip(page.lines, _decisions(page), strict=True):
        label = verdict.kind if verdict.reason is None else f"{verdict.kind}/{verdict.reason}"
        detail = f" {line.found.how} {line.found.phrase!r}" if line.found else ""
        rows.append(f"{label} | {rule}{detail} | {line.text[:60]}")
    return "\n".join(rows)


def _decisions(page: Page) -> list[Decision]:
    """What is decided on each line; where all would be junk, nothing is."""
    decisions = [_decide(page, i) for i in range(len(page.lines))]
    if all(verdict.kind == "junk" for _, verdict in decisions):
        return [("the_only_text", Verdict("paragraph"))] * len(decisions)
    return decisions


def _decide(page: Page, i: int) -> Decision:
    for rule in RULES:
        verdict = rule(page, i)
        if verdict is not None:
            return rule.__name__, verdict
    raise AssertionError("the last rule always speaks")
