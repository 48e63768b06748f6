"""Worker processes: work that hangs, dies or is not wanted any more costs one process, no more.

The long waits here end at once when all is well; none of them measures the machine.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waiting import until

import nlpkit
from nlpkit.errors import NlpkitError, ReadError
from nlpkit.pipeline import workers as workers_module
from nlpkit.pipeline.tasks import Busy, Closed, Died, Late, Task
from nlpkit.pipeline.worker import Fault
from nlpkit.pipeline.workers import Here, Runner, Workers
from nlpkit.server import work

ECHO = {"translator": {"backend": "echo", "phrasebook": False}}
FOREVER = 3600


def pid(pipeline: nlpkit.Pipeline) -> int:
    return os.getpid()


def hang(pipeline: nlpkit.Pipeline, started: str = "") -> None:
    if started:
        Path(started).touch()
    time.sleep(FOREVER)


def die(pipeline: nlpkit.Pipeline) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def count(pipeline: nlpkit.Pipeline, n: int, *, then_hang: bool = False) -> Iterator[int]:
    yield from range(n)
    if then_hang:
        time.sleep(FOREVER)


def count_and_hang(pipeline: nlpkit.Pipeline, n: int) -> Iterator[int]:
    return count(pipeline, n, then_hang=True)


def refuse(pipeline: nlpkit.Pipeline) -> None:
    raise ReadError("there is no text", hint="paste an article")


def fail(pipeline: nlpkit.Pipeline, text: str) -> None:
    raise ValueError(f"not a number: {text}")


def summary(pipeline: nlpkit.Pipeline, text: str) -> str:
    return pipeline.summarize(text, length=1).text


def loaded_slowly(config: nlpkit.pipeline.Config) -> nlpkit.Pipeline:
    time.sleep(1)
    return nlpkit.pipeline.build(config)


def log(pipeline: nlpkit.Pipeline, text: str) -> None:
    logging.getLogger("a.library").warning("read %s", text)
    warnings.warn(text, stacklevel=1)


def workers_of(**server: float) -> Workers:
    return Workers(nlpkit.config.load(overrides={**ECHO, "server": server}))


@pytest.fixture(scope="module")
def one() -> Iterator[Workers]:
    """One worker and its spare, with no bound on time that a test would reach."""
    with workers_of(workers=1, seconds=600, queue_chars=10_000) as workers:
        yield workers


@pytest.fixture(scope="module", params=["processes", "here"])
def runner(request: pytest.FixtureRequest, one: Workers) -> Runner:
    return one if request.param == "processes" else Here(nlpkit.load(overrides=ECHO))


def test_an_answer(runner: Runner) -> None:
    text = "The library opened in May."
    assert runner.submit(summary, text, size=len(text)).result() == text


def test_values_come_one_by_one(runner: Runner) -> None:
    assert [*runner.submit(count, 3).items()] == [0, 1, 2]


def test_an_error_of_ours_arrives_whole(runner: Runner) -> None:
    with pytest.raises(ReadError) as caught:
        runner.submit(refuse).result()
    assert (caught.value.message, caught.value.hint) == ("there is no text", "paste an article")


def test_any_other_error_arrives_without_the_text(runner: Runner) -> None:
    with pytest.raises(Fault) as caught:
        runner.submit(fail, "secret").result()
    assert "ValueError" in str(caught.value)
    assert "in fail" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_answer_is_freed_with_its_task() -> None:
    """Without a collection of cycles, for which a large answer would wait."""
    task = Task(pid, (), until=FOREVER)
    seen, answer = weakref.ref(task.future), task.result
    task.start(lambda: None)
    task.end("an answer")
    assert answer() == "an answer"
    gc.disable()
    try:
        del task, answer
        assert seen() is None
    finally:
        gc.enable()


def test_a_process_serves_many_tasks(one: Workers) -> None:
    pids = {one.submit(pid).result() for _ in range(3)}
    assert len(pids) == 1
    assert os.getpid() not in pids


def test_a_cancelled_task_is_ended_and_its_process_replaced(one: Workers, tmp_path: Path) -> None:
    before = one.submit(pid).result()
    task = one.submit(hang, str(tmp_path / "started"), size=5000)
    until((tmp_path / "started").exists)
    task.cancel()
    assert one.submit(pid).result() != before
    until(lambda: one.size == 0)


def test_a_task_is_ended_when_nobody_waits_for_it(one: Workers) -> None:
    before = one.submit(pid).result()
    seen: list[int] = []
    for item in one.submit(count_and_hang, 3).items(stopped=lambda: len(seen) == 3):
        seen.append(item)
    assert seen == [0, 1, 2]
    for _ in one.submit(count_and_hang, 1).items():
        break
    assert one.submit(pid).result() != before


def test_a_task_that_waits_can_be_cancelled(one: Workers) -> None:
    first, second, third = one.submit(hang), one.submit(hang), one.submit(pid)
    second.cancel()
    first.cancel()
    assert third.result() > 0


def test_a_deadly_task_costs_its_process_alone(one: Workers) -> None:
    tasks = [one.submit(pid), one.submit(die), one.submit(pid)]
    before = tasks[0].result()
    with pytest.raises(Died, match="ended"):
        tasks[1].result()
    assert tasks[2].result() != before


def test_a_process_that_died_while_it_had_nothing_to_do_is_replaced(one: Workers) -> None:
    before = one.submit(pid).result()
    os.kill(before, signal.SIGKILL)
    until(lambda: _has_ended(before))
    assert one.submit(pid).result() != before


def _has_ended(process: int) -> bool:
    """Whether the child has ended with all its threads, so that its parent can take note of it."""
    try:
        ended = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, process, ended) is not None
    except ChildProcessError:  # the parent has taken note already
        return True


def _is_gone(process: int) -> bool:
    """Whether a process that is no child of this one has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_the_queue_counts_characters_and_frees_them(one: Workers) -> None:
    task = one.submit(hang, size=9_000)
    with pytest.raises(Busy) as caught:
        one.submit(pid, size=1_001)
    assert caught.value.hint
    small = one.submit(pid, size=1_000)
    task.cancel()
    assert small.result() > 0
    until(lambda: one.size == 0)
    assert one.submit(pid, size=10_000).result() > 0


def test_a_late_task_is_ended_and_others_are_not_disturbed() -> None:
    patient = nlpkit.config.load(overrides={"server.seconds": FOREVER})
    with workers_of(workers=2, seconds=2) as workers:
        until(workers._loaded)
        started = {process._process.pid for process in workers._processes}
        late = workers.submit(hang)
        workers.config = patient  # the others have as long as a busy machine needs
        assert workers.submit(pid).result() in started
        with pytest.raises(Late, match="within 2 seconds") as caught:
            late.result()
        assert "server.seconds" in (caught.value.hint or "")
        assert workers.submit(pid).result() > 0


def test_a_process_that_loads_is_not_killed_by_a_task_that_is_not_wanted() -> None:
    config = nlpkit.config.load(overrides={**ECHO, "server": {"workers": 1, "seconds": 600}})
    with Workers(config, make=loaded_slowly) as workers:
        workers.submit(hang).cancel()
        started = {process._process.pid for process in workers._processes}
        assert workers.submit(pid).result() in started


def test_closing_ends_whatever_runs() -> None:
    workers = workers_of(workers=1)
    tasks = [workers.submit(hang), workers.submit(hang)]
    closing = threading.Thread(target=workers.close)
    closing.start()
    for task in tasks:
        with pytest.raises(Closed):
            task.result()
    closing.join()
    assert not any(process.alive for process in workers._processes)
    with pytest.raises(NlpkitError, match="stopping"):
        workers.submit(pid)


def test_a_machine_without_room_for_a_process_costs_no_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, refused = workers_module.Process, [OSError(), OSError()]

    def process(*arguments: Any, **options: Any) -> Any:
        if refused:
            raise refused.pop()
        return real(*arguments, **options)

    with workers_of(workers=1, seconds=600) as workers:
        workers.submit(pid).result()
        monkeypatch.setattr(workers_module, "SECONDS_BETWEEN_TRIES", 0.01)
        monkeypatch.setattr(workers_module, "Process", process)
        for _ in range(3):
            with pytest.raises(Died):
                workers.submit(die).result()
        assert workers.submit(pid).result() > 0
        assert not refused


def test_no_text_reaches_the_log_of_a_worker(capfd: pytest.CaptureFixture[str]) -> None:
    config = nlpkit.config.load(overrides={**ECHO, "server": {"workers": 1, "seconds": 600}})
    with Workers(config, work.make) as workers:
        workers.submit(log, "secret").result()
        said = capfd.readouterr().err
    assert "a.library" in said
    assert "UserWarning" in said
    assert "secret" not in said


PARENT = """
import os, nlpkit
from nlpkit.pipeline.workers import Workers
from test_workers import ECHO, hang, pid
if __name__ == "__main__":
    workers = Workers(nlpkit.config.load(overrides={**ECHO, "server": {"workers": 1}}))
    print(workers.submit(pid).result(), flush=True)
    workers.submit(hang).result()
"""


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    here = Path(__file__).parent  # the script imports this module
    paths = os.pathsep.join([str(here.parent), str(here)])
    with subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.kill()
        until(lambda: _is_gone(worker))
