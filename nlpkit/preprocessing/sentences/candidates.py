"""Where a sentence might end, and what the rules ask about such a place.

The tables of `data/abbreviations.toml` are looked up together, because news mix languages within a
paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ...document import Block
from .. import phrases

STOPS = ".!?…؟۔։।॥።။។‼⁇⁈⁉‽"
WIDE_STOPS = "。！？｡"
OPENERS = "«“„‚‘\"'([{¿¡「『（《‹—–-‒―•*"
CLOSERS = "»”“’\"')]}›」』）》"
BULLETS = "•⁃▪◦‣●■·"

CANDIDATE = re.compile(
    rf"""(?=[{STOPS}{WIDE_STOPS}\s:;=)])(?:   # how all begin: for speed
         (?P<mark> (?<=\w)\.(?=(?:[ \u00a0]\.){{3}}\s++\w)  # a stop, and then a spaced ellipsis
                 | \.(?:[ \u00a0]\.(?!\.))++          # a spaced ellipsis
                 | [{STOPS}{WIDE_STOPS}]++          # stops, however many
                 | :(?<=[\u0531-\u0587]:)             # Armenian full stop typed as a colon
                 | ;(?<=[\u0370-\u03ff\u1f00-\u1fff];)(?=\s)  # Greek question mark
                 | \)(?<=\w\))(?:\)++|(?=[ \u00a0]++[^\W\d_]))  # )) and the end of an aside
                 | [:;=](?<=\s.)-?[()DP](?=\s)        # :)
         )
         (?P<closers>(?:(?!“)[{re.escape(CLOSERS)}]|(?<![{WIDE_STOPS}”])“)*+  # Chinese opens with “
             (?:[ ]?\[\d[\d ,–-]{{0,12}}\])*+[¹²³⁰⁴-⁹]*+
             (?:(?<=[^\W\d_](?:[^\W\d_]|[»”])[.!?])\d{{1,3}}+   # the number of a note
                (?=[ \u00a0][{re.escape(OPENERS)}]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІЇЄҶҲӮӢЎ]))?+)
         (?P<gap>\s*+)
       | (?P<break>\n\s*+)
       | (?<!\s)(?P<space>[ \t\u00a0]++)(?=[{BULLETS}]\s*\w|(?:\d{{1,2}}|[b-zб-я])[.)]{{1,2}}\s)
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_FIRST_WORD = re.compile(rf"[\s{re.escape(OPENERS)}]{{0,6}}({_WORD.pattern})")
_ELISION = re.compile(r"^(?:[ldLD]|un|[dnDN]ell|[dDaA]ll)['’](?=..)")


@dataclass(frozen=True, slots=True)
class Tables:
    never: frozenset[str]
    numbered: frozenset[str]
    either: frozenset[str]
    unit: frozenset[str]
    measure: frozenset[str]  # of the units those that no name follows
    starters: frozenset[str]
    months: frozenset[str]
    said: frozenset[str]
    shortened: frozenset[str]  # what may stand before a stop and a small letter


@cache
def tables() -> Tables:
    languages = phrases.data("abbreviations.toml").values()
    lists = {
        name: frozenset(word for of in languages for word in of.get(name, "").split())
        for name in (
            "never",
            "numbered",
            "either",
            "unit",
            "measure",
            "cut",
            "starters",
            "months",
            "said",
        )
    }
    shortened = lists["never"] | lists["either"] | lists["unit"] | lists.pop("cut")
    return Tables(**lists, shortened=shortened)


class Candidate:
    """A place where a sentence may end, with what the rules ask about it."""

    __slots__ = (
        "_word",
        "at",
        "block",
        "closers",
        "gap",
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
        self.gap = match["gap"] or match["break"] or match["space"] or ""
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
            if char not in OPENERS and not char.isspace():
                return char
        return ""

    @property
    def goes_on_small(self) -> bool:
        """Whether a small letter follows, in a script whose sentences begin with capitals.

        Georgian has capitals for headings only.
        """
        return self.first.islower() and not "ა" <= self.first <= "ჿ"

    @property
    def word_after(self) -> str:
        """The word right after the gap, '' where none stands there; an initial is no word."""
        at = self.next
        while at < self.next + 3 and self.text[at : at + 1] in tuple(OPENERS):
            at += 1
        match = _WORD.match(self.text, at, min(at + 30, self.block.end))
        if match is None or (
            len(match[0]) == 1 and self.text[match.end() : match.end() + 1] == "."
        ):
            return ""
        return match[0]

    @property
    def word_before(self) -> str:
        """What stands before the mark back to white space; spaced letters are joined: т.д, J.K.

        A small letter and a capital are two words: `2019 г. К.`
        """
        if self._word is None:
            self._word = self._find_word_before()
        return self._word

    def _find_word_before(self) -> str:
        chunks = self.text[max(self.start, self.stop - 30) : self.stop].split()
        if not chunks or self.text[self.stop - 1].isspace():
            return ""
        word = chunks.pop()
        while chunks and _is_letter(chunks[-1], word) and len(word) < 8:
            word = chunks.pop() + word
        return _ELISION.sub("", word.lstrip(OPENERS).rpartition("/")[2])

    @property
    def so_far(self) -> str:
        """The sentence up to the mark, or the last 300 characters of it."""
        return self.text[max(self.start, self.stop - 300) : self.stop]

    @property
    def small(self) -> bool:
        """Whether this sentence began without a capital."""
        match = _FIRST_WORD.match(self.text, self.start, self.stop)
        return match is not None and match[1].islower()

    @property
    def starter(self) -> bool:
        """Whether the next word is one that starts sentences rather than names."""
        return self.word_after in tables().starters


def _is_letter(chunk: str, word: str) -> bool:
    """Is the chunk a letter with its stop, as small or as large as the word that follows?"""
    letter = len(chunk) == 2 and chunk[1] == "." and chunk[0].isalpha()
    return letter and chunk[0].isupper() == word[0].isupper()
