"""A summarizer plug-in for the batch tests: it dies on some articles and never ends on others.

On an article of a third kind it ends the process above its own, once: it leaves a file that says so
where DEADLY_MARK tells.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
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
        if sentences[0].startswith("ORPHANED") and not Path(os.environ["DEADLY_MARK"]).exists():
            Path(os.environ["DEADLY_MARK"]).touch()
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(3600)
        while sentences[0].startswith("ENDLESS"):
            time.sleep(3600)
        return [
            Draft(text, None, (i,)) for i, text in enumerate(sentences[: request.length.amount])
        ]


def load(section: Any) -> Deadly:
    return Deadly()
