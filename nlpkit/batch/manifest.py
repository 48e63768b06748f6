"""The manifest of a batch: one line for each finished article, beside the results.

A line is written after its result is safely on the disk. So a batch that was killed goes on where
it stopped: an article is done when the manifest knows its content hash under the signature of the
present settings.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from .. import files


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task; `reason` says why it failed.

    Of an article that is done: its `title`, main `language` and number of `words`; `foreign`, the
    share of its characters that was in another language than the target, in [0, 1]; how many
    pieces in other languages stay `untranslated`.
    """

    name: str
    path: str
    sha256: str
    signature: str
    ok: bool
    reason: str | None = None
    seconds: float = 0.0
    title: str = ""
    language: str = ""
    words: int = 0
    foreign: float = 0.0
    untranslated: int = 0


def read_manifest(path: Path) -> dict[str, Outcome]:
    """The last outcome of each name; a line that a crash cut off is left out."""
    outcomes: dict[str, Outcome] = {}
    for line in files.read_lines(path) if path.exists() else ():
        try:
            outcome = Outcome(**json.loads(line))
        except (ValueError, TypeError):
            continue
        outcomes[outcome.name] = outcome
    return outcomes


def line(outcome: Outcome) -> str:
    """The manifest's line of an outcome."""
    return json.dumps(asdict(outcome), ensure_ascii=False)
