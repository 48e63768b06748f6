"""All checks of a sentence of a summary: its flags, its score, and which flags reject it.

The score is exp(-cost / words); it is 1 for a sentence that was copied word by word. The cost is
that of writing the sentence from its source (`support`), plus a cost for each number, date, name
and negation that the source does not have. The score ranks sentences; it is no probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import regex

from ..document import Flag
from ..engines import Entailment
from ..text.words import words
from . import negation
from .dates import Dates, without_dates
from .lists import SETTINGS
from .names import Names
from .numbers import seen_numbers, unseen_numbers
from .sources import SourceIndex
from .support import Support

VERSION = 4  # increase it when the flags of the same summary change
_COSTS, _SUPPORT, _REJECTING = SETTINGS["costs"], SETTINGS["support"], SETTINGS["rejecting"]
_MIN_PROBABILITY: float = SETTINGS["entailment"]["least"]

_LATIN, _CYRILLIC = regex.compile(r"\p{Latin}"), regex.compile(r"\p{Cyrillic}")


@dataclass(frozen=True, slots=True)
class Check:
    """The result of comparing a sentence with its sources.

    `sources` are the indices of the sentences that support it. The details of the `flags` name the
    words concerned. `rejecting` are those of the flags that are reliable enough to reject the
    sentence. `score` lies in (0, 1]. It is None if the sentence is in another script than its
    sources, because then only numbers and dates can be compared.
    """

    sources: tuple[int, ...]
    flags: tuple[Flag, ...]
    rejecting: tuple[Flag, ...]
    score: float | None


class Checker:
    """Checks sentences against the sentences from which a summary was written.

    `also` are further texts, such as the title, in which names, numbers and dates are looked up.
    `language` is the code of the language of the sentences. `entailment` is an optional model that
    judges each sentence as well.

    Guarantees: a sentence of the sources itself has no flags, unless `entailment` gives one.
    """

    def __init__(
        self,
        sentences: Sequence[str],
        also: Sequence[str] = (),
        *,
        language: str = "und",
        entailment: Entailment | None = None,
    ) -> None:
        known = [*sentences, *also]
        self.source_index = SourceIndex(sentences)
        self._sentences = sentences
        self._entailment = entailment
        self._cyrillic = _cyrillic(" ".join(sentences))
        self._support = Support(sentences, self.source_index)
        self._numbers = seen_numbers(known)
        self._dates = Dates(known)
        self._names = Names(known, language)

    def check(self, text: str, sources: Sequence[int] = ()) -> Check:
        """Return the result for one sentence.

        `sources` are the indices of its source sentences, if they are known. Otherwise they are
        searched for.
        """
        found = tuple(sources) or self.source_index.sources(text)
        same_script = _cyrillic(text) == self._cyrillic
        flags = self._numbers_and_dates(text) + (self._wording(text, found) if same_script else [])
        size = max(1, len(words(text)))
        support = exp(-self._support.cost(text) / size) if same_script else None
        score = support and support * exp(-_COSTS["flag"] * len(flags) / size)
        if support is not None and support < _SUPPORT["least"]:
            unseen = self._support.unseen(text)[: _SUPPORT["shown"]]
            flags.append(Flag("little_support", ", ".join(unseen)))
        rejecting = tuple(flag for flag in flags if _rejects(flag, support))
        if self._entailment is not None:
            flags += self._not_entailed(self._entailment, text, found)
        return Check(found, tuple(flags), rejecting, score)

    def _numbers_and_dates(self, text: str) -> list[Flag]:
        """Return the flags of the numbers and dates that the sources do not have."""
        numbers = unseen_numbers(without_dates(text), self._numbers)
        dates = self._dates.unseen(text)
        return [
            *(Flag("number_not_in_source", number) for number in numbers),
            *(Flag("date_not_in_source", date) for date in dates),
        ]

    def _wording(self, text: str, sources: Sequence[int]) -> list[Flag]:
        """Return the flags of the names and negations in which the text and its sources differ."""
        own = [self._sentences[i] for i in sources]
        return [
            *(Flag("name_not_in_source", name) for name in self._names.unseen(text)),
            *(Flag("negation_not_in_source", what) for what in negation.added(text, own)),
            *(Flag("negation_left_out", what) for what in negation.dropped(text, own)),
        ]

    def _not_entailed(self, model: Entailment, text: str, sources: Sequence[int]) -> list[Flag]:
        """Return the flag of a text that the model does not find to follow from its sources.

        There is no flag if it does, and another one if the model cannot judge the text.
        """
        places = sources or sorted(self.source_index.nearest(text, 1))
        if not places:
            return []
        probability = model.probability([self._sentences[i] for i in places], text)
        if probability is None:
            return [Flag("entailment_not_judged")]
        if probability < _MIN_PROBABILITY:
            return [Flag("not_entailed", f"{probability:.2f}")]
        return []


def _rejects(flag: Flag, support: float | None) -> bool:
    """Return True if a flag is reliable enough to reject a sentence with this support."""
    poor = support is not None and support < _REJECTING["support"]
    return flag.code in _REJECTING["flags"] or (flag.code == "little_support" and poor)


def _cyrillic(text: str) -> bool:
    """Return True if a text has more Cyrillic than Latin letters."""
    return len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))
