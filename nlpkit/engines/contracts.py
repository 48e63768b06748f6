"""What an engine of each kind must offer. Engines see strings; they know nothing of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..document import Draft
from ..length import Length


class Translator(Protocol):
    """Translates lines.

    - `name` goes into pieces and tells one model and its settings from another,
      e.g. `ru-en-base@1a2b3c4d,backend:ct2,compute:int8,beam:4`.
    - `max_tokens` is the longest source line it takes, in its own tokens.
    - `exact` says that its answers are used as they are: quotes around a line are not set aside
      for it, and no answer is checked. A model is not exact.
    """

    name: str
    max_tokens: int
    exact: bool

    def supports(self, source: str, target: str) -> bool:
        """Whether it reads `source` and writes `target` (ISO 639-1 codes)."""
        ...

    def count(self, text: str) -> int:
        """How many tokens the line has for this engine."""
        ...

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        """One draft for each line, in order. `safe` asks for slower settings that avoid loops.

        Raises EngineError when the engine fails as a whole.
        """
        ...


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """What a summarizer is asked.

    - `sentences`: the text, in reading order, one string for each sentence.
    - `length`: the most that the summary may have, in sentences or in words.
    - `language`: the code of the language of the sentences, "und" where it is not known.
    - `title`: the title of the text in that language, None where there is none.
    - `sizes`: how many words each sentence has for the reader. Given where those are not the words
      of the sentence itself, because what is chosen is translated afterwards.

    Lists are stored as tuples. Raises ValueError unless there are as many sizes as sentences.
    """

    sentences: Sequence[str]
    length: Length
    language: str
    title: str | None = None
    sizes: Sequence[int] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "sentences", tuple(self.sentences))
        if self.sizes is not None:
            object.__setattr__(self, "sizes", tuple(self.sizes))
            if len(self.sizes) != len(self.sentences):
                raise ValueError(f"{len(self.sizes)} sizes for {len(self.sentences)} sentences")


class Summarizer(Protocol):
    """Chooses or writes the sentences of a summary.

    - `name` goes into the method of the summary.
    - `languages` are the codes it reads, None for any language.
    - `extractive` says that its drafts are sentences it was given, in their order, each with its
      index as the only source.
    """

    name: str
    languages: frozenset[str] | None
    extractive: bool

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        """Drafts that together keep to `request.length`.

        If even the shortest sentence is longer than that, one draft.
        Raises EngineError when the engine fails as a whole.
        """
        ...


class Entailment(Protocol):
    """A model that tells whether one text follows from others; `name` tells it from another."""

    name: str

    def probability(self, premises: Sequence[str], text: str) -> float | None:
        """The probability that `text` follows from the premises; None where it cannot tell."""
        ...
