"""Batches: every article one result, failures alone, and going on after a stop of any kind."""

from __future__ import annotations

import csv
import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from batch_runs import ECHO, TEXT, plan, run
from pyarrow import parquet

from nlpkit import config, pipeline
from nlpkit.batch import estimating, local, running
from nlpkit.batch.manifest import Outcome
from nlpkit.batch.planning import Plan
from nlpkit.errors import ConfigError, WriteError
from nlpkit.pipeline.workers import Here, Workers
from nlpkit.translate.outcomes import MEMORY

DEADLY = Path(__file__).parent / "deadly"


@pytest.mark.parametrize("jobs", [0, 2])
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


@pytest.mark.parametrize("format", ["jsonl", "parquet", "sqlite"])
def test_formats_of_one_file(inbox: Path, tmp_path: Path, format: str) -> None:
    out = tmp_path / "out"
    run(plan(inbox, out, format=format))
    target = out / f"results.{format}"
    if format == "jsonl":
        rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        assert [row["schema"] for row in rows] == ["nlpkit/2"] * 5
    elif format == "sqlite":
        base = sqlite3.connect(target)
        rows = base.execute("SELECT path, language, summary FROM results ORDER BY path").fetchall()
        base.close()
        assert [Path(path).name for path, _, _ in rows] == [
            "1.txt", "2.txt", "3.txt", "4.txt", "1.md",
        ]  # fmt: skip
        assert all(language == "en" and summary for _, language, summary in rows)
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


def test_html(inbox: Path, tmp_path: Path) -> None:
    run(plan(inbox, tmp_path / "out", format="html"))
    assert "library opened" in (tmp_path / "out" / "1.txt.html").read_text(encoding="utf-8")


def test_the_table_of_all_articles(inbox: Path, tmp_path: Path) -> None:
    (inbox / "5.txt").write_text(TEXT.format(n=1), encoding="utf-8")
    (inbox / "=6.txt").write_text(TEXT.format(n=6), encoding="utf-8")
    run(plan(inbox, tmp_path / "out"))
    with open(tmp_path / "out" / "summary.csv", encoding="utf-8-sig", newline="") as stream:
        rows = {row["name"]: row for row in csv.DictReader(stream)}
    assert set(rows) == {
        "1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "'=6.txt", "broken.pdf", "deep/1.md",
    }  # fmt: skip
    good, bad = rows["1.txt"], rows["broken.pdf"]
    assert (good["status"], good["language"], good["words"]) == ("done", "en", "12")
    assert 0.2 < float(good["foreign"]) < 0.6
    assert bad["status"] == "failed"
    assert "PDF" in bad["reason"]
    assert (rows["5.txt"]["same_as"], good["same_as"]) == ("1.txt", "")


def test_the_page_of_all_articles(inbox: Path, tmp_path: Path) -> None:
    (inbox / "a & <b>.txt").write_text(TEXT.format(n=1), encoding="utf-8")
    run(plan(inbox, tmp_path / "out", format="html"))
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert page.index("broken.pdf") < page.index("1.txt"), "failures come first"
    assert '<a href="a%20%26%20%3Cb%3E.txt.html">a &amp; &lt;b&gt;.txt</a>' in page
    assert "6 articles" not in page
    assert "7 articles, 6 done, 1 failed" in page


def test_two_runs_on_one_folder(inbox: Path, tmp_path: Path) -> None:
    made = plan(inbox, tmp_path / "out")
    first = running.run(made, runner=Here(pipeline.build(made.config)))
    next(first)
    with pytest.raises(WriteError, match=f"is in use: process {os.getpid()}"):
        run(made)
    first.close()
    assert len(run(made)) == 6


def test_an_article_that_takes_too_long_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "1.txt").write_text("ENDLESS " + TEXT, encoding="utf-8")
    (inbox / "2.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.syspath_prepend(str(DEADLY))
    settings = config.load(
        overrides={
            "translator": {"backend": "echo"},
            "summarizer": {"backend": "deadly"},
            "limits": {"seconds": 20},
        }
    )
    outcomes = {o.name: o for o in run(plan(inbox, tmp_path / "out", config=settings), jobs=1)}
    assert outcomes["2.txt"].ok
    assert "not done within 20 seconds" in (outcomes["1.txt"].reason or "")


def test_the_estimate_writes_nothing(inbox: Path, tmp_path: Path) -> None:
    made = plan(inbox, tmp_path / "out")
    estimate = estimating.estimate(made, jobs=2)
    assert estimate is not None
    assert (estimate.jobs, estimate.tried) == (2, 3)
    assert estimate.seconds > 0
    assert not (tmp_path / "out").exists()


def test_another_form_of_the_whole_does_nothing_again(inbox: Path, tmp_path: Path) -> None:
    run(plan(inbox, tmp_path / "out", format="jsonl"))
    made = plan(inbox, tmp_path / "out", format="sqlite")
    assert len(made.tasks) == 0
    run(made)
    assert (tmp_path / "out" / "results.sqlite").exists()


def test_shares_run_side_by_side_but_not_beside_the_whole(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, second, whole = (plan(inbox, out, shard=s) for s in ("1/2", "2/2", "1/1"))
    begun = running.run(first, runner=Here(pipeline.build(first.config)))
    next(begun)
    assert len(run(second)) == len(second.tasks)
    with pytest.raises(WriteError, match="is in use"):
        run(whole)
    begun.close()


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


def batch_process(
    inbox: Path, out: Path, jobs: int, more: Sequence[str] = ()
) -> subprocess.Popen[str]:
    settings = ["--set", "translator.backend=echo", "--set", "summarizer.backend=deadly"]
    path = os.pathsep.join([str(DEADLY), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-m", "nlpkit", "batch", inbox]
        + ["--out", out, "--jobs", str(jobs), *settings, *more],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )


ARTICLES = 20  # those that are done before the stop, those under way at it, and as many after it


@pytest.mark.parametrize(
    ("stop", "jobs"), [(signal.SIGKILL, 1), (signal.SIGKILL, 2), (signal.SIGINT, 1)]
)
def test_stopped_and_gone_on(tmp_path: Path, stop: signal.Signals, jobs: int) -> None:
    """The last article never ends, so that no machine is fast enough to be done before the stop."""
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    for n in range(ARTICLES):
        text = TEXT.format(n=n) * 20
        (inbox / f"{n:03}.txt").write_text(text, encoding="utf-8")
    (inbox / "last.txt").write_text("ENDLESS " + TEXT, encoding="utf-8")
    process = batch_process(inbox, out, jobs)
    while len(list(out.glob("*.json"))) < 6:
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    os.killpg(process.pid, stop)
    process.communicate()
    before = {p.name: p.stat().st_mtime_ns for p in out.glob("*.json")}
    assert 6 <= len(before) <= ARTICLES
    for result in out.glob("*.json"):
        assert json.loads(result.read_text(encoding="utf-8"))["schema"] == "nlpkit/2"

    (inbox / "last.txt").write_text(TEXT, encoding="utf-8")
    process = batch_process(inbox, out, jobs)
    _, err = process.communicate()
    assert process.returncode == 0, err
    after = {p.name: p.stat().st_mtime_ns for p in out.glob("*.json")}
    assert len(after) == ARTICLES + 1
    redone = [name for name in before if before[name] != after[name]]
    assert len(redone) <= 2 * jobs, "only what was under way is done again"


def test_what_arrives_later_is_done_while_watching(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (inbox / "broken.pdf").unlink()
    process = batch_process(inbox, out, jobs=1, more=["--watch"])

    def wait_for(name: str) -> None:
        while not (out / name).exists():
            assert process.poll() is None, process.communicate()
            time.sleep(0.1)

    wait_for("index.html")
    # Watching begins a moment after the first run is done: the file is written until it is seen.
    while not (out / "5.txt.json").exists():
        assert process.poll() is None, process.communicate()
        (inbox / "5.txt").write_text(TEXT.format(n=5), encoding="utf-8")
        time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    process.communicate()
    assert process.returncode == 130


def test_the_death_of_a_worker_costs_its_article_alone(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "2.txt").write_text("DEADLY " + TEXT, encoding="utf-8")
    monkeypatch.syspath_prepend(str(DEADLY))
    settings = config.load(
        overrides={"translator": {"backend": "echo"}, "summarizer": {"backend": "deadly"}}
    )
    outcomes = {o.name: o for o in run(plan(inbox, tmp_path / "out", config=settings), jobs=2)}
    assert {name for name, o in outcomes.items() if not o.ok} == {"2.txt", "broken.pdf"}
    assert "process at work on this text ended" in (outcomes["2.txt"].reason or "")


def test_results_of_a_batch_are_not_read_as_input(inbox: Path, tmp_path: Path) -> None:
    run(plan(inbox, inbox / "out"))
    assert len(plan(inbox, inbox / "out").tasks) == 0


def test_articles_share_batches_and_fail_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    for n in range(30):
        (inbox / f"{n:02}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    (inbox / "10.txt").write_text("DEADLY " + TEXT, encoding="utf-8")
    (inbox / "20.txt").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(str(DEADLY))
    settings = config.load(
        overrides={"translator": {"backend": "echo"}, "summarizer": {"backend": "deadly"}}
    )
    groups: list[int] = []
    submit = Workers.submit

    def submitted(self: Workers, work: object, *arguments: Any, **options: Any) -> object:
        groups.append(len(arguments[1]))
        return submit(self, work, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Workers, "submit", submitted)
    outcomes = run(plan(inbox, tmp_path / "out", config=settings), jobs=1)
    assert {o.name for o in outcomes if not o.ok} == {"10.txt", "20.txt"}
    assert len(outcomes) == 30
    assert (groups[0], max(groups)) == (1, 7), "the first one tells how long they take"
    assert len(list((tmp_path / "out").glob("*.json"))) == 28


def test_articles_that_share_batches_have_the_results_of_each_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    for n in range(5):
        (inbox / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    made = plan(inbox, tmp_path / "out", config=config.load())
    alone = [result(made, outcome) for outcome in run(made)]
    MEMORY.clear()
    monkeypatch.setattr(local, "SHARES", 1)
    made = plan(inbox, tmp_path / "together", config=config.load())
    assert [result(made, outcome) for outcome in run(made)] == alone


def result(made: Plan, outcome: Outcome) -> dict[str, Any]:
    data = json.loads(made.result_path(outcome.name, outcome.path).read_text(encoding="utf-8"))
    assert set(data.pop("timings")) == {"preprocess", "translate", "summarize"}
    return data
