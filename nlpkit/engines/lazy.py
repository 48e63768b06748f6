"""Engines that are made when they are first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

E = TypeVar("E")


class Lazy(Generic[E]):
    """An engine made on first use, once, whichever thread asks first.

    `model` is what a person is told is being loaded. A failed load is tried again next time.
    """

    def __init__(self, model: str, make: Callable[[], E]) -> None:
        self.model = model
        self._make = make
        self._lock = threading.Lock()
        self._engine: E | None = None

    @property
    def loaded(self) -> bool:
        return self._engine is not None

    def get(self) -> E:
        with self._lock:
            if self._engine is None:
                self._engine = self._make()
            return self._engine
