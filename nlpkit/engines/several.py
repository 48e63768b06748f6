"""Several translators as one: each pair of languages goes to the first engine that serves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch

from ..document import Draft
from ..errors import PairUnsupported
from .contracts import Translator
from .lazy import Lazy

PIVOT = "en"


@dataclass(frozen=True, slots=True)
class Route:
    """An engine and the pairs that it is for: "kk-en", or patterns such as "*-en"."""

    engine: Lazy[Translator]
    pairs: Sequence[str]

    def matches(self, source: str, target: str) -> bool:
        """Return whether the engine is for this pair, without loading it."""
        return meant(self.pairs, source, target)


class SeveralTranslators:
    """Chooses the engine for each pair of languages, in the order of the routes.

    An engine is loaded when one of its pairs is translated for the first time. A pair that no
    engine translates goes through English, if there is an engine for each half of the way. Each
    engine counts tokens in its own way, so `count` and `max_tokens` here do not limit the length of
    a line: use those of the engine that `serving` returns.
    """

    exact = False
    max_tokens = 1_000_000

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes = routes
        self.name = "+".join(route.engine.model for route in routes)

    def count(self, text: str) -> int:
        return len(text.split())

    def supports(self, source: str, target: str) -> bool:
        return self.serving(source, target) is not None

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        """Return the drafts of the engine of this pair. Raises PairUnsupported and EngineError."""
        engine = self.serving(source, target)
        if engine is None:
            raise PairUnsupported(
                f"no model here translates {source} to {target}",
                hint="add one to translator.models in the configuration",
            )
        return engine.translate(texts, source, target, safe=safe)

    def serving(self, source: str, target: str) -> Translator | None:
        """Return the engine that translates this pair, loaded; None if there is none.

        Raises what loading an engine raises.
        """
        if engine := self._direct(source, target):
            return engine
        if PIVOT in (source, target) or source == target:
            return None
        first, second = self._direct(source, PIVOT), self._direct(PIVOT, target)
        return Pivot(first, second) if first and second else None

    def unloaded(self, source: str, target: str) -> Iterator[str]:
        """Yield the names of the models that must be loaded to translate this pair."""
        direct = self._matching(source, target)
        halves = (self._matching(source, PIVOT), self._matching(PIVOT, target))
        for routes in (direct,) if direct else halves:
            if routes and not routes[0].engine.loaded:
                yield routes[0].engine.model

    def _direct(self, source: str, target: str) -> Translator | None:
        engines = (route.engine.get() for route in self._matching(source, target))
        return next((engine for engine in engines if engine.supports(source, target)), None)

    def _matching(self, source: str, target: str) -> list[Route]:
        return [route for route in self._routes if route.matches(source, target)]


class Pivot:
    """Translates into English by one engine, and from English by another.

    The name tells both: `first>en>second`. The score of a draft is the lower one of its halves.
    """

    exact = False

    def __init__(self, first: Translator, second: Translator) -> None:
        self._first, self._second = first, second
        self.name = f"{first.name}>{PIVOT}>{second.name}"
        self.max_tokens = first.max_tokens

    def supports(self, source: str, target: str) -> bool:
        halves = self._first.supports(source, PIVOT), self._second.supports(PIVOT, target)
        return source != target and all(halves)

    def count(self, text: str) -> int:
        return self._first.count(text)

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        """Return one draft for each line.

        If the English of a line is too long for the second engine, its draft is empty and not
        `finished`.
        """
        drafts = self._first.translate(texts, source, PIVOT, safe=safe)
        longest = self._second.max_tokens
        fitting = [i for i, draft in enumerate(drafts) if self._second.count(draft.text) <= longest]
        middle = [drafts[i].text for i in fitting]
        answers = self._second.translate(middle, PIVOT, target, safe=safe)
        made = dict(zip(fitting, answers, strict=True))
        return [
            _joined(draft, made[i]) if i in made else replace(draft, text="", finished=False)
            for i, draft in enumerate(drafts)
        ]


def meant(pairs: Sequence[str], source: str, target: str) -> bool:
    """Return whether one of these pairs ("kk-en") or patterns ("*-en") matches this pair."""
    return any(fnmatch(f"{source}-{target}", pair) for pair in pairs)


def serving(engine: Translator, source: str, target: str) -> Translator | None:
    """Return the engine that translates this pair: one of several, or the given engine itself.

    Returns None where none of several supports the pair.
    """
    return engine.serving(source, target) if isinstance(engine, SeveralTranslators) else engine


def _joined(first: Draft, second: Draft) -> Draft:
    scores = [draft.score for draft in (first, second) if draft.score is not None]
    finished = first.finished and second.finished
    return replace(second, score=min(scores, default=None), finished=finished)
