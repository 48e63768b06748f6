"""How often addresses and keys may ask for work, and which sites may."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

import nlpkit
from nlpkit.errors import ConfigError
from nlpkit.pipeline.workers import Here
from nlpkit.server import api
from nlpkit.server.keys import new_key
from nlpkit.server.rates import Rates, TooMany

ECHO = {"translator.backend": "echo", "translator.phrasebook": False}
BODY = {"text": "The library opened in May."}
LIBRE = {"q": "The library opened in May.", "target": "en"}
KEYS = [new_key() for _ in range(2)]


def visitor(address: str = "192.0.2.1", **server: Any) -> TestClient:
    overrides = {**ECHO, **{f"server.{name}": value for name, value in server.items()}}
    return TestClient(api.build(Here(nlpkit.load(overrides=overrides))), client=(address, 50000))


def test_an_address_over_its_rate_waits() -> None:
    client = visitor(address_rate="2/hour")
    assert [client.post("/v1/document", json=BODY).status_code for _ in range(2)] == [200, 200]
    for answer in (client.post("/v1/document", json=BODY), client.post("/translate", json=LIBRE)):
        assert (answer.status_code, set(answer.json())) == (429, {"error", "hint"})
        assert 3500 < int(answer.headers["retry-after"]) <= 3601
    # What is no work goes on.
    assert client.get("/health").status_code == client.get("/languages").status_code == 200
    other = TestClient(client.app, client=("192.0.2.2", 50000))
    assert other.post("/v1/document", json=BODY).status_code == 200


def test_a_key_over_its_rate_waits_wherever_it_is_sent() -> None:
    hashes = [made for _, made in KEYS]
    client = visitor(key_rate="2/hour", api_keys=hashes)
    first, second = ({"authorization": f"Bearer {key}"} for key, _ in KEYS)
    assert client.post("/v1/document", json=BODY, headers=first).status_code == 200
    libre = {**LIBRE, "api_key": KEYS[0][0]}
    assert client.post("/translate", json=libre).status_code == 200
    assert client.post("/translate", json=libre).status_code == 429
    assert client.post("/translate", json=libre, headers=first).status_code == 429
    assert client.post("/v1/document", json=BODY, headers=second).status_code == 200


def test_wrong_keys_count_for_their_address() -> None:
    client = visitor(address_rate="2/hour", api_keys=[KEYS[0][1]])
    wrong = {**LIBRE, "api_key": "wrong"}
    statuses = [client.post("/translate", json=wrong).status_code for _ in range(3)]
    assert statuses == [401, 401, 429]


def test_addresses_of_one_customer_count_together() -> None:
    rates = Rates(nlpkit.config.load(overrides={"server.address_rate": "1/day"}).server)
    rates.check_address("2001:db8::1")
    with pytest.raises(TooMany):
        rates.check_address("2001:db8::ffff:2")
    rates.check_address("2001:db8:0:1::1")


def test_several_rates_hold_together() -> None:
    client = visitor(address_rate="10/second; 2/day")
    assert [client.post("/v1/document", json=BODY).status_code for _ in range(3)][-1] == 429


@pytest.mark.parametrize("rate", ["2", "2/week", "many", "2/hour,3/day", "-1/hour"])
def test_a_rate_is_a_number_and_a_time(rate: str) -> None:
    with pytest.raises(ConfigError, match="address_rate"):
        nlpkit.config.load(overrides={"server.address_rate": rate})


def test_sites_that_may_call() -> None:
    site = "https://news.example.org"
    client = visitor(origins=[site], api_keys=[KEYS[0][1]])
    asks = {
        "origin": site,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, content-type",
    }
    answer = client.options("/v1/run", headers=asks)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == site
    # A page must be able to read why it was refused.
    refused = client.post("/v1/run", json=BODY, headers={"origin": site})
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == site
    other = client.options("/v1/run", headers={**asks, "origin": "https://example.net"})
    assert "access-control-allow-origin" not in other.headers
    assert "access-control-allow-origin" not in visitor().options("/v1/run", headers=asks).headers
    with pytest.raises(ConfigError, match="origins"):
        nlpkit.config.load(overrides={"server.origins": ["news.example.org"]})
