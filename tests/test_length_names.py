"""A length is called `length` in Python, on the command line, over HTTP and in settings."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import nlpkit
from nlpkit.cli import main
from nlpkit.pipeline import Pipeline
from nlpkit.pipeline.workers import Here
from nlpkit.server import api

TEXT = "The bridge opened in May. It cost 9 million euros. Trains will cross it from June."


@pytest.fixture(scope="module")
def pipe() -> Pipeline:
    return nlpkit.load()


@pytest.fixture(scope="module")
def client(pipe: Pipeline) -> TestClient:
    return TestClient(api.build(Here(pipe)))


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    """A warning that a test does not expect is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        yield


def test_python(pipe: Pipeline) -> None:
    assert len(pipe.run(TEXT, length=1).summary.points) == 1
    assert len(pipe.summarize(TEXT, length=2).points) == 2
    assert len(pipe.digest([TEXT], length="1 sentence").points) == 1


def test_configuration() -> None:
    one = nlpkit.load(overrides={"summarizer.length": 1})
    assert len(one.run(TEXT).summary.points) == len(one.summarize(TEXT).points) == 1


@pytest.mark.parametrize("path", ["/v1/run", "/v1/summarize"])
def test_http(client: TestClient, path: str) -> None:
    answer = client.post(path, json={"text": TEXT, "length": 1}).json()
    assert len(answer.get("summary", answer)["points"]) == 1


@pytest.mark.parametrize(
    "command", [("run", "--length"), ("run", "--summary"), ("summarize", "--length")]
)
def test_command_line(
    command: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    name, option = command
    with pytest.raises(SystemExit) as ended:
        main([name, str(tmp_path / "a.txt"), option, "enormous"])
    assert ended.value.code == 2
    assert "'enormous' is not a length" in capsys.readouterr().err


def test_summarize_takes_sentences_too(pipe: Pipeline) -> None:
    assert pipe.summarize(TEXT, sentences=2) == pipe.summarize(TEXT, length=2)


def test_the_old_name_for_a_digest_warns_once(pipe: Pipeline) -> None:
    with pytest.warns(DeprecationWarning, match="sentences is the old name of length") as told:
        made = pipe.digest([TEXT], sentences=1)
    assert [warning.filename for warning in told] == [__file__]
    assert made == pipe.digest([TEXT], length=1)


def test_the_old_name_over_http_warns_once(client: TestClient) -> None:
    with pytest.warns(DeprecationWarning, match="summary is the old name of length") as told:
        answer = client.post("/v1/summarize", json={"text": TEXT, "summary": 1}).json()
    assert len(told) == 1
    assert answer == client.post("/v1/summarize", json={"text": TEXT, "length": 1}).json()
    paths = client.get("/openapi.json").json()["paths"]
    body = paths["/v1/run"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    fields = body["properties"]
    assert [name for name in fields if fields[name].get("deprecated")] == ["summary"]


def test_two_lengths_are_refused(pipe: Pipeline, client: TestClient) -> None:
    with pytest.raises(TypeError, match="give length alone"):
        pipe.summarize(TEXT, length=1, sentences=2)
    with pytest.raises(TypeError, match="give length alone"):
        pipe.digest([TEXT], length=1, sentences=2)
    answer = client.post("/v1/run", json={"text": TEXT, "length": 1, "summary": 2})
    assert answer.status_code == 400
    assert "give length alone" in answer.json()["error"]
