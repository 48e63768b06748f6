"""How a text could be cut and pasted together from its sources, and what that costs a word.

The words of the text, as stems, are copied from the sources one after the other. Going on with the
next word of the source costs nothing; leaving some out, going back, jumping into another sentence
and writing a word of one's own cost what data/faithfulness.toml says. The cheapest way, found by
dynamic programming, generalises the share of n-grams that the source has and the density of Grusky
et al. (2018): it also tells a shortened sentence from one melted out of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..text.little_words import LITTLE_WORDS
from ..text.words import stem, words
from .lists import SETTINGS
from .sources import SourceIndex

COSTS: dict[str, float] = SETTINGS["costs"]
_NEAREST: int = SETTINGS["support"]["nearest"]

_Place = tuple[int, int]  # a sentence and a word of it


class Support:
    """The words of the sources, in order."""

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
        """The telling words of the text that no source has in any form."""
        return tuple(
            dict.fromkeys(
                word
                for word in words(text)
                if word not in LITTLE_WORDS and word.isalpha() and stem(word) not in self._known
            )
        )

    def cost(self, text: str) -> float:
        """The cost of all words of `text` together, 0 where a source has them in a row."""
        places = self._places(text)
        # The cheapest way to have written the text so far, by the place copied last.
        ways: dict[_Place | None, float] = {None: 0.0}
        for word in words(text):
            ways = self._step(ways, word, places.get(stem(word), ()))
        return min(ways.values())

    def _places(self, text: str) -> dict[str, list[_Place]]:
        """Where the nearest sentences have each stem."""
        places: dict[str, list[_Place]] = defaultdict(list)
        for i in self._sources.nearest(text, _NEAREST):
            for j, word in enumerate(self._stems[i]):
                places[word].append((i, j))
        return places

    def _step(
        self, ways: dict[_Place | None, float], word: str, places: Sequence[_Place]
    ) -> dict[_Place | None, float]:
        """The ways that are one word longer: written anew, or copied from one of the places."""
        own = self._own(word)
        longer = {place: cost + own for place, cost in ways.items()}
        anywhere = min(ways.values()) + self._costs["jump"]
        anywhere = min(anywhere, ways.get(None, anywhere))  # the first copied word is no jump
        inside: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for last, cost in ways.items():
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

    def _own(self, word: str) -> float:
        """The cost of writing a word that is not copied."""
        if word in LITTLE_WORDS:
            return self._costs["little"]
        return self._costs["known"] if stem(word) in self._known else self._costs["unknown"]
