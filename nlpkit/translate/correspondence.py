"""How the words of a translation go with the characters of its source, as far as it is known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from ..engines import Link
from ..resources import load_toml
from ..text.little_words import LITTLE_WORDS
from ..text.names import skeleton
from .snippets import CODE

Range = tuple[int, int]

# A word, or code, which is one. Signs beside a number are part of it: №, $, -5, 18+, 15%.
WORD = regex.compile(
    rf"(?x){CODE.pattern}"
    r"""|
    (?: (?<! [\p{L}\p{M}\p{N}] ) (?: (?: № | No\. ) \s? | [-+−±]? [$€£¥₽₸]? | [$€£¥₽₸] [-+−] )
        (?= \p{N} ) )?
    [\p{L}\p{M}\p{N}]+ (?: [.,:'’\-‐–/] [\p{L}\p{M}\p{N}]+ )* (?: [%‰] | (?<= \p{N} ) [+€$₽₸] )?"""
)
_SIGNS = regex.compile(r"^(?:№|No\.)\s?|^[-+−±$€£¥₽₸]+")
_OPENING = frozenset("«‹„“\"'(‘[")
_CLOSING = frozenset("»›“”\"')’]")
_STOPS = frozenset(".,;:!?…")
_AFTER = _CLOSING | _STOPS
# Little words at the edges of a range stay outside, if the source has none there.
_LITTLE = LITTLE_WORDS - {"a", "an", "the"}
_EDGE = 4  # characters at the edge of a range that are looked at for a mark
_NAME = 8  # words of the longest range that is taken for a name
_LISTS = load_toml(__package__, "data/placement.toml")
_RATHER, _LEAST = float(_LISTS["rather"]), float(_LISTS["least"])
_BEFORE = frozenset(_LISTS["before"].split())
_SEPARATOR = regex.compile(r"[,;:!?|·•](?=\s)")


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words of the answer, by index; `clear` is above 0 if it surely is the right one."""

    words: Range
    clear: float


class Taken:
    """Words of the answer that belong to a range already, as runs of indices in order."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, first: int, last: int) -> None:
        """Add the words [first, last), which may have words that are taken already."""
        if first < last:
            i = bisect_right(self._ends, first)
            k = bisect_left(self._starts, last)
            if i < k:
                first, last = min(first, self._starts[i]), max(last, self._ends[k - 1])
            self._starts[i:k] = [first]
            self._ends[i:k] = [last]

    def around(self, first: int, last: int, start: int, end: int) -> Range:
        """Return the taken words [first, last) with the free words of [start, end) beside them."""
        i = bisect_right(self._ends, first)
        before = self._ends[i - 1] if i else 0
        i = bisect_left(self._starts, last)
        behind = self._starts[i] if i < len(self._starts) else max(last, end)
        return min(first, max(start, before)), max(last, min(end, behind))

    def __contains__(self, word: int) -> bool:
        return self.meets(word, word + 1)

    def meets(self, first: int, last: int) -> bool:
        """Say whether one of the words [first, last) is taken."""
        i = bisect_right(self._ends, first)
        return first < last and i < len(self._starts) and self._starts[i] < last

    def free(self, first: int, last: int) -> Range:
        """Return the first run of words of [first, last) that are free."""
        i = bisect_right(self._ends, first)
        while i < len(self._starts) and self._starts[i] <= first < last:
            first = self._ends[i]
            i += 1
        end = min(last, self._starts[i]) if i < len(self._starts) else last
        return first, max(first, end)


class Correspondence:
    """What is known of how the words of an answer go with the characters of its source."""

    def __init__(
        self, source: str, answer: str, words: Sequence[Range], links: Sequence[Link]
    ) -> None:
        self.source, self.answer, self.words = source, answer, words
        self._source_words = [found.span() for found in WORD.finditer(source)]
        self._begin = len(source) - len(source.lstrip())
        self._end = len(source.rstrip())
        self.copied = self._copied()
        self._pulls = _pulls(words, links)
        if links:
            for place, i in self.copied.items():
                self._pulls[i] = [Link(*words[i], *place, 1.0)]
        self._middles = [] if links else self._guessed()
        self._runs: dict[int, Range] = {}  # of a word of the source among all of the answer

    def window(self, one: Range, allowed: Range, taken: Taken) -> Window:
        """Return the best run of free words of the answer for a range of the source."""
        found = self._run(one, allowed, taken)
        window = self._without_little_words(one, *self._between_names(one, *found.words))
        return Window(window, found.clear)

    def _run(self, one: Range, allowed: Range, taken: Taken) -> Window:
        find = self._by_links if self._pulls else self._by_position
        return find(one, allowed, taken)

    def _run_of(self, word: int) -> Range:
        """Return the run of words of the answer for a word of the source."""
        if word not in self._runs:
            everything = (0, len(self.words))
            self._runs[word] = self._run(self._source_words[word], everything, Taken()).words
        return self._runs[word]

    def _copied(self) -> dict[Range, int]:
        """Return the word of the answer that is the same code, for each range of code in the
        source.
        """
        if "`" not in self.source:
            return {}
        own = (_code(self.source[start:end]) for start, end in self._source_words)
        answered = (_code(self.answer[start:end]) for start, end in self.words)
        return {self._source_words[i]: k for i, k in _twins(own, answered)}

    def _by_links(self, one: Range, allowed: Range, taken: Taken) -> Window:
        """Return the run of words that are most surely aligned with the range."""
        shares = [0.0 if i in taken else self._share(i, one) for i in range(allowed[0], allowed[1])]
        best = start = end = 0
        most = run = 0.0
        for i, share in enumerate(shares):
            if i + allowed[0] in taken or run <= 0:
                run, best = 0.0, i
            if i + allowed[0] in taken:
                continue
            run += share - _RATHER
            if run > most:
                most, start, end = run, best, i + 1
        if most > 0:
            return Window((allowed[0] + start, allowed[0] + end), most)
        free = [i for i in range(*allowed) if i not in taken]
        if not free:
            return Window((allowed[1], allowed[1]), 0)
        likely = max(free, key=lambda i: shares[i - allowed[0]])
        if shares[likely - allowed[0]] >= _LEAST:
            return Window((likely, likely + 1), 0)
        nearest = self._nearest(one, free)
        return Window((nearest, nearest + 1), 0)

    def whole(self, one: Range) -> Range:
        """Return the range with the rest of the words at its edges, if it is not empty."""
        start, end = one
        first, last = words_in(self._source_words, one)
        if start < end and first < last:
            start = min(start, self._source_words[first][0])
            end = max(end, self._source_words[last - 1][1])
        return start, end

    def point(self, at: int) -> int:
        """Return the place in the answer for a place in the source: beside the same word, or at the
        end.
        """
        if at >= self._end:
            return len(self.answer)
        if at <= self._begin or not self.words or not self._source_words:
            return 0
        if self.source[at - 1].isspace():
            i = bisect_left(self._source_words, (at, at))
            if i < len(self._source_words):
                begin = self.words[self._run_of(i)[0]][0]
                return self._with_opening(self._source_words[i][0] > at, begin)
        i = max(0, bisect_left(self._source_words, (at, at)) - 1)
        word = self._source_words[i]
        last = i + 1 == len(self._source_words)
        until = len(self.words) if last else self._run_of(i)[1]
        place = self.words[until - 1][1]
        while word[1] < at and place < len(self.answer) and self.answer[place] in _AFTER:
            place += 1
        return place

    def with_marks(self, one: Range, window: Range) -> Range:
        """Return the characters of a run of words, with the quotes and stops that the range has."""
        start, end = one
        first, last = window
        if first == last:
            at = self.words[first - 1][1] if first else 0
            return at, at
        begin, finish = self.words[first][0], self.words[last - 1][1]
        opens = self.source[start : min(end, start + _EDGE)].lstrip()[:1]
        closes = self.source[max(start, end - _EDGE) : end].rstrip()[-1:]
        quoted = opens in _OPENING and closes in _CLOSING
        if first == 0 and start <= self._begin:
            begin = 0
        elif not quoted or self.answer[finish : finish + 1] in _CLOSING:
            begin = self._with_opening(opens in _OPENING, begin)
        if last == len(self.words) and end >= self._end:
            return begin, len(self.answer)
        if quoted and begin and begin == self.words[first][0]:
            return begin, finish
        ends = _CLOSING | _STOPS if closes in _STOPS else _CLOSING
        while closes in _AFTER and finish < len(self.answer) and self.answer[finish] in ends:
            finish += 1
        return begin, finish

    def is_all(self, one: Range, outer: Range | None) -> bool:
        """Say whether a range has all words of the range around it."""
        start, end = outer or (0, len(self.source))
        return not self._has_words(start, one[0]) and not self._has_words(one[1], end)

    def _has_words(self, start: int, end: int) -> bool:
        first, last = words_in(self._source_words, (start, end))
        return first < last

    def _with_opening(self, opens: bool, start: int) -> int:
        while opens and start and self.answer[start - 1] in _OPENING:
            start -= 1
        return start

    def _between_names(self, one: Range, first: int, last: int) -> Range:
        """Return a run of words without what stands around the names and numbers of the range of
        the source, if it has nothing else and the run has them all.
        """
        begin, end = words_in(self._source_words, one)
        if end - begin > _NAME or last - first > 2 * _NAME:
            return first, last
        keys = {_key(self.source[start:stop]) for start, stop in self._source_words[begin:end]}
        answered = [_key(self.answer[slice(*self.words[i])]) for i in range(first, last)]
        if keys and "" not in keys and keys.issubset(answered):
            same = [i for i, key in enumerate(answered) if key in keys]
            return first + same[0], first + same[-1] + 1
        return first, last

    def _without_little_words(self, one: Range, first: int, last: int) -> Range:
        """Return a run of words without the prepositions and the like around it that the range of
        the source has none of.
        """
        begin, end = words_in(self._source_words, one)
        if begin < end:
            while not self._is_little(self.source, self._source_words[begin]) and (
                first + 1 < last and self._is_little(self.answer, self.words[first], _BEFORE)
            ):
                first += 1
            while not self._is_little(self.source, self._source_words[end - 1]) and (
                first + 1 < last and self._is_loose(last - 1)
            ):
                last -= 1
        return first, last

    def _is_loose(self, word: int) -> bool:
        """Say whether a word of the answer is a little one that goes with what follows it."""
        end = self.words[word][1]
        followed = self.answer[end : end + 2].strip()[:1].isalnum()
        return followed and self._is_little(self.answer, self.words[word])

    def _is_little(self, text: str, word: Range, words: frozenset[str] = _LITTLE) -> bool:
        """Say whether a word is a little one. One with a capital amid the text is a name: "May"."""
        own = text[word[0] : word[1]]
        return (own.islower() or not word[0]) and own.lower().replace("ё", "е") in words

    def _share(self, word: int, one: Range) -> float:
        """Return how much of the alignment of a word lies in a range of the source."""
        inside = total = 0.0
        for link in self._pulls[word]:
            common = min(link.end, one[1]) - max(link.start, one[0])
            total += link.weight
            inside += link.weight * max(0, common) / (link.end - link.start)
        return inside / total if total else 0.0

    def _nearest(self, one: Range, free: Sequence[int]) -> int:
        """Return the free word of the answer that is nearest to a range in proportion."""
        middle = (one[0] + one[1]) / 2 / max(1, len(self.source)) * len(self.answer)
        return min(free, key=lambda i: abs(sum(self.words[i]) / 2 - middle))

    def _by_position(self, one: Range, allowed: Range, taken: Taken) -> Window:
        """Return the words whose middles lie in the range, else the nearest one that is free."""
        low, high = allowed
        first = bisect_left(self._middles, one[0], low, high)
        last = bisect_left(self._middles, one[1], first, high)
        begin, end = taken.free(first, last)
        if begin < end:
            return Window((begin, end), 1)
        for i in (first, first - 1):
            if low <= i < high and i not in taken:
                return Window((i, i + 1), 0)
        return Window((high, high), 0)

    def _separators(self) -> list[tuple[float, float]]:
        """Return where the answer and the source have the same commas and the like."""
        own, other = ([*_SEPARATOR.finditer(text)] for text in (self.answer, self.source))
        if [found[0] for found in own] != [found[0] for found in other]:
            return []
        pairs = zip(own, other, strict=True)
        return [(float(a.start()), float(b.start())) for a, b in pairs]

    def _guessed(self) -> list[float]:
        """Return where the middle of each word of the answer would stand in the source.

        Names and numbers that both texts have are fixed points, if they are in order, and so are
        commas and the like, if both texts have the same. Between them the place is in proportion.
        """
        own = (_key(self.source[start:end]) for start, end in self._source_words)
        answered = (_key(self.answer[start:end]) for start, end in self.words)
        told = self._separators()
        for i, k in _twins(own, answered):
            told.append((sum(self.words[k]) / 2, sum(self._source_words[i]) / 2))
        fixed = [(0.0, 0.0)]
        for middle, at in sorted(told):
            if middle > fixed[-1][0] and at > fixed[-1][1]:
                fixed.append((middle, at))
        fixed.append((max(len(self.answer), fixed[-1][0] + 1), float(len(self.source))))
        middles = []
        i = 0
        for start, end in self.words:
            middle = (start + end) / 2
            while fixed[i + 1][0] < middle:
                i += 1
            (a, b), (c, d) = fixed[i], fixed[i + 1]
            middles.append(b + (d - b) * (middle - a) / (c - a))
        return middles


def words_in(words: Sequence[Range], one: Range) -> Range:
    """Return the run of words, by index, of which a part at least lies in a range.

    It is empty, with an end that may be before its start, if there is none.
    """
    first = bisect_right(words, one[0], key=lambda word: word[1])
    return first, bisect_left(words, one[1], key=lambda word: word[0])


def _twins(source: Iterable[str], answer: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where both have the same key, in the order of the answer: the first of the source with
    the first of the answer, and so on. An empty key is none.
    """
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for i, key in enumerate(source):
        if key:
            places[key].append(i)
    for k, key in enumerate(answer):
        if known := places.get(key):
            yield known.popleft(), k


def _pulls(words: Sequence[Range], links: Sequence[Link]) -> list[list[Link]]:
    """Return the links of each word of the answer; nothing without links."""
    pulls: list[list[Link]] = [[] for _ in words] if links else []
    for link in links:
        i = bisect_right(words, link.at, key=lambda word: word[1])
        while i < len(words) and words[i][0] < link.until:
            pulls[i].append(link)
            i += 1
    return pulls


def _code(word: str) -> str:
    return word if word[0] == "`" else ""


def _key(word: str) -> str:
    """Return what a name, a number or code is in both texts, "" for other words."""
    if code := _code(word):
        return code
    word = _SIGNS.sub("", word)
    if word[0].isdigit():
        return "".join(filter(str.isalnum, word))
    return skeleton(word) if word[0].isupper() else ""
