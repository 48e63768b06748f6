"""What a batch reads: files, records, archives; and what of it cannot be read or has changed."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from batch_runs import ECHO, TEXT, plan, run

from nlpkit import config
from nlpkit.batch import planning
from nlpkit.errors import ReadError


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


def test_records_are_not_held_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join(json.dumps({"text": f"Snow fell {n}."}) for n in range(5)))
    made = plan(file, tmp_path / "out")
    assert [task.article for task in made.tasks] == [None] * 5
    assert [task.article.text for task in made.loaded() if task.article] == [
        f"Snow fell {n}." for n in range(5)
    ]


def test_a_record_that_changes_after_the_plan_was_made_fails(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text('{"text": "Snow fell."}\n{"text": "Ice melted."}\n')
    made = plan(file, tmp_path / "out")
    file.write_text('{"text": "Snow fell."}\n{"text": "Ice stayed."}\n')
    first, second = run(made)
    assert first.ok
    assert "changed while the batch was running" in (second.reason or "")


def test_files_in_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "n.zip", "w") as target:
        for name in ("a.txt", "../b.txt", "deep/a.txt", "photo.jpg"):
            target.writestr(name, TEXT.format(n=1))
    outcomes = run(plan(tmp_path / "n.zip", tmp_path / "out"))
    assert all(o.ok for o in outcomes)
    results = sorted(p.relative_to(tmp_path / "out") for p in tmp_path.rglob("*.json"))
    assert len(results) == 3
    assert {"a.txt.json", "deep"} <= {path.parts[1] for path in results}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["n.zip", "out"]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT.format(n=1), encoding="utf-8")
    (outcome,) = run(plan(folder, out))
    assert outcome.ok
    assert outcome.path.endswith("caf\ufffd.txt")
    assert (plan(folder, out).done, (out / "summary.csv").exists()) == (1, True)


def test_archives_that_cannot_be_read_fail_alone(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "gone.zip").symlink_to(tmp_path / "nowhere.zip")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 not really")
    with zipfile.ZipFile(folder / "photos.zip", "w") as target:
        target.writestr("photo.jpg", "x")
    with zipfile.ZipFile(folder / "packed.zip", "w", zipfile.ZIP_LZMA) as target:
        target.writestr("a.txt", TEXT.format(n=1) * 50)
    data = (folder / "packed.zip").read_bytes()
    (folder / "packed.zip").write_bytes(data[:60] + bytes(20) + data[80:])
    (folder / "good.txt").write_text(TEXT.format(n=1), encoding="utf-8")
    made = plan(folder, tmp_path / "out")
    outcomes = {o.name: o for o in run(made)}
    assert {name for name, o in outcomes.items() if o.ok} == {"good.txt"}
    reasons = {name: o.reason or "" for name, o in outcomes.items()}
    assert "no such file" in reasons["gone.zip"]
    assert "is damaged" in reasons["broken.zip"]
    assert "holds no files that can be read" in reasons["photos.zip"]
    assert "is damaged" in reasons["packed.zip/a.txt"]
    assert folder / "photos.zip" / "photo.jpg" in made.passed


def test_an_archive_that_unpacks_to_far_too_much(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "n.zip", "w", zipfile.ZIP_DEFLATED) as target:
        for n in range(50):
            target.writestr(f"{n}.txt", "0" * 100_000)
    settings = config.load(overrides={**ECHO, "limits.max_bytes": 100_000})
    (outcome,) = run(plan(tmp_path / "n.zip", tmp_path / "out", config=settings))
    assert "too large when unpacked" in (outcome.reason or "")


def test_records_that_have_the_name_of_an_output(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "summary.csv").write_text(f"text\n{TEXT.format(n=1)}\n", encoding="utf-8")
    (outcome,) = run(plan(folder, out))
    assert outcome.ok
    assert (out / "summary.csv").is_file()


def test_a_file_that_is_gone_fails_alone(inbox: Path, tmp_path: Path) -> None:
    both = [inbox / "1.txt", inbox / "none.txt"]
    made = planning.plan(both, out=tmp_path / "out", config=config.load(overrides=ECHO))
    assert [(o.name, o.ok) for o in run(made)] == [("1.txt", True), ("none.txt", False)]
    with pytest.raises(ReadError, match="no such file"):
        plan(inbox / "none.txt", tmp_path / "out")


def test_a_file_that_changes_after_the_plan_was_made_fails(inbox: Path, tmp_path: Path) -> None:
    made = plan(inbox / "1.txt", tmp_path / "out")
    (inbox / "1.txt").write_text("Something else stands here now.", encoding="utf-8")
    (outcome,) = run(made)
    assert "changed while the batch was running" in (outcome.reason or "")


def test_results_of_other_files_that_are_written_anew_are_counted(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "news.txt").write_text(TEXT.format(n=1), encoding="utf-8")
    run(plan(tmp_path / "a", tmp_path / "out"))
    assert plan(tmp_path / "a", tmp_path / "out").replaced == 0
    (tmp_path / "b" / "news.txt").write_text(TEXT.format(n=2), encoding="utf-8")
    assert plan(tmp_path / "b", tmp_path / "out").replaced == 1


def test_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="no files to read"):
        plan(tmp_path / "empty", tmp_path / "out")
