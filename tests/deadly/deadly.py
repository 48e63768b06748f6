"""A summarizer plug-in that dies on some articles and never ends on others, for the batch tests."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any

from nlpkit import Draft, Length


class Deadly:
    name = "deadly"
    languages = None
    extractive = True

    def summarize(
        self,
        sentences: Sequence[str],
        *,
        length: Length,
        language: str,
        title: str | None = None,
        sizes: Sequence[int] | None = None,
    ) -> list[Draft]:
        if sentences[0].startswith("DEADLY"):
            os._exit(9)
        while sentences[0].startswith("ENDLESS"):
            time.sleep(3600)
        return [Draft(text, None, (i,)) for i, text in enumerate(sentences[: length.amount])]


def load(section: Any) -> Deadly:
    return Deadly()
