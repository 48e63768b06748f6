"""A pipeline behind its limits and metrics: what every path of the API goes through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from fastapi.concurrency import run_in_threadpool

from ..pipeline import Pipeline
from .limits import Limits
from .metrics import Metrics

T = TypeVar("T")


class Service:
    """One pipeline, its limits and its metrics."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self.limits = Limits(pipeline.config)
        self.metrics = Metrics()

    async def answer(self, path: str, texts: Sequence[str], work: Callable[[], T]) -> T:
        """Do the work in a thread, in turn, counted, within the limits.

        Raises TooLarge and Busy before anything is begun, and what the work raises.
        """
        size = sum(map(len, texts))
        with self.metrics.measure(path, size):
            self.limits.check(size)
            with self.limits.place():
                return await run_in_threadpool(self.limits.in_turn, work)
