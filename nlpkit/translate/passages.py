"""Puts the ranges of texts into their translations."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..document import Document, Passage, Piece, Translation
from ..engines import Lazy, Translator
from .correspondence import Range
from .fragments import FragmentTranslator, Placing
from .notation import figures_in_english, has_comma
from .placement import place

# Letters of a text whose detected language is trusted. In shorter ones, such as cells of tables, a
# related language is often detected instead.
MIN_LETTERS = 30
_WITHOUT_ENGINE = frozenset({"phrasebook", "glossary"})


@dataclass(frozen=True, slots=True)
class Rendering:
    """A document and its translation."""

    document: Document
    translation: Translation


def translated_passages(
    passages: Sequence[Passage],
    rendered: Mapping[str, Rendering],
    *,
    target: str,
    engine: Lazy[Translator],
) -> list[Passage]:
    """Return each passage in its translation, which `rendered` has by its text, or as it is.

    Where a translation is that of a whole sentence, `placement` says which of its words a range
    has. A range that goes over several pieces has all between its ends. Texts without letters are
    written in the notation of English, if most of the others were translated into it.
    """
    figures = figures_in_english if target == "en" and _had_commas(rendered.values()) else str
    todo = [(one, rendered[one.text]) for one in dict.fromkeys(passages) if one.text in rendered]
    parts = {one: list(_parts(one, own)) for one, own in todo if one.ranges}
    asked = dict.fromkeys(part.placing for own in parts.values() for part in own if part.asks)
    translator = FragmentTranslator(target, engine, None)
    found = dict(zip(asked, translator.places(list(asked)), strict=True))
    made = {one: Passage(_text(own, figures), lang=_language(own)) for one, own in todo}
    for one, parted in parts.items():
        made[one] = replace(made[one], ranges=_joined(len(one.ranges), parted, found))
    return [made.get(one) or replace(one, text=figures(one.text)) for one in passages]


def _text(own: Rendering, figures: Callable[[str], str]) -> str:
    """Return the translation, with what is kept between its parts written by `figures`."""
    pieces = own.translation.pieces
    return "".join(one.text if one.status != "kept" else figures(one.text) for one in pieces)


def _had_commas(rendered: Iterable[Rendering]) -> bool:
    """Say whether most of the texts were translated from languages with decimal commas."""
    letters = {True: 0, False: 0}
    for own in rendered:
        for piece in own.translation.pieces:
            translated = piece.status == "translated" and has_comma(piece.lang)
            letters[translated] += sum(map(str.isalpha, piece.text))
    return letters[True] > letters[False]


def _language(own: Rendering) -> str:
    """Return the language of most of the translated text. A short text that stayed in a foreign
    language is not sure to be in the one that it was taken for.
    """
    target = own.translation.target
    letters: Counter[str] = Counter()
    for piece in own.translation.pieces:
        lang = target if piece.status == "translated" else piece.lang
        letters[lang] += sum(map(str.isalpha, piece.text))
    lang = max(letters, key=lambda lang: letters[lang], default="und")
    return lang if lang == target or (letters[lang] >= MIN_LETTERS and lang != "und") else ""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one piece has of the ranges of a passage: `indices` are those of the ranges, and `at` is
    where its translation begins.
    """

    placing: Placing
    indices: tuple[int, ...]
    at: int
    asks: bool


def _parts(passage: Passage, own: Rendering) -> Iterator[_Part]:
    """Yield the pieces in which a range begins or ends."""
    text, pieces = own.document.text, own.translation.pieces
    inside: dict[int, dict[int, Range]] = {}
    for i, (start, end) in enumerate(_moved(passage, text)):
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        before = start == end and start > 0 and not text[start - 1].isspace()
        ends = {_piece(pieces, start - before), _piece(pieces, max(start, end - 1) - before)}
        for k in ends:
            piece = pieces[k]
            first = min(max(start, piece.start), piece.end) - piece.start
            last = min(max(end, piece.start), piece.end) - piece.start
            inside.setdefault(k, {})[i] = (first, last)
    at = 0
    for k, piece in enumerate(pieces):
        if ranges := inside.get(k):
            source = text[piece.start : piece.end]
            placing = Placing(source, piece.text, piece.lang or "und", tuple(ranges.values()))
            yield _Part(placing, tuple(ranges), at, _asks(piece))
        at += len(piece.text)


def _piece(pieces: Sequence[Piece], at: int) -> int:
    return min(bisect_right(pieces, at, key=lambda piece: piece.end), len(pieces) - 1)


def _asks(piece: Piece) -> bool:
    """Say whether the engine that made a piece can tell how its words go with the source."""
    return piece.status == "translated" and not _WITHOUT_ENGINE.issuperset(
        (piece.engine or "phrasebook").split("+")
    )


def _joined(
    count: int, parts: Sequence[_Part], found: Mapping[Placing, Sequence[Range]]
) -> tuple[Range, ...]:
    """Return each range from where it begins in its first piece to where it ends in its last."""
    ranges: list[Range | None] = [None] * count
    for part in parts:
        one = part.placing
        places = found[one] if part.asks else place(one.source, one.answer, one.ranges)
        for i, (start, end) in zip(part.indices, places, strict=True):
            begun = ranges[i]
            ranges[i] = (begun[0] if begun else part.at + start, part.at + end)
    return tuple(one or (0, 0) for one in ranges)


def _moved(passage: Passage, text: str) -> Iterator[Range]:
    """Yield the ranges of the passage in its normalised text. Where characters were left out, the
    place is in proportion.
    """
    given = passage.text
    if given == text:
        yield from passage.ranges
        return
    shorter = min(len(given), len(text))
    head = next((i for i in range(shorter) if given[i] != text[i]), shorter)
    left = shorter - head
    tail = next((i for i in range(left) if given[-1 - i] != text[-1 - i]), left)
    share = (len(text) - head - tail) / max(1, len(given) - head - tail)

    def moved(at: int) -> int:
        if at <= head:
            return at
        if at >= len(given) - tail:
            return at + len(text) - len(given)
        return head + round((at - head) * share)

    yield from ((moved(start), moved(end)) for start, end in passage.ranges)
