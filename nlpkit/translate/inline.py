"""Takes the marks of Markdown out of a line and puts them into its translation: emphasis, links,
images and footnotes.

A model drops or breaks such marks. So it reads the line without them. `placement` says where they
stand in the translation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from .correspondence import Range

_MARKED = regex.compile(
    r"""(?x)
    (?<! [\w*_~\\] ) (?P<open> [*_]{1,3} | ~~ ) (?= [^\s*_~] )
      (?P<inner> (?: \]\( [^()\s]{1,500}+ \) | [^*_~\n] ){1,300}? )
      (?<= \S ) (?P<close> (?P=open) ) (?! [\w*_~] )
  | (?P<open> !? \[ ) (?P<inner> [^\[\]\n]{1,300} ) (?P<close> \] \( [^()\n]{1,500} \) )
  | (?P<open> \[ \^ [\w-]{1,30} \] (?! : ) ) (?P<inner> ) (?P<close> )
    """
)
_NESTED = 3  # levels of marks inside marks


@dataclass(frozen=True, slots=True)
class Mark:
    """What opens and closes at the range [start, end) of a line without marks.

    The range of a footnote is empty.
    """

    start: int
    end: int
    open: str
    close: str


def read(text: str) -> tuple[str, list[Mark]]:
    """Return the text without marks, and the marks, outer ones first."""
    bare: list[str] = []
    marks: list[Mark] = []
    _read(text, 0, _NESTED, bare, marks)
    return "".join(bare), marks


def _read(text: str, size: int, levels: int, bare: list[str], marks: list[Mark]) -> int:
    """Add the text without marks to `bare`, which has `size` characters. Return its new size."""
    at = 0
    for found in _MARKED.finditer(text) if levels else ():
        before = text[at : found.start()]
        bare.append(before)
        size += len(before)
        own = len(marks)
        marks.append(Mark(size, size, found["open"], found["close"]))
        end = _read(found["inner"], size, levels - 1, bare, marks)
        marks[own] = Mark(size, end, found["open"], found["close"])
        size, at = end, found.end()
    bare.append(text[at:])
    return size + len(text) - at


def restored(answer: str, marks: Sequence[Mark], places: Sequence[Range]) -> str:
    """Return the answer with each mark around its range.

    Emphasis of no words is left out. A link of no words has its address in brackets.
    """
    made: list[str] = []
    ends: list[tuple[int, str]] = []
    at = 0
    # Of marks at one place, footnotes come first if they are at the end of others.
    order = sorted(range(len(marks)), key=lambda i: (places[i][0], -places[i][1], i))

    def close(until: int) -> None:
        nonlocal at
        while ends and ends[-1][0] <= until:
            end, mark = ends.pop()
            made.extend((answer[at:end], mark))
            at = end

    for i in order:
        (start, end), mark = places[i], marks[i]
        close(start)
        start = max(start, at)
        end = min(max(start, end), ends[-1][0] if ends else len(answer))
        made.append(answer[at:start])
        at = start
        if start < end:
            made.append(mark.open)
            ends.append((end, mark.close))
        elif mark.start == mark.end:
            made.append(mark.open)
        elif mark.close.startswith("]("):
            made.append(f" {mark.close[1:]}")
    close(len(answer))
    return "".join([*made, answer[at:]])
