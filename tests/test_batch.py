"""Batches: every article one result, failures alone, and going on after a stop of any kind."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from pyarrow import parquet

from nlpkit import config
from nlpkit.batch import local, planning, running
from nlpkit.batch.planning import Outcome, Plan
from nlpkit.errors import ConfigError, ReadError, WriteError

DEADLY = Path(__file__).parent / "deadly"
ECHO = {"translator": {"backend": "echo", "phrasebook": False}}
TEXT = "The library opened on {n} May. Readers came early. Открытие прошло спокойно."


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    for n in range(1, 5):
        (folder / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    (folder / "deep" / "1.md").write_text("# Title\n\n" + TEXT.format(n=9), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 not really")
    return folder


def plan(inbox: Path, out: Path, **options: object) -> Plan:
    settings = options.pop("config", config.load(overrides=ECHO))
    return planning.plan([inbox], out=out, config=settings, **options)  # type: ignore[arg-type]


def run(made: Plan, jobs: int = 1) -> list[Outcome]:
    return list(running.run(made, jobs=jobs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_article_gets_a_result_and_failures_stay_alone(
    inbox: Path, tmp_path: Path, jobs: int
) -> None:
    outcomes = {o.name: o for o in run(plan(inbox, tmp_path / "out"), jobs)}
    assert {name for name, o in outcomes.items() if not o.ok} == {"broken.pdf"}
    assert "PDF" in (outcomes["broken.pdf"].reason or "")
    results = sorted(p.relative_to(tmp_path / "out") for p in (tmp_path / "out").rglob("*.json"))
    assert [str(p) for p in results] == [
        "1.txt.json", "2.txt.json", "3.txt.json", "4.txt.json", "deep/1.md.json",
    ]  # fmt: skip
    data = json.loads((tmp_path / "out" / "1.txt.json").read_text(encoding="utf-8"))
    assert data["schema"] == "nlpkit/2"
    assert "1 May" in data["clean_text"]


def test_how_a_file_was_read_stands_in_its_result(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes("Утром на перевале выпал снег.".encode("cp1251"))
    (folder / "b.jsonl").write_text('{"id": "1", "text": "The road \\ud800 is open."}\n')
    run(plan(folder, tmp_path / "out"))
    for name, said in (("a.txt", "decoded_as"), ("b.jsonl/1", "undecoded")):
        data = json.loads((tmp_path / "out" / f"{name}.json").read_text(encoding="utf-8"))
        assert data["warnings"][0]["code"] == said


def test_done_is_not_done_again(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(plan(inbox, out))
    again = plan(inbox, out)
    assert (len(again.tasks), again.done, again.failed) == (0, 5, 1)

    (inbox / "2.txt").write_text("Another text. It is short.", encoding="utf-8")
    assert [task.name for task in plan(inbox, out).tasks] == ["2.txt"]
    (out / "3.txt.json").unlink()
    assert [task.name for task in plan(inbox, out).tasks] == ["2.txt", "3.txt"]
    assert [t.name for t in plan(inbox, out, retry_failed=True).tasks] == [
        "2.txt", "3.txt", "broken.pdf",
    ]  # fmt: skip
    assert len(plan(inbox, out, resume=False).tasks) == 6


def test_other_settings_start_anew(inbox: Path, tmp_path: Path) -> None:
    run(plan(inbox, tmp_path / "out"))
    other = config.load(overrides={**ECHO, "summarizer.length": "long"})
    assert len(plan(inbox, tmp_path / "out", config=other).tasks) == 6


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_formats_of_one_file(inbox: Path, tmp_path: Path, format: str) -> None:
    out = tmp_path / "out"
    run(plan(inbox, out, format=format))
    target = out / f"results.{format}"
    if format == "jsonl":
        rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        assert [row["schema"] for row in rows] == ["nlpkit/2"] * 5
    else:
        table = parquet.read_table(target)
        assert table.num_rows == 5
        assert parquet.ParquetFile(target).num_row_groups == 1, "a group a row would be slow"
        assert {"id", "path", "language", "clean_text", "summary", "json"} <= set(
            table.schema.names
        )
    run(plan(inbox, out, format=format))
    assert target.exists(), "a run with nothing to do leaves the whole file there"


def test_markdown(inbox: Path, tmp_path: Path) -> None:
    run(plan(inbox, tmp_path / "out", format="md"))
    assert "library opened" in (tmp_path / "out" / "1.txt.md").read_text(encoding="utf-8")


def test_many_articles_in_one_file(tmp_path: Path) -> None:
    rows = [{"id": f"a/{n}", "text": TEXT.format(n=n)} for n in range(3)]
    rows.insert(1, {"id": "bad"})
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    outcomes = run(plan(file, tmp_path / "out"))
    assert sum(o.ok for o in outcomes) == 3
    assert len(list((tmp_path / "out").rglob("*.json"))) == 3


def test_records_and_files_whose_names_clash_or_are_long(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    rows = [{"id": name, "text": TEXT.format(n=1)} for name in ("a", "A", "record-4", "../../b")]
    lines = [*map(json.dumps, rows[:3]), "not json", json.dumps(rows[3])]
    (folder / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / f"{'ы' * 124}.text").write_text(TEXT.format(n=2), encoding="utf-8")
    outcomes = run(plan(folder, out))
    assert [o.name for o in outcomes if not o.ok] == ["many.jsonl/#4"]
    results = list(out.rglob("*.json"))
    assert len({str(p).casefold() for p in results}) == 5
    assert sorted(tmp_path.iterdir()) == [folder, out], "nothing is written beside the output"


def test_a_share_stays_the_same_when_files_come_and_go(inbox: Path, tmp_path: Path) -> None:
    before = {t.name for t in plan(inbox, tmp_path / "o", shard="1/2").tasks}
    (inbox / "0.txt").write_text(TEXT.format(n=0), encoding="utf-8")
    after = {t.name for t in plan(inbox, tmp_path / "o", shard="1/2").tasks}
    assert before == after - {"0.txt"}


def test_shards_share_the_work(inbox: Path, tmp_path: Path) -> None:
    names = [{t.name for t in plan(inbox, tmp_path / "o", shard=f"{i}/3").tasks} for i in (1, 2, 3)]
    assert sum(map(len, names)) == len(set.union(*names)) == 6


@pytest.mark.parametrize("shard", ["0/2", "3/2", "x", "1/0", "1"])
def test_bad_shards(inbox: Path, tmp_path: Path, shard: str) -> None:
    with pytest.raises(ConfigError, match="is not a shard"):
        plan(inbox, tmp_path / "out", shard=shard)


def test_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="no files to read"):
        plan(tmp_path / "empty", tmp_path / "out")


def test_a_full_disk_stops_the_batch_and_keeps_what_is_done(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    made = plan(inbox, out)
    real, written = os.fsync, []

    def fsync(descriptor: int) -> None:
        if len(written) >= 6:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(descriptor)
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(WriteError, match="No space left"):
            run(made)
    assert not list(out.rglob("*.tmp"))
    left = plan(inbox, out)
    assert 0 < len(left.tasks) < 6
    run(left)
    assert len(list(out.glob("**/*.json"))) == 5


def test_a_manifest_cut_off_by_a_crash_is_read(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = plan(inbox, out)
    run(made)
    text = made.manifest.read_text(encoding="utf-8")
    made.manifest.write_text(text[:-40], encoding="utf-8")
    left = plan(inbox, out)
    assert len(left.tasks) == 1
    run(left)
    assert len(plan(inbox, out).tasks) == 0


def batch_process(inbox: Path, out: Path, jobs: int) -> subprocess.Popen[str]:
    settings = ["--set", "translator.backend=echo", "--set", "summarizer.backend=deadly"]
    path = os.pathsep.join([str(DEADLY), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-m", "nlpkit", "batch", inbox]
        + ["--out", out, "--jobs", str(jobs), *settings],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )


@pytest.mark.parametrize(
    ("stop", "jobs"), [(signal.SIGKILL, 1), (signal.SIGKILL, 2), (signal.SIGINT, 1)]
)
def test_stopped_and_gone_on(tmp_path: Path, stop: signal.Signals, jobs: int) -> None:
    """The last article never ends, so that no machine is fast enough to be done before the stop."""
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    for n in range(100):
        text = TEXT.format(n=n) * 20
        (inbox / f"{n:03}.txt").write_text(text, encoding="utf-8")
    (inbox / "last.txt").write_text("ENDLESS " + TEXT, encoding="utf-8")
    process = batch_process(inbox, out, jobs)
    while len(list(out.glob("*.json"))) < 10:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    os.killpg(process.pid, stop)
    process.communicate()
    before = {p.name: p.stat().st_mtime_ns for p in out.glob("*.json")}
    assert 10 <= len(before) <= 100
    for result in out.glob("*.json"):
        assert json.loads(result.read_text(encoding="utf-8"))["schema"] == "nlpkit/2"

    (inbox / "last.txt").write_text(TEXT, encoding="utf-8")
    process = batch_process(inbox, out, jobs)
    _, err = process.communicate()
    assert process.returncode == 0, err
    after = {p.name: p.stat().st_mtime_ns for p in out.glob("*.json")}
    assert len(after) == 101
    redone = [name for name in before if before[name] != after[name]]
    assert len(redone) <= 2 * jobs, "only what was under way is done again"


def test_the_death_of_a_worker_costs_its_article_alone(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "2.txt").write_text("DEADLY. " + TEXT, encoding="utf-8")
    monkeypatch.syspath_prepend(str(DEADLY))
    settings = config.load(
        overrides={"translator": {"backend": "echo"}, "summarizer": {"backend": "deadly"}}
    )
    outcomes = {o.name: o for o in run(plan(inbox, tmp_path / "out", config=settings), jobs=2)}
    assert {name for name, o in outcomes.items() if not o.ok} == {"2.txt", "broken.pdf"}
    assert "process died" in (outcomes["2.txt"].reason or "")


def test_on_ray(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray", reason="ray is not installed: pip install 'nlpkit[ray]'")
    monkeypatch.setenv("PYTHONPATH", str(DEADLY))
    monkeypatch.syspath_prepend(str(DEADLY))
    (inbox / "2.txt").write_text("DEADLY. " + TEXT, encoding="utf-8")
    settings = config.load(
        overrides={"translator": {"backend": "echo"}, "summarizer": {"backend": "deadly"}}
    )
    made = plan(inbox, tmp_path / "out", config=settings)
    outcomes = {o.name: o for o in running.run(made, jobs=2, engine="ray")}
    assert {name for name, o in outcomes.items() if not o.ok} == {"2.txt", "broken.pdf"}


def test_a_pool_that_breaks_between_two_tasks_loses_none(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker may die while nobody looks: then it is `submit` that finds the pool broken."""

    class Pool(ThreadPoolExecutor):
        def __init__(self) -> None:
            super().__init__(1)
            self.left = 3

        def submit(self, *arguments: object) -> Future[Outcome]:  # type: ignore[override]
            self.left -= 1
            if self.left < 0:
                raise BrokenProcessPool
            return super().submit(*arguments)  # type: ignore[arg-type]

    made = plan(inbox, tmp_path / "out")
    local._start(made, 1)
    monkeypatch.setattr(local, "_pool", lambda *_: Pool())
    assert sorted(o.name for o in run(made, jobs=2)) == sorted(t.name for t in made.tasks)


def test_results_of_a_batch_are_not_read_as_input(inbox: Path, tmp_path: Path) -> None:
    run(plan(inbox, inbox / "out"))
    assert len(plan(inbox, inbox / "out").tasks) == 0
