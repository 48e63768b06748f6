"""Foreign names in a sentence are no fragments of another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from .spans import NONE, Words, mixed

_PARTICLE = 3  # letters at most: Bank of America, Lord of the Rings


def absorb(
    text: str, words: Words, labels: np.ndarray, code: Callable[[str], int], most_words: int
) -> None:
    """Remove the labels of foreign names and symbols; `code` is the lexicon's.

    A few capitalised Latin words (`most_words`) in a sentence of another script are a name. So are
    capitalised words beside more words of their script. A single Greek letter is a symbol. Latin
    words that head a clause with a colon (`Kyrgyz: …; Russian: …`) are no name in it.
    """
    latin, greek = code("Latn"), code("Grek")
    for sentence in mixed(words, labels):
        a, b = words.first[sentence : sentence + 2].tolist()
        scripts, names, around = words.script[a:b], words.name[a:b], labels[a:b]
        size = words.end[a:b] - words.start[a:b]
        labelled = around != NONE
        by_script = Counter(scripts[labelled].tolist())
        by_both = Counter(zip(scripts[labelled].tolist(), around[labelled].tolist(), strict=True))
        guests = _is_guest(scripts[labelled], names[labelled], latin)
        for i, j in stretches(around):
            script, label = int(scripts[i]), int(around[i])
            if (scripts[i:j] != script).any():
                continue
            beside = by_script[script] - by_both[script, label] > j - i
            if script == latin and _heads(text, words, a, a + i, a + j):
                continue
            guest = script == latin and guests and j - i <= most_words
            if (names[i:j].all() and beside) or (guest and _is_name(names[i:j], size[i:j])):
                labels[a + i : a + j] = NONE
            elif script == greek and j - i == size[i] == 1:
                labels[a + i] = NONE


def _heads(text: str, words: Words, opening: int, first: int, last: int) -> bool:
    """Return True for words [first, last) with a colon behind them that open a sentence or clause.

    `opening` is the first word of the sentence.
    """
    end = int(words.end[last - 1])
    if text[end : end + 1] != ":" or not text[end + 1 : end + 2].isspace():
        return False
    before = "" if first == opening else text[words.end[first - 1] : words.start[first]]
    return first == opening or any(mark in before for mark in ";([")


def _is_guest(scripts: np.ndarray, names: np.ndarray, script: int) -> bool:
    """Return True if the script stands in a sentence of another script.

    This holds if it has no more words than the other, or if the sentence begins in the other script
    and only that one has small letters.
    """
    own = scripts == script
    if 2 * int(own.sum()) <= len(own):
        return True
    return not own[0] and not (own & ~names).any() and bool((~own & ~names).any())


def _is_name(names: np.ndarray, size: np.ndarray) -> bool:
    """Return True for capitals at both ends with only particles in small letters between them."""
    return bool(names[0] and names[-1] and (names | (size <= _PARTICLE)).all())


def stretches(labels: np.ndarray) -> list[tuple[int, int]]:
    """Return the ranges [i, j) of equal labels in a row, without NONE."""
    cuts = np.flatnonzero(np.diff(labels)) + 1
    bounds = zip([0, *cuts.tolist()], [*cuts.tolist(), len(labels)], strict=True)
    return [(i, j) for i, j in bounds if labels[i] != NONE]
