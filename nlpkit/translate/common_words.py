"""Finds the names, numbers and code that a text and its translation have in common.

They show which words correspond to each other, and between them the positions of all other words
can be estimated.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

import regex

from ..text.names import skeleton

_SIGNS = regex.compile(r"^(?:№|No\.)\s?|^[-+−±$€£¥₽₸]+")
_SEPARATOR = regex.compile(r"[,;:!?|·•](?=\s)")


def code_key(word: str) -> str:
    """Return a word that is code in backticks, or "" for other words."""
    return word if word[0] == "`" else ""


def word_key(word: str) -> str:
    """Return a key that a name, a number or code has in both texts, or "" for other words."""
    if code := code_key(word):
        return code
    word = _SIGNS.sub("", word)
    if word[0].isdigit():
        return "".join(filter(str.isalnum, word))
    return skeleton(word) if word[0].isupper() else ""


def pairs_by_key(source: Iterable[str], answer: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the indices of a word of the source and a word of the answer with the same key.

    The arguments are the keys of the words; words with an empty key have no pair. If several words
    have one key, the first is paired with the first, the second with the second, and so on. The
    pairs are in the order of the answer.
    """
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for i, key in enumerate(source):
        if key:
            places[key].append(i)
    for k, key in enumerate(answer):
        if known := places.get(key):
            yield known.popleft(), k


def estimated_positions(
    source: str,
    source_words: Sequence[tuple[int, int]],
    answer: str,
    words: Sequence[tuple[int, int]],
) -> list[float]:
    """Return the estimated position in the source for the middle of each word of the answer.

    `source_words` and `words` are the ranges of the words in the two texts. Fixed points are the
    names, numbers and code that both texts have, as far as they are in the same order, and the
    separators (see `_separators`). Positions between two fixed points are interpolated linearly.
    Time is linear, apart from sorting.
    """
    own = (word_key(source[start:end]) for start, end in source_words)
    answered = (word_key(answer[start:end]) for start, end in words)
    known = _separators(source, answer)
    for i, k in pairs_by_key(own, answered):
        known.append((sum(words[k]) / 2, sum(source_words[i]) / 2))
    fixed = [(0.0, 0.0)]
    for middle, at in sorted(known):
        if middle > fixed[-1][0] and at > fixed[-1][1]:
            fixed.append((middle, at))
    fixed.append((max(len(answer), fixed[-1][0] + 1), float(len(source))))
    positions = []
    i = 0
    for start, end in words:
        middle = (start + end) / 2
        while fixed[i + 1][0] < middle:
            i += 1
        (a, b), (c, d) = fixed[i], fixed[i + 1]
        positions.append(b + (d - b) * (middle - a) / (c - a))
    return positions


def _separators(source: str, answer: str) -> list[tuple[float, float]]:
    """Return the positions of each separator, such as a comma, in the answer and in the source.

    The list is empty unless both texts have the same separators in the same order.
    """
    own, other = ([*_SEPARATOR.finditer(text)] for text in (answer, source))
    if [found[0] for found in own] != [found[0] for found in other]:
        return []
    pairs = zip(own, other, strict=True)
    return [(float(a.start()), float(b.start())) for a, b in pairs]
