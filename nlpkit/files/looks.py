"""A paragraph of Word as text whose parts look different; each part keeps its look.

The words of the translation are shared out among the runs that are there. If marked words stand in
another order in the translation, the runs and links of theirs move.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from html import escape, unescape
from itertools import pairwise

from ..document import Passage
from ..text.boundaries import STOPS
from .edits import Edit, Raw
from .elements import Flow, Item
from .markup import Markup

_LONGEST = 10_000  # characters between the text of a run and its end


class Looks:
    """The texts of one paragraph, in groups of neighbours that look alike.

    The usual style is the one with most characters. A text of another style without letters and
    digits joins what precedes it. A group without items is the place of text that is struck out.
    """

    def __init__(self, source: str, items: Sequence[Item], markup: Markup) -> None:
        self._source, self._markup = source, markup
        texts = [
            unescape(source[item.start : item.end]) * (item.kind != "picture") for item in items
        ]
        while texts and not texts[-1].strip():
            texts.pop()
        begin = next((i for i, text in enumerate(texts) if text.strip()), 0)
        items, texts = items[begin : len(texts)], texts[begin:]
        sizes: Counter[int] = Counter()
        for item, text in zip(items, texts, strict=True):
            sizes[item.style] += len(text)
        self._usual = sizes.most_common(1)[0][0] if sizes else 0
        self._styles: list[int] = []
        self._groups: list[list[Item]] = []
        self._struck: dict[int, Item] = {}  # what is struck out, by its group
        parts: list[list[str]] = []
        for item, text in zip(items, texts, strict=True):
            if item.kind == "picture":
                self._struck[len(self._groups)] = item
                self._styles.append(-1)
                self._groups.append([])
                parts.append([""])
                continue
            bare = item.style != self._usual and not any(map(str.isalnum, text))
            if self._groups and self._groups[-1] and (bare or item.style == self._styles[-1]):
                self._groups[-1].append(item)
                parts[-1].append(text)
            else:
                self._styles.append(item.style)
                self._groups.append([item])
                parts.append([text])
        self._parts = ["".join(part) for part in parts]
        # What stands behind the words of a group in items of its own, such as " | ".
        self._ends = [*map(_end, parts)]
        self.passage = self._passage()

    @property
    def items(self) -> list[Item]:
        """The texts, in order."""
        return [item for group in self._groups for item in group]

    def _passage(self) -> Passage:
        flow = Flow()
        ranges = []
        for part, style in zip(self._parts, self._styles, strict=True):
            start = flow.size
            flow.add(part)
            if style != self._usual:
                ranges.append((start, flow.size))
        text = flow.text
        return Passage(text, tuple((min(a, len(text)), min(b, len(text))) for a, b in ranges))

    def edits(self, answer: Passage, raw: Raw) -> Iterator[Edit]:
        """Yield the range of every text with its new source."""
        marked = [i for i, style in enumerate(self._styles) if style != self._usual]
        places = _alike([self._styles[i] for i in marked], answer.ranges)
        if len(_ascending(places)) < len(places) and (units := self._units(marked, raw)):
            start, end, skeleton = units
            yield start, end, skeleton + "".join(self._moved(answer.text, marked, places, raw))
            return
        for item, text in self._written(self._shared(answer.text, marked, places)):
            yield item.start, item.end, escape(text, quote=False)

    def _written(self, parts: list[str]) -> Iterator[tuple[Item, str]]:
        first, last = self._parts[0], self._parts[-1]
        parts[0] = first[: len(first) - len(first.lstrip())] + parts[0]
        parts[-1] += last[len(last.rstrip()) :]
        spaced = False  # whether a space stands before a group already
        for group, part, (end, size) in zip(self._groups, parts, self._ends, strict=True):
            if not group:
                continue
            part = part.lstrip() if spaced else part
            words = part.rstrip().removesuffix(end.strip())
            parted = bool(end.strip()) and words != part.rstrip()
            spaced = parted and end[-1:].isspace()
            kept = size if parted else 0  # the items of the end stay as they are
            yield group[0], words.rstrip() if parted else part
            yield from ((item, "") for item in group[1 : len(group) - kept])

    def _shared(
        self, text: str, marked: Sequence[int], places: Sequence[tuple[int, int]]
    ) -> list[str]:
        """Return the part of the answer for each group. Of marked groups that change places, as
        many as possible get their words.
        """
        kept = _ascending(places)
        shared = [""] * len(self._parts)
        at = 0
        for k, i in enumerate(marked):
            start, end = places[k] if k in kept else (at, at)
            start = max(start, at)
            shared[max(i - 1, 0)] += text[at:start]
            at = max(end, start)
            shared[i] += text[start:at]
        shared[-1] += text[at:]
        shared = _spaced(self._parts, shared)
        for i, group in enumerate(self._groups):
            if not group and self._parts[i + 1][:1].isspace() and not shared[i + 1][:1].isspace():
                shared[i + 1] = f" {shared[i + 1]}"
        return shared

    def _units(self, marked: Sequence[int], raw: Raw) -> tuple[int, int, str] | None:
        """Return the range of all runs and links, and its source without the marked ones and
        without texts. None: they cannot move, because they do not stand one behind the other.
        """
        groups = [group or [self._struck[i]] for i, group in enumerate(self._groups)]
        spans = [self._unit(group) for group in groups]
        apart = all(one[1] <= other[0] for one, other in pairwise(spans))
        if not apart or any(self._is_link(self._groups[i]) for i in self._usual_groups()):
            return None
        kept: list[str] = []
        moved = set(marked)
        at = spans[0][0]
        for i, group in enumerate(self._groups):
            if i in moved:
                kept.append(raw(at, spans[i][0]))
                at = spans[i][1]
                continue
            for item in group:
                kept.append(raw(at, item.start))
                at = item.end
        return spans[0][0], spans[-1][1], "".join([*kept, raw(at, spans[-1][1])])

    def _moved(
        self, text: str, marked: Sequence[int], places: Sequence[tuple[int, int]], raw: Raw
    ) -> Iterator[str]:
        """Yield the runs and links in the order of the answer."""
        first = self._groups[self._usual_groups()[0]]
        usual = [item for item in first if item.unit == first[0].unit]
        at, spaced = 0, False  # spaced: a space is due behind text that is struck out
        for k in sorted(range(len(marked)), key=lambda k: (places[k], k)):
            i = marked[k]
            start, end = max(places[k][0], at), max(places[k][1], at)
            if at < start:
                yield self._unit_with(usual, _spaced_before(text[at:start], spaced=spaced))
                spaced = False
            if struck := self._struck.get(i):
                apart = self._parts[i - 1][-1:].isspace()
                if apart and not text[start - 1 : start].isspace():
                    yield self._unit_with(usual, " ")
                yield raw(*self._unit([struck]))
                spaced = apart or self._parts[i + 1][:1].isspace()
            else:
                if spaced and start < end:
                    yield self._unit_with(usual, " ")
                    spaced = False
                yield self._unit_with(self._groups[i], text[start:end])
            at = end
        if at < len(text):
            yield self._unit_with(usual, _spaced_before(text[at:], spaced=spaced))

    def _usual_groups(self) -> list[int]:
        return [i for i, style in enumerate(self._styles) if style == self._usual]

    def _is_link(self, group: Sequence[Item]) -> bool:
        return self._source.startswith(f"<{self._markup.link}", group[0].unit)

    def _unit(self, group: Sequence[Item]) -> tuple[int, int]:
        """Return the range of the runs, or of the link, of a group."""
        name = self._markup.link if self._is_link(group) else self._markup.run
        last = group[-1].end
        end = self._source.find(f"</{name}>", last, last + _LONGEST)
        return group[0].unit, last if end < 0 else end + len(name) + 3

    def _unit_with(self, group: Sequence[Item], text: str) -> str:
        """Return the runs, or the link, of a group with another text."""
        at, end = self._unit(group)
        made: list[str] = []
        for item in group:
            made += self._source[at : item.start], escape(text, quote=False)
            text, at = "", item.end
        return "".join([*made, self._source[at:end]])


def _spaced_before(text: str, *, spaced: bool) -> str:
    """Return the text with a space before it, if one is due and it has none."""
    return f" {text}" if spaced and not text[0].isspace() and text[0] not in STOPS else text


def _alike(styles: Sequence[int], places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places, with those of groups that look alike in order."""
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for i, style in enumerate(styles):
        alike[style].append(i)
    found = list(places)
    for own in alike.values():
        for i, place in zip(own, sorted(places[i] for i in own), strict=True):
            found[i] = place
    return found


def _ascending(places: Sequence[tuple[int, int]]) -> set[int]:
    """Return the indices of a longest subsequence whose starts do not fall."""
    tails: list[int] = []
    ends: list[int] = []  # the index of the place with this tail
    before: list[int] = []
    for i, (start, _) in enumerate(places):
        at = bisect_right(tails, start)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [start]
        ends[at : at + 1] = [i]
    kept: set[int] = set()
    i = ends[-1] if ends else -1
    while i >= 0:
        kept.add(i)
        i = before[i]
    return kept


def _end(texts: Sequence[str]) -> tuple[str, int]:
    """Return the last texts that have no letters and digits, joined, and how many they are."""
    first = len(texts)
    while first > 1 and not any(map(str.isalnum, texts[first - 1])):
        first -= 1
    return "".join(texts[first:]), len(texts) - first


def _spaced(old: Sequence[str], new: list[str]) -> list[str]:
    """Return the new parts with the spaces between them outside the parts that had none there."""
    for i in range(1, len(new)):
        bare = new[i].lstrip()
        if not old[i][:1].isspace():
            new[i - 1], new[i] = new[i - 1] + new[i][: len(new[i]) - len(bare)], bare
    for i in range(len(new) - 1):
        bare = new[i].rstrip()
        if not old[i][-1:].isspace() and old[i + 1][:1].isspace():
            new[i], new[i + 1] = bare, new[i][len(bare) :] + new[i + 1]
    return new
