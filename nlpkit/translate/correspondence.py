"""Finds which words of a translation correspond to a range of characters of its source.

If the engine gives an alignment (`engines.Link`), it decides. Otherwise the position of a word in
the source is estimated by linear interpolation between points that are known in both texts.

"Source" is the text that was translated and "answer" is its translation. A run of words is a pair
of indices [first, last) into the words of one of the texts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from ..engines import Link
from ..resources import load_toml
from ..text.function_words import FUNCTION_WORDS
from .common_words import code_key, estimated_positions, pairs_by_key, word_key
from .snippets import CODE

Range = tuple[int, int]

# A word. Code in backticks is one word. Signs beside a number are part of it: №, $, -5, 18+, 15%.
WORD = regex.compile(
    rf"(?x){CODE.pattern}"
    r"""|
    (?: (?<! [\p{L}\p{M}\p{N}] ) (?: (?: № | No\. ) \s? | [-+−±]? [$€£¥₽₸]? | [$€£¥₽₸] [-+−] )
        (?= \p{N} ) )?
    [\p{L}\p{M}\p{N}]+ (?: [.,:'’\-‐–/] [\p{L}\p{M}\p{N}]+ )* (?: [%‰] | (?<= \p{N} ) [+€$₽₸] )?"""
)
_OPENING = frozenset("«‹„“\"'(‘[")
_CLOSING = frozenset("»›“”\"')’]")
_STOPS = frozenset(".,;:!?…")
_AFTER = _CLOSING | _STOPS
# Function words at the edges of a window are left out if the range of the source has none there.
_FUNCTION_WORDS = FUNCTION_WORDS - {"a", "an", "the"}
_EDGE = 4  # characters at each edge of a range that are searched for a quote or stop
_LONGEST_NAME = 8  # words of the longest range of the source that may consist of names only
_DATA = load_toml(__package__, "data/placement.toml")
_RUN_SHARE, _WORD_SHARE = float(_DATA["run_share"]), float(_DATA["word_share"])
_NOT_FIRST = frozenset(_DATA["not_first"].split())


@dataclass(frozen=True, slots=True)
class Window:
    """The run of words of the answer that corresponds to a range of the source.

    `clear` is the confidence, without an upper limit. Windows with a higher value are placed first.
    It is 0 if the window is only a guess.
    """

    words: Range
    clear: float


class Taken:
    """The words of the answer that are already assigned to a range.

    They are kept as runs of indices, in order and without overlap.
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, first: int, last: int) -> None:
        """Add the words [first, last). Some of them may be taken already."""
        if first < last:
            i = bisect_right(self._ends, first)
            k = bisect_left(self._starts, last)
            if i < k:
                first, last = min(first, self._starts[i]), max(last, self._ends[k - 1])
            self._starts[i:k] = [first]
            self._ends[i:k] = [last]

    def around(self, first: int, last: int, start: int, end: int) -> Range:
        """Return the taken words [first, last), extended by the free words on both sides of them.

        The result is extended to `start` and `end` at most.
        """
        i = bisect_right(self._ends, first)
        previous_end = self._ends[i - 1] if i else 0
        i = bisect_left(self._starts, last)
        next_start = self._starts[i] if i < len(self._starts) else max(last, end)
        return min(first, max(start, previous_end)), max(last, min(end, next_start))

    def __contains__(self, word: int) -> bool:
        return self.meets(word, word + 1)

    def meets(self, first: int, last: int) -> bool:
        """Return True if one of the words [first, last) is taken."""
        i = bisect_right(self._ends, first)
        return first < last and i < len(self._starts) and self._starts[i] < last

    def free(self, first: int, last: int) -> Range:
        """Return the first run of free words in [first, last). It may be empty."""
        i = bisect_right(self._ends, first)
        while i < len(self._starts) and self._starts[i] <= first < last:
            first = self._ends[i]
            i += 1
        end = min(last, self._starts[i]) if i < len(self._starts) else last
        return first, max(first, end)


class Correspondence:
    """The correspondence between the words of an answer and the characters of its source.

    `words` are the ranges of the words in the answer. `links` is the alignment of the two texts, or
    empty if the engine gives none. `copied` has, for each range of code in the source, the index of
    the word of the answer that is the same code.
    """

    def __init__(
        self, source: str, answer: str, words: Sequence[Range], links: Sequence[Link]
    ) -> None:
        self.source, self.answer, self.words = source, answer, words
        self._source_words = [found.span() for found in WORD.finditer(source)]
        self._begin = len(source) - len(source.lstrip())
        self._end = len(source.rstrip())
        self.copied = self._copied()
        self._links = _links_by_word(words, links)
        if links:
            for place, i in self.copied.items():
                self._links[i] = [Link(*words[i], *place, 1.0)]
        self._estimated = (
            [] if links else estimated_positions(source, self._source_words, answer, words)
        )
        self._runs: dict[int, Range] = {}  # the run of the answer for a word of the source

    def window(self, source_range: Range, allowed: Range, taken: Taken) -> Window:
        """Return the best run of free words of the answer for a range of the source.

        Only words in the run `allowed` are considered. The run is empty if none of them is free.
        """
        found = self._run(source_range, allowed, taken)
        window = self._without_function_words(
            source_range, *self._limited_to_names(source_range, *found.words)
        )
        return Window(window, found.clear)

    def _run(self, source_range: Range, allowed: Range, taken: Taken) -> Window:
        find = self._by_links if self._links else self._by_position
        return find(source_range, allowed, taken)

    def _run_of(self, word: int) -> Range:
        """Return the run of words of the answer for a word of the source."""
        if word not in self._runs:
            everything = (0, len(self.words))
            self._runs[word] = self._run(self._source_words[word], everything, Taken()).words
        return self._runs[word]

    def _copied(self) -> dict[Range, int]:
        """Return the index of the word of the answer that is the same code, by range of code."""
        if "`" not in self.source:
            return {}
        own = (code_key(self.source[start:end]) for start, end in self._source_words)
        answered = (code_key(self.answer[start:end]) for start, end in self.words)
        return {self._source_words[i]: k for i, k in pairs_by_key(own, answered)}

    def _by_links(self, source_range: Range, allowed: Range, taken: Taken) -> Window:
        """Return the run of free words whose alignment lies mostly in the range.

        If no word is aligned well enough for that, it is the one word with the largest share if
        that is large enough, else the free word nearest to the range.
        """
        shares = {i: self._share(i, source_range) for i in range(*allowed) if i not in taken}
        if not shares:
            return Window((allowed[1], allowed[1]), 0)
        window = _best_run(shares)
        if window.clear > 0:
            return window
        likeliest = max(shares, key=lambda i: shares[i])
        if shares[likeliest] >= _WORD_SHARE:
            return Window((likeliest, likeliest + 1), 0)
        nearest = self._nearest(source_range, list(shares))
        return Window((nearest, nearest + 1), 0)

    def whole(self, source_range: Range) -> Range:
        """Return the range of the source, extended so that it does not begin or end inside a word.

        An empty range is returned as it is.
        """
        start, end = source_range
        first, last = words_in(self._source_words, source_range)
        if start < end and first < last:
            start = min(start, self._source_words[first][0])
            end = max(end, self._source_words[last - 1][1])
        return start, end

    def point(self, at: int) -> int:
        """Return the position in the answer for a position in the source.

        It is beside the word of the answer that corresponds to the word at `at`. The beginning and
        the end of the source correspond to the beginning and the end of the answer.
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
        tail = self.source[at:] if last else ""  # the marks behind the position stay behind it
        limit = len(self.answer) - len(tail) * self.answer.endswith(tail)
        while word[1] < at and place < limit and self.answer[place] in _AFTER:
            place += 1
        return place

    def with_marks(self, source_range: Range, window: Range) -> Range:
        """Return the range of characters of the answer for a window of words.

        Quotes and stops at the edges of the window belong to it if the range of the source has some
        there. For an empty window the result is empty and lies after the word before it.
        """
        start, end = source_range
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

    def is_all(self, source_range: Range, outer: Range | None) -> bool:
        """Return True if a range has all words of `outer`, or of the whole source if it is None."""
        start, end = outer or (0, len(self.source))
        return not self._has_words(start, source_range[0]) and not self._has_words(
            source_range[1], end
        )

    def _has_words(self, start: int, end: int) -> bool:
        first, last = words_in(self._source_words, (start, end))
        return first < last

    def _with_opening(self, opens: bool, start: int) -> int:
        """Return `start`, moved before the opening quotes that precede it if `opens` is true."""
        while opens and start and self.answer[start - 1] in _OPENING:
            start -= 1
        return start

    def _limited_to_names(self, source_range: Range, first: int, last: int) -> Range:
        """Return the words [first, last) of the answer from the first to the last name or number
        that the range of the source also has.

        This is done only if the range consists of names, numbers and code, and the answer has all
        of them. Otherwise the run is returned as it is.
        """
        begin, end = words_in(self._source_words, source_range)
        if end - begin > _LONGEST_NAME or last - first > 2 * _LONGEST_NAME:
            return first, last
        keys = {word_key(self.source[start:stop]) for start, stop in self._source_words[begin:end]}
        answered = [word_key(self.answer[slice(*self.words[i])]) for i in range(first, last)]
        if keys and "" not in keys and keys.issubset(answered):
            same = [i for i, key in enumerate(answered) if key in keys]
            return first + same[0], first + same[-1] + 1
        return first, last

    def _without_function_words(self, source_range: Range, first: int, last: int) -> Range:
        """Return the words [first, last) of the answer without function words at the edges.

        At an edge where the range of the source has a function word, nothing is removed. At least
        one word is left.
        """
        begin, end = words_in(self._source_words, source_range)
        if begin < end:
            while not self._is_function_word(self.source, self._source_words[begin]) and (
                first + 1 < last
                and self._is_function_word(self.answer, self.words[first], _NOT_FIRST)
            ):
                first += 1
            while not self._is_function_word(self.source, self._source_words[end - 1]) and (
                first + 1 < last and self._belongs_to_next(last - 1)
            ):
                last -= 1
        return first, last

    def _belongs_to_next(self, word: int) -> bool:
        """Return True if a word of the answer is a function word directly before another word."""
        end = self.words[word][1]
        followed = self.answer[end : end + 2].strip()[:1].isalnum()
        return followed and self._is_function_word(self.answer, self.words[word])

    def _is_function_word(
        self, text: str, word: Range, words: frozenset[str] = _FUNCTION_WORDS
    ) -> bool:
        """Return True if a word of `text` is one of `words`.

        A word with a capital that is not at the beginning of the text is a name: "May".
        """
        own = text[word[0] : word[1]]
        return (own.islower() or not word[0]) and own.lower().replace("ё", "е") in words

    def _share(self, word: int, source_range: Range) -> float:
        """Return the share of the alignment weight of a word that lies in a range of the source.

        It is in [0, 1], and 0 for a word without links.
        """
        inside = total = 0.0
        for link in self._links[word]:
            common = min(link.end, source_range[1]) - max(link.start, source_range[0])
            total += link.weight
            inside += link.weight * max(0, common) / (link.end - link.start)
        return inside / total if total else 0.0

    def _nearest(self, source_range: Range, free: Sequence[int]) -> int:
        """Return the free word of the answer whose relative position in the answer is nearest to
        the relative position of the range in the source.
        """
        middle = (
            (source_range[0] + source_range[1]) / 2 / max(1, len(self.source)) * len(self.answer)
        )
        return min(free, key=lambda i: abs(sum(self.words[i]) / 2 - middle))

    def _by_position(self, source_range: Range, allowed: Range, taken: Taken) -> Window:
        """Return the first run of free words whose estimated positions lie in the range.

        If there is none, it is the first word after the start of the range or the last word before
        it, whichever is free.
        """
        low, high = allowed
        first = bisect_left(self._estimated, source_range[0], low, high)
        last = bisect_left(self._estimated, source_range[1], first, high)
        begin, end = taken.free(first, last)
        if begin < end:
            return Window((begin, end), 1)
        for i in (first, first - 1):
            if low <= i < high and i not in taken:
                return Window((i, i + 1), 0)
        return Window((high, high), 0)


def words_in(words: Sequence[Range], within: Range) -> Range:
    """Return the run of those words that lie in a range wholly or in part.

    If there is none, the end of the run is at or before its start.
    """
    first = bisect_right(words, within[0], key=lambda word: word[1])
    return first, bisect_left(words, within[1], key=lambda word: word[0])


def _best_run(shares: Mapping[int, float]) -> Window:
    """Return the run of adjacent words with the largest sum of `share - _RUN_SHARE`.

    `shares` has the share of each free word by its index, in order. This is the maximum subarray
    problem, solved with Kadane's algorithm. The sum becomes the confidence of the window. If no
    share is above `_RUN_SHARE`, the window is empty and its confidence is 0.
    """
    best = Window((0, 0), 0)
    start, total = 0, 0.0
    for i, share in shares.items():
        if total <= 0 or i - 1 not in shares:
            start, total = i, 0.0
        total += share - _RUN_SHARE
        if total > best.clear:
            best = Window((start, i + 1), total)
    return best


def _links_by_word(words: Sequence[Range], links: Sequence[Link]) -> list[list[Link]]:
    """Return the links of each word of the answer. The list is empty if there are no links."""
    found: list[list[Link]] = [[] for _ in words] if links else []
    for link in links:
        i = bisect_right(words, link.at, key=lambda word: word[1])
        while i < len(words) and words[i][0] < link.until:
            found[i].append(link)
            i += 1
    return found
