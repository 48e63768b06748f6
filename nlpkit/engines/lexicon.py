"""Which words of one language stand for which of another, and how much of a text that explains.

A translator leaves words out, and writes others in their place that its own score finds likely. A
lexicon of word translations notices this: a content word of the source has no translation among the
words of the answer. Such a lexicon (IBM model 1) was the feature that helped most in choosing among
the hypotheses of a translator in Och et al. (2004), "A smorgasbord of features for statistical
machine translation".
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from math import log
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ..document import Draft
from ..errors import EngineError
from ..text.folding import fold
from ..text.words import stem, words

FILE = "lexicon.npz"  # in the folder of a model
SCALE = 40.0  # steps of the surprise, of 8 bits, in one unit of the natural logarithm
_WORST = log(1e3)  # the surprise of a word that no word of the answer stands for
_LEAST = 1e-9  # the least score that is told from none
# Of the coverage beside the mean log-probability of a token. On the first 150 lines of fragments,
# newstest2018, newstest2020 and flores101-dev, beam 6, mean BLEU / chrF: 0 22.9 / 52.2, 0.1 23.3 /
# 52.7, 0.2 23.4 / 52.8.
WEIGHT = 0.2


def read(folder: Path) -> Lexicon | None:
    """Return the lexicon of the model in the folder, or None if it has none.

    Raises EngineError if the file cannot be read.
    """
    return Lexicon(folder / FILE) if (folder / FILE).is_file() else None


def stems(text: str) -> list[str]:
    """Return the stems of the words of a text, in order."""
    return [stem(word) for word in words(text)]


class Lexicon:
    """The translations of content words, with the probabilities t(f|e) of a source stem f for a
    stem e of the translation. `recipes/ru-en/lexicon.py` learns them and writes the file.

    Raises EngineError if the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as arrays:
                source, target = (
                    bytes(arrays[name]).decode().split("\n") for name in ("source", "target")
                )
                self._entries, self._surprise = arrays["entry"], arrays["surprise"]
                self._starts = np.concatenate([[0], np.cumsum(arrays["count"], dtype=np.int64)])
        except (
            OSError,
            EOFError,
            ValueError,
            KeyError,
            TypeError,
            BadZipFile,
            zlib.error,
        ) as error:
            raise EngineError(
                f"cannot read {path}: {error}", hint="fetch the model again"
            ) from error
        self._source = {word: i for i, word in enumerate(source)}
        self._target = {word: i for i, word in enumerate(target)}

    def coverage(self, text: str, answers: Sequence[str]) -> list[float]:
        """Return for each answer how well its words stand for the content words of the text.

        That is the mean, over the words of the text that the lexicon knows, of log t(f|e) for the
        best e of the answer. It is at most 0, and 0 where the lexicon knows no word of the text.
        """
        known = [i for one in stems(text) if (i := self._source.get(one)) is not None]
        if not known or not answers:
            return [0.0] * len(answers)
        written = np.zeros((len(answers), len(self._target)), bool)
        for row, answer in zip(written, answers, strict=True):
            row[[i for one in stems(answer) if (i := self._target.get(one)) is not None]] = True
        total = np.zeros(len(answers))
        for i in known:
            entries = slice(self._starts[i], self._starts[i + 1])
            surprise = self._surprise[entries] / SCALE
            found = np.where(written[:, self._entries[entries]], surprise, _WORST)
            total -= found.min(axis=1)
        means: list[float] = (total / len(known)).tolist()
        return means

    def uncovered(self, text: str, answer: str) -> list[str]:
        """Return the words of the text that no word of the answer stands for, in order.

        Of words with one stem the first is named. Single letters, which are mostly abbreviations,
        and words that the lexicon does not know are not among them. The words are in lower case.
        """
        written = {i for one in stems(answer) if (i := self._target.get(one)) is not None}
        found: dict[int, str] = {}
        for word in words(text):
            i = self._source.get(stem(word))
            if i is not None and i not in found and len(word) > 1:
                entries = self._entries[self._starts[i] : self._starts[i + 1]]
                if written.isdisjoint(entries.tolist()):
                    found[i] = word
        return list(found.values())

    def knows(self, word: str) -> bool:
        """Return whether the lexicon has translations of the word."""
        return stem(fold(word)) in self._source

    def ordered(self, text: str, drafts: Sequence[Draft]) -> list[Draft]:
        """Return the drafts of a text, which have scores, the best first.

        Those that are cut off come last. The others are ordered by the mean log-probability of
        their tokens and `WEIGHT` times their coverage of the text.
        """
        covered = self.coverage(text, [draft.text for draft in drafts])
        worth = [
            log(max(draft.score or 0.0, _LEAST)) + WEIGHT * each
            for draft, each in zip(drafts, covered, strict=True)
        ]
        order = sorted(range(len(drafts)), key=lambda i: (not drafts[i].finished, -worth[i]))
        return [drafts[i] for i in order]
