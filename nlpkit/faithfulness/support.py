"""Measures how far the wording of a text comes from its sources, as a cost: an edit distance.

The text is written word by word (as stems). Copying the next word of the same source sentence costs
nothing. Skipping words, going back, jumping to another sentence and writing a word that is not
copied have costs, which are in data/faithfulness.toml. The lowest total cost is found by dynamic
programming. This generalises the share of n-grams that the source has and the density of
Grusky et al. (2018): it also tells a shortened sentence from one that mixes two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..text.function_words import FUNCTION_WORDS
from ..text.words import stem, words
from .lists import SETTINGS
from .sources import SourceIndex

COSTS: dict[str, float] = SETTINGS["costs"]
_NEAREST: int = SETTINGS["support"]["nearest"]

_Place = tuple[int, int]  # the index of a sentence, and of a word in it


class Support:
    """The sources of a text, and the cost of writing texts from them. `costs` are as in `COSTS`."""

    def __init__(
        self,
        sentences: Sequence[str],
        source_index: SourceIndex,
        costs: Mapping[str, float] = COSTS,
    ) -> None:
        self._costs = costs
        self._sources = source_index
        self._stems = [[stem(word) for word in words(sentence)] for sentence in sentences]
        self._known = {word for sentence in self._stems for word in sentence}

    def unseen(self, text: str) -> tuple[str, ...]:
        """Return the content words of the text that no source has in any form."""
        return tuple(
            dict.fromkeys(
                word
                for word in words(text)
                if word not in FUNCTION_WORDS and word.isalpha() and stem(word) not in self._known
            )
        )

    def cost(self, text: str) -> float:
        """Return the lowest cost of writing `text`. It is 0 if a source has its words in a row.

        Only the nearest sentences of the sources are used (`nearest` in the data).
        """
        places = self._places(text)
        # The lowest cost of writing the text so far, by the place that was copied last.
        lowest: dict[_Place | None, float] = {None: 0.0}
        for word in words(text):
            lowest = self._step(lowest, word, places.get(stem(word), ()))
        return min(lowest.values())

    def _places(self, text: str) -> dict[str, list[_Place]]:
        """Return the places of each stem in the nearest sentences of the sources."""
        places: dict[str, list[_Place]] = defaultdict(list)
        for i in self._sources.nearest(text, _NEAREST):
            for j, word in enumerate(self._stems[i]):
                places[word].append((i, j))
        return places

    def _step(
        self, lowest: dict[_Place | None, float], word: str, places: Sequence[_Place]
    ) -> dict[_Place | None, float]:
        """Return the lowest costs after one more word, which may be copied from a place."""
        not_copied = self._cost_of_new(word)
        longer = {place: cost + not_copied for place, cost in lowest.items()}
        anywhere = min(lowest.values()) + self._costs["jump"]
        anywhere = min(anywhere, lowest.get(None, anywhere))  # the first copied word is no jump
        inside: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for last, cost in lowest.items():
            if last is not None:
                inside[last[0]].append((last[1], cost))
        for place in places:
            sentence, at = place
            best = anywhere
            for before, cost in inside.get(sentence, ()):
                if before != at - 1:
                    cost += self._costs["skip"] if before < at else self._costs["back"]
                best = min(best, cost)
            longer[place] = min(best, longer.get(place, best))
        return longer

    def _cost_of_new(self, word: str) -> float:
        """Return the cost of writing a word that is not copied."""
        if word in FUNCTION_WORDS:
            return self._costs["function"]
        return self._costs["known"] if stem(word) in self._known else self._costs["unknown"]
