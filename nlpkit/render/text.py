"""Results as plain text for a terminal: 88 columns, four sections, no colour codes."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from ..document import Block, Result
from . import view
from .column import WIDTH, point_lines, safe, section, wrap

_INDENT = 3


def to_text(result: Result) -> str:
    """Return the clean article, its translated fragments, what was removed, and the summary.

    The article shows the number of each sentence to which the summary or a fragment refers. An
    article in another language than the target is shown translated as a whole, and only fragments
    that are not seen there are listed. Where nothing could be translated, this is said once.

    Guarantees: no control characters except line ends; one line end at the end.
    """
    document, target = result.document, result.translation.target
    foreign = document.language not in (target, "und")
    found = view.fragments(result)
    nothing = view.nothing_translated(result)
    listed = [f for f in found if not foreign or f.piece.junk or f.piece.status == "failed"]
    if nothing:
        listed = []
    numbers = view.numbered(result, listed)
    sections = [_article(result, numbers)]
    if foreign:
        body = wrap(nothing) if nothing else _body(result, numbers, translated=True)
        sections.append(section("TRANSLATION", view.direction(result), body))
    if listed or not found:
        sections.append(_fragments(result, listed))
    if applied := view.glossary(result.translation.pieces):
        sections.append(wrap(applied))
    sections += [_removed(result), _summary(result)]
    if result.warnings:
        notes = [wrap(f"! {warning}", hang=2) for warning in view.warnings(result)]
        sections.append(section("NOTES", "", "\n".join(notes)))
    sections.append(wrap(view.made(result)))
    return "\n\n\n".join(sections) + "\n"


def _article(result: Result, numbers: Mapping[int, int]) -> str:
    document = result.document
    count = sum(not document.blocks[s.block].junk for s in document.sentences)
    detail = f"{view.language(document.language)}, {view.plural(count, 'sentence')}"
    body = _body(result, numbers, translated=False)
    if document.title and not any(b.kind == "title" for b in document.blocks):
        body = f"{wrap(document.title)}\n\n{body}"
    return section("CLEAN ARTICLE", detail, body)


def _body(result: Result, numbers: Mapping[int, int], *, translated: bool) -> str:
    blocks = (b for b in result.document.blocks if not b.junk)
    texts = (_block(result, block, numbers, translated) for block in blocks)
    return "\n\n".join(text for text in texts if text)


def _block(result: Result, block: Block, numbers: Mapping[int, int], translated: bool) -> str:
    parts = []
    named = block.kind in (
        "title",
        "heading",
    )  # their place shows what they are; bullets and > stay
    for stretch in (
        view.unmarked_stretches(result, block) if named else view.stretches(result, block)
    ):
        marks = "".join(f"[{numbers[i]}] " for i in stretch.sentences if i in numbers)
        target = stretch.text + view.remark(stretch.piece)
        parts.append(marks + (target if translated else stretch.source))
    lines = [line.strip() for line in "".join(parts).splitlines()]
    hang = 2 if block.kind == "list" else 0
    return "\n".join(wrap(line, hang=hang) for line in lines if line)


def _fragments(result: Result, listed: list[view.ForeignPiece]) -> str:
    if not listed:
        return section("TRANSLATED FRAGMENTS", "", view.nothing_foreign(result))
    target = view.language(result.translation.target)
    entries = []
    for number, fragment in enumerate(listed, 1):
        piece = fragment.piece
        head = f"{number}. ".ljust(_INDENT) + f"{view.language(piece.lang)}, {fragment.where}"
        outcome = f"→ {_flat(piece.text)}{view.remark(piece)}"
        if piece.status == "failed":
            outcome = f"✗ {view.failure(piece)}"
        source = wrap(_flat(fragment.source), _INDENT)
        entries.append(f"{head}\n{source}\n{wrap(outcome, _INDENT, hang=2)}")
    failed = sum(fragment.piece.status == "failed" for fragment in listed)
    done = len(listed) - failed
    counts = [f"{done} into {target}"] * bool(done) + [f"{failed} not translated"] * bool(failed)
    return section("TRANSLATED FRAGMENTS", ", ".join(counts), "\n\n".join(entries))


def _removed(result: Result) -> str:
    groups = view.removed(result)
    if not groups:
        return section("REMOVED", "", view.NOTHING_REMOVED)
    lines = []
    for reason, blocks in groups.items():
        texts = [_flat(result.document.slice(block)) for block in blocks]
        if len(texts) == 1:
            lines.append(_one_line(f"{reason}: {texts[0]}"))
            continue
        lines.append(f"{reason} ({len(texts)})")
        lines += (" " * _INDENT + _one_line(text, WIDTH - _INDENT) for text in texts)
    count = sum(map(len, groups.values()))
    return section("REMOVED", view.plural(count, "block"), "\n".join(lines))


def _summary(result: Result) -> str:
    points = result.summary.points
    if not points:
        return section("SUMMARY", "", view.NO_SUMMARY)
    lines = [point_lines(points, view.numbering(result.document))]
    if coverage := view.coverage(result.summary):
        lines.append(wrap(f"({coverage})"))
    detail = f"{view.plural(len(points), 'sentence')}, {result.summary.method}"
    return section("SUMMARY", detail, "\n".join(lines))


def _one_line(text: str, width: int = WIDTH) -> str:
    return textwrap.shorten(safe(text), width, placeholder=" …")


def _flat(text: str) -> str:
    return " ".join(text.split())
