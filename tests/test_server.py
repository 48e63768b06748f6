"""The HTTP API: nlpkit's own, LibreTranslate's, limits and metrics."""

from __future__ import annotations

import threading

import pytest
from fastapi.testclient import TestClient

import nlpkit
from nlpkit.server import api
from nlpkit.server.limits import Busy, Limits

TEXT = "The library opened in May.\nАвторизуйтесь, пожалуйста"


@pytest.fixture(scope="module")
def client() -> TestClient:
    pipeline = nlpkit.load(overrides={"limits.page_chars": 1000, "translator.beam": 1})
    return TestClient(api.build(pipeline))


def test_run(client: TestClient) -> None:
    data = client.post("/v1/run", json={"text": TEXT, "to": "en", "summary": 1}).json()
    assert data["schema"] == "nlpkit/1"
    assert len(data["summary"]["points"]) == 1


def test_parts(client: TestClient) -> None:
    translation = client.post("/v1/translate", json={"text": TEXT}).json()
    assert "Please log in" in [p["text"] for p in translation["pieces"]]
    summary = client.post("/v1/summarize", json={"text": TEXT, "summary": "short"}).json()
    assert summary["points"]
    document = client.post("/v1/document", json={"text": TEXT}).json()
    assert {"blocks", "sentences", "spans", "clean_text"} <= set(document)


def test_html(client: TestClient) -> None:
    page = "<html><body><script>x()</script><p>One sentence of a page.</p></body></html>"
    document = client.post("/v1/document", json={"text": page, "kind": "html"}).json()
    assert "x()" not in document["text"]


def test_libretranslate(client: TestClient) -> None:
    body = {"q": "Все новости", "source": "ru", "target": "en"}
    assert client.post("/translate", json=body).json() == {"translatedText": "All news"}
    body = {"q": ["Все новости", "", "Plain."], "source": "auto", "target": "en"}
    assert client.post("/translate", json=body).json() == {
        "translatedText": ["All news", "", "Plain."]
    }
    detected = client.post("/detect", json={"q": "Все новости этого дня."}).json()
    assert detected[0]["language"] == "ru"
    assert detected[0]["confidence"] == 100.0
    known = {entry["code"]: entry["targets"] for entry in client.get("/languages").json()}
    assert "en" in known["ru"]


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("/v1/run", {"text": " \n"}, 422, "no text"),
        ("/v1/run", {"text": "x" * 1001}, 413, "1,001 characters, the limit is 1,000"),
        ("/v1/run", {"text": TEXT, "to": "klingon"}, 400, "unknown language"),
        ("/v1/run", {"text": TEXT, "summary": "enormous"}, 400, "is not a length"),
        ("/v1/run", {}, 400, "text: Field required"),
        ("/v1/run", {"text": TEXT, "kind": "pdf"}, 400, "kind: "),
        ("/translate", {"q": "a", "target": "en", "format": "html"}, 400, "not supported"),
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


def test_the_queue_has_an_end() -> None:
    limits = Limits(nlpkit.load(overrides={"server.queue": 1}).config)
    inside, leave = threading.Event(), threading.Event()

    def work() -> None:
        with limits.turn():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=work)
    thread.start()
    inside.wait(10)
    with pytest.raises(Busy), limits.turn():
        pass
    leave.set()
    thread.join()
    with limits.turn():
        pass
