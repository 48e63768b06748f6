"""Results as one HTML page that needs no other file: no script, no font, no request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from ..document import NOT_TRANSLATED, Block, Point, Result
from . import addresses, view
from .column import flagged
from .sheet import lang, page, section

Numbers = Sequence[int | None]

_TRAILING = re.compile(r"\s+(?=(</\w+>)*$)")
_TAGS = {"title": "h3", "heading": "h3", "quote": "blockquote"}


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
    body = "\n".join(_element(b, _source_text(result, b, numbers)) for b in blocks)
    heading = f"Source ({view.language(code)})"
    return section("source", heading, f"<div{lang(code)}>\n{body}\n</div>")


def _source_text(result: Result, block: Block, numbers: Numbers) -> str:
    """Return the block's own text as HTML: a span for each sentence, with an id where it has a
    number, and a mark for each fragment.
    """
    parts, opened = [], False
    for stretch in view.unmarked_stretches(result, block):
        for i in stretch.sentences:
            name = f' id="s{numbers[i]}"' if numbers[i] else ""
            parts.append("</span>" * opened + f'<span class="sentence"{name}>')
            opened = True
        text = _linked(stretch.source)
        if stretch.piece.status != "kept":
            text = f"<mark{lang(stretch.piece.lang)}>{text}</mark>{_tag(stretch.piece.lang)}"
        parts.append(text)
    return "".join(parts) + "</span>" * opened


def _translation(result: Result) -> str:
    blocks = (b for b in result.document.blocks if not b.junk)
    body = "\n".join(_element(b, _target_text(result, b)) for b in blocks)
    if nothing := view.nothing_translated(result):
        body = f'<p class="failed-note">{escape(nothing)}</p>'
    return section("translation", f"In {view.language(result.translation.target)}", body)


def _target_text(result: Result, block: Block) -> str:
    parts = []
    for stretch in view.unmarked_stretches(result, block):
        text = _linked(stretch.text)
        if stretch.piece.status == "translated":
            remark = escape(view.remark(stretch.piece))
            text = f"<mark>{text}</mark>" + f'<span class="failed-note">{remark}</span>' * bool(
                remark
            )
        elif stretch.piece.status == "failed":
            note = f' <span class="failed-note">({escape(view.failure(stretch.piece))})</span>'
            text = f'<mark class="failed"{lang(stretch.piece.lang)}>{text}</mark>{note}'
        parts.append(text)
    return "".join(parts)


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


def _linked(text: str) -> str:
    """Return a text as HTML in which web addresses are links."""
    return "".join(
        f'<a href="{escape(part)}" rel="noopener noreferrer">{escape(part)}</a>'
        if is_address
        else escape(part)
        for part, is_address in addresses.parted(text)
    )


def _element(block: Block, text: str) -> str:
    tag = _TAGS.get(block.kind, "p")
    return f"<{tag}>{_TRAILING.sub('', text).lstrip().replace(chr(10), '<br>')}</{tag}>"


def _tag(code: str) -> str:
    return f' <span class="tag">{escape(code)}</span>'


def _sentence_language(result: Result, sentence: int) -> str:
    spans = (s for s in result.document.spans if s.sentence == sentence and s.lang != "und")
    longest = max(spans, key=lambda s: s.end - s.start, default=None)
    return longest.lang if longest else result.document.language
