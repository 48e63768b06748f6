"""A summarizer plug-in that dies on some articles and never ends on others, for the batch tests."""

from __future__ import annotations

import os
import time
from typing import Any

from nlpkit import Draft, SummaryRequest


class Deadly:
    name = "deadly"
    languages = None
    extractive = True

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        sentences = request.sentences
        if sentences[0].startswith("DEADLY"):
            os._exit(9)
        while sentences[0].startswith("ENDLESS"):
            time.sleep(3600)
        return [
            Draft(text, None, (i,)) for i, text in enumerate(sentences[: request.length.amount])
        ]


def load(section: Any) -> Deadly:
    return Deadly()
