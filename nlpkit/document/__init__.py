"""The values that flow through nlpkit. They are frozen, complete, and use one system of positions.

values    article, document, translation, summary and the result that holds them
codes     the closed lists of reasons and flags
entities  people, places, organisations, numbers and dates
reading   how long the article and its summary take to read
passages  a text with ranges that keep their place when it is translated
terms     the terms of a glossary
alternatives  the other translations of a text, from those of its parts
"""

from __future__ import annotations

from .alternatives import joined_alternatives
from .codes import (
    CODES,
    JUNK_REASONS,
    LEFT_OUT_REASONS,
    PIECE_REASONS,
    POINT_CODES,
    READING_CODES,
    Code,
    Flag,
    JunkReason,
    LeftOutReason,
    PieceReason,
    PointCode,
    ReadingCode,
    check_code,
)
from .entities import KINDS, Entities, Entity, EntityKind, Mention
from .passages import Passage
from .reading import reading_time
from .terms import Term, applied_terms
from .values import (
    NOT_TRANSLATED,
    PARTLY_TRANSLATED,
    Article,
    ArticleKind,
    Block,
    BlockKind,
    Coverage,
    Document,
    Draft,
    Headline,
    Interval,
    Piece,
    Point,
    Reading,
    Result,
    Sentence,
    Span,
    Status,
    Summary,
    Translation,
    check_tiles,
    doubts,
    reason_flag,
)

__all__ = [
    "CODES",
    "JUNK_REASONS",
    "KINDS",
    "LEFT_OUT_REASONS",
    "NOT_TRANSLATED",
    "PARTLY_TRANSLATED",
    "PIECE_REASONS",
    "POINT_CODES",
    "READING_CODES",
    "Article",
    "ArticleKind",
    "Block",
    "BlockKind",
    "Code",
    "Coverage",
    "Document",
    "Draft",
    "Entities",
    "Entity",
    "EntityKind",
    "Flag",
    "Headline",
    "Interval",
    "JunkReason",
    "LeftOutReason",
    "Mention",
    "Passage",
    "Piece",
    "PieceReason",
    "Point",
    "PointCode",
    "Reading",
    "ReadingCode",
    "Result",
    "Sentence",
    "Span",
    "Status",
    "Summary",
    "Term",
    "Translation",
    "applied_terms",
    "check_code",
    "check_tiles",
    "doubts",
    "joined_alternatives",
    "reading_time",
    "reason_flag",
]
