"""The values that flow through nlpkit. They are frozen and complete.

Every `start` and `end` counts Unicode code points of `Document.text`. Intervals are half-open, as
in a slice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from .codes import JUNK_REASONS, PIECE_REASONS, Flag, JunkReason, PieceReason, check_code
from .entities import Entities
from .telling import tells
from .terms import Term, applied_terms

ArticleKind = Literal["text", "html", "markdown"]
BlockKind = Literal[
    "title", "byline", "paragraph", "heading", "quote", "list", "table", "code", "caption", "junk",
    "contact", "boilerplate", "references", "signature", "reply",
]  # fmt: skip
Status = Literal["kept", "translated", "failed"]

# Flags of points that are used in other rooms than `summarize` too.
NOT_TRANSLATED = Flag("not_translated")  # it stays in its own language
PARTLY_TRANSLATED = Flag("partly_translated")  # words of it stay in their own language

_PROSE: frozenset[BlockKind] = frozenset({"paragraph", "quote", "list"})
# Kinds of blocks beside the prose: contacts and boilerplate of a press release, references, a
# signature, an older mail. They belong to the text, but no summary takes a sentence from them.
_ASIDES: frozenset[BlockKind] = frozenset(
    {"contact", "boilerplate", "references", "signature", "reply"}
)


class Interval(Protocol):
    """Anything with a start and an end in `Document.text`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Article:
    """What came in, before anything was changed."""

    id: str
    text: str
    kind: ArticleKind = "text"
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the text such as a paragraph; `reason` is a code
    that says why a junk block is junk.
    """

    start: int
    end: int
    kind: BlockKind
    reason: JunkReason | None = None

    def __post_init__(self) -> None:
        check_code(self.reason, JUNK_REASONS, "junk block")

    @property
    def junk(self) -> bool:
        return self.kind == "junk"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without white space around it; `block` is the index of its block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Span:
    """A part of one sentence in one language.

    `lang` is an ISO 639-1 code (ISO 639-3 where there is none) or `und` (unknown). `script` is an
    ISO 15924 code. `score` in [0, 1] estimates the probability that `lang` is right.
    """

    start: int
    end: int
    sentence: int
    lang: str
    script: str
    score: float


@dataclass(frozen=True, slots=True)
class Document:
    """A preprocessed article.

    Guarantees:
    - blocks cover `text` in order, without gap or overlap;
    - sentences are in order and do not overlap. Each lies inside its block, and every character
      that is not white space is in one;
    - the spans of a sentence cover it in order.

    `date` is what the source says of its day, as it is written there. Raises ValueError where one
    of the guarantees does not hold.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    spans: tuple[Span, ...]
    title: str | None = None
    url: str | None = None
    date: str | None = None

    def __post_init__(self) -> None:
        check_tiles(self.blocks, 0, len(self.text), "blocks")
        _check_sentences(self)
        _check_spans(self)

    def slice(self, interval: Interval) -> str:
        """Return the text of a block, sentence, span or piece."""
        return self.text[interval.start : interval.end]

    @property
    def clean_text(self) -> str:
        """The text of the blocks that are not junk."""
        return "".join(self.slice(b) for b in self.blocks if not b.junk).strip()

    @property
    def prose(self) -> list[int]:
        """The indices of the sentences of paragraphs, quotes and lists that tell something.

        What tells is said in `telling.tells`. Where no sentence does, they are all sentences of
        these blocks. Where there are none, they are those of all blocks except junk and the kinds
        beside the prose. Where there are none of these either, they are those of all blocks except
        junk.
        """
        kinds = [self.blocks[sentence.block].kind for sentence in self.sentences]
        kept = [i for i, kind in enumerate(kinds) if kind != "junk"]
        prose = [i for i in kept if kinds[i] in _PROSE]
        told = [i for i in prose if tells(self.slice(self.sentences[i]))]
        return told or prose or [i for i in kept if kinds[i] not in _ASIDES] or kept

    @property
    def language(self) -> str:
        """The language of most of the text outside junk; of all text where everything is junk."""
        return self._main_language(include_junk=False) or self._main_language(True) or "und"

    def _main_language(self, include_junk: bool) -> str | None:
        weight: dict[str, int] = {}
        for span in self.spans:
            block = self.blocks[self.sentences[span.sentence].block]
            if span.lang != "und" and (include_junk or not block.junk):
                weight[span.lang] = weight.get(span.lang, 0) + span.end - span.start
        return max(weight, key=lambda lang: weight[lang]) if weight else None


@dataclass(frozen=True, slots=True)
class Draft:
    """One line that an engine answers: a translation, or a sentence of a summary.

    - `score` is the engine's own confidence in [0, 1], where it has one.
    - `sources` are indices of sentences of the summarizer's request; empty where it cannot tell.
    - `read` are the indices of the sentences that a model has read to write it. It is None for
      engines that choose sentences, and empty where the model failed and sentences were chosen
      instead.
    - `finished` is False for a translation that was cut off at the length limit.
    """

    text: str
    score: float | None = None
    sources: tuple[int, ...] = ()
    finished: bool = True
    read: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text, and what became of it.

    `detail` explains some reasons further (see `codes`): a language, or what the engine said.

    Guarantees: a kept or failed piece has exactly the source text. A failed one has a `reason`; a
    translated one has a `reason` where its translation may be wrong. Its `score` is the probability
    that the translation does not mislead, if the model is calibrated for it, else the engine's own
    confidence (see docs/confidence.md). A piece lies in one block;
    `junk` says that the block is junk. `terms` are those of the glossary that its translation has.
    `alternatives` are other translations, the likeliest first, where they were asked for.
    """

    start: int
    end: int
    text: str
    status: Status
    engine: str | None = None
    score: float | None = None
    lang: str = "und"
    junk: bool = False
    reason: PieceReason | None = None
    detail: str = ""
    terms: tuple[Term, ...] = ()
    alternatives: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_code(self.reason, PIECE_REASONS, "piece")


def doubts(pieces: Iterable[Piece]) -> tuple[Flag, ...]:
    """Return the reasons why translated pieces may be wrong, as flags, each once."""
    reasons = (
        reason_flag(p.reason, p.detail) for p in pieces if p.reason and p.status == "translated"
    )
    return tuple(dict.fromkeys(reasons))


def reason_flag(reason: PieceReason, detail: str) -> Flag:
    """Return the reason of a piece as a flag that many pieces can share.

    The detail of `low_confidence` is left out, because its words belong to one translation.
    """
    return Flag(reason, "" if reason == "low_confidence" else detail)


@dataclass(frozen=True, slots=True)
class Translation:
    """The text in the target language, piece by piece.

    The pieces cover `Document.text` in order.
    """

    target: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The clean text, translated: the pieces outside junk, joined."""
        return "".join(p.text for p in self.pieces if not p.junk).strip()

    @property
    def full_text(self) -> str:
        """The whole text, translated: all pieces, also those in junk, joined."""
        return "".join(p.text for p in self.pieces)

    @property
    def terms(self) -> dict[Term, int]:
        """The terms of the glossary that were applied, each with its number of pieces."""
        return applied_terms(self.pieces)


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of a summary; `sources` are indices of `Document.sentences`, in order.

    `flags` say what a reader should know; their codes are those of `PointCode`.

    Guarantees: a point without sources has a flag that says so.
    """

    text: str
    sources: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the article's sentences a model has read to write a summary."""

    read: int
    of: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The points of a summary, in the order of their sources.

    `coverage` is None where the sentences were chosen among all sentences.
    """

    target: str
    points: tuple[Point, ...]
    method: str
    coverage: Coverage | None = None

    @property
    def text(self) -> str:
        return " ".join(p.text for p in self.points)


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline in the language of the summary: the article's title, or a sentence of the summary.

    `sources` are the indices of the sentences it comes from. A title that came with the article but
    is not in its text has none. `flags` are those of the point that it was, or say that the
    translation of the title may be wrong.
    """

    text: str
    origin: Literal["title", "sentence"]
    sources: tuple[int, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of an article and of its summary, and how many
    minutes of reading the summary saves.

    `minutes_saved` is rounded to one decimal.
    """

    article_words: int
    summary_words: int
    minutes_saved: float


@dataclass(frozen=True, slots=True)
class Result:
    """All that a run of the pipeline made. Nothing is added to it later.

    `headline` is None where there is neither a title nor a point. `entities` are found when they
    are first asked for. `timings` are in seconds, by stage. `warnings` have codes of reasons why
    pieces failed or may be wrong, and codes of how the text was read (`ReadingCode`).
    """

    document: Document
    translation: Translation
    summary: Summary
    headline: Headline | None
    reading: Reading
    entities: Entities
    signature: str
    timings: dict[str, float] = field(default_factory=dict)
    warnings: tuple[Flag, ...] = ()


def check_tiles(items: Sequence[Interval], start: int, end: int, what: str) -> None:
    """Raise ValueError unless `items` cover [start, end) in order, without gap or overlap."""
    at = start
    for i, item in enumerate(items):
        if item.start != at or item.end <= item.start:
            raise ValueError(f"{what}[{i}] is [{item.start}, {item.end}), expected start {at}")
        at = item.end
    if at != end:
        raise ValueError(f"{what} end at {at}, expected {end}")


def _check_sentences(document: Document) -> None:
    at = 0
    for i, sentence in enumerate(document.sentences):
        block = document.blocks[sentence.block]
        if not at <= sentence.start < sentence.end <= block.end or sentence.start < block.start:
            raise ValueError(f"sentences[{i}] overlaps, is empty or leaves its block")
        if document.text[at : sentence.start].strip():
            raise ValueError(f"text before sentences[{i}] lies in no sentence")
        at = sentence.end
    if document.text[at:].strip():
        raise ValueError("text after the last sentence lies in no sentence")


def _check_spans(document: Document) -> None:
    spans, at = document.spans, 0
    for i, sentence in enumerate(document.sentences):
        first = at
        while at < len(spans) and spans[at].sentence == i:
            at += 1
        check_tiles(spans[first:at], sentence.start, sentence.end, f"spans of sentence {i}")
    if at != len(spans):
        raise ValueError(f"spans[{at}] belongs to no sentence in order")
