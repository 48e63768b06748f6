"""Sends what a task yields as server-sent events while it works."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from ..errors import NlpkitError
from ..pipeline.tasks import Task
from ..pipeline.worker import Fault
from . import problems
from .problems import Left
from .service import Service, until_left
from .work import sent_event

LOG = logging.getLogger("nlpkit.server")
EVENTS = "text/event-stream"
SECONDS_BETWEEN_SIGNS = 15  # of life, so that no proxy takes a long text for a dead connection
SIGN = b": at work\n\n"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # proxies must not collect them


class Events(StreamingResponse):
    """Server-sent events."""

    media_type = EVENTS


async def events(
    service: Service,
    request: Request,
    work: Callable[..., Any],
    *arguments: Any,
    size: int = 0,
) -> Response:
    """Return the events that the work yields.

    What is raised before the second event is answered like every error, with its status. After
    that an event `error` is the last one.
    """
    items = _items(service, request, work, *arguments, size=size)
    head = [await anext(items), await anext(items)]
    return Events(_sent(head, items), headers=HEADERS)


async def _items(
    service: Service, request: Request, work: Callable[..., Any], *arguments: Any, size: int
) -> AsyncIterator[bytes]:
    with service.metrics.measure(request.scope["route"].path, size):
        service.limits.check(size)
        task = service.runner.submit(work, *arguments, size=size)
        left = asyncio.ensure_future(until_left(request))
        try:
            async for item in _taken(task, left):
                yield item
        finally:
            left.cancel()
            task.cancel()


async def _taken(task: Task, left: asyncio.Future[None]) -> AsyncIterator[bytes]:
    """Yield what the task yields as it comes, and signs of life between. Raises Left."""
    loop, new = asyncio.get_running_loop(), asyncio.Event()
    left.add_done_callback(lambda _: new.set())
    task.watch(lambda: loop.call_soon_threadsafe(new.set))
    ended = False
    while not ended:
        new.clear()
        taken, ended = task.take()
        for item in taken:
            yield item
        if left.done():
            raise Left
        if not taken and not ended:
            try:
                await asyncio.wait_for(new.wait(), SECONDS_BETWEEN_SIGNS)
            except TimeoutError:
                yield SIGN
    task.future.result()


async def _sent(head: Sequence[bytes], items: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    try:
        for item in head:
            yield item
        async for item in items:
            yield item
    except Left:
        return
    except NlpkitError as error:
        yield sent_event("error", problems.content(error.message, error.hint))
    except Fault as error:
        LOG.error("a request failed: %s", error)
        yield sent_event("error", problems.content(*problems.INTERNAL))
