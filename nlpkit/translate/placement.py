"""Finds which words of a translation stand for given ranges of its source.

The one place that decides where links, emphasis and other inline marks go, of HTML as well as of
Markdown. The best knowledge is used first: text that is copied, the alignment of the engine, the
translation of the range alone where it stands in the answer, and the proportion of the position
between names and numbers that both texts have. A range never begins or ends inside a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..engines import Link
from ..text.boundaries import stands_alone
from .correspondence import WORD, Correspondence, Range, Taken, Window, words_in

_STRAY = " .,;:!?…«»“”\"'"
_COMPARED = 20  # times the answer's length that is compared in vain with translated ranges


def place(
    source: str,
    answer: str,
    ranges: Sequence[Range],
    links: Sequence[Link] = (),
    alone: Sequence[str] = (),
) -> list[Range]:
    """Return the range of the answer for each range of the source.

    `links` is the alignment of the two texts. Without it, `alone` may have the translation of each
    range. Ranges that are nested or apart in the source are so in the answer. A range for which no
    word is left is empty. Time is linear in the texts and the ranges, if the aligned texts are of
    limited length.
    """
    if source == answer:
        return list(ranges)
    words = [found.span() for found in WORD.finditer(answer)]
    told = Correspondence(source, answer, words, links)
    ranges = [told.whole(one) for one in ranges]
    copied = {i: words[told.copied[one]] for i, one in enumerate(ranges) if one in told.copied}
    wholes = [i for i, (start, end) in enumerate(ranges) if start < end]
    others = [i for i in wholes if i not in copied] if alone and not links else []
    sought = _found(answer, [alone[i] for i in others])
    found = {others[i]: place for i, place in sought.items()}
    windows = _windows(ranges, wholes, found | copied, copied, told)
    placed: list[Range] = []
    for i, one in enumerate(ranges):
        if i in copied:
            placed.append(copied[i])
        elif i in windows:
            placed.append(told.with_marks(one, windows[i]))
        else:
            at = told.point(one[0])
            placed.append((at, at))
    return _nested(ranges, placed)


def _nested(ranges: Sequence[Range], placed: Sequence[Range]) -> list[Range]:
    """Return the places, with those of ranges that lie in another one inside its place."""
    nested = list(placed)
    open_: list[int] = []
    for i in sorted(range(len(ranges)), key=lambda i: (ranges[i][0], -ranges[i][1])):
        start, end = ranges[i]
        while open_ and (ranges[open_[-1]][1] <= start or ranges[open_[-1]][1] < end):
            open_.pop()
        if open_ and (start < end or ranges[open_[-1]][0] < start):
            low, high = nested[open_[-1]]
            first, last = placed[i]
            nested[i] = min(max(first, low), high), min(max(last, low), high)
        if start < end:
            open_.append(i)
    return nested


def _windows(
    ranges: Sequence[Range],
    wholes: Sequence[int],
    found: Mapping[int, Range],
    copied: Mapping[int, Range],
    told: Correspondence,
) -> dict[int, Range]:
    """Return the run of words for each range that is not empty. Outer ranges come first, and of
    ranges beside each other those that have code, then those that are clearly told.
    """
    windows: dict[int, Range] = {}
    families = dict(_families(ranges, wholes))
    fixed = _fixed(families, copied, told)
    for parent, children in families.items():
        allowed = windows[parent] if parent >= 0 else (0, len(told.words))
        taken = Taken()
        for own in (fixed[i] for i in children if i in fixed):
            taken.add(*own)
        first: dict[int, Window] = {}
        for i in children:
            free = Taken() if i in fixed else taken
            if known := _words_of(told.words, found.get(i, (0, 0)), allowed):
                first[i] = Window(known, 2)
            elif told.is_all(ranges[i], ranges[parent] if parent >= 0 else None):
                first[i] = Window(allowed, 3)
            else:
                first[i] = told.window(ranges[i], allowed, free)
        placed = Taken()
        for i in sorted(children, key=lambda i: (i not in fixed, i not in copied, -first[i].clear)):
            window = first[i].words
            if i in fixed:
                window = placed.free(*taken.around(*fixed[i], *window))
                placed.add(*window)
            elif taken.meets(*window):
                window = told.window(ranges[i], allowed, taken).words
            windows[i] = window
            taken.add(*window)
    return windows


def _fixed(
    families: Mapping[int, Sequence[int]], copied: Mapping[int, Range], told: Correspondence
) -> dict[int, Range]:
    """Return the run of words that each range has at least: from the first to the last word of the
    code in it.
    """
    everything = (0, len(told.words))
    fixed: dict[int, Range] = {}
    for i, place in copied.items():
        if window := _words_of(told.words, place, everything):
            fixed[i] = window
    for parent, children in reversed(list(families.items())):
        own = [fixed[i] for i in (parent, *children) if i in fixed]
        if own and parent >= 0:
            fixed[parent] = min(a for a, _ in own), max(b for _, b in own)
    return fixed


def _families(ranges: Sequence[Range], wholes: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Yield each range, -1 for the whole text, with those that lie directly in it, outer first."""
    inside: dict[int, list[int]] = {-1: []}
    open_: list[int] = [-1]
    for i in sorted(wholes, key=lambda i: (ranges[i][0], -ranges[i][1])):
        while open_[-1] >= 0 and ranges[open_[-1]][1] < ranges[i][1]:
            open_.pop()
        inside[open_[-1]].append(i)
        inside[i] = []
        open_.append(i)
    yield from ((parent, children) for parent, children in inside.items() if children)


def _words_of(words: Sequence[Range], place: Range, allowed: Range) -> Range | None:
    first, last = words_in(words, place)
    return (first, last) if allowed[0] <= first < last <= allowed[1] else None


def _found(answer: str, alone: Sequence[str]) -> dict[int, Range]:
    """Return where the translations of ranges alone stand in the answer as whole words, in any
    case of letters, each behind the one before.
    """
    lower = answer.lower()
    if len(lower) != len(answer):
        return {}
    found: dict[int, Range] = {}
    end, left = 0, _COMPARED * len(answer)
    for i, text in enumerate(alone):
        part = text.strip(_STRAY).lower()
        at = lower.find(part, end) if part and left > 0 else -1
        while at >= 0 and not stands_alone(lower, at, at + len(part)):
            left -= len(part)
            at = lower.find(part, at + 1) if left > 0 else -1
        if at < 0:
            left -= len(answer) - end
        else:
            end = at + len(part)
            found[i] = (at, end)
    return found
