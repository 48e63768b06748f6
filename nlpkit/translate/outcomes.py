"""What becomes of a foreign text: the values, their memory, and how parts make a whole."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Piece, PieceReason, Status

# The reasons to doubt a translation. The most important one comes first.
DIFFERS: tuple[PieceReason | None, ...] = ("number_differs", "name_differs")
_DOUBTS = (*DIFFERS, "low_confidence")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A foreign text and its language."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of translating one text. If `status` is kept or failed, `text` is the source text.

    `reason` says why the translation failed or why it is doubtful. `detail` adds to the reason, as
    in a `Piece`.
    """

    text: str
    status: Status
    engine: str | None = None
    score: float | None = None
    reason: PieceReason | None = None
    detail: str = ""


def combined(text: str, parts: Sequence[Outcome | Piece]) -> Outcome:
    """Return the outcome of a text that consists of these parts.

    It is failed if one part is failed, and kept if all parts are kept. Its score is the lowest
    score of the translated parts, or None if one of them has no score. Its reason is that of the
    first doubtful part; numbers and names that differ come before low confidence.
    """
    failed = next((part for part in parts if part.status == "failed"), None)
    if failed is not None:
        return Outcome(text, "failed", failed.engine, reason=failed.reason, detail=failed.detail)
    done = [part for part in parts if part.status == "translated"]
    if not done:
        return Outcome(text, "kept")
    engines = dict.fromkeys(part.engine for part in done if part.engine)
    scores = [part.score for part in done if part.score is not None]
    score = min(scores) if len(scores) == len(done) else None
    doubted = [part for part in done if part.reason is not None]
    doubted.sort(key=lambda part: _DOUBTS.index(part.reason))
    reason, detail = (doubted[0].reason, doubted[0].detail) if doubted else (None, "")
    return Outcome(text, "translated", "+".join(engines), score, reason, detail)


class Memory:
    """Remembers the latest outcomes by engine, languages and text. Threads may share it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._outcomes: OrderedDict[tuple[str, str, Fragment], Outcome] = OrderedDict()

    def get(self, engine: str, target: str, fragment: Fragment) -> Outcome | None:
        with self._lock:
            outcome = self._outcomes.get((engine, target, fragment))
            if outcome is not None:
                self._outcomes.move_to_end((engine, target, fragment))
            return outcome

    def put(self, engine: str, target: str, fragment: Fragment, outcome: Outcome) -> None:
        with self._lock:
            self._outcomes[engine, target, fragment] = outcome
            if len(self._outcomes) > self._size:
                self._outcomes.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._outcomes.clear()


# The memory of this process. It takes about ten megabytes when full.
MEMORY = Memory(20_000)
