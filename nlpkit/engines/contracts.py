"""What an engine of each kind must offer.

An engine sees strings. It knows nothing of documents, blocks or articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from ..document import Draft, EntityKind
from ..length import Length
from .calibration import Calibration


class Translator(Protocol):
    """Translates lines of text.

    - `name` is written into every piece. It tells one model and its settings from another, for
      example `ru-en-base@1a2b3c4d,backend:ct2,compute:int8,beam:4`.
    - `max_tokens` is the length of the longest source line that the engine takes, in its own
      tokens.
    - `exact`: the answers of this engine are used as they are. Quotes around a line are not taken
      off before it is translated, and no answer is checked. A model is never exact.
    """

    name: str
    max_tokens: int
    exact: bool

    def supports(self, source: str, target: str) -> bool:
        """Say whether the engine reads `source` and writes `target` (ISO 639-1 codes)."""
        ...

    def count(self, text: str) -> int:
        """Return how many tokens the line has for this engine."""
        ...

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        """Return one draft for each line, in order.

        `safe` asks for slower settings that avoid loops.

        Raises EngineError when the engine fails as a whole.
        """
        ...


@runtime_checkable
class GivesAlternatives(Protocol):
    """What a translator may offer besides: other translations of a line."""

    def alternatives(
        self, texts: Sequence[str], source: str, target: str, count: int
    ) -> list[list[Draft]]:
        """Return up to `count` drafts for each line, the best first, the lines in order.

        Raises EngineError when the engine fails as a whole.
        """
        ...


class Link(NamedTuple):
    """How much a part [at, until) of a translation goes with a part [start, end) of its source.

    Of all links of one part of the translation the weights sum to 1 at most.
    """

    at: int
    until: int
    start: int
    end: int
    weight: float


@runtime_checkable
class Aligns(Protocol):
    """What a translator may offer besides: which words of a translation stand for which of the
    source.
    """

    def align(self, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[list[Link]]:
        """Return the links of each pair of a text and its translation, in order.

        The translation may be of any origin. A pair that is too long has no links. Raises
        EngineError when the engine fails as a whole.
        """
        ...


@runtime_checkable
class Calibrated(Protocol):
    """What a translator may offer besides: how its scores become probabilities.

    `calibration` is None where the model brings no coefficients.
    """

    calibration: Calibration | None


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """What a summarizer is asked for.

    - `sentences`: the text in reading order, one string for each sentence.
    - `length`: the largest size that the summary may have, in sentences or in words.
    - `language`: the code of the language of the sentences; "und" where it is not known.
    - `title`: the title of the text in that language; None where there is none.
    - `sizes`: how many words the reader will see for each sentence. It is set where the chosen
      sentences are translated afterwards, so that these are not the words of the sentences
      themselves.
    - `lead`: whether the text tells the most important things first, as news does. A live blog,
      which begins with the newest entry, does not.

    Lists are stored as tuples. Raises ValueError unless there are as many sizes as sentences.
    """

    sentences: Sequence[str]
    length: Length
    language: str
    title: str | None = None
    sizes: Sequence[int] | None = None
    lead: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentences", tuple(self.sentences))
        if self.sizes is not None:
            object.__setattr__(self, "sizes", tuple(self.sizes))
            if len(self.sizes) != len(self.sentences):
                raise ValueError(f"{len(self.sizes)} sizes for {len(self.sentences)} sentences")


class Summarizer(Protocol):
    """Chooses or writes the sentences of a summary.

    - `name` is written into the method of the summary.
    - `languages` are the codes of the languages that it reads; None for any language.
    - `extractive`: its drafts are sentences of the request, unchanged and in their order. Each
      draft has the index of its sentence as the only source.
    """

    name: str
    languages: frozenset[str] | None
    extractive: bool

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        """Return drafts whose total size is at most `request.length`.

        If even the shortest sentence is longer than that, return one draft. Raises EngineError when
        the engine fails as a whole.
        """
        ...


class Entailment(Protocol):
    """A model that says whether one text follows from others;
    `name` tells the model from another.
    """

    name: str

    def probability(self, premises: Sequence[str], text: str) -> float | None:
        """Return the probability, in [0, 1], that `text` follows from the premises.

        Returns None where the model cannot tell.
        """
        ...


class Name(NamedTuple):
    """A name at [start, end) of a text, and the kind of what it names."""

    start: int
    end: int
    kind: EntityKind


class NameTagger(Protocol):
    """Finds the people, places and organisations that a text names.

    - `name` is written into the method of the entities.
    - `languages` are the codes of the languages that it reads.
    """

    name: str
    languages: frozenset[str]

    def names(self, text: str) -> list[Name]:
        """Return the names of a text in order, without overlaps."""
        ...
