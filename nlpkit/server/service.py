"""Runs the work of all API paths on the workers, with limits and metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from fastapi import Request, Response

from ..files import JobStore
from ..pipeline.tasks import Task
from ..pipeline.workers import Runner
from .admission import Admission
from .jobs import Jobs
from .limits import Limits
from .metrics import Metrics
from .problems import Left
from .shelf import Shelf

Made = TypeVar("Made")


class Service:
    """The workers, their limits, keys and metrics."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.limits = Limits(runner.config)
        self.admission = Admission(runner.config.server)
        self.metrics = Metrics()
        self.made = Shelf()
        path = runner.config.server.jobs
        self.jobs = Jobs(runner, JobStore(Path(path) if path else None), self.limits)

    async def answer(
        self,
        request: Request,
        work: Callable[..., bytes],
        *arguments: Any,
        size: int = 0,
    ) -> Response:
        """Return the JSON that the work produces; see `done`."""
        made = await self.done(request, work, *arguments, size=size)
        return Response(made, media_type="application/json")

    async def done(
        self,
        request: Request,
        work: Callable[..., Made],
        *arguments: Any,
        size: int = 0,
    ) -> Made:
        """Return what the work produces; see `Runner.submit`.

        Raises TooLarge and Busy before work begins, and what the work raises. If the client leaves,
        the work is ended and Left is raised.
        """
        with self.metrics.measure(request.scope["route"].path, size):
            self.limits.check(size)
            task = self.runner.submit(work, *arguments, size=size)
            made: Made = await _done(request, task)
            return made


async def _done(request: Request, task: Task) -> Any:
    done = asyncio.wrap_future(task.future)
    left = asyncio.ensure_future(until_left(request))
    try:
        await asyncio.wait((done, left), return_when=asyncio.FIRST_COMPLETED)
        if not done.done():
            raise Left
        return done.result()
    finally:
        # Also when the server is stopping, which cancels this coroutine.
        left.cancel()
        task.cancel()
        done.cancel()


async def until_left(request: Request) -> None:
    """Return when the client has closed its connection; the body has been read before."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
