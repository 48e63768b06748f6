"""Jobs that wait for a server, with their texts and results, in an SQLite file or in memory.

A job is a list of texts. What is in work when the server stops is done again after its next start.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import WriteError
from .locking import locked

DAYS = 7  # after which a job is removed with its texts and results
MOST_WAITING = 100_000  # texts of all jobs
_AT_ONCE = 20  # results read in one query
_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, made REAL NOT NULL, target TEXT, length TEXT,
    cancelled INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS texts (
    place INTEGER PRIMARY KEY, job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting', answer BLOB, UNIQUE (job, number)
);
CREATE INDEX IF NOT EXISTS waiting ON texts (place) WHERE state = 'waiting';
"""

State = Literal["waiting", "working", "done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class JobText:
    """A text of a job, to be worked on."""

    place: int
    job: str
    text: str
    kind: str
    target: str | None
    length: str | None


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is: how many of its texts are in which state."""

    id: str
    made: float
    cancelled: bool
    waiting: int
    working: int
    done: int
    failed: int

    @property
    def state(self) -> State:
        """The state of the whole job. It is done when no text waits or is in work."""
        if self.cancelled:
            return "cancelled"
        if self.waiting and not (self.working or self.done or self.failed):
            return "waiting"
        return "working" if self.waiting or self.working else "done"


class JobStore:
    """The jobs of one server. Threads may share it.

    Guarantees: a job is stored whole or not at all. Only its owner finds it. Its texts are removed
    from the file as soon as they are done, everything else after `DAYS`.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the file, or keep jobs in memory. Raises WriteError if that cannot be done."""
        self._lock = threading.Lock()
        self._held = ExitStack()
        if path is not None:
            self._held.enter_context(locked(path.with_name(path.name + ".lock")))
        try:
            self._base = sqlite3.connect(path or ":memory:", check_same_thread=False)
            self._held.callback(self._base.close)
            for setting in ("foreign_keys=ON", "journal_mode=WAL", "secure_delete=ON"):
                self._base.execute(f"PRAGMA {setting}")
            self._base.executescript(_SCHEMA)
            with self._base:
                self._base.execute("UPDATE texts SET state = 'waiting' WHERE state = 'working'")
        except sqlite3.Error as error:
            self._held.close()
            hint = "give another file as server.jobs"
            raise WriteError(f"{path} cannot hold jobs: {error}", hint=hint) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._held.close()

    def add(
        self, owner: str, texts: Sequence[tuple[str, str]], target: str | None, length: str | None
    ) -> str | None:
        """Store a job of texts with their kinds. Return its id; None: too many texts wait."""
        job = secrets.token_urlsafe(24)
        with self._lock, self._base as base:
            late = time.time() - DAYS * 86_400
            base.execute("DELETE FROM jobs WHERE made < ?", (late,))
            (waiting,) = base.execute(
                "SELECT count(*) FROM texts WHERE state = 'waiting'"
            ).fetchone()
            if waiting + len(texts) > MOST_WAITING:
                return None
            base.execute(
                "INSERT INTO jobs (id, owner, made, target, length) VALUES (?, ?, ?, ?, ?)",
                (job, owner, time.time(), target, length),
            )
            base.executemany(
                "INSERT INTO texts (job, number, kind, text) VALUES (?, ?, ?, ?)",
                ((job, i, kind, _stored(text)) for i, (text, kind) in enumerate(texts)),
            )
        return job

    def state(self, job: str, owner: str) -> JobState | None:
        """Return how far a job is; None: the owner has no such job."""
        with self._lock:
            found = self._base.execute(
                "SELECT made, cancelled FROM jobs WHERE id = ? AND owner = ?", (job, owner)
            ).fetchone()
            counts = dict(
                self._base.execute(
                    "SELECT state, count(*) FROM texts WHERE job = ? GROUP BY state", (job,)
                ).fetchall()
            )
        if found is None:
            return None
        numbers = (counts.get(name, 0) for name in ("waiting", "working", "done", "failed"))
        return JobState(job, found[0], bool(found[1]), *numbers)

    def take(self) -> JobText | None:
        """Return the next text and take it into work; None: no text waits."""
        with self._lock, self._base as base:
            found = base.execute(
                "SELECT place, job, text, kind, target, length FROM texts JOIN jobs ON job = id "
                "WHERE state = 'waiting' ORDER BY place LIMIT 1"
            ).fetchone()
            if found is None:
                return None
            base.execute("UPDATE texts SET state = 'working' WHERE place = ?", (found[0],))
        return JobText(*found)

    def finish(self, text: JobText, answer: bytes, *, failed: bool = False) -> None:
        """Store the answer to a text, and remove the text."""
        state = "failed" if failed else "done"
        with self._lock, self._base as base:
            base.execute(
                "UPDATE texts SET state = ?, answer = ?, text = '' "
                "WHERE place = ? AND state = 'working'",
                (state, answer, text.place),
            )

    def put_back(self, text: JobText) -> None:
        """Let a text wait again that could not be worked on now."""
        with self._lock, self._base as base:
            base.execute(
                "UPDATE texts SET state = 'waiting' WHERE place = ? AND state = 'working'",
                (text.place,),
            )

    def wanted(self, text: JobText) -> bool:
        """Return whether a text in work is still wanted: its job is neither cancelled nor gone."""
        with self._lock:
            return bool(
                self._base.execute(
                    "SELECT 1 FROM texts WHERE place = ? AND state = 'working'", (text.place,)
                ).fetchone()
            )

    def cancel(self, job: str) -> None:
        """Forget the texts of a job that are not done. Its results stay."""
        with self._lock, self._base as base:
            unfinished = "job = ? AND state IN ('waiting', 'working')"
            (left,) = base.execute(
                f"SELECT count(*) FROM texts WHERE {unfinished}", (job,)
            ).fetchone()
            if left:
                base.execute(f"DELETE FROM texts WHERE {unfinished}", (job,))
                base.execute("UPDATE jobs SET cancelled = 1 WHERE id = ?", (job,))

    def remove(self, job: str) -> None:
        """Remove a job with its texts and results."""
        with self._lock, self._base as base:
            base.execute("DELETE FROM jobs WHERE id = ?", (job,))

    def results(self, job: str) -> Iterator[tuple[int, bool, bytes]]:
        """Yield the number of each text that is done, whether it failed, and the answer."""
        after = -1
        while True:
            with self._lock:
                rows = self._base.execute(
                    "SELECT number, state, answer FROM texts WHERE job = ? AND number > ? "
                    "AND state IN ('done', 'failed') ORDER BY number LIMIT ?",
                    (job, after, _AT_ONCE),
                ).fetchall()
            for number, state, answer in rows:
                yield number, state == "failed", answer
                after = number
            if len(rows) < _AT_ONCE:
                return


def _stored(text: str) -> str:
    """Return the text without lone surrogates, which SQLite cannot store."""
    return text.encode("utf-8", "replace").decode()
