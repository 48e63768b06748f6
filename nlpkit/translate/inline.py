"""Keeps the marks of Markdown inside a line: emphasis, links, images and footnotes.

A model drops or breaks such marks. So it reads the line without them, and alone what each of them
encloses. The translation of the line gets the marks around the translations that stand in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from ..text.boundaries import stands_alone

_MARKED = regex.compile(
    r"""(?x)
    (?<! [\w*_~\\] ) (?P<open> [*_]{1,3} | ~~ ) (?= [^\s*_~] )
      (?P<inner> [^*_~\n]{1,300}? ) (?<= \S ) (?P<close> (?P=open) ) (?! [\w*_~] )
  | (?P<open> !? \[ ) (?P<inner> [^\[\]\n]{1,300} ) (?P<close> \] \( [^()\n]{1,500} \) )
  | (?P<open> \[ \^ [\w-]{1,30} \] (?! : ) ) (?P<inner> ) (?P<close> )
    """
)
_STOPS = " .!?…"
_SOUGHT = 20  # stretches that are sought in vain, so that the time stays linear


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between marks; a footnote has no text between them."""

    open: str
    inner: str
    close: str

    @property
    def left(self) -> str:
        """What is kept of it where the translation has no place for it: an address, a footnote."""
        if not self.inner:
            return self.open
        return f" {self.close[1:]}" if self.close.startswith("](") else ""


def marked(text: str) -> list[Marked]:
    """Return the stretches between marks, in order."""
    found = _MARKED.finditer(text)
    return [Marked(one["open"], one["inner"], one["close"]) for one in found]


def bare(text: str) -> str:
    """Return the text without its marks and footnotes."""
    return _MARKED.sub(lambda found: found["inner"], text)


def restored(text: str, answer: str, translate: Callable[[str], str]) -> str:
    """Return the translation of `bare(text)` with the marks of `text`.

    `translate` gives the translation of what two marks enclose. Where that does not stand in the
    answer, emphasis is left out, and the address of a link stands in brackets at the end. Footnotes
    stand there, too.
    """
    end = len(answer.rstrip(_STOPS))
    lower = answer.lower()
    sought = _SOUGHT if len(lower) == len(answer) else 0
    made: list[str] = []
    left, at = "", 0
    for one in marked(text):
        inside = translate(one.inner).strip(_STOPS).lower() if one.inner else ""
        place = _find(lower, inside, at, end) if inside and sought else -1
        if place < 0:
            left += one.left
            sought -= bool(inside and sought)
            continue
        made += answer[at:place], one.open, answer[place : place + len(inside)], one.close
        at = place + len(inside)
    return "".join((*made, answer[at:end], left, answer[end:]))


def _find(text: str, words: str, start: int, end: int) -> int:
    """Return where the words stand as whole words in text[start:end]; -1 where they do not."""
    place = text.find(words, start, end)
    for _ in range(_SOUGHT):
        if place < 0 or stands_alone(text, place, place + len(words)):
            return place
        place = text.find(words, place + 1, end)
    return -1
