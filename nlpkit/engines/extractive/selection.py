"""Chooses sentences by score, without repetition and without sentences that need a missing one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from ...text import markers
from ...text.words import SentenceMatrix, stem

# Comparisons for each rare stem. They are limited because a text with few different words would
# need too many.
_MOST_COMPARED = 100
_LONGEST_QUOTATION = 8  # sentences; in a longer one the closing mark is taken to be missing


def distinct(texts: Sequence[str], tokens: Sequence[Sequence[str]], threshold: float) -> list[int]:
    """Return the indices of the sentences that do not nearly repeat an earlier one.

    Blank ones are left out.

    Two sentences nearly repeat each other when their sets of stems overlap by `threshold` (Jaccard
    similarity). Such sets share one of their rarest few stems, so only sentences that do are
    compared (prefix filtering, Bayardo et al. 2007).
    """
    bags = [
        frozenset(map(stem, sentence)) or frozenset([text.strip()])
        for text, sentence in zip(texts, tokens, strict=True)
    ]
    frequency = Counter(word for bag in bags for word in bag)
    earlier: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    seen = {frozenset([""])}
    kept: list[int] = []
    for i, bag in enumerate(bags):
        rarest = sorted(bag, key=lambda word: (frequency[word], word))
        prefix = rarest[: len(bag) - math.ceil(threshold * len(bag)) + 1]
        others = (other for word in prefix for other in earlier[word][-_MOST_COMPARED:])
        if bag in seen or any(_overlap(bag, other) >= threshold for other in others):
            continue
        kept.append(i)
        seen.add(bag)
        for word in prefix:
            earlier[word].append(bag)
    return kept


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


class Sentences:
    """What the selection uses of the sentences besides their scores.

    `leaning[i]` says whether sentence i makes no sense without the one before it. `penalty[i]` is 0
    for a statement and higher for sentences that are chosen only if no better ones are left.
    """

    def __init__(
        self, texts: Sequence[str], tokens: Sequence[Sequence[str]], rows: SentenceMatrix
    ) -> None:
        self.leaning = [i > 0 and markers.dangling(text) for i, text in enumerate(texts)]
        self.penalty = np.array([_penalty(*both) for both in zip(texts, tokens, strict=True)])
        self.penalty[_within_quotations(texts)] = 2
        self._rows = rows

    def repeating(self, i: int, similarity: float) -> np.ndarray:
        """Return which sentences are similar to sentence `i`: booleans of shape (sentences,).

        Similar means that the cosine is above `similarity`.
        """
        return self._rows.similarity(i) > similarity


def _penalty(text: str, words: Sequence[str]) -> int:
    """Return 0 for a statement, 1 for a question, an aside or page furniture, 2 for a fragment."""
    if not words or markers.unbalanced(text):
        return 2
    return int(markers.question(text) or markers.aside(text) or markers.furniture(text))


def _within_quotations(texts: Sequence[str]) -> list[int]:
    """Return the sentences between one that opens a quotation and one that closes it soon."""
    within: list[int] = []
    start: int | None = None
    for i, text in enumerate(texts):
        if start is not None and markers.closes(text) and i - start <= _LONGEST_QUOTATION:
            within.extend(range(start + 1, i))
        if markers.closes(text):
            start = None
        elif markers.opens(text):
            start = i
    return within


def select(
    scores: np.ndarray,
    sentences: Sentences,
    sizes: Sequence[int],
    budget: int,
    *,
    similarity: float,
    fill: bool,
) -> list[int]:
    """Return the indices, in order, of the best sentences that fit the budget.

    First come sentences that do not repeat each other. If they do not use up the budget, repeating
    sentences are allowed, then questions, asides and furniture, then all others. With `fill`, this
    goes on until the budget is used. Without it, a worse kind is allowed only if all sentences of
    the better kinds are chosen. If no sentence fits, the shortest one is chosen.
    """
    chosen: set[int] = set()
    repeated = np.zeros(len(scores), dtype=bool)
    for penalty, distinct_only in ((0, True), (0, False), (1, False), (2, False)):
        allowed = sentences.penalty <= penalty
        while True:
            usable = allowed & ~repeated if distinct_only else allowed
            left = budget - sum(sizes[i] for i in chosen)
            group = _best(scores.tolist(), usable.tolist(), sentences.leaning, chosen, sizes, left)
            if not group:
                break
            chosen.update(group)
            for i in group:
                repeated |= sentences.repeating(i, similarity)
        if not fill and not chosen.issuperset(np.flatnonzero(usable)):
            break
    return sorted(chosen) or [_shortest(sentences, sizes)]


def _best(
    scores: Sequence[float],
    usable: Sequence[bool],
    leaning: Sequence[bool],
    chosen: set[int],
    sizes: Sequence[int],
    budget: int,
) -> range:
    """Return the sentence with the best score, together with the earlier sentences that it needs.

    Such a run of sentences is compared by its mean score and must fit the budget. Going back from
    the sentence, it stops before one that is already chosen.
    """
    best, best_mean = range(0), -math.inf
    start, total, size = 0, 0.0, 0
    for i, score in enumerate(scores):
        if i in chosen or not leaning[i]:
            start, total, size = i, 0.0, 0
        if i in chosen:
            start = i + 1
            continue
        total += score
        size += sizes[i] if usable[i] else budget + 1
        mean = total / (i + 1 - start)
        if size <= budget and mean > best_mean:
            best, best_mean = range(start, i + 1), mean
    return best


def _shortest(sentences: Sentences, sizes: Sequence[int]) -> int:
    """Return the shortest sentence that stands without the one before it, best a statement."""
    free = np.flatnonzero(~np.array(sentences.leaning)).tolist()
    return min(free, key=lambda i: (sentences.penalty[i], sizes[i]))
