"""Running heads and page numbers of a printed text: lines that come back on every page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from .lines import LIMITS, Line

_LIMITS = LIMITS["pagination"]
_NUMBER = re.compile(r"\d+")
_NAMED = re.compile("|".join(_LIMITS["named"]), re.IGNORECASE)


def find(lines: Sequence[Line]) -> set[int]:
    """Return the lines that are running heads or page numbers.

    A page number is a short line of which one number goes up by one or two from page to page and
    all else stays, lines of text between them. It is believed where it says that it is one, where a
    running head stands beside it, or where it cuts a sentence in two. A running head is a line that
    stands beside a page number on most pages.
    """
    numbered: dict[str, list[int]] = defaultdict(list)
    times = Counter(line.text for line in lines)
    for i, line in enumerate(lines):
        if line.words <= _LIMITS["words"] and not (line.prose or line.row):
            shape = _NUMBER.sub("#", line.text)
            if "#" in shape:
                numbered[shape].append(i)
    found: set[int] = set()
    for places in numbered.values():
        pages = _pages(lines, places)
        if len(pages) < _LIMITS["pages"]:
            continue
        heads = {
            k for i in pages for k in (i - 1, i + 1)
            if 0 <= k < len(lines) and 2 * times[lines[k].text] > len(pages)
        }  # fmt: skip
        cut = any(_cuts(lines, i - (i - 1 in heads), i + (i + 1 in heads)) for i in pages)
        if heads or cut or _NAMED.search(lines[pages[0]].text):
            found |= heads.union(pages)
    return found


def _pages(lines: Sequence[Line], places: Sequence[int]) -> list[int]:
    """Return, of lines that differ only in numbers, those with rising numbers and text between
    them.
    """
    pages: list[int] = []
    before: list[int] = []
    for i in places:
        numbers = [*map(int, _NUMBER.findall(lines[i].text[:60]))]
        steps = [b - a for a, b in zip(before, numbers, strict=False) if a != b]
        if pages and not (len(steps) == 1 and 1 <= steps[0] <= 2 and i - pages[-1] > 1):
            if len(pages) >= _LIMITS["pages"]:
                break
            pages = []
        pages.append(i)
        before = numbers
    return pages


def _cuts(lines: Sequence[Line], first: int, last: int) -> bool:
    """Return whether the sentence above line `first` goes on below line `last`."""
    if first == 0 or last + 1 >= len(lines):
        return False
    return not lines[first - 1].ends and lines[last + 1].text[0].islower()
