"""The article: source and translation in aligned rows, sentence by sentence.

A row is a foreign sentence beside its translation, or sentences that are already in the target
language and stand there once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from ... import languages
from ...document import Block, Document, Piece, Span
from ...render.view import marked, numbering
from .parts import hint, lang, linked
from .strings import Strings

CELLS = {"title": "h3", "heading": "h4"}
BARE = ("title", "heading", "list", "table", "quote")  # kinds that Markdown has markers for
_BLANK = re.compile(r"\n[^\S\n]*\n")
SURE = 0.8  # of a language below this probability the page says how sure it is


@dataclass
class Row:
    """The sentences [first, last) of a block. A pair has a translation of its own."""

    first: int
    last: int
    pair: bool


def article(
    document: Document,
    pieces: Mapping[int, Piece],
    target: str,
    say: Strings,
    *,
    running: bool,
    others: bool = False,
    cited: Mapping[int, int] | None = None,
) -> str:
    """Return the article without its junk: each sentence has its number and an anchor.

    `pieces` are those that are finished, by their start. While `running`, foreign sentences without
    a piece are marked as pending. With `others` a click on a translated piece asks for its other
    translations. `cited` tells which point of the summary cites a sentence.

    Where nothing is translated, there is one column.
    """
    page = _Page(document, pieces, target, say, running, others, cited or {})
    blocks = page.blocks()
    columns = "text pairs" if page.pairs else "text single"
    before = [None, *(block for block, _ in blocks)]
    body = "".join(
        page.block(block, rows, last) for last, (block, rows) in zip(before, blocks, strict=False)
    )
    offer = words = ""
    if others and any(p.status == "translated" for p in page.shown):
        offer = hint(say("others_offer"))
        asking, named = escape(say("others_asking")), escape(say("others"))
        words = f' data-asking="{asking}" data-others="{named}"'
    return f'{offer}<div class="{columns}"{lang(document.language)}{words}>{body}</div>'


class _Page:
    def __init__(
        self,
        document: Document,
        pieces: Mapping[int, Piece],
        target: str,
        say: Strings,
        running: bool,
        others: bool,
        cited: Mapping[int, int],
    ) -> None:
        self.document = document
        self.pieces = [pieces[start] for start in sorted(pieces)]
        self.target = target
        self.say = say
        self.running = running
        self.others = others
        self.cited = cited
        self.numbers = numbering(document)
        self.spans: dict[int, list[Span]] = {}
        for span in document.spans:
            self.spans.setdefault(span.sentence, []).append(span)
        self.shown = [p for p in self.pieces if not p.junk]
        self.pairs = any(p.status == "translated" for p in self.shown) or (
            running and any(self._pending(i) for i, n in enumerate(self.numbers) if n)
        )

    def blocks(self) -> list[tuple[Block, list[Row]]]:
        """Return the blocks outside junk with their rows."""
        rows: dict[int, list[Row]] = {}
        for i, sentence in enumerate(self.document.sentences):
            if self.numbers[i]:
                self._add(rows.setdefault(sentence.block, []), i)
        return [(self.document.blocks[at], found) for at, found in rows.items()]

    def _add(self, rows: list[Row], i: int) -> None:
        """Add a sentence to the last row or as a new one."""
        pair = self.pairs and self._foreign(i)
        last = rows[-1] if rows else None
        if last and last.pair == pair and (not pair or self._joined(i)):
            last.last = i + 1
        else:
            rows.append(Row(i, i + 1, pair))

    def _foreign(self, i: int) -> bool:
        sentence = self.document.sentences[i]
        over = self._over(sentence.start, sentence.end)
        return any(p.status != "kept" for p in over) or (self.running and self._pending(i))

    def _pending(self, i: int) -> bool:
        """Say whether a sentence has text in another language than the target."""
        return any(span.lang not in (self.target, "und") for span in self.spans.get(i, ()))

    def _joined(self, i: int) -> bool:
        """Say whether one translated piece holds this sentence and the one before."""
        before, sentence = self.document.sentences[i - 1 : i + 1]
        over = self._over(before.end - 1, sentence.start + 1)
        return any(p.start < before.end and p.end > sentence.start for p in over
                   if p.status == "translated")  # fmt: skip

    def _over(self, start: int, end: int) -> list[Piece]:
        """Return the pieces that overlap [start, end)."""
        first = bisect_right(self.pieces, start, key=lambda p: p.end)
        last = first
        while last < len(self.pieces) and self.pieces[last].start < end:
            last += 1
        return self.pieces[first:last]

    def block(self, block: Block, rows: list[Row], last: Block | None) -> str:
        """Return a block, after the `last` one. It is `bare` where no marker in its text tells its
        kind, and `close` where no blank line stands before it.
        """
        cell = CELLS.get(block.kind, "p")
        inside = "".join(self._row(row, cell) for row in rows)
        name = "blockquote" if block.kind == "quote" else "div"
        more = " bare" * self._bare(block) + " close" * self._close(last, block)
        return f'<{name} class="passage {block.kind}{more}">{inside}</{name}>'

    def _bare(self, block: Block) -> bool:
        text = self.document.slice(block)
        return block.kind in BARE and "\n" not in text.strip() and not marked(block, text)

    def _close(self, last: Block | None, block: Block) -> bool:
        """Say whether the block continues the list or the table of the last one."""
        if last is None or last.kind != block.kind or block.kind not in ("list", "table"):
            return False
        text = self.document.text[last.start : block.start]
        return _BLANK.search(text) is None

    def _row(self, row: Row, cell: str) -> str:
        source = f'<{cell} class="src"{self._direction(row)}>{self._source(row)}</{cell}>'
        document, kinds = self.document, "line"
        before = document.sentences[row.first - 1].end if row.first else 0
        if "\n" in document.text[before : document.sentences[row.first].start]:
            kinds += " new"  # it begins a line
        if not row.pair:
            return f'<div class="{kinds}">{source}</div>'
        return f'<div class="{kinds} pair">{source}{self._target(row)}</div>'

    def _direction(self, row: Row) -> str:
        """Return the attributes of a row that is not in the article's own language."""
        weight: Counter[str] = Counter()
        for i in range(row.first, row.last):
            for span in self.spans.get(i, ()):
                weight[span.lang] += span.end - span.start
        main = weight.most_common(1)[0][0] if weight else "und"
        return "" if main in ("und", self.document.language) else lang(main)

    def _source(self, row: Row) -> str:
        document, parts = self.document, []
        at = document.sentences[row.first].start
        for i in range(row.first, row.last):
            sentence = document.sentences[i]
            spans = self.spans.get(i, [])
            text = "".join(map(self._span, spans, [*spans[1:], None]))
            number = self.numbers[i]
            parts.append(
                f"{escape(document.text[at : sentence.start])}"
                f'<span class="s" id="s{number}" tabindex="-1">{self._number(number, row.pair)}'
                f"{text}{self._back(i)}</span>"
            )
            at = sentence.end
        return "".join(parts)

    def _number(self, number: int | None, pair: bool) -> str:
        """Return the number of a sentence: a link where there is a twin to light up."""
        if not pair:
            return f'<span class="n" aria-hidden="true">{number}</span>'
        label = escape(self.say("sentence_twin", n=number), quote=True)
        return f'<a class="n" href="#s{number}" aria-label="{label}">{number}</a>'

    def _back(self, i: int) -> str:
        if i not in self.cited:
            return ""
        return f'<a class="back" href="#p{self.cited[i]}">{escape(self.say("back"))}</a>'

    def _span(self, span: Span, following: Span | None) -> str:
        """Return a span, marked where it is not in the article's own language.

        The last span of a passage in one language carries its code.
        """
        text = linked(self.document.slice(span))
        if span.lang in (self.document.language, "und"):
            return text
        core = text.rstrip()
        name = languages.name(span.lang, self.say.language)
        sure = f"{span.score:.0%}"
        title = escape(self.say("is_language", language=name, sure=sure), quote=True)
        tag = ""
        if following is None or following.lang != span.lang:
            code = span.lang if span.score >= SURE else f"{span.lang} {sure}"
            tag = f'<span class="tag" aria-hidden="true">{escape(code)}</span>'
        mark = f'<mark class="foreign"{lang(span.lang)} title="{title}">{core}</mark>'
        return mark + tag + text[len(core) :]

    def _target(self, row: Row) -> str:
        document = self.document
        start = document.sentences[row.first].start
        end = document.sentences[row.last - 1].end
        over = self._over(start, end)
        foreign = [p for p in over if p.status != "kept"]
        if not foreign:
            return f'<p class="tgt none pending" aria-label="{escape(self.say("pending"))}">…</p>'
        if all(p.status == "failed" for p in foreign):
            reasons = {self.say.reason(p.reason, p.detail): None for p in foreign}
            title = escape("; ".join(reasons), quote=True)
            flag = f'<span class="flag" title="{title}">{escape(self.say("not_translated"))}</span>'
            return f'<p class="tgt none">{flag}</p>'
        # A sentence that is translated as a whole needs no marks in a row of its own.
        whole = " whole" if len(over) == 1 else ""
        parts, at = [], start
        for piece in over:
            parts.append(escape(document.text[at : piece.start]))
            parts.append(self._piece(piece, start, end))
            at = piece.end
        parts.append(escape(document.text[at:end]))
        return f'<p class="tgt{whole}"{lang(self.target)}>{"".join(parts)}</p>'

    def _piece(self, piece: Piece, start: int, end: int) -> str:
        if piece.status == "kept":
            inside = slice(max(piece.start, start), min(piece.end, end))
            return linked(self.document.text[inside])
        text = escape(piece.text)
        reason = self.say.reason(piece.reason, piece.detail)
        name = languages.name(piece.lang, self.say.language)
        if piece.status == "failed":
            title = escape(reason, quote=True)
            return (
                f'<mark class="failed"{lang(piece.lang)} title="{title}">{text}</mark>'
                f'<span class="flag">{escape(self.say("not_translated"))}</span>'
            )
        sure = "" if piece.score is None else f"{piece.score:.0%}"
        title = self.say("from_language", language=name)
        if sure:
            title = self.say("from_language_sure", language=name, sure=sure)
        flag = f'<span class="flag">{escape(reason)}</span>' if reason else ""
        asks = ""
        if self.others:
            asks = f' role="button" tabindex="0" aria-expanded="false" data-piece="{piece.start}"'
        title = escape(title, quote=True)
        return f'<span class="translated" title="{title}"{asks}>{text}</span>{flag}'


def notices(
    document: Document, pieces: Mapping[int, Piece], say: Strings, models: Mapping[str, int]
) -> str:
    """Return a line for each language and reason of what was not translated outside junk, one on
    doubtful translations, and one for each of the `models`: the megabytes of a better one by pair
    of languages.
    """
    counts: Counter[tuple[str, str | None, str]] = Counter()
    for piece in pieces.values():
        if piece.status == "failed" and not piece.junk:
            detail = "" if piece.reason == "no_translator" else piece.detail
            counts[piece.lang, piece.reason, detail] += 1
    lines, left = [], dict(models)
    for (code, reason, detail), n in counts.most_common():
        name = languages.name(code, say.language)
        name = name[:1].upper() + name[1:]
        pair = next((pair for pair in left if pair.startswith(f"{code}-")), None)
        if reason == "no_translator" and pair:
            left_alone = say.counted("passage", "passages", n)
            size = left.pop(pair)
            words = say(
                "no_model_yet", language=name, passages=left_alone, pair=pair, megabytes=size
            )
        elif reason == "no_translator":
            words = say("no_model", language=name, passages=say.counted("passage", "passages", n))
        else:
            words = say("untranslated", language=name, n=n, why=say.reason(reason, detail))
        lines.append(f"<li>{escape(words)}</li>")
    if any(piece.reason == "low_confidence" and not piece.junk for piece in pieces.values()):
        mark = say.reason("low_confidence")
        lines.append(f"<li>{escape(say('may_mislead', mark=mark))}</li>")
    for pair, megabytes in left.items():
        lines.append(f"<li>{escape(say('better_model', pair=pair, megabytes=megabytes))}</li>")
    return f'<ul class="notices">{"".join(lines)}</ul>' if lines else ""
