"""A run as server-sent events: the pipeline's own, one after another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

import nlpkit
from nlpkit.errors import EngineError
from nlpkit.pipeline import Pipeline
from nlpkit.pipeline.workers import Here
from nlpkit.server import api

TEXT = "The library opened in May.\nАвторизуйтесь, пожалуйста"


@pytest.fixture(scope="module")
def client() -> TestClient:
    pipeline = nlpkit.load(overrides={"limits.page_chars": 1000, "translator.beam": 1})
    return TestClient(api.build(Here(pipeline)))


def events(text: str) -> Iterator[tuple[str, Any]]:
    for block in text.removesuffix("\n\n").split("\n\n"):
        if not block.startswith(":"):
            name, data = block.split("\n")
            yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def test_the_events_are_those_of_the_pipeline(client: TestClient) -> None:
    body = {"text": TEXT, "to": "en", "length": 1}
    answer = client.post("/v1/stream", json=body)
    assert answer.headers["content-type"].startswith("text/event-stream")
    found = list(events(answer.text))
    names = [name for name, _ in found]
    assert names[:2] == ["started", "read"]
    assert names[-2:] == ["summarized", "finished"]
    contents = dict(found)
    assert contents["started"]["id"] == contents["finished"]["id"]
    assert contents["read"]["text"] == TEXT
    assert contents["translated"]["done"] == contents["translated"]["total"] == 1
    assert contents["translated"]["pieces"][0]["status"] == "translated"
    whole = client.post("/v1/run", json=body).json()
    assert {**contents["finished"], "timings": {}} == {**whole, "timings": {}}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": " "}, 422),
        ({"text": "x" * 1001}, 413),
        ({"text": TEXT, "to": "klingon"}, 400),
        ({}, 400),
    ],
)
def test_early_errors_have_a_status(
    client: TestClient, body: dict[str, object], status: int
) -> None:
    answer = client.post("/v1/stream", json=body)
    assert (answer.status_code, set(answer.json())) == (status, {"error", "hint"})


@pytest.mark.parametrize(
    ("error", "told"),
    [(EngineError("no room", hint="x"), "no room"), (ValueError(TEXT), "internal")],
)
def test_a_late_error_is_the_last_event(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(Pipeline, "_summarize", fails)
    answer = client.post("/v1/stream", json={"text": TEXT})
    assert answer.status_code == 200
    name, content = list(events(answer.text))[-1]
    assert (name, set(content)) == ("error", {"error", "hint"})
    assert told in content["error"]
    metrics = client.get("/metrics").text
    assert 'nlpkit_requests_total{outcome="error",path="/v1/stream"}' in metrics
