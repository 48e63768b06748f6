"""The outcome of translating a text, and the memory of earlier outcomes."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Protocol

from ..document import Piece, PieceReason, Status, Term

# Raise it when the checks or the mending of translations change: what is kept was made by them.
VERSION = 11
# The reasons to doubt a translation. The most important one comes first.
DIFFERS: tuple[PieceReason | None, ...] = (
    *("number_differs", "term_differs", "negation_differs", "name_differs"),
)
_DOUBTS = (*DIFFERS, "low_confidence")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A foreign text, its language, the terms of the glossary in it, and the labels of links that
    its document defines (see `text.references`).
    """

    text: str
    lang: str
    terms: tuple[Term, ...] = ()
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of translating one text. If `status` is kept or failed, `text` is the source text.

    `reason` says why the translation failed or why it is doubtful. `detail` adds to the reason, as
    in a `Piece`. `terms` are those of the glossary that the translation has. `alternatives` are
    other translations, the likeliest first; they are not remembered.
    """

    text: str
    status: Status
    engine: str | None = None
    score: float | None = None
    reason: PieceReason | None = None
    detail: str = ""
    terms: tuple[Term, ...] = ()
    alternatives: tuple[str, ...] = ()


def combined(text: str, parts: Sequence[Outcome | Piece]) -> Outcome:
    """Return the outcome of a text that consists of these parts.

    It is failed if one part is failed, and kept if all parts are kept. Its score is the lowest
    score of the translated parts, or None if one of them has no score. Its reason is that of the
    first doubtful part; what differs comes before low confidence, and of parts of low confidence
    that of the lowest score counts.
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
    doubted.sort(key=lambda part: (_DOUBTS.index(part.reason), _unsureness(part)))
    reason, detail = (doubted[0].reason, doubted[0].detail) if doubted else (None, "")
    terms = tuple(dict.fromkeys(term for part in done for term in part.terms))
    return Outcome(text, "translated", "+".join(engines), score, reason, detail, terms)


def _unsureness(part: Outcome | Piece) -> float:
    """Return a sort key by which, among parts of low confidence, the worst comes first."""
    return (part.score or 0.0) if part.reason == "low_confidence" else 0.0


class Store(Protocol):
    """Keeps values by their keys after the end of the process.

    Its methods raise nothing. A value that cannot be kept or read is as if it had not been kept.
    """

    def get(self, keys: Sequence[bytes]) -> Mapping[bytes, str]: ...

    def put(self, values: Mapping[bytes, str]) -> None: ...


class Memory:
    """Remembers the latest translations by engine, languages and text. Threads may share it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._outcomes: OrderedDict[tuple[str, str, Fragment], Outcome] = OrderedDict()
        self._store: Store | None = None
        self._made_by = ""

    def keep_in(self, store: Store | None, made_by: str = "") -> None:
        """From now on, keep outcomes in this store too. With None, they are kept only in memory.

        `made_by` names everything that a translation depends on besides the name of its engine.
        """
        with self._lock:
            self._store, self._made_by = store, made_by

    def get(
        self, engine: str, target: str, fragments: Iterable[Fragment]
    ) -> dict[Fragment, Outcome]:
        """Return the remembered outcomes, by fragment. Fragments without one are left out."""
        found, keys = {}, {}
        with self._lock:
            for fragment in fragments:
                outcome = self._outcomes.get((engine, target, fragment))
                if outcome is not None:
                    self._outcomes.move_to_end((engine, target, fragment))
                    found[fragment] = outcome
                elif self._store is not None:
                    keys[self._key(engine, target, fragment)] = fragment
            kept = self._store.get(list(keys)) if self._store is not None and keys else {}
            for key, value in kept.items():
                found[keys[key]] = _from_json(value)
        return found

    def put(self, engine: str, target: str, outcomes: Mapping[Fragment, Outcome]) -> None:
        """Remember the outcomes."""
        with self._lock:
            for fragment, outcome in outcomes.items():
                self._outcomes[engine, target, fragment] = outcome
                if len(self._outcomes) > self._size:
                    self._outcomes.popitem(last=False)
            if self._store is not None:
                keyed = {self._key(engine, target, f): o for f, o in outcomes.items()}
                self._store.put({key: _as_json(o) for key, o in keyed.items()})

    def clear(self) -> None:
        """Forget what the process remembers. A store keeps what it has."""
        with self._lock:
            self._outcomes.clear()

    def _key(self, engine: str, target: str, fragment: Fragment) -> bytes:
        parts = (str(VERSION), self._made_by, engine, target, fragment.lang, fragment.text)
        terms = tuple(part for term in fragment.terms for part in (term.term, term.translation))
        return sha256(json.dumps((*parts, *terms)).encode()).digest()


def _as_json(outcome: Outcome) -> str:
    return json.dumps(asdict(outcome), ensure_ascii=False)


def _from_json(value: str) -> Outcome:
    kept = json.loads(value)
    terms = tuple(Term(**term) for term in kept["terms"])
    return Outcome(**{**kept, "terms": terms, "alternatives": tuple(kept["alternatives"])})


# The memory of this process. It takes about ten megabytes when full.
MEMORY = Memory(20_000)
