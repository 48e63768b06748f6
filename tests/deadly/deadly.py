"""A summarizer plug-in whose process dies on certain articles, for the batch tests."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from nlpkit import Draft


class Deadly:
    name = "deadly"
    languages = None
    extractive = True

    def summarize(
        self, sentences: Sequence[str], *, count: int, language: str, title: str | None = None
    ) -> list[Draft]:
        if sentences[0].startswith("DEADLY"):
            os._exit(9)
        return [Draft(text, None, (i,)) for i, text in enumerate(sentences[:count])]


def load(section: Any) -> Deadly:
    return Deadly()
