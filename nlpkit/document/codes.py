"""The closed lists of codes: why a block is junk, why a piece failed, what to know of a point.

A code is a word for programs. The words for people are in `render/data/words.toml` (English) and in
`ui/strings.toml` (English and Russian). A test checks that every code has its words there and that
every code is used.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

# Why a block is junk.
JunkReason = Literal[
    "about_the_author",
    "advertising",
    "audio_player",
    "comments",
    "cookie_notice",
    "copyright",
    "counter",
    "disclaimer",
    "error_report",
    "form",
    "front_matter",
    "hidden_on_the_page",
    "log_in_prompt",
    "markup",
    "navigation",
    "newsletter",
    "outside_the_article",
    "page_footer",
    "page_header",
    "paywall",
    "photo_credit",
    "poll",
    "pop_up_window",
    "prompt_in_another_language",
    "read_also",
    "related_headline",
    "running_head",
    "share_bar",
    "sidebar",
    "subtitle_timing",
    "tags",
]

# Why a fragment was not translated. The first five say why a translation may be wrong.
PieceReason = Literal[
    "low_confidence",  # detail: words that the translation seems to leave out, "томограф → ?"
    "number_differs",  # detail: the numbers of the text and of its translation, "110 → 10"
    "term_differs",  # detail: the terms and their translations, "управы → council"
    "negation_differs",  # the text denies something, the translation may deny nothing
    "name_differs",  # detail: the names and what is there instead, "Хорогом → Crogom"
    "unsure",
    "latin_letters",  # detail: the language of the fragment
    "no_translator",  # detail: both languages, "ru-en"
    "engine_failed",  # detail: what the engine said
    "cut_off",
    "empty",
    "wrong_script",  # detail: the target language
    "broken_letters",
    "echo",
    "loop",
    "too_long",
    "too_short",
    "lost_number",
    "invented_number",
]

# What a reader should know of a point of a summary; the detail names the words concerned.
PointCode = Literal[
    "source_unknown",
    "not_translated",
    "partly_translated",
    "low_confidence",  # this and the next four: the reason of a piece from which the point comes
    "number_differs",
    "term_differs",
    "negation_differs",
    "name_differs",
    "longer_than_asked",
    "number_not_in_source",
    "date_not_in_source",
    "name_not_in_source",
    "negation_not_in_source",
    "negation_left_out",
    "little_support",
    "not_entailed",  # detail: the probability that it follows
    "entailment_not_judged",
    "replaced_number",  # the point replaces a sentence with a number that is not in the source
    "replaced_date",
    "replaced_wording",
    "numbers_differ",  # between the articles of a digest
]

# What to know of how the text was read, beside the reasons of pieces.
ReadingCode = Literal[
    "decoded_as",  # detail: the encoding
    "undecoded",  # detail: how many characters
    "attachments_not_read",  # detail: how many
    "pages_without_text",  # detail: their numbers
    "repeated_id",  # detail: the id
    "partial",  # the run was stopped
]

# Why an article is not in a digest.
LeftOutReason = Literal["off_topic", "nothing_to_summarize", "unreadable_language"]

Code = JunkReason | PieceReason | PointCode | ReadingCode | LeftOutReason

JUNK_REASONS: tuple[JunkReason, ...] = get_args(JunkReason)
PIECE_REASONS: tuple[PieceReason, ...] = get_args(PieceReason)
POINT_CODES: tuple[PointCode, ...] = get_args(PointCode)
READING_CODES: tuple[ReadingCode, ...] = get_args(ReadingCode)
LEFT_OUT_REASONS: tuple[LeftOutReason, ...] = get_args(LeftOutReason)
CODES: frozenset[Code] = frozenset(
    (*JUNK_REASONS, *PIECE_REASONS, *POINT_CODES, *READING_CODES, *LEFT_OUT_REASONS)
)


@dataclass(frozen=True, slots=True)
class Flag:
    """A code of a closed list, and the detail that it is about: `number_not_in_source`, `42`.

    Raises ValueError for a code that is in no list.
    """

    code: Code
    detail: str = ""

    def __post_init__(self) -> None:
        check_code(self.code, CODES, "flag")


def check_code(code: str | None, known: Collection[str], what: str) -> None:
    """Raise ValueError for a code that is not in the list `known`. None is accepted."""
    if code is not None and code not in known:
        raise ValueError(f"{code!r} is not the code of a {what}")
