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

    - `name` is written into every piece. It identifies the model and its settings, for example
      `ru-en-base@1a2b3c4d,backend:ct2,compute:int8,beam:4`.
    - `max_tokens` is the length of the longest source line that the engine takes, in its own
      tokens.
    - `exact`: the answers of this engine are used as they are. Quotes around a line are not removed
      before it is translated, and no answer is checked. A model is never exact.
    """

    name: str
    max_tokens: int
    exact: bool

    def supports(self, source: str, target: str) -> bool:
        """Return whether the engine translates `source` into `target` (ISO 639-1 codes)."""
        ...

    def count(self, text: str) -> int:
        """Return how many tokens the line has for this engine."""
        ...

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        """Return one draft for each line, in order.

        `safe` asks for slower settings that avoid loops (words that are repeated without end).

        Raises EngineError when the engine fails as a whole.
        """
        ...


@runtime_checkable
class GivesAlternatives(Protocol):
    """An optional ability of a translator: other translations of a line."""

    def alternatives(
        self, texts: Sequence[str], source: str, target: str, count: int
    ) -> list[list[Draft]]:
        """Return up to `count` drafts for each line, the best first, the lines in order.

        Raises EngineError when the engine fails as a whole.
        """
        ...


class Link(NamedTuple):
    """An alignment of a part [at, until) of a translation with a part [start, end) of its source.

    Positions count code points. `weight`, in [0, 1], says how strongly the two parts are aligned,
    such as the attention weight of a model. The weights of all links of one part of the translation
    sum to 1 at most.
    """

    at: int
    until: int
    start: int
    end: int
    weight: float


@runtime_checkable
class Aligns(Protocol):
    """An optional ability of a translator: the alignment of a text and its translation."""

    def align(self, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[list[Link]]:
        """Return the links of each pair of a text and its translation, in order.

        The translation may have been made by this engine or not. A pair that is too long has no
        links. Raises EngineError when the engine fails as a whole.
        """
        ...


@runtime_checkable
class Calibrated(Protocol):
    """An optional ability of a translator: coefficients that turn its scores into probabilities.

    `calibration` is None if the model has no coefficients.
    """

    calibration: Calibration | None


@runtime_checkable
class FindsUncovered(Protocol):
    """An optional ability of a translator: to find words that a translation leaves out."""

    def uncovered(self, text: str, answer: str, source: str, target: str) -> list[str]:
        """Return the words of the text that no word of the answer stands for, in order.

        `source` and `target` are the languages of the text and of the answer. Only words that the
        engine knows are returned; there are none if its model has no lexicon for the pair.
        """
        ...


class DictionaryWord(NamedTuple):
    """A word at [start, end) of a text, with its translations in the form that the text asks for,
    such as the plural, the likeliest first. `predicate` tells whether it is a finite verb.
    """

    start: int
    end: int
    spellings: tuple[str, ...]
    predicate: bool = False


@runtime_checkable
class HasDictionary(Protocol):
    """An optional ability of a translator: to know translations of words that it may get wrong.

    If a translation lacks them, the engine is asked again, with the likeliest ones in the text.
    """

    def lacking(self, text: str, answer: str, source: str, target: str) -> list[DictionaryWord]:
        """Return the words of the text of which the answer has no translation, in order.

        `source` and `target` are the languages of the text and of the answer. Only words that the
        dictionary has are returned; there are none if the model has no dictionary for the pair.
        """
        ...


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
    """A model of natural language inference: it says whether a text follows from others.

    `name` identifies the model.
    """

    name: str

    def probability(self, premises: Sequence[str], text: str) -> float | None:
        """Return the probability, in [0, 1], that `text` follows from the premises.

        Returns None where the model cannot tell.
        """
        ...


class Name(NamedTuple):
    """A name at [start, end) of a text. `kind` says what it names, such as a person."""

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
