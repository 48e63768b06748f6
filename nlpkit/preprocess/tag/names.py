"""Foreign names in a sentence are no fragments of another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from .spans import NONE, Words, mixed


def absorb(words: Words, labels: np.ndarray, code: Callable[[str], int], most_words: int) -> None:
    """Takes the labels from names and symbols of foreign origin; `code` is the lexicon's.

    A few Latin words (`most_words`) with capitals in a sentence of another script are a name, and
    so are words with capitals beside more words of their script; a single Greek letter is a symbol.
    """
    latin, greek = code("Latn"), code("Grek")
    for sentence in mixed(words, labels):
        a, b = words.first[sentence : sentence + 2].tolist()
        scripts, names, around = words.script[a:b], words.name[a:b], labels[a:b]
        labelled = around != NONE
        by_script = Counter(scripts[labelled].tolist())
        by_both = Counter(zip(scripts[labelled].tolist(), around[labelled].tolist(), strict=True))
        mostly_latin = 2 * by_script[latin] > by_script.total()
        for i, j in _stretches(around):
            script, label = int(scripts[i]), int(around[i])
            if (scripts[i:j] != script).any():
                continue
            latin_name = script == latin and not mostly_latin and j - i <= most_words
            beside = by_script[script] - by_both[script, label] > j - i
            if names[i:j].all() and (beside or latin_name):
                labels[a + i : a + j] = NONE
            elif script == greek and words.end[a + j - 1] - words.start[a + i] == 1:
                labels[a + i] = NONE


def _stretches(labels: np.ndarray) -> list[tuple[int, int]]:
    """[i, j) of equal labels in a row, NONE left out."""
    cuts = np.flatnonzero(np.diff(labels)) + 1
    bounds = zip([0, *cuts.tolist()], [*cuts.tolist(), len(labels)], strict=True)
    return [(i, j) for i, j in bounds if labels[i] != NONE]
