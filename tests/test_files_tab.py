"""What the Files tab makes of many files: their names, results, failures and other tries."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from visiting import SAY, TEXT, Noting, file, run

import nlpkit
from nlpkit.batch import tasks
from nlpkit.batch.manifest import Outcome
from nlpkit.batch.planning import Plan
from nlpkit.errors import WriteError
from nlpkit.files import PrivateFolder
from nlpkit.glossary import Glossary
from nlpkit.pipeline.tasks import Died
from nlpkit.ui import many
from nlpkit.ui.downloads import Downloads
from nlpkit.ui.many import Job, Shown, Visit


def test_files_count_in_the_queue_as_much_as_their_bytes(
    runner: Noting, folder: PrivateFolder
) -> None:
    small, large = file(folder), file(folder, TEXT * 100)
    run(runner, [small, large], Visit(), folder.new(), Downloads())
    # The plan reads them all; no file counts for more than the largest text.
    assert runner.sizes == [1000, small.stat().st_size, 1000]


def test_files_go_by_the_names_that_visitors_know(runner: Noting, folder: PrivateFolder) -> None:
    paths = [file(folder), file(folder, TEXT + " More."), file(folder, name="other.txt")]
    *_, last = run(runner, paths, Visit(), folder.new(), Downloads())
    assert re.findall(r"Result of ([^\"]+)", last.table or "") == [
        "note.txt",
        "note-2.txt",
        "other.txt",
    ]
    assert "nlpkit-results.csv" in last.archive


@pytest.fixture(scope="module")
def shipped() -> Noting:
    return Noting(nlpkit.load(overrides={"translator": {"model": "ru-en-base"}}))


def test_files_come_back_in_their_own_format(shipped: Noting, folder: PrivateFolder) -> None:
    rows = [{"id": n, "text": "Доброе утро!", "left": n} for n in range(2)]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    paths = [
        file(folder, lines, "rows.jsonl"),
        file(folder, "<p>Доброе <b>утро</b>!</p>", "page.html"),
        file(folder, lines, "rows.jsonl"),
    ]
    own, visit = folder.new(), Visit()
    job = Job(paths, "en", "short", "same")
    *_, last = many.run(shipped, job, visit, SAY, own, Downloads())
    assert "is-failed" not in (last.table or "")
    made = {path.name: path.read_text("utf-8") for path in own.rglob("translated/*")}
    assert sorted(made) == ["page.html", "rows-2.jsonl", "rows.jsonl"]
    assert made["rows.jsonl"] == made["rows-2.jsonl"]
    assert [json.loads(line) for line in made["rows.jsonl"].splitlines()] == [
        {**row, "text": "Good morning!"} for row in rows
    ]
    links = re.findall(r'href="download/[^/]+/([^"]+)"', last.table or "")
    assert links == ["rows.jsonl"] * 2 + ["page.html"] + ["rows-2.jsonl"] * 2
    assert visit.offer is not None
    assert visit.offer.files["rows-2.jsonl"]() == own / "results/translated/rows-2.jsonl"


def in_own_format(
    runner: Noting, paths: list[Path], visit: Visit, own: Path, downloads: Downloads
) -> Shown:
    """Return what is shown at the end of a run whose files come back in their own format."""
    job = Job(paths, "en", "short", "same")
    *_, last = many.run(runner, job, visit, SAY, own, downloads)
    return last


def lines(*ids: str) -> str:
    """Return the lines of a file of records with these ids."""
    return "".join(json.dumps({"id": one, "text": f"Text {one}."}) + "\n" for one in ids)


def states(shown: Shown) -> list[str]:
    """Return the state of each row of the table."""
    return re.findall(r'<tr class="is-(\w+)"', shown.table or "")


def test_uploads_with_one_name_are_told_apart(runner: Noting, folder: PrivateFolder) -> None:
    paths = [
        file(folder, lines("a", "b"), "rows.jsonl"),
        file(folder, lines("c"), "rows.jsonl"),
        file(folder, lines("d"), "ROWS-2.jsonl"),
        file(folder, "page,text\n1,One.\n", "v1.5 rows.csv"),
        file(folder, "page,text\n2,Two.\n", "v1.5 rows.csv"),
    ]
    own = folder.new()
    in_own_format(runner, paths, Visit(), own, Downloads())
    made = {path.name: path.read_text("utf-8") for path in own.rglob("translated/*")}
    assert made == {
        "rows.jsonl": lines("a", "b"),
        "rows-3.jsonl": lines("c"),
        "ROWS-2.jsonl": lines("d"),
        "v1.5 rows.csv": "page,text\n1,One.\n",
        "v1.5 rows-2.csv": "page,text\n2,Two.\n",
    }


def test_names_of_uploads_of_several_requests_have_no_folders(
    runner: Noting, folder: PrivateFolder
) -> None:
    """The server stores the files of each request in a folder, and each in a folder of its own."""
    paths = []
    for name in ("first.txt", "second.txt"):
        path = folder.new() / f"hash-of-{name}" / name
        path.parent.mkdir()
        path.write_text(TEXT, encoding="utf-8")
        paths.append(path)
    *_, last = run(runner, paths, Visit(), folder.new(), Downloads())
    assert re.findall(r"Result of ([^\"]+)", last.table or "") == ["first.txt", "second.txt"]


def test_files_in_an_archive_come_back_in_their_own_format(
    runner: Noting, folder: PrivateFolder
) -> None:
    packed = folder.new() / "a.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("page.html", "<p>The library opened.</p>")
    own = folder.new()
    in_own_format(runner, [packed], Visit(), own, Downloads())
    made = own / "results/translated/a.zip/page.html"
    assert made.read_text("utf-8") == "<p>The library opened.</p>"


def test_files_are_offered_under_safe_names(runner: Noting, folder: PrivateFolder) -> None:
    names = {
        "note_1.txt": "note_1.txt",
        "Отчёт.html": "result-2.html",
        "two words.txt": "result-3.txt",
        "Result-3.txt": "result-4.txt",
        f"{'n' * 97}.txt": "result-5.txt",
        "mail.eml": "mail.eml.translation.txt",
        "new mail.eml": "result-7.translation.txt",
        "nlpkit-results.csv": "result-8.csv",
    }
    texts = {"eml": "Subject: x\n\nIt rains.\n", "csv": "id,text\n1,It rains.\n"}
    paths = [file(folder, texts.get(name[-3:], "It rains."), name) for name in names]
    packed = folder.new() / "my rows.jsonl.gz"
    packed.write_bytes(gzip.compress(lines("a").encode()))
    visit = Visit()
    in_own_format(runner, [*paths, packed], visit, folder.new(), Downloads())
    assert visit.offer is not None
    offered = {*names.values(), "result-9.jsonl.gz", "nlpkit-results.csv", "nlpkit-results.zip"}
    assert set(visit.offer.files) == offered


def test_a_table_that_cannot_be_written_leaves_the_others_alone(
    runner: Noting, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = many.write_table

    def full(pipeline: nlpkit.Pipeline, plan: Plan, path: Path, *arguments: Any) -> None:
        if path.name == "bad.jsonl":
            raise WriteError("there is no space on the disk")
        if path.name == "broken.jsonl":
            raise KeyError(path.name)
        write(pipeline, plan, path, *arguments)

    monkeypatch.setattr(many, "write_table", full)
    names = ("bad.jsonl", "good.jsonl", "broken.jsonl")
    paths = [file(folder, lines("a", "b"), name) for name in names]
    visit, offered = Visit(), Downloads()
    last = in_own_format(runner, paths, visit, folder.new(), offered)
    assert states(last) == ["failed"] * 2 + ["done"] * 2 + ["failed"] * 2
    assert "articles: 2 · failed: 4" in last.status
    assert "server&#x27;s settings" in (last.table or "")
    assert "nlpkit failed on this file" in (last.table or "")
    assert visit.offer is not None
    assert set(visit.offer.files) == {"good.jsonl", many.TABLE, many.ARCHIVE}
    assert str(visit.offer.files[many.TABLE]()).count("failed,") == 4

    # The records of the table are done: it alone is written again.
    monkeypatch.setattr(many, "write_table", write)
    runner.sizes.clear()
    *_, last = many.again(runner, visit, 0, SAY, offered)
    assert states(last) == ["done"] * 4 + ["failed"] * 2
    assert runner.sizes == [paths[0].stat().st_size]


def test_a_record_that_is_tried_again_is_put_into_its_table_alone(
    runner: Noting, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    do, write, deaths = many.do, many.write_table, ["the process at work on this text ended"]
    written: list[str] = []

    def dying(*arguments: Any) -> Outcome:
        if deaths:
            raise Died(deaths.pop())
        return do(*arguments)

    def noting(pipeline: nlpkit.Pipeline, plan: Plan, path: Path, *arguments: Any) -> None:
        written.append(path.name)
        write(pipeline, plan, path, *arguments)

    monkeypatch.setattr(many, "do", dying)
    monkeypatch.setattr(many, "write_table", noting)
    paths = [file(folder, lines("a", "b"), name) for name in ("one.jsonl", "two.jsonl")]
    visit, offered = Visit(), Downloads()
    last = in_own_format(runner, paths, visit, folder.new(), offered)
    assert states(last) == ["failed", "done", "done", "done"]
    assert written == ["one.jsonl", "two.jsonl"]
    *_, last = many.again(runner, visit, 0, SAY, offered)
    assert states(last) == ["done"] * 4
    assert written == ["one.jsonl", "two.jsonl", "one.jsonl"]


def test_the_status_tells_how_many_records_are_translated(
    runner: Noting, folder: PrivateFolder
) -> None:
    whole = file(folder, lines("a", "b"), "rows.jsonl")
    part = file(folder, "{}\n" + lines("b"), "rows.jsonl")
    last = in_own_format(runner, [whole], Visit(), folder.new(), Downloads())
    assert "records" not in last.status, "all are"
    *_, last = run(runner, [part], Visit(), folder.new(), Downloads())
    assert "records" not in last.status, "each has a result of its own"
    last = in_own_format(runner, [part], Visit(), folder.new(), Downloads())
    assert "failed: 1 · 1 of 2 records translated" in last.status


def test_records_that_are_done_before_a_stop_come_back(
    runner: Noting, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    do, visit = many.do, Visit()

    def stopping(pipeline: nlpkit.Pipeline, plan: Plan, task: tasks.Task, terms: Glossary) -> Any:
        visit.stopped = task.name.endswith("/b")
        return do(pipeline, plan, task, terms)

    monkeypatch.setattr(many, "do", stopping)
    paths = [file(folder, lines("a", "b", "c"), "rows.jsonl"), file(folder)]
    last = in_own_format(runner, paths, visit, folder.new(), Downloads())
    assert "Stopped" in last.status
    assert " of 3 records translated" in last.status
    assert visit.offer is not None
    made = visit.offer.files["rows.jsonl"]()
    assert isinstance(made, Path)
    assert made.read_text("utf-8") == lines("a", "b", "c")


def test_an_error_of_another_try_is_told_in_words(
    runner: Noting, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit()
    run(runner, [file(folder, "")], visit, folder.new(), Downloads())

    def full(*arguments: Any) -> Outcome:
        raise WriteError("there is no space on the disk")

    monkeypatch.setattr(many, "do", full)
    *_, last = many.again(runner, visit, 0, SAY, Downloads())
    assert "This cannot be done with the server&#x27;s settings." in last.status
    assert not last.running


def test_a_row_tells_what_may_be_wrong(shipped: Noting, folder: PrivateFolder) -> None:
    text = "Бурение скважин. Гарантия. Рассрочка.\n\nОны кыргызча айтты: жол оңдолот."
    *_, last = run(shipped, [file(folder, text)], Visit(), folder.new(), Downloads())
    told = "<td>fragments not translated: 1; translations that may be wrong: "
    assert told in (last.table or "")


def test_a_file_that_comes_back_as_text_says_so(runner: Noting, folder: PrivateFolder) -> None:
    paths = [
        file(folder, "Subject: x\n\nКуплю дом.\n", "mail.eml"),
        file(folder),
        file(folder, lines("a"), "rows.jsonl"),
    ]
    last = in_own_format(runner, paths, Visit(), folder.new(), Downloads())
    texts = [row.count("<td>as text") for row in (last.table or "").split("<tr ")[1:]]
    assert texts == [1, 0, 0]
    *_, last = run(runner, paths, Visit(), folder.new(), Downloads())
    assert "as text" not in (last.table or "")


def test_files_are_translated_by_the_glossary(runner: Noting, folder: PrivateFolder) -> None:
    terms = Glossary.of({"лавка": "keep"})
    job = Job([file(folder, "В посёлке открылась лавка.")], "en", "short", "json", terms)
    own = folder.new()
    list(many.run(runner, job, Visit(), SAY, own, Downloads()))
    (made,) = own.rglob("*.json")
    assert terms.fingerprint in json.loads(made.read_text("utf-8"))["signature"]


def test_a_file_that_failed_is_tried_again_alone(
    runner: Noting, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    do, deaths = many.do, ["the process at work on this text ended"]

    def dying(*arguments: Any) -> Outcome:
        if deaths:
            raise Died(deaths.pop())
        return do(*arguments)

    monkeypatch.setattr(many, "do", dying)
    first, second = file(folder, name="first.txt"), file(folder)
    visit, offered = Visit(), Downloads()
    *_, last = run(runner, [first, second], visit, folder.new(), offered)
    assert re.findall(r'data-again="(\d)"', last.table or "") == ["0"]
    runner.sizes.clear()
    begun, last = many.again(runner, visit, 0, SAY, offered)
    assert "Trying first.txt again" in begun.status
    assert begun.archive is None, "what can be downloaded stays"
    assert runner.sizes == [first.stat().st_size]
    assert "articles: 2<" in last.status
    assert re.findall(r"Result of ([^\"]+)", last.table or "") == ["first.txt", "note.txt"]
    assert list(many.again(runner, visit, 0, SAY, offered)) == [], "it is done"
    assert list(many.again(runner, visit, 9, SAY, offered)) == []
    assert list(many.again(runner, Visit(), 0, SAY, offered)) == []


def test_a_file_that_fails_again_says_so(runner: Noting, folder: PrivateFolder) -> None:
    visit = Visit()
    run(runner, [file(folder, "")], visit, folder.new(), Downloads())
    *_, last = many.again(runner, visit, 0, SAY, Downloads())
    assert "failed: 1" in last.status
    assert 'data-again="0"' in (last.table or "")
    assert not last.running


def test_a_busy_server_is_waited_for(
    runner: Noting, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "SECONDS_BETWEEN_TRIES", 0)
    runner.busy = 3
    *_, last = run(runner, [file(folder)], Visit(), folder.new(), Downloads())
    assert "articles: 1<" in last.status
    assert "busy" not in (last.table or "")


def test_waiting_for_a_busy_server_can_be_stopped(
    runner: Noting, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit()
    runner.busy = 1_000_000
    monkeypatch.setattr(many.time, "sleep", lambda _: setattr(visit, "stopped", True))
    *_, last = run(runner, [file(folder)], visit, folder.new(), Downloads())
    assert not last.running
