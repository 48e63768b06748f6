"""A batch on a Ray cluster of two nodes on this computer: the same results, whatever is lost."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batch_runs import TEXT, fill, plan

from nlpkit import config
from nlpkit.batch import running
from nlpkit.batch.ray import _outcomes
from nlpkit.errors import EngineError

ray = pytest.importorskip("ray", reason="ray is not installed: pip install 'nlpkit[ray]'")
DEADLY = Path(__file__).parent / "deadly"
SETTINGS = {"translator": {"backend": "echo"}, "summarizer": {"backend": "deadly"}}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cluster with two cores on each of two nodes. Its processes know the plug-in."""
    with pytest.MonkeyPatch.context() as patch:
        path = os.environ.get("PYTHONPATH")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(DEADLY), path])))
        patch.setenv("DEADLY_MARK", str(tmp_path_factory.mktemp("mark") / "done"))
        patch.syspath_prepend(str(DEADLY))
        started = start_cluster()
        ray.init(address=started.address, log_to_driver=False)
        yield started
        ray.shutdown()
        started.shutdown()


def start_cluster() -> Any:
    """Start the cluster. Ray gives a node thirty seconds, too few on some busy machines."""
    from ray.cluster_utils import Cluster

    for _ in range(3):
        cluster = None
        try:
            cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2})
            cluster.second = cluster.add_node(num_cpus=2)
        except Exception as error:
            if cluster is not None:
                cluster.shutdown()
            reason = error
        else:
            return cluster
    pytest.skip(f"Ray does not start here: {reason}")


def results(out: Path) -> dict[str, str]:
    """Return the JSON of each article without the times."""
    return {
        str(path.relative_to(out)): re.sub(r'"timings": \{[^}]*\}', "", path.read_text("utf-8"))
        for path in out.rglob("*.json")
    }


@pytest.mark.parametrize("nodes", [[], [{"Alive": True, "Resources": {}}]])
def test_a_cluster_without_cores_is_an_error(
    nodes: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ray, "nodes", lambda: nodes)
    made = plan(fill(tmp_path / "in"), tmp_path / "out", config=config.load(overrides=SETTINGS))
    with pytest.raises(EngineError, match="no cores"):
        next(_outcomes(made, 0, 0))


@pytest.mark.timeout(1800)  # Ray starts a dozen processes, each of which loads much
def test_the_same_results_as_here_without_an_actor_and_without_a_node(
    cluster: Any, tmp_path: Path
) -> None:
    inbox = fill(tmp_path / "in")
    for n in range(20):
        (inbox / f"more-{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    rows = [json.dumps({"id": n, "text": TEXT.format(n=n)}) for n in range(10)]
    (inbox / "many.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (inbox / "2.txt").write_text("DEADLY " + TEXT, encoding="utf-8")
    (inbox / "more-5.txt").write_text("ORPHANED " + TEXT, encoding="utf-8")
    settings = config.load(overrides=SETTINGS)
    done = []
    made = plan(inbox, tmp_path / "ray", config=settings)
    for outcome in running.run(made, jobs=2, engine="ray"):
        done.append(outcome)
        if len(done) == 10:
            cluster.remove_node(cluster.second, allow_graceful=False)
    assert len({outcome.name for outcome in done}) == len(done) == 36
    assert {o.name for o in done if not o.ok} == {"2.txt", "broken.pdf"}
    assert Path(os.environ["DEADLY_MARK"]).exists(), "an actor was killed"
    for _ in running.run(plan(inbox, tmp_path / "here", config=settings), jobs=1):
        pass
    assert results(tmp_path / "ray") == results(tmp_path / "here")
