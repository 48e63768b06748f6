"""Visitors of the page are under the rates too, and are told so in their language."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import httpx
import pytest
from loopback import SETTINGS, running
from waiting import HANG

import nlpkit
from nlpkit import server
from nlpkit.files import PrivateFolder
from nlpkit.pipeline.tasks import Task, TooMany
from nlpkit.pipeline.workers import Here
from nlpkit.server.keys import new_key
from nlpkit.ui import article_tab
from nlpkit.ui.article_tab import ArticleTab
from nlpkit.ui.downloads import Downloads
from nlpkit.ui.files_tab import FilesTab
from nlpkit.ui.many import Visit
from nlpkit.ui.session import Session, Settings
from nlpkit.ui.uploads import Uploads
from nlpkit.ui.visits import Visits

TEXT = "The library opened in May. Открытие прошло спокойно."
KEY, HASH = new_key()
SAID = {
    "en": ("You ask more often than the server allows.", "Try again in 60 seconds."),
    "ru": ("Запросов больше, чем разрешает сервер.", "Попробуйте через 60 с."),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateFolder]:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with contextlib.closing(PrivateFolder()) as folder:
        yield folder


def refused(_: object) -> None:
    raise TooMany(60)


def request(language: str) -> gr.Request:
    headers = {"accept-language": language}
    made = SimpleNamespace(session_hash="visitor", headers=headers, request=None)
    return made  # type: ignore[return-value]


Tabs = tuple[ArticleTab, FilesTab, PrivateFolder]


@pytest.fixture
def tabs(folder: PrivateFolder, monkeypatch: pytest.MonkeyPatch) -> Tabs:
    """The tabs of a server that admits nobody, and does no work."""

    def submit(*_: object, **__: object) -> Task:
        raise AssertionError("work is asked for")

    monkeypatch.setattr(Here, "submit", submit)
    monkeypatch.setattr(article_tab, "fetch_page", submit)
    runner = Here(nlpkit.load(overrides={**SETTINGS, "server.fetch": True}))
    given = runner, Visits(refused), gr.I18n(), Downloads(), Uploads(folder, 1_000_000)
    return ArticleTab(*given), FilesTab(*given), folder


def upload(folder: PrivateFolder) -> str:
    path = folder.new() / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def ready() -> Session:
    """A visitor whose article is done."""
    result = nlpkit.load(overrides=SETTINGS).run(TEXT)
    pieces = {piece.start: piece for piece in result.translation.pieces}
    return Session(TEXT, result=result, document=result.document, pieces=pieces)


CALLS: dict[str, Callable[[Tabs, gr.Request], Any]] = {
    "run": lambda tabs, r: list(
        tabs[0]._run(TEXT, "en", "short", "auto", "news", "target", "", "", Session(), r)
    ),
    "open": lambda tabs, r: tabs[0]._open(upload(tabs[2]), Session(), r),
    "glossary": lambda tabs, r: tabs[0]._open_glossary(upload(tabs[2]), "en", r),
    "fetch": lambda tabs, r: list(tabs[0]._fetch("https://example.org/", Session(), r)),
    "others": lambda tabs, r: tabs[0]._others(
        ready(), r, SimpleNamespace(piece=min(ready().pieces), number=3)  # type: ignore[arg-type]
    ),
    "length": lambda tabs, r: list(
        tabs[0]._change("en", "long", "auto", "news", "target", ready(), r)
    ),
    "block": lambda tabs, r: list(
        tabs[0]._keep(ready(), r, SimpleNamespace(block=0))  # type: ignore[arg-type]
    ),
    "files": lambda tabs, r: list(
        tabs[1]._run([upload(tabs[2])], "en", "short", "md", "", r)
    ),
    "file": lambda tabs, r: list(
        tabs[1]._again(Visit(), r, SimpleNamespace(at=0))  # type: ignore[arg-type]
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("call", CALLS)
def test_everything_that_is_work_counts(tabs: Tabs, call: str, language: str) -> None:
    answer = str(CALLS[call](tabs, request(language)))
    assert all(words in answer for words in SAID[language])


def test_what_was_not_admitted_changes_nothing(tabs: Tabs) -> None:
    session = ready()
    list(tabs[0]._change("en", "long", "auto", "news", "target", session, request("en")))
    assert session.settings == Settings()
    event = SimpleNamespace(block=0)
    list(tabs[0]._keep(session, request("en"), event))  # type: ignore[arg-type]
    assert session.keep == frozenset()


@contextlib.contextmanager
def page(folder: PrivateFolder, **settings: Any) -> Iterator[str]:
    more = {f"server.{name}": value for name, value in settings.items()}
    runner = Here(nlpkit.load(overrides={**SETTINGS, **more}))
    with running(server.application(runner, folder)) as at:
        yield f"http://localhost:{at[1]}"


def run(address: str, visitor: str, **headers: str) -> str:
    """Run an article as the page does, and return all that is told of it."""
    with httpx.Client(base_url=address, headers=headers, timeout=HANG) as client:
        handlers = client.get("/config").json()["dependencies"]
        number = next(h["id"] for h in handlers if h["api_name"] == "run")
        data = [TEXT, "en", "short", "auto", "news", "target", "", "", None]
        body = {"data": data, "fn_index": number, "session_hash": visitor, "event_data": None}
        assert client.post("/gradio_api/queue/join", json=body).is_success
        told = ""
        with client.stream("GET", f"/gradio_api/queue/data?session_hash={visitor}") as lines:
            for line in lines.iter_lines():
                told += line
                if "process_completed" in line:
                    break
    return told


def test_an_address_over_its_rate_waits_on_the_page_and_the_api(folder: PrivateFolder) -> None:
    with page(folder, address_rate="2/day") as address:
        assert "You ask more often" not in run(address, "first")
        body = {"text": TEXT}
        assert httpx.post(f"{address}/v1/document", json=body, timeout=HANG).status_code == 200
        assert "You ask more often" in run(address, "second")
        assert httpx.post(f"{address}/v1/document", json=body, timeout=HANG).status_code == 429
        assert httpx.get(address, timeout=HANG).status_code == 200, "the page itself is no work"


def test_a_key_over_its_rate_waits_on_the_page(folder: PrivateFolder) -> None:
    own = {"authorization": f"Bearer {KEY}"}
    with page(folder, key_rate="1/day", api_keys=[HASH]) as address:
        assert "You ask more often" not in run(address, "first", **own)
        assert "You ask more often" in run(address, "second", **own)
