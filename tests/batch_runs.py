"""What the tests of batches share: a folder of articles, its plan, and a run of it."""

from __future__ import annotations

from pathlib import Path

from nlpkit import config, pipeline
from nlpkit.batch import planning, running
from nlpkit.batch.manifest import Outcome
from nlpkit.batch.planning import Plan
from nlpkit.pipeline.workers import Here

ECHO = {"translator": {"backend": "echo", "phrasebook": False}}
TEXT = "The library opened on {n} May. Readers came early. Открытие прошло спокойно."


def fill(folder: Path) -> Path:
    """Write five articles, one of them in a folder below, and a file that cannot be read."""
    (folder / "deep").mkdir(parents=True)
    for n in range(1, 5):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    (folder / "deep" / "1.md").write_text("# Title\n\n" + TEXT.format(n=9), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 not really")
    return folder


def plan(inbox: Path, out: Path, **options: object) -> Plan:
    settings = options.pop("config", config.load(overrides=ECHO))
    return planning.plan([inbox], out=out, config=settings, **options)  # type: ignore[arg-type]


def run(made: Plan, jobs: int = 0) -> list[Outcome]:
    """Run the plan in so many processes, or in this one: what most tests do, for it is faster."""
    runner = None if jobs else Here(pipeline.build(made.config))
    return list(running.run(made, jobs=jobs, runner=runner))
