"""Takes the marks of Markdown out of a line and puts them into its translation: emphasis, links,
images and footnotes.

A model drops or breaks such marks. So it reads the line without them. `placement` says where they
stand in the translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from ..text.boundaries import STOPS, are_two, last_two
from .correspondence import Range
from .snippets import CODE

# What marks consist of. Code and what stands behind a backslash are none. An address may have one
# pair of brackets in it.
_TOKEN = regex.compile(
    rf"""(?x)
    (?P<plain> {CODE.pattern} | \\ [*_~\[\]!] )
  | (?P<note> \[ \^ [\w-]{{1,30}} \] (?! : ) )
  | (?P<begin> !? \[ )
  | (?P<link> \] \( (?: [^()\n] | \( [^()\n]{{0,200}}+ \) ){{1,500}}+ \) )
  | (?P<end> \] )
  | (?P<run> \*++ | _++ | ~++ )
  | (?P<line> \n )
    """
)
_NESTED = 32  # open marks among which the partner of a closing one is sought


@dataclass(frozen=True, slots=True)
class Mark:
    """What opens and closes at the range [start, end) of a line without marks.

    The range of a footnote is empty, and so is that of text that is struck out, which is `struck`.
    `parted`: the line has a space before the range that the source has not. `spaced`: the source
    has a space behind the mark that the line has not.
    """

    start: int
    end: int
    open: str
    close: str
    struck: str = ""
    parted: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A mark in the source: what opens it is [start, begin), what closes it [end, until)."""

    start: int
    begin: int
    end: int
    until: int


@dataclass(slots=True)
class _Open:
    """A run of signs that opens emphasis, or the bracket of a link, and where it ends."""

    sign: str
    count: int
    end: int


def read(text: str) -> tuple[str, list[Mark]]:
    """Return the text without marks, and the marks, outer ones first. Text that is struck out is
    left out too, unless there is no other. Time is linear.
    """
    found = sorted(_found(text), key=lambda one: (one.start, -one.until))
    bare, marks = _Line(text, found, strikes=True).read()
    if any(mark.struck for mark in marks) and not any(map(str.isalnum, bare)):
        return _Line(text, found, strikes=False).read()
    return bare, marks


def _found(text: str) -> Iterator[_Found]:
    """Yield the marks in the text."""
    tokens = [*_TOKEN.finditer(text)]
    links = _links(tokens)
    begins = set(links.values())
    open_: list[_Open] = []
    for i, token in enumerate(tokens):
        start, end = token.span()
        if token["note"]:
            yield _Found(start, end, end, end)
        elif i in begins:
            open_.append(_Open("[", 0, end))
        elif i in links:
            while open_.pop().sign != "[":
                pass
            begin = tokens[links[i]]
            yield _Found(begin.start(), begin.end(), start, end)
        elif token["run"]:
            yield from _emphasis(text, start, end, open_)
        elif token["line"]:
            open_.clear()


def _links(tokens: Sequence[regex.Match[str]]) -> dict[int, int]:
    """Return the bracket that opens each link or image, by the one that closes it."""
    links: dict[int, int] = {}
    open_: list[int] = []
    dead = 0  # so many of the open brackets have a link in them, and can only be those of images
    for i, token in enumerate(tokens):
        if token["line"]:
            open_, dead = [], 0
        elif token["begin"]:
            open_.append(i)
        elif (token["link"] or token["end"]) and open_:
            k = open_.pop()
            is_image = tokens[k][0] == "!["
            filled = tokens[k].end() < token.start()
            if token["link"] and filled and (is_image or len(open_) >= dead):
                links[i] = k
                dead = dead if is_image else len(open_)
            dead = min(dead, len(open_))
    return links


def _emphasis(text: str, start: int, end: int, open_: list[_Open]) -> Iterator[_Found]:
    """Yield the marks that a run of signs closes. Add the run to those that are open if it opens
    one.
    """
    sign, count = text[start], end - start
    if count != 2 if sign == "~" else count > 3:
        return
    before, behind = text[start - 1 : start], text[end : end + 1]
    opens = bool(behind.strip()) and not _is_word(before)
    if before.strip() and not _is_word(behind):
        while start < end and (i := _partner(open_, sign, end - start)) >= 0:
            one = open_[i]
            size = min(one.count, end - start)
            yield _Found(one.end - size, one.end, start, start + size)
            start += size
            one.count, one.end = one.count - size, one.end - size
            del open_[i + (one.count > 0) :]
    if opens and start < end:
        open_.append(_Open(sign, end - start, end))


def _partner(open_: Sequence[_Open], sign: str, count: int) -> int:
    """Return the open run that a run of so many signs closes, -1 if none."""
    for i in range(len(open_) - 1, max(-1, len(open_) - 1 - _NESTED), -1):
        one = open_[i]
        if one.sign == "[":
            return -1
        if one.sign == sign and (one.count == count or 3 in (one.count, count)):
            return i
    return -1


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


class _Line:
    """A line while its marks are taken out."""

    def __init__(self, text: str, found: Sequence[_Found], *, strikes: bool) -> None:
        self._text, self._found, self._strikes = text, found, strikes
        self._bare: list[str] = []
        self._size = 0
        self._marks: dict[int, Mark] = {}
        self._begun = 0  # where the last mark begins
        self._closed = False  # whether a mark ended behind the last text
        self._opened: list[int] = []  # the marks that began since then

    def read(self) -> tuple[str, list[Mark]]:
        events = [(one.start, one.begin, i, True) for i, one in enumerate(self._found)]
        events += [(f.end, f.until, i, False) for i, f in enumerate(self._found) if f.end < f.until]
        at = 0
        for start, end, i, opens in sorted(events):
            if start < at:
                continue  # inside text that is struck out
            self._add(self._text[at:start])
            one = self._found[i]
            sign = self._text[one.start : one.begin]
            at = end
            if not opens:
                self._marks[i] = replace(self._marks[i], end=self._size)
                self._closed, self._opened = True, []
            elif one.end == one.until:
                at = self._add_whole(i, sign, "", at)
            elif self._strikes and sign == "~~":
                struck = self._text[one.begin : one.end]
                at = self._add_whole(i, f"~~{struck}~~", struck, one.until)
            else:
                close = self._text[one.end : one.until]
                self._marks[i] = Mark(self._size, self._size, sign, close)
                self._begun = self._size
                if self._closed:
                    self._opened.append(i)
        self._add(self._text[at:])
        return "".join(self._bare), [self._marks[i] for i in sorted(self._marks)]

    @property
    def _last(self) -> str:
        return last_two(self._bare)

    def _add(self, text: str) -> None:
        if not text:
            return
        looks = all(self._marks[i].close[:1] != "]" for i in self._opened)
        if self._opened and are_two(self._last, text, looks=looks):
            self._bare.append(" ")
            self._size += 1
            for i in self._opened:
                self._marks[i] = replace(self._marks[i], start=self._size, end=self._size)
            first = self._opened[0]
            self._marks[first] = replace(self._marks[first], parted=True)
        self._bare.append(text)
        self._size += len(text)
        self._closed, self._opened = False, []

    def _add_whole(self, i: int, sign: str, struck: str, at: int) -> int:
        """Add a mark without a range, which ends at `at`. Return where the text goes on: of the
        spaces around it one is left out.
        """
        behind = self._text[at : at + 1]
        spaced = behind == " " and self._last[-1:] in ("", " ")
        ends = self._last[-1:] == " " and (not behind or behind in STOPS)
        if ends and self._begun < self._size:
            self._bare[-1] = self._bare[-1][:-1]
            self._size -= 1
            sign = f" {sign}"
        self._begun = self._size
        self._marks[i] = Mark(self._size, self._size, sign, "", struck, spaced=spaced)
        return at + spaced


def restored(answer: str, marks: Sequence[Mark], places: Sequence[Range]) -> str:
    """Return the answer with each mark around its range.

    Emphasis of no words is left out. A link of no words has its address in brackets.
    """
    made: list[str] = []
    ends: list[tuple[int, str]] = []
    at = 0
    closed = -1  # where a mark ended
    # Marks at one place keep their order, in which outer ones come first.
    order = sorted(range(len(marks)), key=lambda i: (places[i][0], i))

    def close(until: int) -> None:
        nonlocal at, closed
        while ends and ends[-1][0] <= until:
            end, mark = ends.pop()
            made.extend((answer[at:end], mark))
            at = closed = end

    for i in order:
        (start, end), mark = places[i], marks[i]
        close(start)
        start = max(start, at)
        end = min(max(start, end), ends[-1][0] if ends else len(answer))
        if not (mark.parted and closed == at and answer[at:start] == " "):
            made.append(answer[at:start])
        at = start
        if start < end:
            made.append(mark.open)
            ends.append((end, mark.close))
        elif mark.start == mark.end:
            made.append(mark.open)
            if mark.spaced and answer[at : at + 1].strip():
                made.append(" ")
        elif mark.close.startswith("]("):
            made.append(f" {mark.close[1:]}")
    close(len(answer))
    return "".join([*made, answer[at:]])
