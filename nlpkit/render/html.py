"""Results as one HTML page that needs no other file: no script, no font, no request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape

from ..document import NOT_TRANSLATED, Block, Piece, Point, Result
from . import addresses, tables, view
from .column import flagged
from .sheet import lang, page, section

Numbers = Sequence[int | None]

_TRAILING = re.compile(r"\s+(?=(</\w+>)*$)")
_TAGS = {"title": "h3", "heading": "h3"}
_NUMBERED = re.compile(r"((?:<[^>]*>)*+)(\d{1,9})[.)]\s+(?=\S)")  # an item of a list
_SHOWN = re.compile(r"[^<>\s](?![^<]*>)|\sid=")  # text outside tags, or the place of a sentence


def to_html(result: Result) -> str:
    """Return the page: the summary with links to its sentences, source and translation, the rest.

    Guarantees: text of an article never becomes markup. Every part that is not in the language of
    the page has `lang` and `dir`. Sentence n of the article has the id `s<n>`, counted from 1.
    """
    target = result.translation.target
    return page(target, view.title(result)[0], _sections(result), view.made(result))


def _sections(result: Result) -> str:
    return "\n".join(
        (
            section("summary", "Summary", _summary(result), 'class="summary" '),
            '<div class="columns">',
            _source(result),
            _translation(result),
            "</div>",
            section("fragments", "Translated fragments", _fragments(result)),
            section("removed", "Removed", _removed(result)),
            _notes(result),
        )
    )


def _summary(result: Result) -> str:
    numbers = view.numbering(result.document)
    items = "\n".join(_point(result, point, numbers) for point in result.summary.points)
    if not items:
        return f"<p>{escape(view.NO_SUMMARY)}</p>"
    coverage = view.coverage(result.summary)
    note = f'\n<p class="flag">({escape(coverage)})</p>' if coverage else ""
    return f"<ol>\n{items}\n</ol>{note}"


def _point(result: Result, point: Point, numbers: Numbers) -> str:
    links = "".join(
        f' <a href="#s{n}" aria-label="source: sentence {n}">[{n}]</a>'
        for n in (numbers[i] for i in point.sources)
        if n
    )
    flags = f' <span class="flag">{escape(told)}</span>' if (told := flagged(point.flags)) else ""
    text = _linked(point.text)
    if NOT_TRANSLATED in point.flags and point.sources:
        text = f"<span{lang(_sentence_language(result, point.sources[0]))}>{text}</span>"
    return f"<li>{text}{links}{flags}</li>"


def _source(result: Result) -> str:
    code = result.document.language
    blocks = (b for b in result.document.blocks if not b.junk)
    numbers = view.numbering(result.document)
    body = "\n".join(
        _source_tables(result, own, numbers)
        or _elements(own, [_source_text(result, b, numbers) for b in own])
        for own in tables.groups(blocks)
    )
    heading = f"Source ({view.language(code)})"
    return section("source", heading, f"<div{lang(code)}>\n{body}\n</div>")


def _source_text(result: Result, block: Block, numbers: Numbers) -> str:
    """Return the block's own text as HTML, with its sentences and a mark for each fragment."""
    stretches = view.unmarked_stretches(result, block)
    parts = ((s.sentences, _marked(s.source, s.piece, tagged=True)) for s in stretches)
    return _in_sentences(parts, numbers)


def _in_sentences(parts: Iterable[tuple[Sequence[int], str]], numbers: Numbers) -> str:
    """Return HTML with a span for each sentence, with an id where it has a number.

    Each of the parts has the sentences that begin with it.
    """
    shown, opened = [], False
    for sentences, text in parts:
        for i in sentences:
            name = f' id="s{numbers[i]}"' if numbers[i] else ""
            shown.append("</span>" * opened + f'<span class="sentence"{name}>')
            opened = True
        shown.append(text)
    return "".join(shown) + "</span>" * opened


def _marked(source: str, piece: Piece, *, tagged: bool) -> str:
    """Return source text with a mark for a fragment, and with `tagged` its language."""
    if piece.status == "kept":
        return _linked(source)
    tag = _tag(piece.lang) if tagged else ""
    return f"<mark{lang(piece.lang)}>{_linked(source)}</mark>{tag}"


def _source_tables(result: Result, blocks: Sequence[Block], numbers: Numbers) -> str:
    """Return the tables that blocks are in the article; nothing if they are none."""

    def cell(parts: tables.Cell) -> str:
        marked = (
            (sentences, _marked(text, stretch.piece, tagged=last) if stretch else _linked(text))
            for text, stretch, sentences, last in parts
        )
        return _in_sentences(marked, numbers)

    return _tables(tables.tables(result, blocks, "source"), cell)


def _target_tables(result: Result, blocks: Sequence[Block]) -> str:
    """Return the tables that blocks are in the translation; nothing if they are none."""

    def cell(parts: tables.Cell) -> str:
        return "".join(
            _translated(p.text, p.stretch.piece, told=p.last) for p in parts if p.stretch
        )

    return _tables(tables.tables(result, blocks, "text"), cell)


def _tables(found: Sequence[tables.Table], cell: Callable[[tables.Cell], str]) -> str:
    return "\n".join(_table(table, cell) for table in found)


def _table(table: tables.Table, cell: Callable[[tables.Cell], str]) -> str:
    rows = [[_TRAILING.sub("", cell(parts)).strip() for parts in row] for row in table.rows]
    head = "".join(f'<th scope="col">{text}</th>' for text in rows[0]) if table.head else ""
    head = f"<thead><tr>{head}</tr></thead>\n" if head else ""
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows[table.head :])
    body = "\n".join(f"<tr>{row}</tr>" for row in cells)
    return f"<table>\n{head}<tbody>\n{body}\n</tbody>\n</table>"


def _translation(result: Result) -> str:
    blocks = (b for b in result.document.blocks if not b.junk)
    body = "\n".join(
        _target_tables(result, own) or _elements(own, [_target_text(result, b) for b in own])
        for own in tables.groups(blocks)
    )
    if nothing := view.nothing_translated(result):
        body = f'<p class="failed-note">{escape(nothing)}</p>'
    return section("translation", f"In {view.language(result.translation.target)}", body)


def _target_text(result: Result, block: Block) -> str:
    parts = []
    for stretch in view.unmarked_stretches(result, block):
        parts.append(_translated(stretch.text, stretch.piece, told=True))
    return "".join(parts)


def _translated(text: str, piece: Piece, *, told: bool) -> str:
    """Return text of the translation with a mark for a fragment, and with `told` what became of
    it.
    """
    text = _linked(text)
    note = ""
    if piece.status == "translated":
        text = f"<mark>{text}</mark>"
        note = (
            f'<span class="failed-note">{remark}</span>'
            if (remark := escape(view.remark(piece)))
            else ""
        )
    elif piece.status == "failed":
        text = f'<mark class="failed"{lang(piece.lang)}>{text}</mark>'
        note = f' <span class="failed-note">({escape(view.failure(piece))})</span>'
    return text + note * told


def _fragments(result: Result) -> str:
    found = view.fragments(result)
    target = view.language(result.translation.target)
    if nothing := view.nothing_translated(result):
        return f"<p>{escape(nothing)}</p>"
    if not found:
        return f"<p>{escape(view.nothing_foreign(result))}</p>"
    heads = "".join(f'<th scope="col">{h}</th>' for h in ("Source", escape(target), "Where"))
    rows = []
    for fragment in found:
        piece = fragment.piece
        text = escape(piece.text + view.remark(piece))
        if piece.status == "failed":
            text = f'<span class="failed-note">{escape(view.failure(piece))}</span>'
        place = escape(f"{view.language(piece.lang)}, {fragment.where}")
        rows.append(
            f"<tr><td{lang(piece.lang)}>{escape(fragment.source)}</td><td>{text}</td>"
            f'<td class="where">{_place(fragment, place)}</td></tr>'
        )
    table = f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{chr(10).join(rows)}\n</tbody>"
    # A part that scrolls must be reachable by keyboard.
    return (
        '<div class="scroll" role="region" aria-label="Table of fragments" tabindex="0">\n'
        f"{table}\n</table>\n</div>"
    )


def _place(fragment: view.ForeignPiece, place: str) -> str:
    """Return a link to the sentence; the words alone where the block was removed."""
    return f'<a href="#s{fragment.numbers[0]}">{place}</a>' if fragment.numbers else place


def _removed(result: Result) -> str:
    numbers = view.numbering(result.document)
    groups = view.removed(result)
    if not groups:
        return f"<p>{escape(view.NOTHING_REMOVED)}</p>"
    items = "\n".join(
        f"<li><strong>{escape(reason)}</strong>: "
        f"<span{lang(result.document.language)}>{_source_text(result, block, numbers)}</span></li>"
        for reason, blocks in groups.items()
        for block in blocks
    )
    count = view.plural(sum(map(len, groups.values())), "block")
    return f"<details>\n<summary>{count} removed</summary>\n<ul>\n{items}\n</ul>\n</details>"


def _notes(result: Result) -> str:
    items = "".join(
        f"<li>{escape(note.text)}{note.where(_numbered)}</li>" for note in view.notes(result)
    )
    return section("notes", "Notes", f"<ul>{items}</ul>") if items else ""


def _numbered(number: int) -> str:
    return f'<a href="#s{number}">{number}</a>'


def _elements(blocks: Sequence[Block], texts: Sequence[str]) -> str:
    """Return the element of a list or a quote with these texts, or of each block."""
    texts = [_TRAILING.sub("", text).lstrip().replace("\n", "<br>") for text in texts]
    kind = blocks[0].kind
    if kind == "list":
        items = [_NUMBERED.sub(r"\1", text) for text in texts]
        numbers = [found[2] if (found := _NUMBERED.match(text)) else "" for text in texts]
        tag = "ol" if all(numbers) else "ul"
        if tag == "ol":
            shown = (f'<li value="{n}">{item}</li>' for n, item in zip(numbers, items, strict=True))
        else:
            shown = (f"<li>{text}</li>" for text in texts)
        return f"<{tag}>\n{chr(10).join(shown)}\n</{tag}>"
    if kind == "quote":
        return f"<blockquote>{'<br>'.join(filter(_SHOWN.search, texts))}</blockquote>"
    tag = _TAGS.get(kind, "p")
    return "\n".join(f"<{tag}>{text}</{tag}>" for text in texts)


def _linked(text: str) -> str:
    """Return a text as HTML in which web addresses are links."""
    return "".join(
        f'<a href="{escape(part)}" rel="noopener noreferrer">{escape(part)}</a>'
        if is_address
        else escape(part)
        for part, is_address in addresses.parted(text)
    )


def _tag(code: str) -> str:
    return f' <span class="tag">{escape(code)}</span>'


def _sentence_language(result: Result, sentence: int) -> str:
    spans = (s for s in result.document.spans if s.sentence == sentence and s.lang != "und")
    longest = max(spans, key=lambda s: s.end - s.start, default=None)
    return longest.lang if longest else result.document.language
