"""Removes the marks of Markdown from a line and inserts them into its translation.

The marks are those of emphasis, links, images and footnotes. Models drop or break them, so a model
reads the line without them. `placement` finds their places in the translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from ..text.boundaries import STOPS, are_two, last_two
from ..text.references import folded
from .correspondence import Range
from .snippets import CODE

# The parts of marks. Code, and characters after a backslash, are not parts of marks. An address may
# have brackets in it, one level deep.
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
_LABEL = regex.compile(r"\[([^\[\]\n]{0,200})\]")
_LONGEST_LABEL = 200  # characters
_NESTED = 32  # the last open marks that are searched for the partner of a closing one


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark around the range [start, end) of the line without marks.

    `open` is the text of the mark before the range, `close` the text after it. The range of a
    footnote is empty, and so is that of struck-out text, which is left out and stands in `struck`.
    `parted` is True if a space was added before the range, because two words would touch without
    the mark. `spaced` is True if the space after the mark was left out. `label` is the text of a
    link whose text is its own label ("[label]" and "[label][]"), which must still be found.
    """

    start: int
    end: int
    open: str
    close: str
    struck: str = ""
    parted: bool = False
    spaced: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """A mark in the source, as positions of its four edges.

    The opening part is [outer_start, inner_start) and the closing part is [inner_end, outer_end).
    The marked text lies between them.
    """

    outer_start: int
    inner_start: int
    inner_end: int
    outer_end: int
    label: str = ""


class _Link(NamedTuple):
    """The end of a link or image: the index of the token that opens it, the position after it, and
    its label if that is its text. If `empty`, it has no words and is a mark without text.
    """

    begin: int
    end: int
    label: str = ""
    empty: bool = False


class Reference(NamedTuple):
    """A reference link in a text, as positions of its four edges (see `_Found`).

    `own` is True if the text of the link is its label.
    """

    outer_start: int
    inner_start: int
    inner_end: int
    outer_end: int
    own: bool


@dataclass(slots=True)
class _Open:
    """A run of `count` equal signs that may open emphasis, or the opening bracket of a link.

    `end` is the position after it.
    """

    sign: str
    count: int
    end: int


def references(text: str, labels: frozenset[str]) -> list[Reference]:
    """Return the reference links and images of the text that have one of these folded labels.

    They are in the order in which they begin.
    """
    if not labels:
        return []
    return sorted(
        Reference(one.outer_start, one.inner_start, one.inner_end, one.outer_end, bool(one.label))
        for one in _found(text, labels)
        if one.label or text[one.inner_end : one.inner_end + 2] == "]["
    )


def read(text: str, labels: frozenset[str] = frozenset()) -> tuple[str, list[Mark]]:
    """Return the text without marks, and the marks, outer ones first. Time is linear.

    `labels` are the folded labels of the links that the document defines. Brackets without such a
    label are text. Struck-out text is left out too, unless there is no other text.
    """
    found = sorted(_found(text, labels), key=lambda one: (one.outer_start, -one.outer_end))
    bare, marks = _LineReader(text, found, strikes=True).read()
    if any(mark.struck for mark in marks) and not any(map(str.isalnum, bare)):
        return _LineReader(text, found, strikes=False).read()
    return bare, marks


def _found(text: str, labels: frozenset[str]) -> Iterator[_Found]:
    """Yield the marks in the text, in the order in which they close."""
    tokens = [*_TOKEN.finditer(text)]
    links = _links(text, tokens, labels)
    begins = {link.begin for link in links.values()}
    open_: list[_Open] = []
    until = 0  # the end of the last link
    for i, token in enumerate(tokens):
        start, end = token.span()
        if start < until:
            continue  # inside the label of a link
        if token["note"]:
            yield _Found(start, end, end, end)
        elif i in begins:
            open_.append(_Open("[", 0, end))
        elif i in links:
            while open_.pop().sign != "[":
                pass
            link = links[i]
            begin, until = tokens[link.begin], link.end
            if link.empty:
                yield _Found(begin.start(), until, until, until)
            else:
                yield _Found(begin.start(), begin.end(), start, until, link.label)
        elif token["run"]:
            yield from _emphasis(text, start, end, open_)
        elif token["line"]:
            open_.clear()


def _links(
    text: str, tokens: Sequence[regex.Match[str]], labels: frozenset[str]
) -> dict[int, _Link]:
    """Return each link or image, by the index of its closing token.

    A link cannot contain another link, but an image can stand in a link and a link in an image.
    """
    links: dict[int, _Link] = {}
    open_: list[int] = []
    until = 0  # the end of the last link
    with_link = 0  # the first so many open brackets contain a link and can open only images
    for i, token in enumerate(tokens):
        if token.start() < until:
            continue
        if token["line"]:
            open_, with_link = [], 0
        elif token["begin"]:
            open_.append(i)
        elif (token["link"] or token["end"]) and open_:
            k = open_.pop()
            is_image = tokens[k][0] == "!["
            inner = tokens[k].end(), token.start()
            link: _Link | None = None
            if token["end"]:
                link = _reference(text, k, *inner, labels) if labels else None
            elif inner[0] < inner[1]:
                link = _Link(k, token.end())
            if link and (is_image or len(open_) >= with_link):
                links[i], until = link, link.end
                with_link = with_link if is_image else len(open_)
            with_link = min(with_link, len(open_))
    return links


def _reference(text: str, begin: int, start: int, end: int, labels: frozenset[str]) -> _Link | None:
    """Return the link with the text [start, end) whose label is defined, or None.

    Its label stands behind it, or is its text. A link without letters, such as "[1]", is empty.
    """
    behind = _LABEL.match(text, end + 1)
    if behind and behind[1].strip():
        if folded(behind[1]) in labels:
            return _Link(begin, behind.end(), empty=not text[start:end].strip())
        return None
    own = text[start:end] if end - start <= _LONGEST_LABEL else ""
    if own and folded(own) in labels:
        empty = not any(map(str.isalpha, own))
        return _Link(begin, behind.end() if behind else end + 1, own, empty)
    return None


def _emphasis(text: str, start: int, end: int, open_: list[_Open]) -> Iterator[_Found]:
    """Yield the marks that a run of signs at [start, end) closes.

    If the run, or the rest of it, can open a mark, it is added to `open_`.
    """
    sign, count = text[start], end - start
    if count != 2 if sign == "~" else count > 3:
        return
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = bool(after.strip()) and not _is_word(before)
    if before.strip() and not _is_word(after):
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
    """Return the index of the open run that a run of `count` signs closes, or -1."""
    for i in range(len(open_) - 1, max(-1, len(open_) - 1 - _NESTED), -1):
        one = open_[i]
        if one.sign == "[":
            return -1
        if one.sign == sign and (one.count == count or 3 in (one.count, count)):
            return i
    return -1


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


class _LineReader:
    """Removes the marks from one line and keeps their positions in the line without marks.

    If `strikes` is True, struck-out text is removed too.
    """

    def __init__(self, text: str, found: Sequence[_Found], *, strikes: bool) -> None:
        self._text, self._found, self._strikes = text, found, strikes
        self._bare: list[str] = []
        self._size = 0
        self._marks: dict[int, Mark] = {}
        self._last_mark = 0  # the position of the last mark
        self._closed = False  # whether a mark ended after the last text
        self._opened: list[int] = []  # the marks that opened after that end

    def read(self) -> tuple[str, list[Mark]]:
        """Return the line without marks, and the marks, outer ones first."""
        events = [(one.outer_start, one.inner_start, i, True) for i, one in enumerate(self._found)]
        events += [
            (one.inner_end, one.outer_end, i, False)
            for i, one in enumerate(self._found)
            if one.inner_end < one.outer_end
        ]
        at = 0
        for start, end, i, opens in sorted(events):
            if start < at:
                continue  # inside text that is struck out
            self._add(self._text[at:start])
            one = self._found[i]
            sign = self._text[one.outer_start : one.inner_start]
            at = end
            if not opens:
                self._marks[i] = replace(self._marks[i], end=self._size)
                self._closed, self._opened = True, []
            elif one.inner_end == one.outer_end:
                at = self._add_empty(i, sign, "", at)
            elif self._strikes and sign == "~~":
                struck = self._text[one.inner_start : one.inner_end]
                at = self._add_empty(i, f"~~{struck}~~", struck, one.outer_end)
            else:
                close = self._text[one.inner_end : one.outer_end]
                self._marks[i] = Mark(self._size, self._size, sign, close, label=one.label)
                self._last_mark = self._size
                if self._closed:
                    self._opened.append(i)
        self._add(self._text[at:])
        return "".join(self._bare), [self._marks[i] for i in sorted(self._marks)]

    @property
    def _last(self) -> str:
        return last_two(self._bare)

    def _add(self, text: str) -> None:
        """Add text of the line, after a space if it would otherwise touch the text before it."""
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

    def _add_empty(self, i: int, sign: str, struck: str, at: int) -> int:
        """Add a mark with an empty range, which ends at `at` in the source.

        Of the spaces on both sides of it, one is left out. Return where the text goes on.
        """
        after = self._text[at : at + 1]
        spaced = after == " " and self._last[-1:] in ("", " ")
        ends = self._last[-1:] == " " and (not after or after in STOPS)
        if ends and self._last_mark < self._size:
            self._bare[-1] = self._bare[-1][:-1]
            self._size -= 1
            sign = f" {sign}"
        self._last_mark = self._size
        self._marks[i] = Mark(self._size, self._size, sign, "", struck, spaced=spaced)
        return at + spaced


def _closing(mark: Mark, made: Sequence[str], first: int) -> str:
    """Return the closing part of a mark around made[first:]."""
    renamed = mark.label and folded("".join(made[first:])) != folded(mark.label)
    return f"][{mark.label}]" if renamed else mark.close


def restored(answer: str, marks: Sequence[Mark], places: Sequence[Range]) -> str:
    """Return the answer with each mark around its range.

    `places` are the ranges of the marks in the answer. If the range of a mark is empty although the
    mark had words in the source, emphasis is left out, and a link becomes its address or its label
    in brackets. A link whose text was its label gets the label behind its new text.
    """
    made: list[str] = []
    ends: list[tuple[int, Mark, int]] = []  # where each open mark ends, and its first part in made
    at, closed = 0, -1  # the position in the answer, and that where the last mark ended
    order = sorted(range(len(marks)), key=lambda i: (places[i][0], i))

    def close(until: int) -> None:
        nonlocal at, closed
        while ends and ends[-1][0] <= until:
            end, mark, first = ends.pop()
            made.append(answer[at:end])
            made.append(_closing(mark, made, first))
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
            ends.append((end, mark, len(made)))
        elif mark.start == mark.end:
            made.append(mark.open)
            if mark.spaced and answer[at : at + 1].strip():
                made.append(" ")
        elif mark.close.startswith("]"):
            made.append(f" [{mark.label}]" if mark.label else f" {mark.close[1:]}")
    close(len(answer))
    return "".join([*made, answer[at:]])
