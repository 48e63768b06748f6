"""Does what a plan says, in processes of this computer or on a Ray cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .. import files
from ..errors import ConfigError
from ..extras import require
from ..pipeline.workers import Runner
from . import manifest
from .local import run_in_processes, run_with
from .manifest import Outcome
from .outputs import put_together
from .planning import Plan

ENGINES = ("local", "ray")


def run(
    plan: Plan,
    *,
    jobs: int = 0,
    engine: str = "local",
    address: str | None = None,
    gpus: float = 0.0,
    runner: Runner | None = None,
) -> Iterator[Outcome]:
    """Do the tasks of a plan. Every outcome is in the manifest before it is yielded.

    `jobs` is the number of processes; 0 means as many as cores and memory allow. `address` is that
    of a Ray cluster, and `gpus` the number of GPUs of each process there. If a `runner` is given,
    it is used instead of new processes.

    Guarantees:
    - a failure of one article, even the death of its process, makes only that article fail;
    - results are written whole or not at all;
    - two runs never write to one folder at the same time.

    Raises WriteError when results cannot be written (the disk is full) or another run is writing
    there, ConfigError for an unknown engine, MissingExtra where the engine or the format is not
    installed.
    """
    _check(plan, engine)
    outcomes = list(plan.finished)
    with _held(plan), files.append_lines(plan.manifest) as append:
        if runner is not None:
            work = run_with(runner, plan)
        elif engine == "local":
            work = run_in_processes(plan, jobs)
        else:
            work = _on_ray(plan, jobs, address, gpus)
        for outcome in work if plan.tasks else ():
            append(manifest.line(outcome))
            outcomes.append(outcome)
            yield outcome
        put_together(plan, outcomes)


def _check(plan: Plan, engine: str) -> None:
    """Raise now what would be raised when all the work is done."""
    if engine not in ENGINES:
        raise ConfigError(f"unknown engine {engine!r}", hint=f"use one of: {', '.join(ENGINES)}")
    if plan.format == "parquet":
        require("parquet", "--format parquet")


@contextmanager
def _held(plan: Plan) -> Iterator[None]:
    """Hold the output folder of the plan while the block runs. Raises WriteError."""
    folder, share = plan.locks
    alone = plan.shard[1] == 1
    with files.locked(folder, shared=not alone), files.locked(share):
        if alone:  # otherwise other shares may be writing there
            files.remove_unfinished(plan.out)
        yield


def _on_ray(plan: Plan, jobs: int, address: str | None, gpus: float) -> Iterator[Outcome]:
    from .ray import run_on_ray

    return run_on_ray(plan, jobs, address, gpus)
