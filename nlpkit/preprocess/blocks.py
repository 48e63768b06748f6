"""Cut a page into blocks: its paragraphs, headings and lists, and what is no part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..document import Block
from .block_rules import RULES, Verdict
from .lines import Page

VERSION = 1


def split(text: str, hints: Sequence[Block] = ()) -> tuple[Block, ...]:
    """The blocks of a normalised text: each line, with the line ends and blank lines after it.

    `hints` are stretches whose kind is known from the markup; they are in order and need not tile.

    Guarantees:
    - the blocks tile `text`; a text of white space alone has none;
    - a junk block says why; where all would be junk, nothing is.
    """
    page = Page(text, hints)
    verdicts = [_decide(page, i)[1] for i in range(len(page.lines))]
    return tuple(_tile(page, _keep_something(verdicts), len(text)))


def explain(text: str, hints: Sequence[Block] = ()) -> str:
    """One line a block for people: kind or reason, the rule that decided, the text's beginning."""
    page = Page(text, hints)
    rows = []
    for i, line in enumerate(page.lines):
        rule, verdict = _decide(page, i)
        label = verdict.kind if verdict.reason is None else f"{verdict.kind}/{verdict.reason}"
        detail = f" {line.found.how} {line.found.phrase!r}" if line.found else ""
        rows.append(f"{label} | {rule}{detail} | {line.text[:60]}")
    return "\n".join(rows)


def _decide(page: Page, i: int) -> tuple[str, Verdict]:
    """The first rule that speaks, by name, and what it says."""
    for rule in RULES:
        verdict = rule(page, i)
        if verdict is not None:
            return rule.__name__, verdict
    raise AssertionError("the last rule always speaks")


def _keep_something(verdicts: list[Verdict]) -> list[Verdict]:
    """Where everything would be junk, nothing is: it is the only text there is."""
    if all(v.kind == "junk" for v in verdicts):
        return [Verdict("paragraph")] * len(verdicts)
    return verdicts


def _tile(page: Page, verdicts: Iterable[Verdict], size: int) -> Iterable[Block]:
    starts = [0, *(line.start for line in page.lines[1:]), size]
    for i, verdict in enumerate(verdicts):
        yield Block(starts[i], starts[i + 1], verdict.kind, verdict.reason)
