"""What a run reports as it goes: the command line, the page and batch all drain the same stream.

Order: Started, Read, then Loading and Translated as they happen, Summarized, Finished.
"""

from __future__ import annotations

from dataclasses import dataclass

from .document import Document, Piece, Result, Summary


@dataclass(frozen=True, slots=True)
class Started:
    """The text was taken in; preprocessing begins."""

    id: str


@dataclass(frozen=True, slots=True)
class Read:
    """The document is complete: blocks, sentences and spans."""

    document: Document


@dataclass(frozen=True, slots=True)
class Loading:
    """A model is being loaded (once per process)."""

    model: str


@dataclass(frozen=True, slots=True)
class Translated:
    """`done` of `total` units are finished; `pieces` are those that this step finished."""

    done: int
    total: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Summarized:
    """The summary is made."""

    summary: Summary


@dataclass(frozen=True, slots=True)
class Finished:
    """The run is over."""

    result: Result


Event = Started | Read | Loading | Translated | Summarized | Finished
