"""What is nested to any depth gives an answer or a clear error, never a RecursionError."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import nlpkit
from nlpkit import files
from nlpkit.pipeline.workers import Here
from nlpkit.server import api

DEEP = 100_000


@pytest.mark.parametrize(
    ("opening", "closing"), [("<div>", "</div>"), ("<b>", "</b>"), ("<div>", "")]
)
def test_html(opening: str, closing: str) -> None:
    page = opening * 20_000 + "It snowed." + closing * 20_000
    assert nlpkit.preprocess(page, "html").text.strip() == "It snowed."


@pytest.mark.parametrize("mark", ["> ", "- ", "[", "(", "**"])
def test_markdown(mark: str) -> None:
    assert "It snowed." in nlpkit.preprocess(mark * DEEP + "It snowed.", "markdown").text


def test_jsonl_goes_on_with_the_next_record(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": ' + "[" * DEEP + '\n{"text": "It snowed."}\n')
    bad, good = files.read_many(file)
    assert "not valid JSON" in str(bad)
    assert isinstance(good, files.Item)


@pytest.mark.parametrize("form", ["[", "{a="])
def test_settings(tmp_path: Path, form: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = " + form * DEEP)
    for load in (
        lambda: nlpkit.load(file),
        lambda: nlpkit.load(overrides=[f"a={form * DEEP}"]),
    ):
        with pytest.raises(nlpkit.ConfigError, match="nested too deeply"):
            load()


@pytest.mark.parametrize(
    "part",
    [
        lambda i: f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n",
        lambda i: "Content-Type: message/rfc822\n\n",
    ],
)
def test_mail(tmp_path: Path, part: Callable[[int], str]) -> None:
    file = tmp_path / "a.eml"
    file.write_text("".join(map(part, range(3_000))) + "\nIt snowed.")
    with pytest.raises(nlpkit.ReadError, match="nested too deeply"):
        files.read(file)


@pytest.mark.parametrize("path", ["/v1/run", "/v1/document", "/translate", "/detect"])
@pytest.mark.parametrize("body", ["[" * DEEP, '{"q": ' + "[" * DEEP, '{"text": ' + "[" * DEEP])
def test_requests(path: str, body: str) -> None:
    pipeline = nlpkit.load(overrides={"translator": {"backend": "echo"}})
    client = TestClient(api.build(Here(pipeline)), raise_server_exceptions=False)
    answer = client.post(path, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert answer.json()["hint"]
