"""The batch command: it plans from the options, shows a bar
while it works, and ends with a code.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import ConfigFile, Set, SummaryLength, To, settings
from .output import note

if TYPE_CHECKING:
    from ..batch.planning import Plan


def batch(
    inputs: Annotated[list[Path], typer.Argument(help="Files and folders.", metavar="IN...")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the results.")],
    glob: Annotated[
        list[str] | None, typer.Option(help="Only files of this pattern, e.g. '*.txt'.")
    ] = None,
    format: Annotated[str, typer.Option(help="json, jsonl, md or parquet.")] = "json",
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    shard: Annotated[str, typer.Option(help="This machine's share, e.g. 1/4.")] = "1/1",
    engine: Annotated[str, typer.Option(help="local or ray.")] = "local",
    resume: Annotated[bool, typer.Option(help="Skip what is done already.")] = True,
    retry_failed: Annotated[bool, typer.Option(help="Try again what failed before.")] = False,
    to: To = None,
    length: SummaryLength = None,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """Every article of files and folders, one result each; what is done is not done again."""
    from ..batch import planning
    from ..config import load

    overrides = settings(set_, translator__target=to, summarizer__length=length)
    plan = planning.plan(
        inputs,
        out=out,
        globs=glob or (),
        format=format,
        shard=shard,
        config=load(config, overrides),
        resume=resume,
        retry_failed=retry_failed,
    )
    raise typer.Exit(_run(plan, jobs, engine))


def _run(plan: Plan, jobs: int, engine: str) -> int:
    """Do a batch behind a progress bar.

    Return 0 when all is done, 1 when some failed, 2 when all did.
    """
    from rich import progress
    from rich.console import Console

    from ..batch import running

    console = Console(stderr=True)
    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
    )
    done, failed = plan.done, plan.failed
    for path in plan.passed:
        note(f"{path}: skipped, its suffix is none of those read; --glob names other files")
    if plan.done:
        note(f"{plan.done} of {plan.total} were done before")
    if plan.failed:
        note(f"{plan.failed} of {plan.total} failed before; --retry-failed tries them again")
    with progress.Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        bar = shown.add_task("Articles", total=len(plan.tasks))
        for outcome in running.run(plan, jobs=jobs, engine=engine):
            done, failed = done + outcome.ok, failed + (not outcome.ok)
            if not outcome.ok:
                note(f"{outcome.name}: {outcome.reason}")
            shown.advance(bar)
    note(f"{done} done, {failed} failed, results in {plan.out}")
    return 0 if not failed else 1 if done else 2
