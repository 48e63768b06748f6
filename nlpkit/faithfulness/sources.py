"""What, in the sentences a summary was written from, bears out a sentence of the summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import log1p

from ..text.words import stem, words
from .lists import SETTINGS

_SOURCES = SETTINGS["sources"]

_Gram = tuple[str, ...]


class SourceIndex:
    """The sentences a summary was written from, ready to be asked which of them bear it out.

    Stems and pairs of stems count by their rarity among the sentences, so that inflection does
    little harm and the little words little good. The work is that of the words they share.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._size = len(sentences)
        self._holders: defaultdict[_Gram, list[int]] = defaultdict(list)
        for i, sentence in enumerate(sentences):
            for gram in _grams(sentence):
                self._holders[gram].append(i)

    def sources(self, text: str) -> tuple[int, ...]:
        """The sentences, in order, that together say most of what `text` says; () if none does.

        Greedy cover: the one that shares most comes first, each further one for what it adds.
        """
        weights = {gram: self._weight(gram) for gram in _grams(text)}
        whole = sum(weights.values())
        found: list[int] = []
        needed = _SOURCES["first"] * whole
        while weights and len(found) < _SOURCES["most"]:
            shares: defaultdict[int, float] = defaultdict(float)
            for gram, weight in weights.items():
                for i in self._holders.get(gram, ()):
                    shares[i] += weight
            best = max(shares, key=lambda i: (shares[i], -i), default=None)
            if best is None or shares[best] < needed:
                break
            found.append(best)
            weights = {g: w for g, w in weights.items() if best not in self._holders.get(g, ())}
            needed = _SOURCES["more"] * whole
        return tuple(sorted(found))

    def nearest(self, text: str, most: int | None = None) -> list[int]:
        """The sentences that share anything with `text`, what shares most first."""
        shares: defaultdict[int, float] = defaultdict(float)
        for gram in _grams(text):
            for i in self._holders.get(gram, ()):
                shares[i] += self._weight(gram)
        return sorted(shares, key=lambda i: (-shares[i], i))[:most]

    def _weight(self, gram: _Gram) -> float:
        rarity = log1p(self._size / max(1, len(self._holders.get(gram, ()))))
        return rarity if len(gram) == 1 else rarity * _SOURCES["pair"]


def _grams(text: str) -> dict[_Gram, None]:
    """Each stem and pair of stems once, in order: sums over a set differ from run to run."""
    stems = [stem(word) for word in words(text)]
    return dict.fromkeys([*((one,) for one in stems), *pairwise(stems)])
