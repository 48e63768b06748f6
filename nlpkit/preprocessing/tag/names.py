"""Foreign names in a sentence are no fragments of another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from .spans import NONE, Words, mixed

_PARTICLE = 3  # letters at most: Bank of America, Lord of the Rings


def absorb(words: Words, labels: np.ndarray, code: Callable[[str], int], most_words: int) -> None:
    """Takes the labels from names and symbols of foreign origin; `code` is the lexicon's.

    A few Latin words (`most_words`) with capitals in a sentence of another script are a name, and
    so are words with capitals beside more words of their script; a single Greek letter is a symbol.
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
        for i, j in _stretches(around):
            script, label = int(scripts[i]), int(around[i])
            if (scripts[i:j] != script).any():
                continue
            beside = by_script[script] - by_both[script, label] > j - i
            guest = script == latin and guests and j - i <= most_words
            if (names[i:j].all() and beside) or (guest and _is_name(names[i:j], size[i:j])):
                labels[a + i : a + j] = NONE
            elif script == greek and j - i == size[i] == 1:
                labels[a + i] = NONE


def _is_guest(scripts: np.ndarray, names: np.ndarray, script: int) -> bool:
    """Does the script stand in a sentence of another?

    It has no more words, or the sentence begins in the other and has small letters only there.
    """
    own = scripts == script
    if 2 * int(own.sum()) <= len(own):
        return True
    return not own[0] and not (own & ~names).any() and bool((~own & ~names).any())


def _is_name(names: np.ndarray, size: np.ndarray) -> bool:
    """Capitals at both ends, and no more than particles in small letters between them."""
    return bool(names[0] and names[-1] and (names | (size <= _PARTICLE)).all())


def _stretches(labels: np.ndarray) -> list[tuple[int, int]]:
    """[i, j) of equal labels in a row, NONE left out."""
    cuts = np.flatnonzero(np.diff(labels)) + 1
    bounds = zip([0, *cuts.tolist()], [*cuts.tolist(), len(labels)], strict=True)
    return [(i, j) for i, j in bounds if labels[i] != NONE]
