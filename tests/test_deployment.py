"""The server behind a proxy, its log for programs, and the files that run it as a service."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient

import nlpkit
from nlpkit.errors import ConfigError
from nlpkit.pipeline.workers import Here
from nlpkit.server import api, logs
from nlpkit.server.access import Logged

ROOT = Path(__file__).parent.parent
ECHO = {"translator.backend": "echo", "translator.phrasebook": False}
TEXT = "The herons came back in May."


def test_each_request_is_one_line_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logs.ACCESS)
    client = TestClient(Logged(api.build(Here(nlpkit.load(overrides=ECHO)))))
    answer = client.post("/v1/document", json={"text": TEXT}, headers={"X-Request-ID": "a-1"})
    assert answer.headers["x-request-id"] == "a-1"
    client.get("/download_file/secret.txt", headers={"X-Request-ID": "not plain"})
    first, second = (
        json.loads(logs.JsonFormatter().format(record))
        for record in caplog.records
        if record.name == logs.ACCESS
    )
    assert {"time", "level", "id", "method", "route", "status", "seconds"} <= set(first)
    assert (first["id"], first["route"], first["status"]) == ("a-1", "/v1/document", 200)
    assert re.fullmatch("[0-9a-f]{16}", second["id"])
    assert (second["route"], second["status"]) == ("/download_file/{name}", 404)
    assert "herons" not in str(first)


def test_errors_are_logged_without_their_message() -> None:
    try:
        raise ValueError(TEXT)
    except ValueError as error:
        told = (type(error), error, error.__traceback__)
    own = logging.LogRecord("nlpkit.server", 40, "a.py", 1, "a request failed", (), told)
    others = logging.LogRecord("other", 40, "a.py", 1, TEXT, (), None)
    lines = [json.loads(logs.JsonFormatter().format(record)) for record in (own, others)]
    assert "ValueError" in lines[0]["trace"]
    assert "herons" not in str(lines)


def test_below_a_root_path() -> None:
    app = api.build(Here(nlpkit.load(overrides={**ECHO, "server.address_rate": "1/hour"})))
    client = TestClient(app, base_url="http://news.example.org", root_path="/nlpkit")
    sent = {"file": ("a.txt", b"Text")}
    data = {"source": "en", "target": "en"}
    url = client.post("/nlpkit/translate_file", data=data, files=sent).json()["translatedFileUrl"]
    assert url.startswith("http://news.example.org/nlpkit/download_file/")
    assert client.get("/nlpkit/health").status_code == 200
    assert client.post("/nlpkit/v1/document", json={"text": TEXT}).status_code == 429
    with pytest.raises(ConfigError, match="root_path"):
        nlpkit.config.load(overrides={"server.root_path": "nlpkit/"})


def test_the_container_is_not_root_and_has_its_models() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER 10001$", lines, re.MULTILINE)
    assert "HEALTHCHECK" in lines
    assert "COPY nlpkit nlpkit" in lines
    service = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert service["services"]["nlpkit"]["ports"] == ["127.0.0.1:7860:7860"]


@pytest.mark.parametrize("name", ["Dockerfile", "compose.yaml", "deploy/nlpkit.service"])
def test_settings_of_the_files_are_settings(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    found = re.findall(r"(server\.\w+)=([\w./]+)", text)
    assert found
    nlpkit.config.load(overrides=[f'{key}="{value}"' for key, value in found])
