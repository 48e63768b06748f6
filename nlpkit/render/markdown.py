"""Results as Markdown (CommonMark with GitHub's tables).

Text of an article never becomes markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..document import Block, Piece, Result
from . import addresses, tables, view
from .column import flagged
from .schema import SCHEMA

_ANYWHERE = re.compile(r"[\\`*\[\]<>|~$&]|(?<![^\W_])_|_(?![^\W_])")
_IN_ADDRESS = {ord("|"): "%7C", ord("\\"): "%5C"}  # they would part cells, or escape
_LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|[-+=>])")
_LINE_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_NUMBERED = re.compile(r'((?:<sup id="s\d+">\d+</sup> )?)(\d{1,9}[.)])\s+(?=\S)')
_PREFIX = {"title": "### ", "heading": "### ", "quote": "> "}


def escape(text: str) -> str:
    """Return Markdown that shows exactly this line of plain text."""
    return _line(_inline(" ".join(text.split())))


def to_markdown(result: Result) -> str:
    """Return title, summary with links to its sentences, translated
    article, fragments, removed blocks.

    It begins with a comment that marks the file as a result of nlpkit, so that a later run does not
    read it.
    """
    heading, block = view.title(result)
    found = view.fragments(result)
    nothing = view.nothing_translated(result)
    numbers = view.numbered(result, found)
    anchors = (
        ""
        if block is None
        else "".join(
            _anchor(numbers[i])
            for stretch in view.stretches(result, block)
            for i in stretch.sentences
            if i in numbers
        )
    )
    article = (b for b in result.document.blocks if not b.junk and b is not block)
    parts = [
        f"<!-- {SCHEMA} -->",
        f"# {anchors}{escape(heading)}",
        "## Summary",
        _summary(result, numbers),
        f"## Article in {view.language(result.translation.target)}",
        f"*{escape(nothing)}*" if nothing else "",
        *(_group(result, b, numbers, remarks=not nothing) for b in tables.groups(article)),
        "## Translated fragments",
        _fragments(result, found, numbers),
        "## Removed",
        _removed(result),
        *_notes(result, numbers),
        "---",
        escape(view.made(result)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _summary(result: Result, numbers: Mapping[int, int]) -> str:
    lines = []
    for number, point in enumerate(result.summary.points, 1):
        cited = [i for i in point.sources if i in numbers]
        links = "".join(" " + _link(i, escape(f"[{numbers[i]}]"), numbers) for i in cited)
        flags = escape(flagged(point.flags))
        lines.append(f"{number}. {escape(point.text)}{links}{f' {flags}' * bool(flags)}")
    if coverage := view.coverage(result.summary):
        lines.append(f"\n*{escape(coverage)}*")
    return "\n".join(lines) or view.NO_SUMMARY


def _group(
    result: Result, blocks: Sequence[Block], numbers: Mapping[int, int], *, remarks: bool
) -> str:
    """Return tables, a list or a quote, or the blocks one by one."""
    found = tables.tables(result, blocks, "text")
    if not found:
        texts = [_lines(result, b, numbers, remarks=remarks) for b in blocks]
        if blocks[0].kind == "list":
            return _list([line for lines in texts for line in lines])
        shown = [_block(b.kind, lines) for b, lines in zip(blocks, texts, strict=True)]
        return ("\n>\n" if blocks[0].kind == "quote" else "\n\n").join(filter(None, shown))

    def cell(parts: tables.Cell) -> str:
        shown = (
            _part(text, sentences, stretch.piece if stretch and last and remarks else None, numbers)
            for text, stretch, sentences, last in parts
        )
        return " ".join("".join(shown).split())

    def written(table: tables.Table) -> str:
        rows = [f"| {' | '.join(map(cell, row))} |" for row in table.rows]
        return "\n".join([rows[0], "|" + "---|" * len(table.rows[0]), *rows[1:]])

    return "\n\n".join(map(written, found))


def _part(
    text: str, sentences: Sequence[int], piece: Piece | None, numbers: Mapping[int, int]
) -> str:
    """Return a text with the numbers of its sentences, and the remark on the piece, if given."""
    named = "".join(_anchor(numbers[i]) for i in sentences if i in numbers)
    remark = view.remark(piece) if piece else ""
    return named + _inline(text) + (f" *{escape(remark.strip())}*" if remark else "")


def _lines(result: Result, block: Block, numbers: Mapping[int, int], *, remarks: bool) -> list[str]:
    """Return the lines of a block, with the numbers of its sentences."""
    parts = (
        _part(stretch.text, stretch.sentences, stretch.piece if remarks else None, numbers)
        for stretch in view.unmarked_stretches(result, block)
    )
    return [line.strip() for line in "".join(parts).splitlines() if line.strip()]


def _block(kind: str, lines: Sequence[str]) -> str:
    prefix = _PREFIX.get(kind, "")
    if kind in ("title", "heading"):
        return prefix + _line(" ".join(lines))
    return (
        "\\\n".join(map(_line, lines)).replace("\n", f"\n{prefix}").join((prefix * bool(lines), ""))
    )


def _list(lines: Sequence[str]) -> str:
    """Return a list. Its items have their own numbers if all of them have one."""
    found = [_NUMBERED.match(line) for line in lines]
    if not all(found):
        return "\n".join(f"- {_line(line)}" for line in lines)
    items = ((one, line[one.end() :]) for one, line in zip(found, lines, strict=True) if one)
    return "\n".join(f"{one[2]} {one[1]}{_line(text)}" for one, text in items)


def _fragments(result: Result, found: list[view.ForeignPiece], numbers: Mapping[int, int]) -> str:
    target = view.language(result.translation.target)
    if nothing := view.nothing_translated(result):
        return escape(nothing)
    if not found:
        return view.nothing_foreign(result)
    rows = [f"| # | Language | Source | {target} | Where |", "|--:|---|---|---|---|"]
    for number, fragment in enumerate(found, 1):
        piece = fragment.piece
        failed = piece.status == "failed"
        text = f"*{escape(view.failure(piece))}*"
        if not failed:
            text = escape(piece.text + view.remark(piece))
        where = _link(fragment.sentences.start, fragment.where, numbers)
        cells = (str(number), view.language(piece.lang), escape(fragment.source), text, where)
        rows.append(f"| {' | '.join(cells)} |")
    if applied := view.glossary(result.translation.pieces):
        rows += ["", escape(applied)]
    return "\n".join(rows)


def _removed(result: Result) -> str:
    lines = [
        f"- *{escape(reason)}*: {escape(result.document.slice(block))}"
        for reason, blocks in view.removed(result).items()
        for block in blocks
    ]
    return "\n".join(lines) or view.NOTHING_REMOVED


def _notes(result: Result, numbers: Mapping[int, int]) -> tuple[str, ...]:
    anchors = set(numbers.values())

    def linked(number: int) -> str:
        return f"[{number}](#s{number})" if number in anchors else str(number)

    notes = view.notes(result)
    lines = "\n".join(f"- {escape(note.text)}{note.where(linked)}" for note in notes)
    return ("## Notes", lines) if lines else ()


def _anchor(number: int) -> str:
    return f'<sup id="s{number}">{number}</sup> '


def _link(sentence: int, label: str, numbers: Mapping[int, int]) -> str:
    """Return a link to the sentence's anchor; only the label where there is no anchor."""
    return f"[{label}](#s{numbers[sentence]})" if sentence in numbers else label


def _inline(text: str) -> str:
    """Return Markdown that shows exactly this text, with web addresses as links."""
    return "".join(
        f"<{part.translate(_IN_ADDRESS)}>" if is_address else _ANYWHERE.sub(r"\\\g<0>", part)
        for part, is_address in addresses.parted(text)
    )


def _line(text: str) -> str:
    return _LINE_NUMBER.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", text))
