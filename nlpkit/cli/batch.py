"""The batch command: makes the plan from the options, shows progress, returns an exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import ConfigFile, GlossaryFile, Set, SummaryLength, To, settings
from .output import note
from .progress import Progress, duration

if TYPE_CHECKING:
    from ..batch.manifest import Outcome
    from ..batch.planning import Plan
    from ..config import Config


Inputs = Annotated[
    list[str] | None,
    typer.Argument(help="Files, folders, patterns, or - for standard input.", metavar="IN..."),
]
Out = Annotated[Path, typer.Option("--out", help="Folder for the results.")]
FilesFrom = Annotated[
    str | None, typer.Option(help="A file that lists inputs, one a line; - for standard input.")
]
Glob = Annotated[list[str] | None, typer.Option(help="Only files of this pattern, e.g. '*.txt'.")]
TextColumn = Annotated[
    str | None, typer.Option(help="Column of csv, jsonl and parquet that holds the article.")
]
IdColumn = Annotated[str | None, typer.Option(help="Column that names the article's result.")]
Format = Annotated[
    str,
    typer.Option(
        help="json, md or html for each article; same: its file, translated; "
        "jsonl, parquet, sqlite for all."
    ),
]
Jobs = Annotated[int, typer.Option(min=0, help="Processes; 0 takes what cores and memory allow.")]
Address = Annotated[
    str | None, typer.Option(help="Ray cluster to use, or auto; none starts one here.")
]
Gpus = Annotated[float, typer.Option(min=0, help="GPUs for each process on Ray.")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what there is to do and how long it may take.")
]
LogJson = Annotated[
    bool, typer.Option("--log-json", help="A line of JSON for each article on standard error.")
]

Watch = Annotated[
    bool, typer.Option("--watch", help="Stay, and do what arrives later; Ctrl-C ends it.")
]


def batch(
    out: Out,
    inputs: Inputs = None,
    files_from: FilesFrom = None,
    glob: Glob = None,
    text_column: TextColumn = None,
    id_column: IdColumn = None,
    format: Format = "json",
    jobs: Jobs = 0,
    shard: Annotated[str, typer.Option(help="This machine's share, e.g. 1/4.")] = "1/1",
    engine: Annotated[str, typer.Option(help="local or ray.")] = "local",
    address: Address = None,
    gpus: Gpus = 0.0,
    resume: Annotated[bool, typer.Option(help="Skip what is done already.")] = True,
    retry_failed: Annotated[bool, typer.Option(help="Try again what failed before.")] = False,
    dry_run: DryRun = False,
    log_json: LogJson = False,
    watch: Watch = False,
    to: To = None,
    length: SummaryLength = None,
    glossary: GlossaryFile = None,
    config: ConfigFile = None,
    set_: Set = None,
) -> None:
    """Every article of files and folders, one result each; what is done is not done again."""
    from ..batch import planning, running
    from ..files import Columns, changes

    paths = _inputs(inputs or [], files_from)
    plan = partial(
        planning.plan, paths, out=out, globs=glob or (), format=format, shard=shard, resume=resume,
        retry_failed=retry_failed, columns=Columns(text_column, id_column),
        config=_config(config, set_, to, length, glossary),
    )  # fmt: skip
    run = partial(running.run, jobs=jobs, engine=engine, address=address, gpus=gpus)
    do = partial(_estimate, jobs=jobs) if dry_run else partial(_run, run=run, log_json=log_json)
    for _ in changes(paths, skip=out) if watch else ():
        do(_announced(plan(wait=True)))
    raise typer.Exit(do(_announced(plan())))


def _config(
    config: str | None,
    set_: list[str] | None,
    to: str | None,
    length: str | None,
    glossary: str | None,
) -> Config:
    from ..config import load

    options = {"translator__target": to, "translator__glossary": glossary}
    return load(config, settings(set_, summarizer__length=length, **options))


def _inputs(named: list[str], files_from: str | None) -> list[Path]:
    """Return the paths of the arguments and of the list, with patterns resolved."""
    from .. import files

    listed: list[str] = []
    if files_from is not None:
        if files_from == "-" and "-" in named:
            raise typer.BadParameter("standard input is an article or a list, not both")
        listed = files.listed(files_from)
    paths = files.resolve([*named, *listed])
    if not paths:
        raise typer.BadParameter("name files or folders, or a list of them by --files-from")
    return paths


def _announced(plan: Plan) -> Plan:
    """Print what the plan leaves out, and why. Return the plan."""
    for path in plan.passed:
        note(f"{path}: skipped, its suffix is none of those read; --glob names other files")
    if plan.replaced:
        note(f"{plan.replaced} results of other files with the same names are written anew")
    if plan.done:
        note(f"{plan.done} of {plan.total} were done before")
    if plan.failed:
        note(f"{plan.failed} of {plan.total} failed before; --retry-failed tries them again")
    return plan


def _run(plan: Plan, run: Callable[[Plan], Iterator[Outcome]], log_json: bool) -> int:
    """Run a batch and show its progress.

    Return 0 if all succeeded, 1 if some failed, 2 if all failed.
    """
    from ..batch import manifest

    done, failed = plan.done, plan.failed
    doubtful = sum(outcome.doubtful > 0 for outcome in plan.finished)
    sizes = {task.name: task.size for task in plan.tasks}
    with Progress(sizes, quiet=log_json) as progress:
        for outcome in run(plan):
            done, failed = done + outcome.ok, failed + (not outcome.ok)
            doubtful += outcome.doubtful > 0
            if log_json:
                print(manifest.line(outcome), file=sys.stderr, flush=True)
            elif not outcome.ok:
                note(f"{outcome.name}: {outcome.reason}")
            progress.advance(outcome.name)
    if log_json:
        ended = {"done": done, "failed": failed, "out": str(plan.out)}
        print(json.dumps(ended, ensure_ascii=False), file=sys.stderr)
    else:
        if doubtful:
            note(f"{doubtful} have translations that may be wrong: see summary{plan.suffix}.csv")
        note(f"{done} done, {failed} failed, results in {plan.out}")
    return 0 if not failed else 1 if done else 2


def _estimate(plan: Plan, jobs: int) -> int:
    """Print what a run would do and how long it would take, from a few trial articles."""
    from ..batch import estimating
    from ..render.view import plural

    count = f"{len(plan.tasks):,} to do"
    unreadable = sum(task.problem is not None for task in plan.tasks)
    if unreadable:
        count += f", {unreadable:,} of them cannot be read"
    note(count)
    estimate = estimating.estimate(plan, jobs)
    if estimate is not None:
        note(
            f"about {duration(estimate.seconds)} in {estimate.jobs} processes, "
            f"judged by {plural(estimate.tried, 'article')}; nothing was written"
        )
    return 0
