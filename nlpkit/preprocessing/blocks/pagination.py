"""Running heads and page numbers of a printed text: lines that come back on every page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ...text import bylines
from .lines import LIMITS, Line

_LIMITS = LIMITS["pagination"]
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"\W*(?:19|20)\d\d\W*")
_PART = re.compile(r"\d{1,4} ?(?:/|of|из) ?(\d{1,4})")
_BEGINNING: int = _LIMITS["beginning"]
_PAGE_OF = re.compile("|".join(_LIMITS["page_of"]), re.IGNORECASE)
_ISSUE = re.compile("|".join(_LIMITS["issue"]), re.IGNORECASE)
_NAMED = re.compile("|".join(_LIMITS["named"]), re.IGNORECASE)


def find(lines: Sequence[Line]) -> set[int]:
    """Return the lines that are running heads or page numbers.

    A page number is a short line of which one number goes up by one or two from page to page and
    all else stays, lines of text between them. It is believed where it says that it is one, where a
    running head stands beside it, or where it cuts a sentence in two. A running head is a line that
    stands beside a page number on most pages, or comes back alone.
    """
    numbered: dict[str, list[int]] = defaultdict(list)
    repeated: dict[str, list[int]] = defaultdict(list)
    times = Counter(line.text for line in lines)
    for i, line in enumerate(lines):
        if line.words <= _LIMITS["words"] and not (line.prose or line.row):
            shape = _NUMBER.sub("#", line.text)
            if "#" in shape:
                numbered[shape].append(i)
            if times[line.text] > 1:
                repeated[line.text].append(i)
    found = {i for i, line in enumerate(lines) if _PAGE_OF.fullmatch(line.text)}
    for shape, places in numbered.items():
        found |= _numbers(lines, shape, _pages(lines, places), times)
    for text, places in repeated.items():
        found |= _heads(lines, text, places, found)
    return found


def _numbers(
    lines: Sequence[Line], shape: str, pages: Sequence[int], times: Mapping[str, int]
) -> set[int]:
    """Return the page numbers among lines of one shape, with the running heads beside them."""
    if len(pages) < _LIMITS["few"]:
        return set()
    few = len(pages) < _LIMITS["pages"]
    named = _NAMED.search(lines[pages[0]].text[:_BEGINNING]) is not None
    if few and not named and any(map(str.isalpha, shape)):
        return set()
    if _YEAR.fullmatch(lines[pages[0]].text) or (few and _is_rated(lines[i].text for i in pages)):
        return set()
    heads = {
        k for i in pages for k in (i - 1, i + 1)
        if 0 <= k < len(lines) and 2 * times[lines[k].text] > len(pages)
        and not (few and lines[k].words == 1)
    }  # fmt: skip
    cut = any(_cuts(lines, i - (i - 1 in heads), i + (i + 1 in heads)) for i in pages)
    return heads.union(pages) if heads or cut or named else set()


def _is_rated(texts: Iterable[str]) -> bool:
    """Return whether lines are ratings, "7/10", rather than pages of so many."""
    wholes = {int(found[1]) for text in texts if (found := _PART.fullmatch(text))}
    return len(wholes) > 1 or not wholes.isdisjoint(_LIMITS["scales"])


def _heads(lines: Sequence[Line], text: str, places: Sequence[int], found: set[int]) -> set[int]:
    """Return which lines of the same text are running heads without a page number.

    They stand between lines of prose. They give the number of an issue, cut a sentence in
    two, or repeat the first line of the text, which is then its title. The names of those who
    answer questions come back too.
    """
    later = [i for i in places[1:] if i + 1 < len(lines) and _is_told(lines[i + 1], i + 1, found)]
    later = [i for i in later if _is_told(lines[i - 1], i - 1, found)]
    words = len(text.split())
    if not later or len(later) + 1 < len(places) or words < _LIMITS["head"]:
        return set()
    if _ISSUE.match(text):
        return set(places)
    if bylines.signed(text) or any(lines[i - 1].text.endswith("?") for i in later):
        return set()
    if places[0] == 0:
        return set(later) if words >= _LIMITS["title"] else set()
    return set(places) if any(_cuts(lines, i, i) for i in later) else set()


def _is_told(line: Line, i: int, found: set[int]) -> bool:
    return line.prose or line.words >= _LIMITS["words"] or i in found


def _pages(lines: Sequence[Line], places: Sequence[int]) -> list[int]:
    """Return, of lines that differ only in numbers, those with rising numbers and text between
    them.
    """
    pages: list[int] = []
    before: list[int] = []
    for i in places:
        numbers = [*map(int, _NUMBER.findall(lines[i].text[:_BEGINNING]))]
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
