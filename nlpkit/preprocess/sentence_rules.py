"""Where a sentence might end, and the rules that decide it, each named after its reason.

The rules know no language: the tables of `data/abbreviations.toml` are looked up together, because
news mix languages within a paragraph. Every rule looks at a bounded stretch around its candidate.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..document import Block

_STOPS = ".!?…؟۔։।॥።။។‼⁇⁈⁉‽"
_WIDE_STOPS = "。！？｡"
_OPENERS = "«“„‚‘\"'([{¿¡「『（《‹—–-‒―•*"
_CLOSERS = "»”“’\"')]}›」』）》"
_BULLETS = "•⁃▪◦‣●■·"

CANDIDATE = re.compile(
    rf"""(?=[{_STOPS}{_WIDE_STOPS}{_BULLETS}\n:;=)\d])(?:   # how all begin: for speed
         (?P<mark> \.(?:[ \u00a0]\.)++\.*+            # a spaced ellipsis
                 | [{_STOPS}{_WIDE_STOPS}]++          # stops, however many
                 | :(?<=[\u0531-\u0587]:)             # Armenian full stop typed as a colon
                 | ;(?<=[\u0370-\u03ff\u1f00-\u1fff];)(?=\s)  # Greek question mark
                 | \)(?<=\w\))\)++ | [:;=](?<=\s.)-?[()DP](?=\s)   # )) and :)
         )
         (?P<closers>[{re.escape(_CLOSERS)}]*+(?:[ ]?\[\d[\d ,–-]{{0,12}}\])*+)
         (?P<gap>\s*+)
       | (?P<break>\n\s*+)
       | (?<=\s)(?P<item>)(?=[{_BULLETS}]\s*\w|\d{{1,2}}\.?\)\s)
    )""",
    re.VERBOSE,
)
_ITEM = re.compile(
    rf"(?:[{_BULLETS}*\-–—]\s*)?\(?(?:\d{{1,3}}|[^\W\d_]|[ivxIVX]{{1,4}})[.)]+\s|[{_BULLETS}*]\s|[-–—]\s"
)
_MARKER = re.compile(rf"(?:[{_BULLETS}*\-–—]\s*)?\(?(?:\d{{1,3}}|[^\W\d_]|[ivxIVX]{{1,4}})")
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Tables:
    never: frozenset[str]
    numbered: frozenset[str]
    either: frozenset[str]
    unit: frozenset[str]
    starters: frozenset[str]
    months: frozenset[str]


@cache
def _tables() -> _Tables:
    source = files(__package__).joinpath("data/abbreviations.toml").read_text(encoding="utf-8")
    languages = tomllib.loads(source).values()
    return _Tables(
        **{
            name: frozenset(word for lists in languages for word in lists.get(name, "").split())
            for name in _Tables.__slots__
        }
    )


class Candidate:
    """A place where a sentence may end, with what the rules ask about it."""

    __slots__ = (
        "_word",
        "at",
        "block",
        "closers",
        "gap",
        "item",
        "mark",
        "next",
        "start",
        "stop",
        "text",
    )

    def __init__(self, text: str, block: Block, start: int, match: re.Match[str]) -> None:
        self.text, self.block, self.start = text, block, start
        self.mark = match["mark"] or ""
        self.closers = match["closers"] or ""
        self.gap = match["gap"] or match["break"] or ""
        self.item = match["item"] is not None
        self.stop = match.start()
        self.next = match.end()
        self.at = self.next - len(self.gap)
        self._word: str | None = None

    @property
    def head(self) -> str:
        """The first character after the gap."""
        return self.text[self.next]

    @property
    def first(self) -> str:
        """The first character after the gap that opens nothing, or ''."""
        for at in range(self.next, min(self.next + 6, self.block.end)):
            char = self.text[at]
            if char not in _OPENERS and not char.isspace():
                return char
        return ""

    @property
    def word_after(self) -> str:
        """The word right after the gap, '' where none stands there; an initial is no word."""
        at = self.next
        while at < self.next + 3 and self.text[at : at + 1] in tuple(_OPENERS):
            at += 1
        match = _WORD.match(self.text, at, min(at + 30, self.block.end))
        if match is None or (
            len(match[0]) == 1 and self.text[match.end() : match.end() + 1] == "."
        ):
            return ""
        return match[0]

    @property
    def word_before(self) -> str:
        """What stands before the mark back to white space; spaced letters are joined: т.д, J.K."""
        if self._word is None:
            self._word = self._find_word_before()
        return self._word

    def _find_word_before(self) -> str:
        chunks = self.text[max(self.start, self.stop - 30) : self.stop].split()
        if not chunks or self.text[self.stop - 1].isspace():
            return ""
        word = chunks.pop()
        while chunks and len(chunks[-1]) == 2 and chunks[-1][1] == "." and len(word) < 8:
            word = chunks.pop() + word
        return word.lstrip(_OPENERS).rpartition("/")[2]

    @property
    def starter(self) -> bool:
        """Does a word follow that starts sentences rather than names?"""
        return self.word_after in _tables().starters


# Each rule says True (a sentence ends here), False (it goes on) or None (no opinion).


def blank_line(c: Candidate) -> bool | None:
    return True if c.gap.count("\n") > 1 else None


def list_item_follows(c: Candidate) -> bool | None:
    if "\n" in c.gap:
        return True if _ITEM.match(c.text, c.next, c.block.end) else None
    if not c.item:
        return None
    bullet = c.head in _BULLETS
    opening = c.text[c.start : c.start + 8]
    return opening[:1] in _BULLETS if bullet else bool(re.match(r"\d{1,2}\.?\)", opening))


def line_is_wrapped(c: Candidate) -> bool | None:
    """In wrapped text a line breaks where its next word would not have fitted."""
    if c.mark:
        return None
    line_start = c.text.rfind("\n", c.block.start, c.stop) + 1 or c.block.start
    length = c.at - line_start
    first_word = len(c.text[c.next : min(c.next + 40, c.block.end)].split(None, 1)[0])
    return False if length >= 40 and length + 1 + first_word > _width(c) else None


def _width(c: Candidate) -> int:
    """The longest of the lines around the candidate, no more than 100."""
    around = c.text[max(c.block.start, c.stop - 400) : min(c.block.end, c.next + 400)]
    return min(max(map(len, around.split("\n"))), 100)


def line_goes_on(c: Candidate) -> bool | None:
    """A break before a lower-case letter, after a line too long to be a headline or menu entry."""
    if c.mark:
        return None
    line_start = c.text.rfind("\n", c.block.start, c.stop) + 1 or c.block.start
    return False if c.first.islower() and c.at - line_start >= 40 else None


def line_break(c: Candidate) -> bool | None:
    return True if not c.mark else None


def list_marker(c: Candidate) -> bool | None:
    """'1.' or 'a)' at the start of a sentence marks an item."""
    return False if _MARKER.fullmatch(c.text, c.start, c.stop) and "." in c.mark[:1] else None


def quotation_goes_on(c: Candidate) -> bool | None:
    """Japanese: 「…。」と…"""
    return (
        False if c.closers[-1:] in ("」", "』", "）") and c.head in "とがはをにのもでへ、" else None
    )


def wide_stop(c: Candidate) -> bool | None:
    return True if c.mark[-1] in _WIDE_STOPS else None


def no_space_follows(c: Candidate) -> bool | None:
    """Decimals, times, addresses, file names; but in Cyrillic a missing space is only that."""
    if c.gap:
        return None
    before, after = c.text[max(c.start, c.stop - 3) : c.stop], c.text[c.next : c.next + 2]
    return (
        len(before) == 3
        and "а" <= before[0].lower() <= "ӿ"
        and before[1:].islower()
        and "А" <= after[0] <= "ӿ"
        and after[0].isupper()
        and after[1:].islower()
    )


def lower_case_follows(c: Candidate) -> bool | None:
    """Also after an opening quote, a bracket or a dash: direct speech goes on."""
    if not c.first.islower():
        return None
    word = c.word_after
    return False if not word or word.islower() else None


def punctuation_follows(c: Candidate) -> bool | None:
    return False if c.head in ",;:)]}»،؛、%/&|" else None


def aside_in_brackets(c: Candidate) -> bool | None:
    """'(sic!)', '(U.S.)': one or two words in brackets end nothing."""
    if ")" not in c.closers:
        return None
    opening = c.text.rfind("(", max(c.start, c.stop - 25), c.stop)
    inside = c.text[opening : c.stop].split() if opening > c.start else ["", "", ""]
    return False if len(inside) < 3 else None


def title_before_name(c: Candidate) -> bool | None:
    return False if c.word_before.lower() in _tables().never else None


def number_follows(c: Candidate) -> bool | None:
    if not c.head.isdigit():
        return None
    word = c.word_before
    return False if len(word) < 3 or word.lower() in _tables().numbered else None


def month_follows(c: Candidate) -> bool | None:
    """German ordinals: '12. Juni'."""
    return False if c.word_before.isdigit() and c.word_after.lower() in _tables().months else None


def unit_after_number(c: Candidate) -> bool | None:
    """'2024 г. Президент' goes on at the start of a sentence, and ends a long one."""
    word = c.word_before.lower()
    if word not in _tables().unit or not _number_before(c, word):
        return None
    if not c.first.isupper():
        return False
    return c.starter or c.stop - c.start > 30


def _number_before(c: Candidate, word: str) -> bool:
    return c.text[max(c.start, c.stop - len(word) - 2) : c.stop - len(word)].strip()[-1:].isdigit()


def abbreviation(c: Candidate) -> bool | None:
    return c.starter if c.word_before.lower() in _tables().either else None


def initials(c: Candidate) -> bool | None:
    """'А. С. Пушкин', 'J. K. Rowling', 'U.N.': last only before a word that starts sentences."""
    word = c.word_before
    return c.starter if word[:1].isupper() and _INITIALS.fullmatch(word) else None


def smiley(c: Candidate) -> bool | None:
    return c.first.isupper() if c.mark[-1] in ")(DP" else None


def stop(c: Candidate) -> bool:
    return True


AT_BREAK = (blank_line, list_item_follows, line_is_wrapped, line_goes_on, line_break)
AT_STOP = (
    blank_line,
    list_item_follows,
    list_marker,
    quotation_goes_on,
    wide_stop,
    no_space_follows,
    lower_case_follows,
    punctuation_follows,
    aside_in_brackets,
    smiley,
    stop,
)
AT_FULL_STOP = (
    *AT_STOP[:-2],
    title_before_name,
    number_follows,
    month_follows,
    unit_after_number,
    abbreviation,
    initials,
    stop,
)
