"""The lines of a page and what can be seen of each before any rule decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..document import Block
from . import phrases

LIMITS: dict[str, Any] = phrases.data("blocks.toml")
_PROSE, _RUN = LIMITS["prose"], LIMITS["run"]

_CLOSERS = "\"'”’»“)]*†"
_TERMINATORS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "։", "።")
_CLAUSE_ENDS = (":", ",", ";", "：", "，", "،", "؛", "—", "–")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_MARKER = re.compile(r"(?:[-–—*•▪●◦‣·■□➤►✓✔]|\(?\d{1,3}[.)]|\(?[a-zа-я][.)])[ \t]+(?=\S)")
_QUOTED = re.compile(r">|[«“\"„].*[»”\"]$")
_LETTER = re.compile(r"[^\W\d_]")
_CONTENT = re.compile(r"\w{4,}")
_SCRIPTS = (
    ("Latn", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("Cyrl", re.compile("[\u0400-\u052f]")),
    ("Arab", re.compile("[\u0600-\u06ff]")),
)


@dataclass(slots=True)
class Line:
    """A line that is not blank: its place, its text without outer white space, its shape."""

    start: int
    text: str
    words: int
    ends: bool  # as a sentence ends
    prose: bool
    marked: bool  # by a bullet or a number
    found: phrases.Match | None
    hint: Block | None = None

    @property
    def clause(self) -> bool:
        """Whether the line breaks off inside a sentence or announces what follows."""
        return self.text.endswith(_CLAUSE_ENDS)


class Page:
    """Lines in their context: runs, the stretch that is the article, the main script."""

    def __init__(self, text: str, hints: Sequence[Block] = ()) -> None:
        self.lines = list(_lines(text))
        _attach(self.lines, hints)
        _unprose_questions(self.lines)
        self.first, self.last = self._article()

    @cached_property
    def runs(self) -> list[tuple[int, int]]:
        """For each line, the [first, end) of the maximal run of prose or of other lines."""
        spans: list[tuple[int, int]] = []
        while len(spans) < len(self.lines):
            start = end = len(spans)
            while end < len(self.lines) and self.lines[end].prose == self.lines[start].prose:
                end += 1
            spans += [(start, end)] * (end - start)
        return spans

    @cached_property
    def substantial(self) -> bool:
        """Whether the article has prose enough for short lines around it to be furniture."""
        return any(
            line.prose and line.words >= _PROSE["strong"]
            for line in self.lines[self.first : self.last + 1]
        )

    @cached_property
    def script(self) -> str | None:
        """The script of the article, where it has one of those told apart here."""
        return script("".join(x.text for x in self.lines[self.first : self.last + 1])[:2000])

    @cached_property
    def title(self) -> int | None:
        """The line that is the title: before the article, and most like it in its words."""
        header = [
            i
            for i in range(max(0, self.first - LIMITS["header"]["lines"]), self.first)
            if self._may_be_title(self.lines[i])
        ]
        if not header:
            return None
        opening = " ".join(x.text for x in self.lines[self.first : self.first + 4])[:3000]
        known = set(_CONTENT.findall(opening.casefold()))
        return max(
            header,
            key=lambda i: (len(known.intersection(_CONTENT.findall(self.lines[i].text.casefold()))), -i),
        )

    def _may_be_title(self, line: Line) -> bool:
        words = line.words >= LIMITS["header"]["words"]
        return words and not (line.prose or line.found or line.marked or line.clause)

    @cached_property
    def comments(self) -> int | None:
        """The line that opens the readers' comments, once the article has been told."""
        told = 0
        for i, line in enumerate(self.lines[self.first :], self.first):
            told += line.words if line.prose else 0
            closes = line.found is not None and line.found.how == "closes"
            if closes and told >= LIMITS["zone"]["told"]:
                return i
        return None

    def near(self, i: int) -> bool:
        return self.first - LIMITS["header"]["lines"] <= i <= self.last + 2

    def links(self, first: int, end: int) -> bool:
        """Whether a run within the article is long enough to be a list of links all the same."""
        long = end - first >= _RUN["inner_headlines"]
        return long and not any(x.marked for x in self.lines[first:end])

    def announced(self, i: int) -> bool:
        """Whether the run of line `i` follows a line that ends with a colon."""
        first = self.runs[i][0]
        return first > 0 and self.lines[first - 1].text.endswith(":")

    def inside(self, i: int) -> bool:
        return self.first <= i <= self.last

    def _article(self) -> tuple[int, int]:
        """The stretch with most prose: the best sum of words, short lines counting against it."""
        cost = LIMITS["zone"]["short_line"]
        best, total, start, place = 0, 0, 0, (0, -1)
        for i, line in enumerate(self.lines):
            if total <= 0:
                total, start = 0, i
            total += line.words if line.prose else -cost
            if total > best:
                best, place = total, (start, i)
        return place


def script(text: str) -> str | None:
    """The script of most letters, if it is one of the three of most pages."""
    counts = [(len(pattern.findall(text)), name) for name, pattern in _SCRIPTS]
    most, name = max(counts)
    return name if 2 * most > len(_LETTER.findall(text)) else None


def _lines(text: str) -> Iterator[Line]:
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        raw = text[at:end]
        stripped = raw.strip()
        if stripped:
            yield _line(at + raw.index(stripped[0]), stripped)
        at = end + 1


def _line(start: int, text: str) -> Line:
    words = len(text.split())
    if len(text) > 9 * words and _UNSPACED.search(text):
        words = max(words, len(text) // 2)
    ends = text.rstrip(_CLOSERS).endswith(_TERMINATORS)
    found = phrases.find(text, words)
    marked = _MARKER.match(text) is not None
    prose = words >= (_PROSE["sentence"] if ends else _PROSE["unpunctuated"])
    return Line(start, text, words, ends, prose and found is None, marked, found)


def _attach(lines: list[Line], hints: Sequence[Block]) -> None:
    """Give each line the hint it starts in; both are in order."""
    at = 0
    for line in lines:
        while at < len(hints) and hints[at].end <= line.start:
            at += 1
        if at < len(hints) and hints[at].start <= line.start:
            line.hint = hints[at]


def _unprose_questions(lines: list[Line]) -> None:
    """Short questions between headlines are headlines, not prose."""
    asked = [x.prose and x.words <= _PROSE["question"] and x.text.endswith("?") for x in lines]
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and asked[end]:
            end += 1
        before = at > 0 and lines[at - 1].prose
        after = end < len(lines) and lines[end].prose
        for line in lines[at:end]:
            line.prose = before or after
        at = end + 1
