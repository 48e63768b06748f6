"""What the page shows, as HTML. Only this module escapes text, and it escapes all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from .. import languages
from ..document import (
    KINDS,
    NOT_TRANSLATED,
    Block,
    Document,
    Entities,
    Entity,
    Flag,
    Piece,
    Span,
    Summary,
)
from ..render.words import worded
from ..resources import load_toml

if TYPE_CHECKING:
    from gradio import Request

LINKS = 8  # links behind one entity; a name that is mentioned everywhere needs no more
ELEMENTS = {"title": "h3", "heading": "h4", "quote": "blockquote"}


@cache
def strings() -> dict[str, dict[str, Any]]:
    """Return the interface strings by language, from
    strings.toml; `codes` has the words of codes.
    """
    return load_toml(__package__, "strings.toml")


@dataclass(frozen=True)
class Row:
    """A file of many, and what became of it."""

    name: str
    status: Literal["waiting", "working", "done", "failed"]
    reason: str | None = None


class Strings:
    """The strings of one interface language. Calling it fills the fields of a string."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._texts = strings()[language]

    def __call__(self, key: str, **fields: object) -> str:
        text: str = self._texts[key]
        return text.format(**fields)

    def reason(self, code: str | None, detail: str = "") -> str:
        """Return the words of a code of a result; "" for None."""
        return worded(self._texts["codes"][code], detail, self.language) if code else ""

    def flag(self, flag: Flag) -> str:
        """Return the words of a flag, such as `number not in source: 42`."""
        return self.reason(flag.code, flag.detail)


def language_of(accepted: str) -> str:
    """Return `ru` when Accept-Language prefers Russian to English, else `en`."""
    for part in accepted.lower().split(","):
        code = part.strip()[:2]
        if code in strings():
            return code
    return "en"


def say(request: Request) -> Strings:
    """Return the strings in the visitor's language."""
    return Strings(language_of(request.headers.get("accept-language", "")))


def hint(text: str) -> str:
    return f'<p class="hint">{escape(text)}</p>'


def status(text: str, kind: str = "note", advice: str | None = None) -> str:
    """Return the status line; `kind` is note, done, busy or error."""
    role = ' role="alert"' if kind == "error" else ""
    more = f" <span>{escape(advice)}</span>" if advice else ""
    return f'<p class="status {kind}"{role}>{escape(text)}{more}</p>'


def progress(text: str, done: int, total: int, say: Strings) -> str:
    """Return the status line of many files, with a bar and with
    what to show after Stop is pressed.
    """
    stopping = escape(say("stopping"), quote=True)
    return (
        f'<p class="status busy" data-stopping="{stopping}">{escape(text)}</p>'
        f'<progress value="{done}" max="{total}" aria-label="{done}/{total}"></progress>'
    )


def table(rows: Sequence[Row], say: Strings) -> str:
    """Return the table of files with what became of each."""
    heads = "".join(f'<th scope="col">{escape(say(key))}</th>' for key in ("file", "state", "why"))
    body = "".join(
        f'<tr class="is-{row.status}"><td>{escape(row.name)}</td>'
        f"<td>{escape(say(f'file_{row.status}'))}</td><td>{escape(row.reason or '')}</td></tr>"
        for row in rows
    )
    return f'<table class="files"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def languages_line(document: Document, say: Strings) -> str:
    """Return the languages of the article, the main one first; "" for a text without any."""
    if document.language == "und":
        return ""
    found = Counter(s.lang for s in document.spans if s.lang != "und")
    main = document.language
    others = [languages.name(code, say.language) for code, _ in found.most_common() if code != main]
    line = languages.name(main, say.language)
    if others:
        line = say("with_languages", main=line, others=", ".join(others[:4]))
    return f'<p class="languages">{escape(line)}</p>'


def summary(value: Summary, document: Document, say: Strings) -> str:
    """Return the points, numbered, each with links to its source sentences."""
    if not value.points:
        return hint(say("summary_hint"))
    items = []
    for point in value.points:
        links = " ".join(_link(i, say) for i in point.sources)
        flags = map(escape, map(say.flag, point.flags))
        shown = links + "".join(f' <span class="flag">{flag}</span>' for flag in flags)
        lang = document.language if NOT_TRANSLATED in point.flags else value.target
        items.append(f"<li><span{_lang(lang)}>{escape(point.text)}</span> {shown}</li>")
    return f'<ol class="points">{"".join(items)}</ol>{_coverage(value, say)}'


def _coverage(value: Summary, say: Strings) -> str:
    """Say how much of the article the model has read, where that was not all."""
    told = value.coverage
    if told is None or told.read == told.of:
        return ""
    return hint(say("written_from", n=told.read, of=told.of) if told.read else say("not_written"))


def entities(value: Entities, document: Document, say: Strings) -> str:
    """Return the entities by kind, folded away, each with links to its source sentences."""
    if not value.items:
        return ""
    rows = []
    for kind in KINDS:
        items = "".join(_entity(entity, document, say) for entity in value.of(kind))
        if items:
            head = f'<th scope="row">{escape(say(f"entity_{kind}"))}</th>'
            rows.append(f"<tr>{head}<td><ul>{items}</ul></td></tr>")
    heading = f"{escape(say('entities'))}: {len(value.items)}"
    return (
        f'<details class="entities"><summary>{heading}</summary>'
        f"<table>{''.join(rows)}</table>"
        f'<p class="hint">{escape(say("entities_note"))}</p></details>'
    )


def _entity(entity: Entity, document: Document, say: Strings) -> str:
    shown = "".join(_link(i, say) for i in entity.sources[:LINKS])
    if len(entity.sources) > LINKS:
        shown += f" +{len(entity.sources) - LINKS}"
    value = ""
    if entity.kind == "date" and entity.value and entity.value not in entity.text:
        value = f' <span class="value">{escape(entity.value)}</span>'
    return f"<li><span{_lang(document.language)}>{escape(entity.text)}</span>{value} {shown}</li>"


def _link(sentence: int, say: Strings) -> str:
    title = escape(say("sentence", n=sentence + 1))
    return f'<a href="#s{sentence + 1}" title="{title}">[{sentence + 1}]</a>'


def source(document: Document, say: Strings) -> str:
    """Return the article without its junk: foreign fragments are
    marked, each sentence has an anchor.
    """
    marked = _marked_sentences(document)
    parts = [languages_line(document, say)]
    for i, block in enumerate(document.blocks):
        if not block.junk:
            parts.append(_element(block, marked.get(i, "")))
    return f'<div class="text"{_lang(document.language)}>{"".join(parts)}</div>'


def translation(
    document: Document, pieces: Mapping[int, Piece], target: str, say: Strings, *, running: bool
) -> str:
    """Return the article in the target language.

    `pieces` are those that are finished, by their start.

    While `running`, text that has no piece yet is shown in grey as it is.
    """
    parts = []
    order = sorted(pieces)
    at = 0
    for block in document.blocks:
        inside = []
        while at < len(order) and order[at] < block.end:
            inside.append(pieces[order[at]])
            at += 1
        if not block.junk:
            parts.append(_element(block, _mix(document, block, inside, say, running)))
    return f'<div class="text"{_lang(target)}>{"".join(parts)}</div>'


def removed(document: Document, pieces: Mapping[int, Piece], say: Strings) -> str:
    """Return the junk blocks with their reasons, their
    translation, and a button to bring them back.
    """
    junk = [(i, b) for i, b in enumerate(document.blocks) if b.junk]
    if not junk:
        return ""
    reasons = Counter(say.reason(b.reason) for _, b in junk)
    listed = ", ".join(f"{reason} × {n}" if n > 1 else reason for reason, n in reasons.items())
    title = say("block_removed") if len(junk) == 1 else say("blocks_removed", n=len(junk))
    items = "".join(_removed_item(document, i, b, pieces, say) for i, b in junk)
    return (
        f'<details class="removed"><summary>{escape(title)}: {escape(listed)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _removed_item(
    document: Document, index: int, block: Block, pieces: Mapping[int, Piece], say: Strings
) -> str:
    text = document.slice(block).strip()
    translated = [
        p for p in pieces.values() if block.start <= p.start < block.end and p.status != "kept"
    ]
    lang = translated[0].lang if translated else document.language
    shown = f"<span{_lang(lang)}>{escape(_short(text))}</span>"
    for piece in translated:
        if piece.status == "translated":
            shown += f' <span class="becomes">→ {escape(piece.text)}</span>'
        else:
            shown += f' <span class="flag">{escape(say("not_translated"))}</span>'
    label = escape(say("keep_label", text=_short(text)), quote=True)
    return (
        f'<li><span class="reason">{escape(say.reason(block.reason))}</span> {shown} '
        f'<button type="button" data-keep="{index}" aria-label="{label}">'
        f"{escape(say('keep'))}</button></li>"
    )


def _marked_sentences(document: Document) -> dict[int, str]:
    """Return the HTML inside each block: sentences as anchors, foreign spans as marks."""
    spans: dict[int, list[str]] = {}
    for span, following in zip(document.spans, [*document.spans[1:], None], strict=True):
        spans.setdefault(span.sentence, []).append(_span(document, span, following))
    found: dict[int, str] = {}
    at = {i: b.start for i, b in enumerate(document.blocks)}
    for i, sentence in enumerate(document.sentences):
        gap = document.text[at[sentence.block] : sentence.start]
        html = f'{escape(gap)}<span class="s" id="s{i + 1}">{"".join(spans.get(i, []))}</span>'
        found[sentence.block] = found.get(sentence.block, "") + html
        at[sentence.block] = sentence.end
    return found


def _span(document: Document, span: Span, following: Span | None) -> str:
    """Return a span, marked where it is foreign.

    The last span of a passage shows its language code.
    """
    text = escape(document.slice(span))
    if span.lang in (document.language, "und"):
        return text
    core = text.rstrip()
    mark = f'<mark class="foreign"{_lang(span.lang)}>{core}</mark>'
    if following is None or not _goes_on(document, span, following):
        mark += f'<span class="tag" aria-hidden="true">{escape(span.lang)}</span>'
    return mark + text[len(core) :]


def _goes_on(document: Document, span: Span, following: Span) -> bool:
    """Say whether the next span has the same language and is in the same block."""
    blocks = [document.sentences[s.sentence].block for s in (span, following)]
    return span.lang == following.lang and blocks[0] == blocks[1]


def _mix(document: Document, block: Block, pieces: list[Piece], say: Strings, running: bool) -> str:
    """Return a block's pieces and, while running, the text between them."""
    parts, at = [], block.start
    for piece in pieces:
        parts.append(_untouched(document.text[at : piece.start], running))
        parts.append(_piece(document, piece, say))
        at = piece.end
    parts.append(_untouched(document.text[at : block.end], running))
    return "".join(parts)


def _untouched(text: str, running: bool) -> str:
    if not text.strip() or not running:
        return escape(text)
    return f'<span class="pending">{escape(text)}</span>'


def _piece(document: Document, piece: Piece, say: Strings) -> str:
    text = escape(piece.text)
    if piece.status == "kept" or not text.strip():
        return text
    if piece.status == "failed":
        reason = escape(say.reason(piece.reason, piece.detail), quote=True)
        return (
            f'<mark class="failed"{_lang(piece.lang)} title="{reason}">{text}</mark>'
            f'<span class="flag">{escape(say("not_translated"))}</span>'
        )
    original = escape(document.slice(piece), quote=True)
    if piece.reason is not None:
        text += f'<span class="flag">{escape(say.reason(piece.reason, piece.detail))}</span>'
    return f'<span class="translated" title="{original}">{text}</span>'


def _element(block: Block, inner: str) -> str:
    name = ELEMENTS.get(block.kind, "p")
    return f'<{name} class="{block.kind}">{inner.strip()}</{name}>'


def _lang(code: str) -> str:
    if code == "und":
        return ""
    direction = ' dir="rtl"' if languages.direction(code) == "rtl" else ""
    return f' lang="{escape(code)}"{direction}'


def _short(text: str, limit: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def downloads(links: Mapping[str, str]) -> str:
    """Return links to files, with the text of each link."""
    return "".join(
        f'<a class="download" href="{escape(address)}" download>{escape(text)}</a>'
        for text, address in links.items()
    )
