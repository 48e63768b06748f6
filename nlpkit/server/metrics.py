"""Counts for Prometheus the requests, their time and the amount of text, never the text itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

TEXT = "text/plain; version=0.0.4; charset=utf-8"  # the format of `render`, by Prometheus' name


class Metrics:
    """One service's counters, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "nlpkit_requests_total", "Requests by path and outcome.", ["path", "outcome"],
            registry=self.registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "nlpkit_request_seconds", "Seconds a request took.", ["path"], registry=self.registry
        )
        self._characters = Counter(
            "nlpkit_characters_total", "Characters taken in.", ["path"], registry=self.registry
        )

    @contextmanager
    def measure(self, path: str, characters: int) -> Iterator[None]:
        """Count and time a request. An exception counts as an error and is raised again."""
        started, outcome = time.perf_counter(), "error"
        try:
            yield
            outcome = "ok"
        finally:
            self._requests.labels(path, outcome).inc()
            self._seconds.labels(path).observe(time.perf_counter() - started)
            self._characters.labels(path).inc(characters)

    def render(self) -> bytes:
        """Return the text format that Prometheus reads."""
        return generate_latest(self.registry)
