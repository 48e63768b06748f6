"""A batch on a Ray cluster: the same worker as here, one actor a job."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import ConfigError
from .planning import Outcome, Plan
from .running import Worker


def run_on_ray(plan: Plan, jobs: int) -> Iterator[Outcome]:
    """Outcomes as they come. Every node must see the input files and the output folder.

    Raises ConfigError when ray is not installed.
    """
    try:
        import ray
        from ray.util import ActorPool
    except ImportError as error:
        raise ConfigError("ray is not installed", hint="pip install 'nlpkit[ray]'") from error
    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    actor = ray.remote(num_cpus=1)(Worker)
    pool = ActorPool([actor.remote(plan, 1) for _ in range(jobs)])
    yield from pool.map_unordered(lambda worker, task: worker.do.remote(task), plan.tasks)
