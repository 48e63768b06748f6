"""What text, Markdown and HTML show of a result: title, stretches, fragments, removed blocks."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from .. import languages
from ..document import Block, Document, Flag, Piece, Result, Summary, applied_terms, reason_flag
from . import words

NOTHING_FOREIGN = "Nothing to translate: already in {language}."
NO_LANGUAGE = "Nothing to translate: there are no words of a language that is known."
NOTHING_REMOVED = "Nothing was removed."
NO_SUMMARY = "There is no summary."
NOT_WRITTEN = "chosen from the article, since the model wrote nothing usable"

_MIN_SHARE = 0.2  # of the foreign letters; a language with fewer is not named above a translation
_LONGEST_TITLE = 100  # characters; a longer title is shortened
_MOST_PLACES = 10  # sentences that one note names

# Sources in Markdown keep their markers in the text. Where the block is shown as a heading or list,
# the markers are left out.
_MARKERS = {
    "title": re.compile(r"^[ \t]*#{1,6}[ \t]+", re.M),
    "heading": re.compile(r"^[ \t]*#{1,6}[ \t]+", re.M),
    "quote": re.compile(r"^[ \t]*>+[ \t]?", re.M),
    "list": re.compile(r"^[ \t]*[-*•●▪–—+][ \t]+", re.M),
}
_NUMBER = re.compile(r"[ \t]*\(?(?:\d{1,3}|[^\W\d_])[.)][ \t]")  # of an item of a list


class Stretch(NamedTuple):
    """A part of a block that belongs to one piece of the translation.

    `source` is its text in the document, `text` the same in the target language. `sentences` are
    the indices of the sentences that begin where it begins.
    """

    source: str
    text: str
    piece: Piece
    sentences: tuple[int, ...]


class ForeignPiece(NamedTuple):
    """A translated or failed piece, its source, the indices of the sentences in which it lies, and
    the numbers of the first and the last of them; None in a removed block.
    """

    piece: Piece
    source: str
    sentences: range
    numbers: tuple[int, int] | None

    @property
    def where(self) -> str:
        """A phrase such as `sentence 4`, `sentences 4–5` or `removed`."""
        if self.numbers is None:
            return "removed"
        first, last = self.numbers
        return f"sentence {first}" if last <= first else f"sentences {first}–{last}"


class Note(NamedTuple):
    """A warning in words, and where the fragments are that it is about.

    `numbers` are those of their sentences, in order and at most ten; `more` is how many other
    sentences there are. `removed` tells that some of the fragments are in removed blocks.
    """

    text: str
    numbers: tuple[int, ...] = ()
    more: int = 0
    removed: bool = False

    def where(self, linked: Callable[[int], str] = str) -> str:
        """Return ` (sentences 2, 5 and 9)`, with each number as `linked` gives it, or `""`."""
        places = [linked(n) for n in self.numbers]
        if places:
            places[0] = f"sentence{'s' * (len(places) + self.more > 1)} {places[0]}"
        places += [f"{self.more} more"] * bool(self.more) + ["removed text"] * self.removed
        *first, last = places or [""]
        listed = f"{', '.join(first)} and {last}" if first else last
        return f" ({listed})" if listed else ""


def numbering(document: Document) -> list[int | None]:
    """Return the number of each sentence for a reader, counted from 1; None in a removed block."""
    numbers: list[int | None] = []
    count = 0
    for sentence in document.sentences:
        junk = document.blocks[sentence.block].junk
        count += not junk
        numbers.append(None if junk else count)
    return numbers


def stretches(result: Result, block: Block) -> Iterator[Stretch]:
    """Yield the stretches of a block, in order.

    Guarantees: the sources, joined, are the text of the block. A stretch begins at most one
    sentence, unless it is a translated piece that holds several.
    """
    document, pieces = result.document, result.translation.pieces
    first = bisect_right(pieces, block.start, key=lambda p: p.end)
    for piece in pieces[first:]:
        if piece.start >= block.end:
            return
        starts = _starting(document, piece.start, piece.end)
        if piece.status == "translated":
            yield Stretch(document.slice(piece), piece.text, piece, tuple(starts))
            continue
        cuts = [piece.start, *(document.sentences[i].start for i in starts)]
        ends = [*cuts[1:], piece.end]
        numbers: list[tuple[int, ...]] = [(), *((i,) for i in starts)]
        for start, end, sentences in zip(cuts, ends, numbers, strict=True):
            if start < end:
                source = document.text[start:end]
                yield Stretch(source, source, piece, sentences)


def unmarked_stretches(result: Result, block: Block) -> Iterator[Stretch]:
    """Yield the stretches without the markers that the kind of the block stands for."""
    marker = _MARKERS.get(block.kind)
    line_start = True
    for stretch in stretches(result, block):
        if marker is None:
            yield stretch
            continue
        source, text = (_without(marker, t, line_start) for t in (stretch.source, stretch.text))
        line_start = stretch.source.rstrip(" \t").endswith("\n") or (
            line_start and not stretch.source.strip()
        )
        yield stretch._replace(source=source, text=text)


def marked(block: Block, text: str) -> bool:
    """Return whether the text of a block has a marker of its own: `#`, `>`, a bullet or a number,
    or the bars of a table.
    """
    if block.kind == "table":
        return text.lstrip().startswith("|")
    if block.kind == "list" and _NUMBER.match(text):
        return True
    marker = _MARKERS.get(block.kind)
    return marker is not None and marker.match(text) is not None


def title(result: Result) -> tuple[str, Block | None]:
    """Return the title in the target language, and the block in which it stands, if any."""
    for block in result.document.blocks:
        if block.kind == "title":
            return " ".join(
                "".join(r.text for r in unmarked_stretches(result, block)).split()
            ), block
    return result.document.title or result.document.id, None


def document_title(document: Document) -> str:
    """Return the title in the article's own language, else the beginning of the article."""
    lines = (document.slice(block) for block in document.blocks if block.kind == "title")
    found = document.title or next(lines, None) or document.clean_text or document.id
    return textwrap.shorten(_MARKERS["title"].sub("", found), _LONGEST_TITLE, placeholder=" …")


def fragments(result: Result) -> list[ForeignPiece]:
    """Return every piece that was translated or failed, in order."""
    document = result.document
    numbers = numbering(document)
    found = []
    for piece in result.translation.pieces:
        if piece.status != "kept":
            inside = _holding(document, piece)
            first, last = numbers[inside.start], numbers[inside.stop - 1]
            ends = (first, last) if first and last else None
            found.append(ForeignPiece(piece, document.slice(piece), inside, ends))
    return found


def nothing_translated(result: Result) -> str | None:
    """Return the one message for a foreign article whose pieces all failed for one reason.

    Returns None for any other article, and where there is a single piece, which says it itself.
    """
    pieces = [piece for piece in result.translation.pieces if piece.status != "kept"]
    outcomes = {(piece.status, piece.reason, piece.detail) for piece in pieces}
    foreign = result.document.language not in (result.translation.target, "und")
    if not foreign or len(pieces) < 2 or len(outcomes) > 1 or pieces[0].status != "failed":
        return None
    return f"Nothing of it was translated: {words.reason(pieces[0].reason, pieces[0].detail)}."


def nothing_foreign(result: Result) -> str:
    """Return the message for an article without a foreign fragment."""
    if result.document.language == "und":
        return NO_LANGUAGE
    return NOTHING_FOREIGN.format(language=language(result.translation.target))


def direction(result: Result) -> str:
    """Return what was translated into what: `Kyrgyz and Russian to English`.

    Languages of a smaller part of the article are not named. Junk counts only where nothing else
    is foreign.
    """
    document, target = result.document, result.translation.target
    counts = {False: Counter[str](), True: Counter[str]()}
    for span in document.spans:
        junk = document.blocks[document.sentences[span.sentence].block].junk
        if span.lang not in (target, "und"):
            counts[junk][span.lang] += span.end - span.start
    letters = counts[False] or counts[True]
    least = _MIN_SHARE * letters.total()
    named = [language(code) for code, count in letters.most_common() if count >= least]
    return f"{' and '.join(named)} to {language(target)}"


def removed(result: Result) -> dict[str, list[Block]]:
    """Return the junk blocks by reason. The reasons are in the order of their first blocks."""
    groups: dict[str, list[Block]] = {}
    for block in result.document.blocks:
        if block.junk:
            groups.setdefault(words.reason(block.reason), []).append(block)
    return groups


def numbered(result: Result, shown: Iterable[ForeignPiece]) -> dict[int, int]:
    """Return the numbers of the sentences that a reader sees cited, by sentence index.

    These are sentences outside junk that are cited in the summary, in a note or in `shown`.
    """
    cited = {i for point in result.summary.points for i in point.sources}
    cited.update(i for fragment in shown for i in fragment.sentences)
    noted = {n for note in notes(result) for n in note.numbers}
    numbers = enumerate(numbering(result.document))
    return {i: n for i, n in numbers if n and (i in cited or n in noted)}


def language(code: str) -> str:
    """Return the English name of a language; `an unknown language` for `und`."""
    return "an unknown language" if code == "und" else languages.name(code)


def plural(count: int, noun: str) -> str:
    """Return a count with its noun: `1 block`, `1,200 blocks`."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def failure(piece: Piece) -> str:
    """Return the message for a failed piece."""
    return f"not translated: {words.reason(piece.reason, piece.detail)}"


def remark(piece: Piece) -> str:
    """Return the remark after a piece: why it failed, or why its translation may be wrong."""
    if piece.status == "failed":
        return f" ({failure(piece)})"
    return f" ({words.reason(piece.reason, piece.detail)})" if piece.reason else ""


def warnings(result: Result) -> list[str]:
    """Return the warnings in words. Those about fragments say how many there are, and where."""
    return [note.text + note.where() for note in notes(result)]


def notes(result: Result) -> list[Note]:
    """Return the warnings with their places. If nothing was translated, no place is given."""
    somewhere = nothing_translated(result) is None
    groups: dict[Flag, list[ForeignPiece]] = {}
    for fragment in fragments(result):
        if fragment.piece.reason:
            flag = reason_flag(fragment.piece.reason, fragment.piece.detail)
            groups.setdefault(flag, []).append(fragment)
    return [
        _note(warning, groups[warning], somewhere)
        if warning in groups
        else Note(words.flag(warning))
        for warning in result.warnings
    ]


def _note(warning: Flag, found: Sequence[ForeignPiece], somewhere: bool) -> Note:
    status = words.STATUS_WORDS[found[0].piece.status]
    text = f"{plural(len(found), 'fragment')} {status}: {words.flag(warning)}"
    if not somewhere:
        return Note(text)
    ends = [fragment.numbers for fragment in found if fragment.numbers]
    numbers = sorted({n for first, last in ends for n in range(first, last + 1)})
    more = max(0, len(numbers) - _MOST_PLACES)
    return Note(text, tuple(numbers[:_MOST_PLACES]), more, len(ends) < len(found))


def glossary(pieces: Iterable[Piece]) -> str | None:
    """Return the terms of the glossary that were applied: `Glossary: управа → council (2)`.

    Returns None where there are none.
    """
    terms = [
        f"{term.term} {'kept' if term.translation is None else f'→ {term.translation}'} ({count})"
        for term, count in applied_terms(pieces).items()
    ]
    return f"Glossary: {', '.join(terms)}" if terms else None


def coverage(summary: Summary) -> str | None:
    """Return `written from 62 of 140 sentences`, or None if every sentence was read."""
    covered = summary.coverage
    if covered is None or covered.read == covered.of:
        return None
    if not covered.read:
        return NOT_WRITTEN
    return f"written from {covered.read} of {plural(covered.of, 'sentence')}"


def made(result: Result) -> str:
    """Return the last line: how the result was made, and how many seconds it took."""
    seconds = sum(result.timings.values())
    return f"Made by {result.signature}" + (f" in {seconds:.1f} s" if seconds else "")


def _without(marker: re.Pattern[str], text: str, line_start: bool) -> str:
    if line_start:
        return marker.sub("", text)
    first, end, rest = text.partition("\n")
    return first + end + marker.sub("", rest)


def _starting(document: Document, start: int, end: int) -> range:
    sentences = document.sentences
    return range(
        bisect_left(sentences, start, key=lambda s: s.start),
        bisect_left(sentences, end, key=lambda s: s.start),
    )


def _holding(document: Document, piece: Piece) -> range:
    first = bisect_right(document.sentences, piece.start, key=lambda s: s.end)
    return range(first, bisect_left(document.sentences, piece.end, key=lambda s: s.start))
