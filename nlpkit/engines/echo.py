"""Engines that answer with their own input: for tests, for
pipes, and to measure everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, takewhile

from ..config import SummarizerSection, TranslatorSection
from ..document import Draft
from .contracts import SummaryRequest


class EchoTranslator:
    """Answers every line with the line itself, for any pair of languages."""

    name = "echo"
    max_tokens = 1_000_000
    exact = True

    def supports(self, source: str, target: str) -> bool:
        return True

    def count(self, text: str) -> int:
        return len(text.split())

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, safe: bool = False
    ) -> list[Draft]:
        return [Draft(text, score=1.0) for text in texts]


class EchoSummarizer:
    """Takes the first sentences as the summary."""

    name = "echo"
    languages: frozenset[str] | None = None
    extractive = True

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        sentences, length = request.sentences, request.length
        ends = accumulate(length.sizes(sentences, request.sizes))
        fitting = sum(1 for _ in takewhile(lambda end: end <= length.amount, ends))
        return [Draft(text, sources=(i,)) for i, text in enumerate(sentences[: max(1, fitting)])]


def load_translator(section: TranslatorSection) -> EchoTranslator:
    """The echo translator; it needs nothing of its section."""
    return EchoTranslator()


def load_summarizer(section: SummarizerSection) -> EchoSummarizer:
    """The echo summarizer; it needs nothing of its section."""
    return EchoSummarizer()
