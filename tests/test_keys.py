"""Keys of a server: made by `nlpkit key`, kept as hashes, asked for wherever work is done."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
from commands import announced
from fastapi.testclient import TestClient
from typer.testing import CliRunner

import nlpkit
from nlpkit.cli import app as command_line
from nlpkit.pipeline.workers import Here
from nlpkit.server import api
from nlpkit.server.keys import new_key

ECHO = {"translator": {"backend": "echo", "phrasebook": False}}
KEY, HASH = new_key()
BODY = {"text": "The library opened in May."}
LIBRE = {"q": "The library opened in May.", "target": "en"}


@pytest.fixture(scope="module")
def client() -> TestClient:
    _, other = new_key()
    settings: dict[str, Any] = {**ECHO, "server": {"api_keys": [other, HASH]}}
    return TestClient(api.build(Here(nlpkit.load(overrides=settings))))


def basic(key: str) -> str:
    return "Basic " + base64.b64encode(f"anyone:{key}".encode()).decode()


@pytest.mark.parametrize(
    "sent",
    [None, "", "Bearer", "Bearer wrong", f"Bearer {HASH}", basic("wrong"), "Basic ///", "Digest x",
     f"Bearer {KEY}x"],
    ids="none empty nothing wrong hash basic-wrong basic-nothing digest longer".split(),
)  # fmt: skip
def test_without_a_key_nothing_is_done(client: TestClient, sent: str | None) -> None:
    headers = {} if sent is None else {"authorization": sent}
    for answer in (
        client.post("/v1/run", json=BODY, headers=headers),
        client.post("/translate", json=LIBRE, headers=headers),
        client.post("/detect", data={"q": "x"}, headers=headers),
        client.get("/openapi.json", headers=headers),
        client.get("/metrics", headers=headers),
        client.get("/", headers=headers),
    ):
        assert (answer.status_code, set(answer.json())) == (401, {"error", "hint"})
        assert answer.headers["www-authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    "sent",
    [f"Bearer {KEY}", f"bearer {KEY}", basic(KEY)],
    ids=["bearer", "small letters", "basic"],
)
def test_with_a_key_it_is(client: TestClient, sent: str) -> None:
    headers = {"authorization": sent}
    assert client.post("/v1/run", json=BODY, headers=headers).status_code == 200
    assert client.post("/translate", json=LIBRE, headers=headers).status_code == 200
    assert client.get("/metrics", headers=headers).status_code == 200


def test_clients_of_libretranslate_send_it_in_the_body(client: TestClient) -> None:
    for given in ({"json": {**LIBRE, "api_key": KEY}}, {"data": {**LIBRE, "api_key": KEY}}):
        assert client.post("/translate", **given).status_code == 200  # type: ignore[arg-type]
    assert client.post("/detect", data={"q": "x", "api_key": KEY}).status_code == 200
    assert client.post("/translate", json={**LIBRE, "api_key": "wrong"}).status_code == 401
    assert client.post("/v1/run", json={**BODY, "api_key": KEY}).status_code == 401


def test_what_tells_no_text_needs_none(client: TestClient) -> None:
    assert client.get("/health").status_code == 200
    assert client.get("/languages").status_code == 200
    assert client.get("/frontend/settings").json()["keyRequired"] is True


def test_a_server_without_keys_asks_for_none() -> None:
    open_to_all = TestClient(api.build(Here(nlpkit.load(overrides=ECHO))))
    headers = {"authorization": "Bearer anything"}
    assert open_to_all.post("/v1/run", json=BODY, headers=headers).status_code == 200
    assert open_to_all.post("/translate", json={**LIBRE, "api_key": "x"}).status_code == 200


def test_only_a_hash_is_a_setting() -> None:
    with pytest.raises(nlpkit.errors.ConfigError, match="api_keys"):
        nlpkit.config.load(overrides={"server.api_keys": [KEY]})


def test_the_command_makes_a_key_and_its_setting() -> None:
    made = [CliRunner().invoke(command_line, ["key"]) for _ in range(2)]
    assert made[0].stdout != made[1].stdout
    (key,) = made[0].stdout.split()
    found = re.search(r"--set '(server.api_keys=.*)'", made[0].stderr)
    assert found
    settings = nlpkit.config.load(overrides=[found[1], "translator.backend=echo"])
    client = TestClient(api.build(Here(nlpkit.load(overrides=[found[1]]))))
    assert len(settings.server.api_keys) == 1
    headers = {"authorization": f"Bearer {key}"}
    assert client.get("/metrics", headers=headers).status_code == 200


def test_with_a_key_an_address_for_all_needs_no_more() -> None:
    keys = f'server.api_keys=["{HASH}"]'
    note, address = announced("--host", "0.0.0.0", "--port", "0", "--set", keys)
    assert "with a key and unencrypted" in note
    assert "http://0.0.0.0:" in address
