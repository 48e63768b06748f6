"""Works through the jobs of /v1/jobs, beside the requests of those who wait for an answer."""

from __future__ import annotations

import logging
import threading
from typing import Any

from ..errors import NlpkitError
from ..files import JobState, JobStore, JobText
from ..pipeline.tasks import Busy, Closed
from ..pipeline.worker import Fault
from ..pipeline.workers import Runner
from . import problems, work
from .limits import Limits

LOG = logging.getLogger("nlpkit.server")
SECONDS_BETWEEN_LOOKS = 1.0  # for a text that waits, and for room while the server is busy


class Jobs:
    """The jobs of a server, and the threads that work through them, a text at a time.

    Half of the workers are for jobs at most, so that others find one free.
    """

    def __init__(self, runner: Runner, store: JobStore, limits: Limits) -> None:
        self.store = store
        self._runner = runner
        self._limits = limits
        self._new = threading.Condition()
        # They need no end: what is in work when the server stops is done after the next start.
        for i in range(max(1, runner.count // 2)):
            threading.Thread(target=self._attend, name=f"jobs-{i}", daemon=True).start()

    def wake(self) -> None:
        """Say that there is a new job."""
        with self._new:
            self._new.notify_all()

    def _attend(self) -> None:
        while True:
            text = self.store.take()
            if text is not None and self._do(text):
                continue
            if text is not None:
                self.store.put_back(text)
            with self._new:
                self._new.wait(SECONDS_BETWEEN_LOOKS)

    def _do(self, text: JobText) -> bool:
        """Work on a text. Return False if it has to wait again."""
        try:
            self._limits.check(len(text.text))
            task = self._runner.submit(
                work.run, text.text, text.kind, text.target, text.length, size=len(text.text)
            )
            answer = task.result(lambda: not self.store.wanted(text))
            if answer is not None:
                self.store.finish(text, answer)
        except (Busy, Closed):
            return False
        except NlpkitError as error:
            self._failed(text, error.message, error.hint)
        except Fault as error:
            LOG.error("a text of a job failed: %s", error)
            self._failed(text, *problems.INTERNAL)
        return True

    def _failed(self, text: JobText, error: str, hint: str | None) -> None:
        self.store.finish(text, work.as_json(problems.content(error, hint)), failed=True)


def as_dict(state: JobState) -> dict[str, Any]:
    """Return what the API says of a job."""
    return {
        "id": state.id,
        "state": state.state,
        "made": round(state.made, 3),
        "waiting": state.waiting,
        "working": state.working,
        "done": state.done,
        "failed": state.failed,
    }
