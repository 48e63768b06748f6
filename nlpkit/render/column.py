"""Plain text in a column of 88 characters, for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from ..document import Flag, Point
from . import words

WIDTH = 88
_LEAD = 3  # the number of a point and the dot behind it
# A terminal obeys control characters, and an article must not control it.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def section(name: str, detail: str, body: str) -> str:
    head = f"{name}{safe(detail):>{WIDTH - len(name)}}".rstrip()
    return f"{head}\n{'─' * WIDTH}\n{body}"


def wrap(text: str, indent: int = 0, *, hang: int = 0) -> str:
    return textwrap.fill(
        safe(text),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def point_lines(points: Sequence[Point], numbers: Sequence[int | None]) -> str:
    """Yield the points of a summary, numbered, with the numbers
    of their sentences and their flags.
    """
    lines = []
    for number, point in enumerate(points, 1):
        lead = f"{number}. ".ljust(_LEAD)
        text = " ".join(point.text.split())
        marks = cited(point.sources, numbers) + flagged(point.flags)
        lines.append(wrap(f"{lead}{text}{marks}", hang=_LEAD))
    return "\n".join(lines)


def cited(sources: Sequence[int], numbers: Sequence[int | None]) -> str:
    """Return the numbers of the sentences as a reader counts them; see `view.numbering`."""
    return "".join(f" [{numbers[i]}]" for i in sources if numbers[i])


def flagged(flags: Sequence[Flag]) -> str:
    """Return the flags in words, in brackets."""
    return f" ({', '.join(map(words.flag, flags))})" if flags else ""


def safe(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
