"""Engines: what turns lines into other lines. They know nothing of documents.

A registry of lazily imported `"module:factory"` strings; third parties add theirs through the
entry-point groups `nlpkit.translators` and `nlpkit.summarizers`. A factory takes its section of
the configuration and returns an engine.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Generic, Protocol, TypeVar

from ..document import Draft
from ..errors import ConfigError
from ..length import Length

TRANSLATORS = {
    "ct2": "nlpkit.engines.ct2:load_translator",
    "torch": "nlpkit.engines.hf:load_translator",
    "echo": "nlpkit.engines.echo:load_translator",
}
SUMMARIZERS = {
    "extractive": "nlpkit.engines.extractive:load",
    "torch": "nlpkit.engines.hf:load_summarizer",
    "echo": "nlpkit.engines.echo:load_summarizer",
}
ENTAILMENTS = {"torch": "nlpkit.engines.hf:load_entailment"}
_REGISTRIES = {
    "translators": TRANSLATORS,
    "summarizers": SUMMARIZERS,
    "entailments": ENTAILMENTS,
}


class Translator(Protocol):
    """Translates lines.

    `name` goes into signatures and pieces, e.g. `ru-en-base@1a2b3c4d,ct2-int8,b4`;
    `max_tokens` is the longest source line it takes, in its own tokens.
    """

    name: str
    max_tokens: int

    def supports(self, source: str, target: str) -> bool:
        """Whether it reads `source` and writes `target` (ISO 639-1 codes)."""
        ...

    def count(self, text: str) -> int:
        """How many tokens the line has for this engine."""
        ...

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        """One draft a line, in order. `safe` asks for the slower settings that avoid loops.

        Raises EngineError when the engine fails as a whole.
        """
        ...


class Summarizer(Protocol):
    """Chooses or writes the sentences of a summary.

    `languages` are the codes it reads, or None for any; `extractive` says that its drafts are
    sentences it was given, in their order, with their index as the only source.
    """

    name: str
    languages: frozenset[str] | None
    extractive: bool

    def summarize(
        self,
        sentences: Sequence[str],
        *,
        length: Length,
        language: str,
        title: str | None = None,
        sizes: Sequence[int] | None = None,
    ) -> list[Draft]:
        """Drafts of at most `length`, which is in sentences or words; one where even one is more.

        `sizes` are the words each sentence has for the reader, where those are not its own: what
        is chosen is translated afterwards.
        """
        ...


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


def create(kind: str, backend: str, section: Any) -> Any:
    """The engine that `backend` names, made from its section of the configuration.

    `kind` is "translators", "summarizers" or "entailments". Raises ConfigError for an unknown
    backend, and whatever the factory raises (ModelMissing, EngineError).
    """
    registry = dict(_REGISTRIES[kind])
    if backend in registry:
        module, _, name = registry[backend].partition(":")
        return getattr(import_module(module), name)(section)
    plugins = {e.name: e for e in entry_points(group=f"nlpkit.{kind}")}
    if backend not in plugins:
        known = ", ".join(sorted([*registry, *plugins]))
        raise ConfigError(f"unknown backend {backend!r} for {kind}", hint=f"use one of: {known}")
    factory: Callable[[Any], Any] = plugins[backend].load()
    return factory(section)
