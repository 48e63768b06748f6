"""Translates subtitles (SubRip, WebVTT): what is said changes; numbers, times and notes stay."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from html import unescape

from .tagged import Tagged

_TIMING = re.compile(r"\s*[\d:]+[.,]\d{1,3}\s*-->\s*[\d:]+[.,]\d{1,3}")
_PLACE = re.compile(r"\s*(?:\{\\[^{}]*\}\s*)*")  # where on the picture a cue of SubRip stands
_DASHES = ("-", "–", "—")
_ENTITY = re.compile(r"&#?\w+;")


def retitled(source: str, translate: Callable[[Sequence[str]], Sequence[str]]) -> str:
    """Return the subtitles with the text of every cue translated, in at most as many lines.

    `translate` gets the texts of all cues at once.
    """
    newline = "\r\n" if "\r\n" in source else "\n"
    lines = source.split(newline)
    cues = [(where, _Cue(lines[where])) for where in _cues(lines)]
    texts = [text for _, cue in cues for text in cue.tagged.texts]
    answers = list(translate(texts)) if texts else []
    for where, cue in reversed(cues):  # lines that fall away move only those that are done
        first = len(answers) - len(cue.tagged.texts)
        lines[where] = cue.filled(answers[first:])
        del answers[first:]
    return newline.join(lines)


class _Cue:
    """Lines that are said together, with their tags."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._text = " ".join(line.strip() for line in lines)
        place = _PLACE.match(self._text)
        self._place = place[0] if place else ""
        self.tagged = Tagged(self._text[len(self._place) :])

    def filled(self, texts: Sequence[str]) -> Sequence[str]:
        """Return the lines with these texts in place of those of `tagged`."""
        if list(texts) == self.tagged.texts:
            return self._lines
        filled = self._place + self.tagged.filled(texts)
        if not _ENTITY.search(self._text):  # then a sign such as & stands for itself
            filled = unescape(filled)
        return _in_lines(filled, len(self._lines))


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
    """Return the text in at most `count` lines of about one length."""
    width = max(1, -(-len(text) // count))
    while len(lines := textwrap.wrap(text, width, break_long_words=False)) > count:
        width += 1
    return lines
