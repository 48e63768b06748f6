"""The manifest of a batch: one line for each finished article, beside the results.

A line is written after its result is safely on the disk. An article is done when the manifest has
its content hash under the signature of the present settings. So a batch that was killed continues
where it stopped.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from .. import files


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a task; `reason` says why it failed, and `code` is that of its error (see
    `NlpkitError`).

    For a finished article there are `title`, main `language` and number of `words`. `foreign` is
    the share of its characters, in [0, 1], in another language than the target. `untranslated` is
    the number of pieces that stay in another language, `doubtful` that of translated pieces that
    have a reason for doubt.
    """

    name: str
    path: str
    sha256: str
    signature: str
    ok: bool
    reason: str | None = None
    code: str = ""
    seconds: float = 0.0
    title: str = ""
    language: str = ""
    words: int = 0
    foreign: float = 0.0
    untranslated: int = 0
    doubtful: int = 0


def read_manifest(path: Path) -> dict[str, Outcome]:
    """Return the last outcome of each name. A line that a crash cut off is left out."""
    outcomes: dict[str, Outcome] = {}
    for line in files.read_lines(path) if path.exists() else ():
        try:
            outcome = Outcome(**json.loads(line))
        except (ValueError, TypeError):
            continue
        outcomes[outcome.name] = outcome
    return outcomes


def line(outcome: Outcome) -> str:
    """Return the manifest's line of an outcome."""
    return json.dumps(asdict(outcome), ensure_ascii=False)
