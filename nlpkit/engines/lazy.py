"""Engines that are made when they are first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

E = TypeVar("E")


class Lazy(Generic[E]):
    """An engine that is made once, on first use, whichever thread asks first.

    `model` is the name that is shown to a person while the engine loads. If loading fails, the next
    use tries again.
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
        """Return the engine; make it first where that has not been done.

        Raises what the factory raises.
        """
        with self._lock:
            if self._engine is None:
                self._engine = self._make()
            return self._engine
