"""Translates a document piece by piece, as a stream of events or as a whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from ..document import (
    PARTLY_TRANSLATED,
    Document,
    Flag,
    Piece,
    Sentence,
    Translation,
    check_tiles,
    doubts,
)
from ..engines import Lazy, Translator
from ..events import Loading, Translated
from ..glossary import NO_TERMS, Glossary
from .fragments import FragmentTranslator, PhrasesOf
from .outcomes import Fragment, Outcome
from .unit import Unit, defined_labels, units

T = TypeVar("T")

# The smallest and the largest number of fragments that are translated together (see `windows`).
# SHOWN is for callers that show each window when it is done, ALL for callers that wait for the
# whole. From a large window the engine can put lines of more similar length into one batch. With
# small windows the first translation is shown sooner, and the work can be stopped sooner.
SHOWN, ALL = (8, 64), (256, 256)


def stream(
    document: Document,
    *,
    target: str,
    engine: Lazy[Translator],
    phrasebook: PhrasesOf | None,
    glossary: Glossary = NO_TERMS,
    source: str = "auto",
    only: Sequence[int] | None = None,
    alternatives: int = 0,
) -> Iterator[Loading | Translated]:
    """Translate the units of a document from the top, in batches of growing size.

    `only` limits the work to units of these sentences. `alternatives` is how many other
    translations each piece may have. `phrasebook(source, target)` returns known
    phrases. Raises what loading the engine raises; later failures become failed pieces.

    Guarantees: every unit is in exactly one `Translated` event. `Loading` comes before the first
    batch that needs the engine, if the engine is not loaded yet, and only then.
    """
    todo = units(document, target, source)
    if only is not None:
        chosen = frozenset(only)
        todo = tuple(unit for unit in todo if unit.sentence in chosen)
    translator = FragmentTranslator(target, engine, phrasebook, glossary, alternatives)
    labels = defined_labels(document)
    done = 0
    for window in windows(todo):
        fragments = _fragments(document, window, labels)
        yield from map(Loading, translator.unloaded(fragments))
        outcomes = translator.translate(fragments)
        done += len(window)
        pieces = tuple(piece(document, u, o) for u, o in zip(window, outcomes, strict=True))
        yield Translated(done, len(todo), pieces)


def translate(
    events: Iterable[Loading | Translated], document: Document, target: str
) -> Translation:
    """Return the translation that consists of the pieces of these events."""
    pieces = [p for event in events if isinstance(event, Translated) for p in event.pieces]
    return assemble(document, target, pieces)


def alternatives(
    text: str,
    lang: str,
    count: int,
    *,
    target: str,
    engine: Lazy[Translator],
    phrasebook: PhrasesOf | None,
    glossary: Glossary = NO_TERMS,
) -> tuple[str, ...]:
    """Return other translations of a text in `lang`, at most `count`, the likeliest first.

    The result is empty if the engine offers none. Raises what loading the engine raises.
    """
    translator = FragmentTranslator(target, engine, phrasebook, glossary, count)
    (outcome,) = translator.translate([Fragment(text, lang)])
    return outcome.alternatives


def translate_all(
    documents: Sequence[Document],
    *,
    target: str,
    engine: Lazy[Translator],
    phrasebook: PhrasesOf | None,
    glossary: Glossary = NO_TERMS,
    source: str = "auto",
) -> list[Translation]:
    """Return the translation of each document. The units of all documents share batches."""
    found = [units(document, target, source) for document in documents]
    fragments = [
        fragment
        for document, todo in zip(documents, found, strict=True)
        for fragment in _fragments(document, todo, defined_labels(document))
    ]
    translator = FragmentTranslator(target, engine, phrasebook, glossary)
    answered = (o for window in windows(fragments, ALL) for o in translator.translate(window))
    return [
        assemble(document, target, [piece(document, unit, next(answered)) for unit in todo])
        for document, todo in zip(documents, found, strict=True)
    ]


def _fragments(document: Document, todo: Sequence[Unit], labels: frozenset[str]) -> list[Fragment]:
    return [Fragment(document.slice(unit), unit.lang, labels=labels) for unit in todo]


def assemble(document: Document, target: str, pieces: Sequence[Piece]) -> Translation:
    """Return the translation of these pieces, with kept pieces for the text between them.

    Guarantees: the pieces tile the text. Each piece lies in one block.
    """
    tiled: list[Piece] = []
    at = 0
    for piece in sorted(pieces, key=lambda piece: piece.start):
        tiled += _kept(document, at, piece.start)
        tiled.append(piece)
        at = piece.end
    tiled += _kept(document, at, len(document.text))
    check_tiles(tiled, 0, len(document.text), "pieces")
    return Translation(target, tuple(tiled))


def sentence_texts(document: Document, translation: Translation) -> list[str | None]:
    """Return each sentence of the document in the target language, in order.

    Parts that failed stay in their own language. The result is None for a sentence with a failed
    part and no letter outside its failed parts.
    """
    texts: list[str | None] = []
    for sentence, pieces in zip(
        document.sentences, _by_sentence(document, translation), strict=True
    ):
        parts = [(piece.status == "failed", _within(document, piece, sentence)) for piece in pieces]
        readable = any(not failed and any(map(str.isalpha, text)) for failed, text in parts)
        any_failed = any(failed for failed, _ in parts)
        texts.append("".join(text for _, text in parts) if readable or not any_failed else None)
    return texts


def sentence_flags(document: Document, translation: Translation) -> dict[int, tuple[Flag, ...]]:
    """Return the flags of each sentence that has some, by the index of the sentence.

    `PARTLY_TRANSLATED` says that a part of the sentence stays in its own language. If a translation
    may be wrong, the flag is the reason of its piece.
    """
    flags: dict[int, tuple[Flag, ...]] = {}
    texts = sentence_texts(document, translation)
    for i, pieces in enumerate(_by_sentence(document, translation)):
        partly = texts[i] is not None and any(piece.status == "failed" for piece in pieces)
        if found := (PARTLY_TRANSLATED,) * partly + doubts(pieces):
            flags[i] = found
    return flags


def _by_sentence(document: Document, translation: Translation) -> Iterator[Sequence[Piece]]:
    """Yield, for each sentence, the pieces that overlap it."""
    pieces = translation.pieces
    for sentence in document.sentences:
        first = bisect_right(pieces, sentence.start, key=lambda piece: piece.end)
        last = bisect_left(pieces, sentence.end, first, key=lambda piece: piece.start)
        yield pieces[first:last]


def _within(document: Document, piece: Piece, sentence: Sentence) -> str:
    """Return the text of a piece. A kept piece is cut at the edges of the sentence."""
    if piece.status != "kept":
        return piece.text
    return document.text[max(piece.start, sentence.start) : min(piece.end, sentence.end)]


def windows(items: Sequence[T], sizes: tuple[int, int] = SHOWN) -> Iterator[Sequence[T]]:
    """Yield the items in order, in windows. Their size doubles from sizes[0] up to sizes[1]."""
    at, size = 0, sizes[0]
    while at < len(items):
        yield items[at : at + size]
        at, size = at + size, min(2 * size, sizes[1])


def piece(document: Document, unit: Unit, outcome: Outcome) -> Piece:
    """Return the piece of a unit with this outcome."""
    return Piece(
        unit.start,
        unit.end,
        outcome.text,
        outcome.status,
        outcome.engine,
        outcome.score,
        unit.lang,
        document.blocks[unit.block].junk,
        outcome.reason,
        outcome.detail,
        outcome.terms,
        outcome.alternatives,
    )


def _kept(document: Document, start: int, end: int) -> Iterator[Piece]:
    """Yield kept pieces for [start, end), cut where blocks end."""
    block = bisect_right(document.blocks, start, key=lambda b: b.start) - 1
    while start < end:
        stop = min(end, document.blocks[block].end)
        text, lang = document.text[start:stop], _language(document, start, stop)
        yield Piece(start, stop, text, "kept", lang=lang, junk=document.blocks[block].junk)
        start, block = stop, block + 1


def _language(document: Document, start: int, end: int) -> str:
    """Return the language that covers most of [start, end), or `und`."""
    weight: Counter[str] = Counter()
    first = bisect_right(document.spans, start, key=lambda s: s.end)
    last = bisect_left(document.spans, end, first, key=lambda s: s.start)
    for span in document.spans[first:last]:
        if span.lang != "und":
            weight[span.lang] += min(span.end, end) - max(span.start, start)
    return weight.most_common(1)[0][0] if weight else "und"
