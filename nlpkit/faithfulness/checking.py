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

VERSION = 4  # raise it when the flags of the same summary change
_COSTS, _SUPPORT, _HARD = SETTINGS["costs"], SETTINGS["support"], SETTINGS["hard"]
_LIKELY: float = SETTINGS["entailment"]["least"]

_LATIN, _CYRILLIC = regex.compile(r"\p{Latin}"), regex.compile(r"\p{Cyrillic}")


@dataclass(frozen=True, slots=True)
class Check:
    """The result of comparing a sentence with its sources.

    The details of the `flags` name the words concerned. `hard` are the flags that are reliable
    enough to reject the sentence. `score` lies in (0, 1]. It is None where the sentence is in
    another script than its sources, so that only numbers and dates could be compared.
    """

    sources: tuple[int, ...]
    flags: tuple[Flag, ...]
    hard: tuple[Flag, ...]
    score: float | None


class Checker:
    """Checks sentences against the sentences from which a summary was written.

    `also` are further texts that may contain names and numbers of the summary, such as the title.
    `language` is the code of the language of the sentences. `entailment` is a model that is asked
    as well.

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
        """Check one sentence. `sources` are its source sentences, if
        known; else they are searched for.
        """
        found = tuple(sources) or self.source_index.sources(text)
        same_script = _cyrillic(text) == self._cyrillic
        told = self._facts(text) + (self._wording(text, found) if same_script else [])
        size = max(1, len(words(text)))
        support = exp(-self._support.cost(text) / size) if same_script else None
        score = support and support * exp(-_COSTS["flag"] * len(told) / size)
        if support is not None and support < _SUPPORT["least"]:
            unseen = self._support.unseen(text)[: _SUPPORT["shown"]]
            told.append(Flag("little_support", ", ".join(unseen)))
        hard = tuple(flag for flag in told if _fails(flag, support))
        if self._entailment is not None:
            told += self._entailed(self._entailment, text, found)
        return Check(found, tuple(told), hard, score)

    def _facts(self, text: str) -> list[Flag]:
        numbers = unseen_numbers(without_dates(text), self._numbers)
        dates = self._dates.unseen(text)
        return [
            *(Flag("number_not_in_source", number) for number in numbers),
            *(Flag("date_not_in_source", date) for date in dates),
        ]

    def _wording(self, text: str, sources: Sequence[int]) -> list[Flag]:
        own = [self._sentences[i] for i in sources]
        return [
            *(Flag("name_not_in_source", name) for name in self._names.unseen(text)),
            *(Flag("negation_not_in_source", what) for what in negation.added(text, own)),
            *(Flag("negation_left_out", what) for what in negation.dropped(text, own)),
        ]

    def _entailed(self, model: Entailment, text: str, sources: Sequence[int]) -> list[Flag]:
        places = sources or sorted(self.source_index.nearest(text, 1))
        if not places:
            return []
        probability = model.probability([self._sentences[i] for i in places], text)
        if probability is None:
            return [Flag("entailment_not_judged")]
        return [Flag("not_entailed", f"{probability:.2f}")] if probability < _LIKELY else []


def _fails(flag: Flag, support: float | None) -> bool:
    poor = support is not None and support < _HARD["support"]
    return flag.code in _HARD["flags"] or (flag.code == "little_support" and poor)


def _cyrillic(text: str) -> bool:
    return len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))
