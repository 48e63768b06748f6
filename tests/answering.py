"""An engine for tests of what is done with translations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count

from nlpkit.document import Draft
from nlpkit.engines.echo import EchoTranslator

NUMBERS = count()


class Answering(EchoTranslator):
    """Answers by a function; remembers what it was asked.

    Each has a name of its own, so that none finds what another has translated.
    """

    exact = False

    def __init__(self, answer: Callable[[str], str]) -> None:
        self.name = f"answering{next(NUMBERS)}"
        self.answer = answer
        self.asked: list[str] = []

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        self.asked += texts
        return [Draft(self.answer(text), 0.9) for text in texts]
