"""The events of a run. The command line, the page and batches all read the same stream of them.

The order is: Started, Read, then Loading and Translated as they happen, Summarized, Finished.
"""

from __future__ import annotations

from dataclasses import dataclass

from .document import Document, Piece, Result, Summary


@dataclass(frozen=True, slots=True)
class Started:
    """The text has arrived, and preprocessing begins."""

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
    """`done` of `total` units are finished. `pieces` are those that were finished last."""

    done: int
    total: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Summarized:
    """The summary is finished."""

    summary: Summary


@dataclass(frozen=True, slots=True)
class Finished:
    """The run has ended."""

    result: Result


Event = Started | Read | Loading | Translated | Summarized | Finished
