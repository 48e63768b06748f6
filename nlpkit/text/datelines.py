"""The only reader of datelines: where, when and by which agency an article was written.

A dateline is a line of its own, or it stands before the first sentence: "МОСКВА, 3 фев — ТАСС.",
"LONDON (Reuters) - A court ...". The words are in data/datelines.toml and, for the months of
English and Russian, in data/dates.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from ..resources import load_text
from .dates import MONTHS
from .folding import any_of

LISTS = load_text(__package__, "data/datelines.toml")
_WORDS = {name: f"(?i:{'|'.join(words)})" for name, words in tomllib.loads(LISTS).items()}
LONGEST = 120  # characters
_MONTH = rf"(?:(?i:{any_of(MONTHS)})|{_WORDS['months']})(?!\p{{L}})"
_YEAR = rf"(?:[\s-]?{_WORDS['years']}(?!\p{{L}})(?:(?<!\p{{L}}\p{{L}})\.)?)"
_FULL_YEAR = rf"(?:\.?,?\s+\d{{4}}(?!\d){_YEAR}?)"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[\s-]{{0,2}}{_MONTH}{_FULL_YEAR}?"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d|:\d){_FULL_YEAR}?"
    rf"|\d{{4}}{_YEAR}\s+\d{{1,2}}[\s-]?{_MONTH}"
    rf"|(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2}}(?:\d\d)?|\d{{4}}-\d\d-\d\d)(?!\d){_YEAR}?)"
)
_HOUR = (
    rf"(?:[\s,|·•]{{1,3}}(?:{_WORDS['hours']}\s)?\d{{1,2}}[:.]\d\d(?!\d)(?:\s?(?i:[ap]\.?m\.?))?"
    r"(?:\s\(?[A-Z]{2,4}\)?)?)"
)
_WEEKDAY = r"(?:\p{L}{3,12},\s)"
_NAME = r"\p{Lu}[\p{L}\p{M}'‘’ʻʼ-]++"
_PLACE = (
    rf"(?:{_WORDS['towns']}\.\s*)?(?P<place>{_NAME}(?:\s{_NAME}){{0,2}})(?:\s\([^()]{{2,30}}\))?"
)
_REGION = rf"(?:,\s{_NAME}(?:\s{_NAME}){{0,2}})"
# A place in capitals. Where it stands alone, acronyms such as "ООН" are too short for one.
_SHOUTED = r"\p{Lu}[\p{Lu}'‘’ʻʼ-]"
_MORE = rf"(?:\s{_SHOUTED}++){{0,2}}"
_SHOUTED_PLACE = rf"(?P<place>{_SHOUTED}++{_MORE}){_REGION}?"
_CAPITAL_PLACE = rf"(?P<place>{_SHOUTED}{{4,}}+{_MORE}|{_SHOUTED}++\s{_SHOUTED}++){_REGION}?"
_DASH = r"(?:[—–-]|--)"
# An agency: any words in brackets or between slashes; else words in capitals, or an address such as
# "24.kg", perhaps with the author behind a comma.
_ADDRESS = r"[\p{L}\d-]+\.\p{L}{2,5}"
_OWN = rf"[«\"“]?(?:{_NAME}|{_ADDRESS})[»\"”]?"
_OWNS = rf"{_OWN}(?:\s{_OWN}){{0,3}}(?:,\s{_OWN}(?:\s{_OWN}){{0,2}})?"
_ENCLOSED = r"\([^()]{2,30}\)|/[^/]{2,30}/"
_AGENCY = rf"(?:{_OWNS}|{_WORDS['correspondents']})"

_WHEN = rf"{_WEEKDAY}?{_DAY}{_HOUR}?"
_WHERE = rf"{_PLACE}(?:{_REGION}|\s{_DASH}\s{_NAME})?[.,]?\s+(?:{_DASH}\s+)?"
_TOLD = rf"(?P<told>{_WHERE}{_WHEN})"
_SIGNED = rf"(?P<told>{_SHOUTED_PLACE})\s(?P<agency>\([^()]{{2,30}}\))"

# Lines that are a dateline as a whole. What follows a day without a place may be anything, "June 9,
# Riverside Hall", so an agency there needs a dash or brackets.
_BESIDE = rf"(?:[.,:;]?\s*(?P<agency>{_ENCLOSED})|\s*[.,:;]?\s*{_DASH}\s*(?P<agency>{_AGENCY}))"
_BEHIND = rf"(?:{_BESIDE}|\s*[.,:;]\s*(?P<agency>{_AGENCY}))"
_WHOLE = tuple(
    regex.compile(rf"\s*{pattern}(?P<after>[\s.,:;–—/-]*)$")
    for pattern in (
        rf"{_TOLD}{_BEHIND}?",
        rf"(?P<told>{_WHEN}){_BESIDE}?",
        rf"{_SIGNED}\s*{_DASH}",
        # The site or agency first, as above an article: "24.kg — 3 марта 2026 года, 09:12". Without
        # an hour or an address it may be a headline: "День Победы — 9 мая".
        rf"(?P<told>(?P<agency>{_AGENCY})\s*(?:{_DASH}|[|·•,])\s*{_WEEKDAY}?{_DAY}{_HOUR})",
        rf"(?P<told>(?P<agency>{_ADDRESS})\s*(?:{_DASH}|[|·•,])\s*{_WHEN})",
    )
)
# Datelines before a sentence, with the marks between them.
_SENTENCE = r"(?=[«\"“„]?\p{Lu})"
_MARKS = rf"(?P<after>(?:(?<=\.)\s|[.:]\s|[.,:]?\s?{_DASH}\s){_SENTENCE})"
_DASHED = rf"(?P<after>[.,]?\s*{_DASH}\s{_SENTENCE})"
_OPENING = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"{_TOLD}[.,:;]?\s*(?P<agency>{_ENCLOSED}){_MARKS}",
        rf"{_TOLD}[.,]\s(?P<agency>{_AGENCY}){_DASHED}",
        rf"{_TOLD}\s{_DASH}\s(?P<agency>{_AGENCY})(?P<after>\.\s{_SENTENCE})",
        rf"{_TOLD}{_MARKS}",
        rf"{_SIGNED}{_DASHED}",
        rf"(?P<told>{_CAPITAL_PLACE})\s{_DASHED}",
    )
)
_PLACE_ALONE = regex.compile(rf"{_SHOUTED_PLACE}\s?[.:,—–-]{{1,2}}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at [start, end) of a text, the marks behind it included.

    `told` is the range of where and when, `place` that of the place alone, and `agency` that of who
    wrote. The last two are None where the dateline lacks them.
    """

    start: int
    end: int
    told: tuple[int, int]
    place: tuple[int, int] | None
    agency: tuple[int, int] | None


def dateline(text: str, at: int = 0) -> Dateline | None:
    """Return the dateline that text[at:] is as a whole, or None."""
    return _first(_WHOLE, text, at) if len(text) - at <= LONGEST else None


def opening(text: str, at: int = 0) -> Dateline | None:
    """Return the dateline that begins at `at` and is followed by a sentence, or None.

    A town in capitals and a dash are one too, without a day: "LONDON — A court ...".
    """
    return _first(_OPENING, text, at)


def place(text: str) -> bool:
    """Return whether the text is a place in capitals with its mark, "BISHKEK.", and nothing else.

    Only what stands around it can tell that from another word in capitals.
    """
    return _PLACE_ALONE.fullmatch(text) is not None


def _first(patterns: Sequence[regex.Pattern[str]], text: str, at: int) -> Dateline | None:
    for pattern in patterns:
        if match := pattern.match(text, at, at + LONGEST):
            place, agency = (_range(match, name) for name in ("place", "agency"))
            return Dateline(*match.span(), match.span("told"), place, agency)
    return None


def _range(match: regex.Match[str], name: str) -> tuple[int, int] | None:
    found = match.groupdict().get(name)
    return match.span(name) if found is not None else None
