"""The description of the API is true: schemathesis finds nothing, and /docs shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings

import nlpkit
from nlpkit.pipeline.workers import Here
from nlpkit.server import api
from nlpkit.server.keys import new_key

CONFIGURATION = Path(__file__).parent.parent / "schemathesis.toml"
APP = api.build(Here(nlpkit.load(overrides={"translator.beam": 1})))
KEY, HASH = new_key()
KEYED = api.build(Here(nlpkit.load(overrides={"server.api_keys": [HASH]})))
described = schemathesis.openapi.from_asgi(
    "/openapi.json", APP, config=schemathesis.Config.from_path(CONFIGURATION)
)


@described.parametrize()
@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_schemathesis_finds_nothing(case: schemathesis.Case) -> None:
    case.call_and_validate()


def test_every_path_says_every_status() -> None:
    paths = APP.openapi()["paths"]
    assert {"/v1/run", "/v1/stream", "/translate", "/detect", "/metrics"} <= set(paths)
    for path, methods in paths.items():
        for operation in methods.values():
            statuses = set(operation["responses"])
            assert {"421", "500"} < statuses, path
            assert statuses & {"200", "202"}, path
    work = set(paths["/v1/run"]["post"]["responses"])
    assert work == {"200", "400", "401", "413", "421", "422", "429", "500", "501", "503"}
    (kind,) = paths["/metrics"]["get"]["responses"]["200"]["content"]
    assert TestClient(APP).get("/metrics").headers["content-type"] == kind
    assert kind.startswith("text/plain")


def test_the_key_is_in_the_description_of_a_server_with_keys() -> None:
    paths = KEYED.openapi()["paths"]
    assert paths["/v1/run"]["post"]["security"] == [{"key": []}]
    for path in ("/health", "/languages", "/download_file/{name}"):
        assert "security" not in paths[path]["get"]
    assert "security" not in APP.openapi()["paths"]["/v1/run"]["post"]


def test_docs_load_nothing_and_show_every_path() -> None:
    client = TestClient(APP)
    page = client.get("/docs").text
    assert not re.search(r"<script|<link|src=|url\(|https?://", page)
    for path in APP.openapi()["paths"]:
        assert f"{path}</code></h2>" in page
    assert client.get("/redoc").status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [("/v1/translate", {"text": "A line."}), ("/translate", {"q": "A line.", "target": "en"})],
)
def test_the_number_of_alternatives_is_bounded_and_may_be_written_as_a_fraction(
    path: str, body: dict[str, str]
) -> None:
    content = APP.openapi()["paths"][path]["post"]["requestBody"]["content"]
    number = content["application/json"]["schema"]["properties"]["alternatives"]
    assert (number["minimum"], number["maximum"]) == (0, 15)
    client = TestClient(APP)
    for given, status in ((3, 200), (3.0, 200), (3.5, 400), (16, 400), (-1.0, 400), (True, 400)):
        assert client.post(path, json={**body, "alternatives": given}).status_code == status, given


@pytest.mark.parametrize("path", ["/v1/run", "/v1/stream", "/v1/document", "/translate", "/detect"])
def test_unknown_fields_are_refused(path: str) -> None:
    body = {"text": "A line.", "q": "A line.", "target": "en", "colour": "red"}
    answer = TestClient(APP).post(path, json=body)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith("Extra inputs are not permitted")
