"""Jobs: many texts at once, done one by one, kept over a restart; and files over HTTP."""

from __future__ import annotations

import io
import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from fastapi.testclient import TestClient
from waiting import until

import nlpkit
from nlpkit.errors import WriteError
from nlpkit.files import JobStore
from nlpkit.pipeline import Pipeline
from nlpkit.pipeline.workers import Here
from nlpkit.server import api
from nlpkit.server.keys import new_key

ECHO = {"translator.backend": "echo", "translator.phrasebook": False}
TEXT = "The library opened in May."
KEYS = [new_key() for _ in range(2)]


def visitor(**server: Any) -> TestClient:
    overrides = {**ECHO, **{f"server.{name}": value for name, value in server.items()}}
    return TestClient(api.build(Here(nlpkit.load(overrides=overrides))))


@pytest.fixture(scope="module")
def client() -> TestClient:
    return visitor()


def submitted(client: TestClient, *texts: str, **more: object) -> str:
    answer = client.post("/v1/jobs", json={"texts": [{"text": text} for text in texts], **more})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["id"])


def state(client: TestClient, job: str) -> str:
    return str(client.get(f"/v1/jobs/{job}").json()["state"])


def results(client: TestClient, job: str) -> list[dict[str, Any]]:
    answer = client.get(f"/v1/jobs/{job}/results")
    return [json.loads(line) for line in answer.text.splitlines()]


def test_every_text_gets_its_result(client: TestClient) -> None:
    job = submitted(client, TEXT, " ", TEXT + " It is large.", length=1, to="en")
    until(lambda: state(client, job) == "done")
    told = client.get(f"/v1/jobs/{job}").json()
    assert (told["done"], told["failed"], told["waiting"], told["working"]) == (2, 1, 0, 0)
    first, second, third = results(client, job)
    assert [first["number"], second["number"], third["number"]] == [0, 1, 2]
    assert first["result"]["schema"] == "nlpkit/2"
    assert set(second["error"]) == {"error", "hint"}
    assert len(third["result"]["summary"]["points"]) == 1


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """A pipeline that works on its first text until the list has a word."""
    free: list[str] = []
    run = Pipeline.run

    def waits(self: Pipeline, *arguments: Any, **options: Any) -> Any:
        until(lambda: bool(free))
        return run(self, *arguments, **options)

    monkeypatch.setattr(Pipeline, "run", waits)
    yield free
    free.append("now")


def test_a_job_is_cancelled_and_removed(slow: list[str]) -> None:
    client = visitor()
    job = submitted(client, TEXT, TEXT)
    until(lambda: client.get(f"/v1/jobs/{job}").json()["working"] == 1)
    told = client.post(f"/v1/jobs/{job}/cancel").json()
    assert (told["state"], told["waiting"], told["working"]) == ("cancelled", 0, 0)
    slow.append("now")
    assert results(client, job) == []
    assert client.delete(f"/v1/jobs/{job}").status_code == 200
    for answer in (
        client.get(f"/v1/jobs/{job}"),
        client.get(f"/v1/jobs/{job}/results"),
        client.post(f"/v1/jobs/{job}/cancel"),
        client.delete(f"/v1/jobs/{job}"),
    ):
        assert (answer.status_code, set(answer.json())) == (404, {"error", "hint"})


def test_a_job_that_is_done_stays_done_when_cancelled(client: TestClient) -> None:
    job = submitted(client, TEXT)
    until(lambda: state(client, job) == "done")
    assert client.post(f"/v1/jobs/{job}/cancel").json()["state"] == "done"
    assert len(results(client, job)) == 1


def test_a_job_belongs_to_its_key() -> None:
    client = visitor(api_keys=[made for _, made in KEYS])
    own, other = ({"authorization": f"Bearer {key}"} for key, _ in KEYS)
    body = {"texts": [{"text": TEXT}]}
    job = client.post("/v1/jobs", json=body, headers=own).json()["id"]
    assert client.get(f"/v1/jobs/{job}", headers=own).status_code == 200
    assert client.get(f"/v1/jobs/{job}", headers=other).status_code == 404
    assert client.get(f"/v1/jobs/{job}").status_code == 401


@pytest.mark.parametrize(
    "body",
    [{}, {"texts": []}, {"texts": [{"text": "x"}] * 1001}, {"texts": [{"text": "x", "a": 1}]},
     {"texts": [{"text": "x"}], "webhook": "http://example.org"},
     {"texts": [{"text": "x"}], "length": 101}, {"texts": [{"text": "x"}], "to": "klingon"}],
)  # fmt: skip
def test_jobs_that_are_refused(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post("/v1/jobs", json=body)
    assert (answer.status_code, set(answer.json())) == (400, {"error", "hint"})


def test_what_waited_and_what_was_in_work_is_done_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "jobs.sqlite"
    store = JobStore(path)
    job = store.add("", [(TEXT, "text"), (TEXT + " It is large.", "text")], "en", "1")
    assert job is not None
    assert store.take() is not None  # in work when the server is killed
    with pytest.raises(WriteError, match="in use"):
        JobStore(path)
    store.close()
    client = visitor(jobs=str(path))
    until(lambda: state(client, job) == "done")
    assert len(results(client, job)) == 2
    with sqlite3.connect(path) as base:
        assert base.execute("SELECT DISTINCT text FROM texts").fetchall() == [("",)]


def test_old_jobs_are_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    store = JobStore(None)
    old = store.add("", [(TEXT, "text")], None, None)
    assert old is not None
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 8 * 86_400)
    new = store.add("", [("\ud800 text", "text")], None, None)
    assert new is not None
    assert store.state(old, "") is None
    assert store.state(new, "") is not None


def test_more_texts_than_may_wait_are_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nlpkit.files.jobs.MOST_WAITING", 1)
    answer = client.post("/v1/jobs", json={"texts": [{"text": TEXT}] * 2})
    assert answer.status_code == 503
    assert answer.headers["retry-after"]


def word(text: str) -> bytes:
    made, file = Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("json", "application/json", b'{"schema":"nlpkit/2"'),
        ("md", "text/markdown", b"<!--"),
        ("html", "text/html", b"<!doctype html>"),
        ("file", "application/octet-stream", b"pk"),
    ],
)
def test_a_file_in_each_form(client: TestClient, form: str, kind: str, begins: bytes) -> None:
    sent = {"file": ("news.docx", word(TEXT))}
    answer = client.post("/v1/files", data={"to": "en", "length": "1", "format": form}, files=sent)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(kind)
    assert answer.content.lower().startswith(begins)
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content", "data", "status"),
    [
        ("a.txt", b"", {}, 422),
        ("a.csv", b"text\nx\n", {}, 422),
        ("a.pdf", b"%PDF-1.4 broken", {}, 422),
        ("a.txt", b"text", {"format": "pdf"}, 400),
        ("a.txt", b"text", {"colour": "red"}, 400),
        ("a.txt", b"x" * 300_000, {}, 413),
    ],
)
def test_files_that_are_refused(
    client: TestClient, name: str, content: bytes, data: dict[str, str], status: int
) -> None:
    answer = client.post("/v1/files", data=data, files={"file": (name, content)})
    assert (answer.status_code, set(answer.json())) == (status, {"error", "hint"}), answer.text
