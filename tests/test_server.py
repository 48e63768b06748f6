"""The HTTP API: nlpkit's own, LibreTranslate's, limits and metrics."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import nlpkit
from nlpkit.pipeline import Pipeline
from nlpkit.pipeline.workers import Here
from nlpkit.server import api, problems

TEXT = "The library opened in May.\nАвторизуйтесь, пожалуйста"


@pytest.fixture(scope="module")
def client() -> TestClient:
    pipeline = nlpkit.load(overrides={"limits.page_chars": 1000, "translator.beam": 1})
    return TestClient(api.build(Here(pipeline)))


def test_run(client: TestClient) -> None:
    data = client.post("/v1/run", json={"text": TEXT, "to": "en", "length": 1}).json()
    assert data["schema"] == "nlpkit/2"
    assert len(data["summary"]["points"]) == 1


def test_parts(client: TestClient) -> None:
    translation = client.post("/v1/translate", json={"text": TEXT}).json()
    assert "Please log in" in [p["text"] for p in translation["pieces"]]
    summary = client.post("/v1/summarize", json={"text": TEXT, "length": "short"}).json()
    assert summary["points"]
    summary = client.post("/v1/summarize", json={"text": TEXT * 3, "length": "6 words"}).json()
    assert summary["text"] == "The library opened in May."
    document = client.post("/v1/document", json={"text": TEXT}).json()
    assert {"blocks", "sentences", "spans", "clean_text"} <= set(document)


def test_a_glossary_of_the_request(client: TestClient) -> None:
    body = {"text": "The town waits.\n\nЗелёный берег", "glossary": {"зелёный берег": "Green Bank"}}
    applied = [{"term": "зелёный берег", "translation": "Green Bank", "pieces": 1}]
    assert client.post("/v1/translate", json=body).json()["terms"] == applied
    assert client.post("/v1/run", json=body).json()["translation"]["terms"] == applied
    assert client.post("/v1/summarize", json=body).status_code == 200
    assert client.post("/v1/run", json={**body, "glossary": {"берег": ""}}).status_code == 400
    long = {**body, "glossary": {"берег": "b" * 1000}}
    assert client.post("/v1/translate", json=long).status_code == 413


def test_html(client: TestClient) -> None:
    page = "<html><body><script>x()</script><p>One sentence of a page.</p></body></html>"
    document = client.post("/v1/document", json={"text": page, "kind": "html"}).json()
    assert "x()" not in document["text"]


def test_a_body_over_the_limit_is_refused_as_it_arrives(client: TestClient) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        while sent < 100_000_000:
            sent += 1_000_000
            yield b" " * 1_000_000

    for path in ("/v1/run", "/translate"):
        sent = 0
        headers = {"content-type": "application/json"}
        answer = client.post(path, content=endless(), headers=headers)
        assert (answer.status_code, set(answer.json())) == (413, {"error", "hint"})


@pytest.mark.parametrize("body", ["{", "[]", '"text"', "null", '{"text": 1}', "", b"\xff"])
@pytest.mark.parametrize("path", ["/v1/run", "/translate"])
def test_bodies_of_another_shape(client: TestClient, path: str, body: str | bytes) -> None:
    answer = client.post(path, content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, set(answer.json())) == (400, {"error", "hint"}), answer.text


def test_every_error_has_one_shape(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for answer, status in ((client.get("/v1/run"), 405), (client.get("/v1/none"), 404)):
        assert (answer.status_code, set(answer.json())) == (status, {"error", "hint"})
    monkeypatch.setattr(Pipeline, "preprocess", lambda *_: 1 / 0)
    calm = TestClient(client.app, raise_server_exceptions=False)
    answer = calm.post("/v1/document", json={"text": "x"})
    assert (answer.status_code, answer.json()["error"]) == (500, "internal error")


def test_errors_have_the_same_shape_beside_the_page(client: TestClient) -> None:
    paged, page = api.build(Here(nlpkit.load())), FastAPI()

    @page.get("/{number}")
    def read(number: int) -> int:
        return number

    problems.refuse_other_methods(paged)
    paged.mount("/", page)
    problems.add_to_page(paged)
    visitor = TestClient(paged)
    for method, path, status in (
        ("GET", "/v1/run", 405), ("GET", "/v1/none", 404), ("GET", "/translate", 405),
        ("DELETE", "/health", 405), ("POST", "/languages", 405), ("GET", "/no/where", 404),
        ("POST", "/", 404), ("POST", "/1", 405), ("GET", "/one", 400),
    ):  # fmt: skip
        answer = visitor.request(method, path)
        assert (answer.status_code, set(answer.json())) == (status, {"error", "hint"}), path
    assert visitor.get("/translate").headers["allow"] == "POST"
    assert visitor.get("/1").json() == 1
    # The scripts of the page read Gradio's own shape.
    assert "detail" in visitor.get("/gradio_api/none").json()


def test_lone_surrogates(client: TestClient) -> None:
    body = '{"text": "The \\ud800 library opened in May.", "kind": "text"}'
    answer = client.post("/v1/run", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("/v1/run", {"text": " \n"}, 422, "no text"),
        ("/v1/run", {"text": "x" * 1001}, 413, "1,001 characters, the limit is 1,000"),
        ("/v1/run", {"text": TEXT, "to": "klingon"}, 400, "unknown language"),
        ("/v1/run", {"text": TEXT, "length": "enormous"}, 400, "is not a length"),
        ("/v1/summarize", {"text": TEXT, "length": "0%"}, 400, "there can be 1 to 100 percent"),
        ("/v1/summarize", {"text": TEXT, "length": True}, 400, "length: "),
        ("/v1/summarize", {"text": TEXT, "length": 1.5}, 400, "length: "),
        ("/v1/run", {}, 400, "text: Field required"),
        ("/v1/run", {"text": TEXT, "kind": "pdf"}, 400, "kind: "),
        ("/translate", {"q": "a", "target": "en", "format": "pdf"}, 400, "format: "),
        ("/translate", {"q": "a"}, 400, "target: Field required"),
        ("/translate", {"q": "a", "source": "xx", "target": "en"}, 400, "unknown language"),
    ],
)
def test_errors(
    client: TestClient, path: str, body: dict[str, object], status: int, error: str
) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == status, answer.text
    assert error in answer.json()["error"]
    assert "hint" in answer.json()


def test_health_and_metrics(client: TestClient) -> None:
    health = client.get("/health").json()
    assert health["status"] == "ok"
    assert "tr:ru-en-base" in health["signature"]
    client.post("/v1/document", json={"text": "A unique phrase about herons."})
    metrics = client.get("/metrics").text
    assert 'nlpkit_requests_total{outcome="ok",path="/v1/document"}' in metrics
    assert "herons" not in metrics


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x"])
def test_a_broken_form_is_refused(client: TestClient, kind: str) -> None:
    answer = client.post("/translate", content=b"x", headers={"content-type": kind})
    assert answer.status_code == 400
    assert set(answer.json()) == {"error", "hint"}
