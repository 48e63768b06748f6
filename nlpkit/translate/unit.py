"""Finds the units of translation: foreign sentences, and runs of a foreign language in others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

import regex

from .. import languages
from ..document import Document, Sentence, Span
from ..text import references
from . import inline
from .marks import core, fields, partners, without
from .verbatim import VERBATIM

# A number in front of a word in small letters: "worth 12,5 [млн сомов]".
_COUNT = regex.compile(
    r"(?<![\w.,:/])[+−-]?[$€£₸₽]?\d(?:[\d.,]*\d)?(?:[ \u00a0\u202f]\d{3})*(?:[-–]\d(?:[\d.,]*\d)?)?"
    r"[ \u00a0]$"
)
_YEAR = regex.compile(r"(?:1[89]|20)\d\d\s")
_LONGEST_COUNT = 24  # characters before a word that are searched for the number that counts it
_SMALL_WORD = regex.compile(r"(?<![\w'’-])\p{Ll}+(?![\w'’-])")


@dataclass(frozen=True, slots=True)
class Unit:
    """A range [start, end) of the text that is translated as a whole.

    `lang` is its only foreign language. `sentence` and `block` are indices into the document.
    """

    start: int
    end: int
    lang: str
    sentence: int
    block: int


def units(document: Document, target: str, source: str = "auto") -> tuple[Unit, ...]:
    """Return what has to be translated into `target`, in order, including junk blocks.

    A sentence is one unit if most of its letters are in one foreign language, no letters are in
    another one, and its text in the target language is only names or single words. A foreign
    language is a known language that is not the target. Otherwise each maximal run of one foreign
    language in the sentence is a unit, without the quotes, brackets and separators around it, but
    with a number that counts its first word.

    If the sentence is a row of cells (`fields`), the same rules apply to each cell. Letters of text
    that stays as it is (`VERBATIM`) do not count. If a quote mark or bracket at the edge of a unit
    has its partner outside all units, it is left out of the unit.

    If `source` is not "auto", text in a script of that language is taken to be in that language,
    even if detection named another language or none.

    A label of a reference link that the document defines is no text: a unit has such a link as a
    whole or lies in its text.

    Guarantees: units are in order, do not overlap, lie inside their sentence, and contain a letter
    and no tab. No unit has letters of two foreign languages or is wholly in the target language.
    """
    found: list[Unit] = []
    labels = defined_labels(document)
    for index, group in groupby(document.spans, key=lambda span: span.sentence):
        for field, spans in _by_field(document, document.sentences[index], list(group)):
            links = inline.references(document.slice(field), labels)
            counted = _counted(document, field, spans, target, source, links)
            own = _of_field(document, index, field, counted, target)
            found += _with_links(own, field, links) if links else own
    return tuple(_without_loose_marks(document, found))


def defined_labels(document: Document) -> frozenset[str]:
    """Return the folded labels of the reference links that a document in Markdown defines."""
    lines = (
        line
        for block in document.blocks
        if block.kind == "code"
        for line in document.slice(block).split("\n")
    )
    return references.defined(lines)


def sentence_units(document: Document, source: str, target: str) -> tuple[Unit, ...]:
    """Return every sentence as a unit in `source`, for text that is known to be foreign.

    Detected languages are ignored. In a row of cells every cell is a unit. A sentence or cell
    without a letter of the source's script is not a unit; if source and target share their script,
    any letter counts. Unpaired marks at the edges stay outside, as in `units`.
    """
    own = set(languages.SCRIPTS[source]) - set(languages.SCRIPTS[target])
    found = []
    for index, group in groupby(document.spans, key=lambda span: span.sentence):
        sentence = document.sentences[index]
        for field, spans in _by_field(document, sentence, list(group)):
            counted = _counted(document, field, spans, target, "auto")
            if any(c.letters and (not own or c.script in own) for c in counted):
                found.append(Unit(field.start, field.end, source, index, sentence.block))
    return tuple(_without_loose_marks(document, found))


@dataclass(frozen=True, slots=True)
class _Field:
    """A cell of a row, or a whole sentence if it is not a row."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _CountedSpan:
    """A span with its assumed language and the number of its letters that are to be translated."""

    start: int
    end: int
    lang: str
    script: str
    letters: int


def _letters(text: str, script: str) -> int:
    """Return how many letters of a span are to be translated.

    In a span without words (script Zyyy), only letters outside ASCII count. They are those of units
    of measurement: "5кг", but not "12.4K".
    """
    return sum(char.isalpha() and not (script == "Zyyy" and char.isascii()) for char in text)


def _by_field(
    document: Document, sentence: Sentence, spans: Sequence[Span]
) -> Iterator[tuple[_Field, list[Span]]]:
    """Yield the fields of a sentence, each with its spans, which are cut at the field's edges."""
    first = 0
    columns = document.blocks[sentence.block].kind == "table"
    for start, end in fields(document.text, sentence.start, sentence.end, columns=columns):
        while spans[first].end <= start:
            first += 1
        last = first
        own = []
        while last < len(spans) and spans[last].start < end:
            span = spans[last]
            own.append(replace(span, start=max(start, span.start), end=min(end, span.end)))
            last += 1
        yield _Field(start, end), own


def _counted(
    document: Document,
    field: _Field,
    spans: Sequence[Span],
    target: str,
    source: str,
    links: Sequence[inline.Reference] = (),
) -> list[_CountedSpan]:
    """Return the spans of a field with their languages and letters (see `units`).

    Letters in the labels behind `links`, the reference links of the field, do not count.
    """
    text = VERBATIM.sub(lambda kept: " " * len(kept[0]), document.slice(field))
    if links:
        parts: list[str] = []
        at = 0
        for inner_end, outer_end in sorted((link.inner_end, link.outer_end) for link in links):
            parts += text[at:inner_end], " " * (outer_end - inner_end)
            at = outer_end
        text = "".join([*parts, text[at:]])
    return [
        _CountedSpan(
            span.start,
            span.end,
            _language(span, target, source),
            span.script,
            _letters(text[span.start - field.start : span.end - field.start], span.script),
        )
        for span in spans
    ]


def _language(span: Span, target: str, source: str) -> str:
    """Return the language of a span, or `source` if the caller knows better (see `units`)."""
    if source == "auto" or span.lang == target or span.script not in languages.SCRIPTS[source]:
        return span.lang
    # An unknown word in the target's own script is more likely a name than a foreign word.
    if span.lang == "und" and span.script in languages.SCRIPTS[target]:
        return span.lang
    return source


def _of_field(
    document: Document, index: int, field: _Field, spans: Sequence[_CountedSpan], target: str
) -> Iterator[Unit]:
    """Yield the units of a field of the sentence with this index (see `units`)."""
    block = document.sentences[index].block
    foreign = [span for span in spans if span.letters and span.lang not in (target, "und")]
    mostly_foreign = 2 * sum(s.letters for s in foreign) > sum(s.letters for s in spans)
    one_language = len({s.lang for s in foreign}) == 1
    in_target = (document.slice(s) for s in spans if s.lang == target)
    if mostly_foreign and one_language and not any(map(_is_running_text, in_target)):
        yield Unit(field.start, field.end, foreign[0].lang, index, block)
        return
    at = field.start
    for run in _runs(spans, target):
        start, end = core(document.text, run[0].start, run[-1].end)
        if start < end:
            start = _count_before(document.text, at, start)
            yield Unit(start, end, run[0].lang, index, block)
            at = end


def _with_links(
    units: Iterable[Unit], field: _Field, links: Sequence[inline.Reference]
) -> list[Unit]:
    """Return the units of a field, so that each has the reference links whole or lies in the text
    of one.
    """
    found: list[Unit] = []
    first = 0  # the first link that does not end before the unit
    for unit in units:
        start, end = unit.start - field.start, unit.end - field.start
        while first < len(links) and links[first].outer_end <= start:
            first += 1
        for link in islice(links, first, None):
            if end <= link.outer_start:
                break
            if link.outer_end <= start:
                continue
            inside = link.inner_start <= start and end <= link.outer_end
            if not inside or (link.own and start < link.inner_end):
                if link.inner_end <= start:
                    start = link.outer_end
                else:
                    start, end = min(start, link.outer_start), max(end, link.outer_end)
            else:
                end = min(end, link.inner_end)
        start = max(start + field.start, found[-1].end if found else 0)
        if start < end + field.start:
            found.append(replace(unit, start=start, end=end + field.start))
    return found


def _count_before(text: str, at: int, start: int) -> int:
    """Return the beginning of the number that counts the word at `start`: "12,5 [млн]".

    The number lies in text[at:start]. A year counts nothing. If there is no such number, the result
    is `start`.
    """
    found = _COUNT.search(text, max(at, start - _LONGEST_COUNT), start)
    if found is None or not text[start].islower() or _YEAR.fullmatch(found[0]):
        return start
    return found.start()


def _is_running_text(text: str) -> bool:
    """Return True if the text has two or more words in small letters, unlike a name."""
    return len(_SMALL_WORD.findall(VERBATIM.sub(" ", text))) > 1


def _runs(spans: Sequence[_CountedSpan], target: str) -> Iterator[Sequence[_CountedSpan]]:
    """Yield the maximal runs of spans of one foreign language.

    A run begins and ends with a span of that language. All spans between that are not of it have no
    letters to translate.
    """
    first = last = None
    for i, span in enumerate(spans):
        if not span.letters:
            continue
        if first is not None and last is not None and span.lang != spans[first].lang:
            yield spans[first : last + 1]
            first = None
        if span.lang not in (target, "und"):
            first = i if first is None else first
            last = i
    if first is not None and last is not None:
        yield spans[first : last + 1]


def _without_loose_marks(document: Document, units: Sequence[Unit]) -> Iterator[Unit]:
    """Yield the units without marks at their edges whose partner is outside all units."""
    starts = [unit.start for unit in units]
    partner: dict[int, int] = {}

    def loose(at: int) -> bool:
        place = partner.get(at, -1)
        return place < starts[0] or units[bisect_right(starts, place) - 1].end <= place

    for index, group in groupby(units, key=lambda unit: unit.block):
        block = document.blocks[index]
        partner = partners(document.text, block.start, block.end)
        for unit in group:
            start, end = without(document.text, unit.start, unit.end, loose)
            yield replace(unit, start=start, end=end)
