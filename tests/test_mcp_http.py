"""The tools for assistants over HTTP, asked by the protocol's own client on loopback."""

from __future__ import annotations

import contextlib
import json
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from loopback import SETTINGS, running, serving
from test_mcp import ARTICLE, TOOLS, awaited

import nlpkit
from nlpkit import server
from nlpkit.files import PrivateFolder
from nlpkit.pipeline.tasks import Busy, Task
from nlpkit.pipeline.worker import Fault
from nlpkit.pipeline.workers import Here
from nlpkit.server import api, tools
from nlpkit.server.keys import new_key

mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")
httpx2 = pytest.importorskip("httpx2")
from mcp.client.streamable_http import streamable_http_client  # noqa: E402  (it needs mcp)

KEY, HASH = new_key()
At = tuple[str, int]
PING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}


@pytest.fixture(scope="module")
def at() -> Iterator[At]:
    with serving(mcp=True) as at:
        yield at


@contextlib.asynccontextmanager
async def client(at: At, mode: str, **headers: str) -> AsyncIterator[Any]:
    async with (
        httpx2.AsyncClient(headers=headers) as http,
        mcp.Client(
            streamable_http_client(f"http://localhost:{at[1]}/mcp", http_client=http), mode=mode
        ) as made,
    ):
        yield made


def ask(
    at: At, tool: str, arguments: dict[str, Any], mode: str = "auto", **headers: str
) -> tuple[str, bool]:
    """Return the text of a tool's answer, and whether it is an error."""

    async def asked() -> tuple[str, bool]:
        async with client(at, mode, **headers) as asking:
            result = await asking.call_tool(tool, arguments)
            return "\n".join(part.text for part in result.content), bool(result.is_error)

    answer: tuple[str, bool] = awaited(asked())
    return answer


def post(at: At, body: object, host: str = "localhost", **headers: str) -> tuple[int, Any]:
    """Return the status and the JSON of an answer."""
    url = f"http://127.0.0.1:{at[1]}/mcp"
    more = {"Accept": "application/json, text/event-stream", "Host": host, **headers}
    more.setdefault("Content-Type", "application/json")
    try:
        request = urllib.request.Request(url, json.dumps(body).encode(), more)
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_tools_are_those_of_the_command(at: At, mode: str) -> None:
    async def listed() -> set[str]:
        async with client(at, mode) as asking:
            return {tool.name for tool in (await asking.list_tools()).tools}

    assert awaited(listed()) == TOOLS


@pytest.mark.parametrize("mode", ["auto", "legacy"])
@pytest.mark.parametrize(
    ("tool", "more", "said"),
    [
        ("clean", {}, "The library opened on 1 May."),
        ("detect", {}, "ru\t"),
        ("translate", {"to": "en"}, "Открытие прошло спокойно."),
        ("summarize", {"length": "1 sentence"}, "- The library opened on 1 May. [1]"),
        ("run", {"length": "short"}, "## Summary"),
        ("clean", {"kind": "markdown"}, "Readers came early."),
    ],
)
def test_every_tool_answers(at: At, mode: str, tool: str, more: dict[str, str], said: str) -> None:
    answer, failed = ask(at, tool, {"text": ARTICLE, **more}, mode)
    assert not failed
    assert said in answer


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"text": " "}, "no text"),
        ({"text": ARTICLE, "length": "many"}, "many"),
        ({"text": ARTICLE, "kind": "pdf"}, "kind"),
        ({"text": ARTICLE, "to": "xx"}, "xx"),
        ({"text": "x" * 10_001}, "the limit is 10,000"),
        ({}, "text"),
    ],
)
def test_wrong_arguments_are_explained(at: At, arguments: dict[str, str], said: str) -> None:
    answer, failed = ask(at, "run", arguments)
    assert failed
    assert said in answer


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Busy("the server is busy", hint="try again in a moment"), "the server is busy. try again"),
        (Fault("Открытие"), "internal error"),
    ],
)
def test_what_fails_is_told_without_the_text(
    at: At, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def failing(_: Here, work: Any, *arguments: Any, size: int) -> Task:
        task = Task(work, arguments, float("inf"))
        task.end(error=error)
        return task

    monkeypatch.setattr(Here, "submit", failing)
    answer, failed = ask(at, "run", {"text": ARTICLE})
    assert failed
    assert said in answer
    assert "Открытие" not in answer


def test_keys_hold() -> None:
    with serving(mcp=True, api_keys=[HASH]) as at:
        own = {"Authorization": f"Bearer {KEY}"}
        assert ask(at, "clean", {"text": ARTICLE}, **own)[0].startswith("The library")
        for headers in ({}, {"Authorization": "Bearer wrong"}):
            status, problem = post(at, PING, **headers)
            assert (status, set(problem)) == (401, {"error", "hint"})


def test_rates_hold() -> None:
    with serving(mcp=True, address_rate="2/day") as at:
        statuses = [post(at, PING)[0] for _ in range(3)]
        assert statuses == [200, 200, 429]


def test_hosts_and_sizes_hold(at: At) -> None:
    assert post(at, PING, host="example.org")[0] == 421
    status, problem = post(at, {**PING, "more": "x" * 300_000})
    assert (status, set(problem)) == (413, {"error", "hint"})


def test_another_site_needs_leave(at: At) -> None:
    """A browser sends what is no JSON without asking first."""
    assert _status(at, {"Content-Type": "text/plain", "Origin": "https://example.org"}) == 400


def _status(at: At, headers: dict[str, str]) -> int:
    url = f"http://localhost:{at[1]}/mcp"
    try:
        with urllib.request.urlopen(urllib.request.Request(url, b"{}", headers)) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_it_is_counted(at: At) -> None:
    ask(at, "clean", {"text": ARTICLE})
    with urllib.request.urlopen(f"http://localhost:{at[1]}/metrics") as answer:
        assert 'nlpkit_requests_total{outcome="ok",path="/mcp"}' in answer.read().decode()


def test_without_the_setting_there_is_none() -> None:
    app = api.build(Here(nlpkit.load(overrides=SETTINGS)))
    assert TestClient(app).post("/mcp", json=PING).status_code == 404


def test_it_stands_beside_the_page(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    runner = Here(nlpkit.load(overrides={**SETTINGS, "server.mcp": True}))
    with (
        contextlib.closing(PrivateFolder()) as folder,
        running(server.application(runner, folder)) as at,
    ):
        assert ask(at, "clean", {"text": ARTICLE})[0].startswith("The library")
        assert b"nlpkit" in urllib.request.urlopen(f"http://localhost:{at[1]}/").read()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://localhost:{at[1]}/mcp")
        assert refused.value.code == 405, "there is no stream to listen to"
        assert "POST" in refused.value.headers["Allow"]


def test_the_work_can_be_done_in_another_process() -> None:
    """Workers are given functions at the top level of a module, by name."""
    works: list[Callable[..., str]] = [
        tools.run, tools.clean, tools.detect, tools.translate, tools.summarize
    ]  # fmt: skip
    assert {work.__name__ for work in works} == TOOLS
    assert all(work.__qualname__ == work.__name__ for work in works)
