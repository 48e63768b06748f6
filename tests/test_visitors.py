"""What a visitor's files cost in the queue, and what becomes of them when the visitor leaves."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from visiting import TEXT, Noting, file, run

from nlpkit import files
from nlpkit.files import PrivateFolder
from nlpkit.pipeline.tasks import Task
from nlpkit.server import transfers
from nlpkit.ui import article_tab, uploads
from nlpkit.ui.downloads import Downloads
from nlpkit.ui.many import Visit
from nlpkit.ui.uploads import Uploads
from nlpkit.ui.visits import Visits


@pytest.fixture
def kept(folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch) -> Uploads:
    """Uploads of visitors who have left as soon as their page has no connection."""
    monkeypatch.setattr(uploads, "GRACE", 0)
    monkeypatch.setattr("threading.Timer.start", lambda _: None)
    return Uploads(folder, 1_000_000)


def opened(runner: Noting, folder: PrivateFolder, visits: Visits, path: Path) -> tuple[Any, str]:
    tab = article_tab.ArticleTab(runner, visits, gr.I18n(), Downloads(), Uploads(folder, 1_000_000))
    return tab._open(str(path), article_tab.Session(), request())


def request() -> gr.Request:
    return SimpleNamespace(session_hash="visitor", headers={}, request=None)  # type: ignore[return-value]


def test_opening_a_file_counts_in_the_queue(runner: Noting, folder: PrivateFolder) -> None:
    path = file(folder)
    size = path.stat().st_size
    text, _ = opened(runner, folder, Visits(), path)
    assert text == TEXT
    assert runner.sizes == [size]
    assert not path.exists()


def test_opening_a_file_ends_when_the_visitor_leaves(
    runner: Noting, folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    visits, tasks = Visits(), []

    def submit(work: Callable[..., Any], *arguments: Any, size: int = 0) -> Task:
        tasks.append(Task(work, arguments, until=float("inf")))  # nobody does it
        visits.leave(request())
        return tasks[0]

    monkeypatch.setattr(runner, "submit", submit)
    text, status = opened(runner, folder, visits, path := file(folder))
    assert text == gr.skip()
    assert status == ""
    assert tasks[0].cancelled
    assert not path.exists()


def test_a_visitor_who_comes_back_finds_the_files(kept: Uploads) -> None:
    path = file(kept.folder)
    kept.come("visitor")
    kept.hold("visitor", [path])
    kept.leave("visitor")
    kept.come("visitor")
    kept.sweep()
    assert path.exists()
    kept.leave("visitor")
    kept.sweep()
    assert not path.exists()


def test_a_short_gap_removes_nothing(kept: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file(kept.folder)
    kept.come("visitor")
    kept.hold("visitor", [path])
    monkeypatch.setattr(uploads, "GRACE", 3600)
    kept.leave("visitor")
    kept.sweep()
    assert path.exists()


def test_a_second_connection_keeps_the_visitor(kept: Uploads) -> None:
    path = file(kept.folder)
    kept.come("visitor")
    kept.come("visitor")
    kept.hold("visitor", [path])
    kept.leave("visitor")
    kept.sweep()
    assert path.exists()


def test_files_that_come_after_the_visitor_has_left_go_too(kept: Uploads) -> None:
    kept.come("visitor")
    kept.leave("visitor")
    path = file(kept.folder)
    kept.hold("visitor", [path])
    kept.sweep()
    assert not path.exists()


def test_a_download_after_the_visitor_has_left_says_so(runner: Noting, kept: Uploads) -> None:
    app, downloads, visit = FastAPI(), Downloads(), Visit()
    transfers.add(app, downloads, kept)
    client = TestClient(app)
    kept.come("visitor")
    with kept.room("visitor") as own:
        *_, last = run(runner, [file(kept.folder)], visit, own, downloads)
    address = re.findall(r'href="([^"]+zip)"', last.archive)[0]
    assert client.get(address).status_code == 200
    kept.leave("visitor")
    kept.sweep()
    answer = client.get(address)
    assert answer.status_code == 404
    assert "no longer there" in answer.text
    assert not own.exists(), "nothing is made again"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.csv", "text/csv; charset=utf-8"),
        ("A.TXT", "text/plain; charset=utf-8"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.jsonl", "application/jsonl"),
        ("a.jsonl.gz", "application/gzip"),
        ("a.parquet", "application/vnd.apache.parquet"),
        ("a.xyz", "application/octet-stream"),
        ("a", "application/octet-stream"),
    ],
)
def test_a_download_has_the_type_of_its_name(
    kept: Uploads, tmp_path: Path, name: str, kind: str
) -> None:
    app, downloads = FastAPI(), Downloads()
    transfers.add(app, downloads, kept)
    path = tmp_path / name
    path.write_bytes(b"x")
    for made in ("x", path):
        offer = downloads.offer({name: lambda made=made: made})
        answer = TestClient(app).get(offer.address(name))
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_every_format_that_is_written_has_a_type() -> None:
    assert {*files.TRANSLATABLE, *files.PACKED} < set(transfers.KINDS)
    assert {".csv", ".tsv", ".jsonl", ".parquet", ".xml"} < set(transfers.KINDS)


def test_worker_processes_import_no_web_framework() -> None:
    """What they are given to do stands in modules that they import: each would take seconds."""
    code = """
import sys
from nlpkit.server import work
work.make(work.Config.model_validate({"translator": {"backend": "echo", "phrasebook": False}}))
print({"gradio", "fastapi", "starlette", "uvicorn"} & set(sys.modules))
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
