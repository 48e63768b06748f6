"""Foreign names in a sentence are no fragments of another language."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .spans import NONE, Words, mixed


def absorb(words: Words, labels: np.ndarray, code: Callable[[str], int], most_words: int) -> None:
    """Takes the labels from names and symbols of foreign origin; `code` is the lexicon's.

    A few Latin words (`most_words`) with capitals in a Cyrillic sentence are a name, and so are
    words with capitals beside more words of their script; a single Greek letter is a symbol.
    """
    for sentence in mixed(words, labels):
        a, b = words.first[sentence : sentence + 2].tolist()
        scripts, names, around = words.script[a:b], words.name[a:b], labels[a:b]
        for i, j in _stretches(around):
            if (scripts[i:j] != scripts[i]).any():
                continue
            others = (around != around[i]) & (around != NONE)
            same_script = int((others & (scripts == scripts[i])).sum())
            cyrillic = int((others & (scripts == code("Cyrl"))).sum())
            latin_name = scripts[i] == code("Latn") and j - i <= most_words
            if names[i:j].all() and (
                same_script > j - i or (latin_name and 2 * cyrillic >= int((scripts > 0).sum()))
            ):
                labels[a + i : a + j] = NONE
            elif scripts[i] == code("Grek") and words.end[a + j - 1] - words.start[a + i] == 1:
                labels[a + i] = NONE


def _stretches(labels: np.ndarray) -> list[tuple[int, int]]:
    """[i, j) of equal labels in a row, NONE left out."""
    cuts = np.flatnonzero(np.diff(labels)) + 1
    bounds = zip([0, *cuts.tolist()], [*cuts.tolist(), len(labels)], strict=True)
    return [(i, j) for i, j in bounds if labels[i] != NONE]
