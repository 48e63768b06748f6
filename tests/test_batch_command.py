"""What a person sees of `nlpkit batch`: what it skips, its progress, its estimate."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from commands import Run, process

from nlpkit.cli import progress


def test_batch_names_what_it_skips(nlp: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text("The bridge opened in May.", encoding="utf-8")
    (tmp_path / "in/b.xyz").write_text("The ferry stopped in May.", encoding="utf-8")
    (tmp_path / "in/.hidden").write_text("Nothing.", encoding="utf-8")
    done = nlp("batch", tmp_path / "in", "--out", tmp_path / "out")
    assert (done.code, done.err.count("skipped")) == (0, 1)
    assert "b.xyz: skipped" in done.err
    again = nlp("batch", tmp_path / "in", "--out", tmp_path / "out", "--glob", "*.xyz")
    assert "skipped" not in again.err
    assert (tmp_path / "out/b.xyz.json").exists()


def test_batch_of_a_list_a_pattern_and_standard_input(nlp: Run, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text("The bridge opened in May.", encoding="utf-8")
    (tmp_path / "list").write_text(f"{tmp_path / 'a.txt'}\n\n", encoding="utf-8")
    arguments = ("--files-from", tmp_path / "list", tmp_path / "[bc].txt", "-", "--jobs", "1")
    done = process("batch", *arguments, "--out", tmp_path / "out", stdin=b"It snowed in Osh.")
    assert done.code == 0
    assert {p.name for p in (tmp_path / "out").glob("*.json")} == {
        "a.txt.json", "b.txt.json", "c.txt.json", "standard-input.json",
    }  # fmt: skip
    assert "name files or folders" in nlp("batch", "--out", tmp_path / "out").err


def test_batch_estimates_and_logs(nlp: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The bridge opened in May.", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    arguments = ("batch", tmp_path / "a.txt", tmp_path / "b.pdf", "--out", tmp_path / "out")
    tried = nlp(*arguments, "--dry-run")
    assert (tried.code, "2 to do" in tried.err, "judged by" in tried.err) == (0, True, True)
    assert not (tmp_path / "out").exists()
    done = nlp(*arguments, "--log-json", "--jobs", "1")
    lines = [json.loads(line) for line in done.err.splitlines()]
    assert done.code == 1
    assert {line["name"]: line["ok"] for line in lines[:-1]} == {"a.txt": True, "b.pdf": False}
    assert (lines[-1]["done"], lines[-1]["failed"]) == (1, 1)


def test_the_time_left_is_told_by_size_and_without_the_loading(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    # Three small articles and one of 17,000 bytes: each costs 1,000 bytes more.
    bar = progress.Progress({"a": 0, "b": 0, "c": 0, "d": 17_000})
    for seconds, name in ((100.0, "a"), (110.0, "b"), (120.0, "c")):
        now[0] = seconds
        bar.advance(name)
    assert (
        capsys.readouterr()
        .err.splitlines()[-1]
        .endswith("3 of 4 articles, 0.1 a second, about 3 min left")
    )
