"""Translates subtitles (SubRip, WebVTT): what is said changes; numbers, times and notes stay."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from itertools import islice, pairwise

from ..document import Passage
from .tagged import Tagged

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
_TIMING = re.compile(r"\s*[\d:]+[.,]\d{1,3}\s*-->\s*[\d:]+[.,]\d{1,3}")
_PLACE = re.compile(r"\s*(?:\{\\[^{}]*\}\s*)*")  # where on the picture a cue of SubRip stands
_DASHES = ("-", "–", "—")
# When a single word of a cue is said; the words of a translation are others.
_MOMENT = re.compile(r"<(?:\d+:)?\d\d:\d\d\.\d{3}>")
_ENTITY = re.compile(r"&#?\w+;")
_TAG = re.compile(r"</?[a-zA-Z\d][^<>]*>|\{\\[^{}]*\}")
# Tags belong to the word that they touch, with the spaces in them. Unlike \s, a space that forbids
# a break is no end of a word.
_WORD = re.compile(rf"(?:{_TAG.pattern}|[^ \t\r\n\f\v])++")


def retitled(source: str, translate: Callable[[Sequence[Passage]], Sequence[Passage]]) -> str:
    """Return the subtitles with the text of every cue translated, in at most as many lines.

    `translate` gets the passages of all cues at once. Each line keeps its own end.
    """
    lines = _LINE.findall(source)
    cues = [(where, _Cue(lines[where])) for where in _cues(lines)]
    passages = [one for _, cue in cues for one in cue.tagged.passages]
    answers = iter(translate(passages) if passages else ())
    made: list[str] = []
    at = 0
    for where, cue in cues:
        made += lines[at : where.start]
        made += cue.filled(list(islice(answers, len(cue.tagged.passages))))
        at = where.stop
    return "".join([*made, *lines[at:]])


class _Cue:
    """Lines that are said together, with their tags and ends."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._text = " ".join(_MOMENT.sub("", line).strip() for line in lines)
        place = _PLACE.match(self._text)
        self._place = place[0] if place else ""
        self.tagged = Tagged(self._text[len(self._place) :])

    def filled(self, passages: Sequence[Passage]) -> Sequence[str]:
        """Return the lines with these passages in place of those of `tagged`."""
        if list(passages) == self.tagged.passages:
            return self._lines
        filled = self._place + self.tagged.filled(passages)
        if not _ENTITY.search(self._text):  # then a sign such as & stands for itself
            filled = unescape(filled)
        lines = _in_lines(filled, len(self._lines))
        ends = [line[len(line.rstrip("\r\n")) :] for line in self._lines]
        # Where there are fewer lines now, the last one ends as the last one did.
        ends[len(lines) - 1 :] = ends[-1:]
        return [line + end for line, end in zip(lines, ends, strict=False)]


def _cues(lines: Sequence[str]) -> Iterator[slice]:
    """Yield where the lines stand that are said together: those of a cue, from below its times to
    the next empty line; each of its lines alone, if they are said by several people.
    """
    at = 0
    while at < len(lines):
        at += 1
        if not _TIMING.match(lines[at - 1]):
            continue
        start = at
        while at < len(lines) and lines[at].strip():
            at += 1
        if any(line.lstrip().startswith(_DASHES) for line in lines[start:at]):
            yield from (slice(i, i + 1) for i in range(start, at))
        else:
            yield slice(start, at)


def _in_lines(text: str, count: int) -> list[str]:
    """Return the text in at most `count` lines of about one length. Tags take no room in them."""
    words = _WORD.findall(text)
    sizes = [len(_TAG.sub("", word)) for word in words]
    widest = sum(sizes) + len(words) - 1
    narrowest = -(-widest // count)
    widths = range(narrowest, widest)
    fits = bisect_left(widths, True, key=lambda width: len(_starts(sizes, width)) <= count)
    starts = _starts(sizes, narrowest + fits)
    return [" ".join(words[a:b]) for a, b in pairwise([*starts, len(words)])]


def _starts(sizes: Sequence[int], width: int) -> list[int]:
    """Return which of the words begin a line, if lines have at most this width."""
    starts: list[int] = []
    used = 0
    for i, size in enumerate(sizes):
        used += 1 + size
        if not starts or used > width:
            starts.append(i)
            used = size
    return starts
