"""LibreTranslate's paths: its fields, its statuses, and its Python client as it is."""

from __future__ import annotations

import io
import threading
import time
import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from docx import Document
from fastapi import FastAPI
from fastapi.testclient import TestClient
from libretranslatepy import LibreTranslateAPI

import nlpkit
from nlpkit.pipeline.workers import Here
from nlpkit.server import api
from nlpkit.server.keys import new_key
from nlpkit.server.shelf import Shelf

KEY, HASH = new_key()


def application(**settings: object) -> FastAPI:
    return api.build(
        Here(nlpkit.load(overrides={"limits.page_chars": 1000, "translator.beam": 1, **settings}))
    )


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(application())


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of a server that answers through a socket."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    (port,) = {s.getsockname()[1] for held in server.servers for s in held.sockets}
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def test_the_client_of_libretranslate() -> None:
    with served(application(**{"server.api_keys": [HASH]})) as address:
        own = LibreTranslateAPI(address, api_key=KEY)
        assert own.translate("Все новости", "ru", "en") == "All news"
        assert own.detect("Все новости этого дня.")[0]["language"] == "ru"
        assert {"code": "ru", "name": "Russian", "targets": ["en", "ru"]} in own.languages()
        for wrong in (LibreTranslateAPI(address), LibreTranslateAPI(address, api_key="wrong")):
            with pytest.raises(urllib.error.HTTPError, match="401"):
                wrong.translate("Все новости", "ru", "en")
        with pytest.raises(urllib.error.HTTPError, match="400"):
            own.translate("Good morning", "en", "ru")


def test_translate(client: TestClient) -> None:
    body = {"q": "Все новости", "source": "ru", "target": "en"}
    assert client.post("/translate", json=body).json() == {"translatedText": "All news"}
    body = {"q": ["Все новости", "", "Plain."], "source": "auto", "target": "en"}
    answer = client.post("/translate", json=body).json()
    assert answer["translatedText"] == ["All news", "", "Plain."]
    assert [d["language"] for d in answer["detectedLanguage"]] == ["ru", "en", "en"]
    form = {"q": "Все новости", "source": "ru", "target": "en", "api_key": "", "alternatives": "3"}
    answer = client.post("/translate", data=form).json()
    assert answer == {"translatedText": "All news", "alternatives": []}


def test_html_keeps_its_marks(client: TestClient) -> None:
    page = "<h1>Все новости</h1>\n<p class='x'>Plain <b>words</b> &amp; more.</p>"
    body = {"q": page, "source": "auto", "target": "en", "format": "html"}
    answer = client.post("/translate", json=body).json()
    assert answer["translatedText"] == page.replace("Все новости", "All news")
    body["q"] = [page, "<i>Главная</i>", ""]  # type: ignore[assignment]
    several = client.post("/translate", json=body).json()["translatedText"]
    assert several[0] == answer["translatedText"]
    assert (several[1][:3], several[1][-4:], several[2]) == ("<i>", "</i>", "")
    assert "Главная" not in several[1]


@pytest.mark.parametrize(
    ("q", "source", "target"),
    [
        ("Good morning, dear friends", "en", "ru"),
        ("Good morning, dear friends of mine", "auto", "ru"),
        ("Guten Tag, wie geht es dir heute?", "auto", "en"),
        ("Guten Tag, wie geht es dir heute?", "de", "en"),
        ("Guten Tag, wie geht es dir heute?", "ru", "en"),
        (["Все новости", "Guten Tag, wie geht es dir heute?"], "auto", "en"),
        ("x", "kk", "en"),
    ],
)
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_pair_that_no_model_serves_is_an_error(
    client: TestClient, q: object, source: str, target: str, form: str
) -> None:
    """A text that comes back untouched would pass for a translation."""
    body = {"q": q, "source": source, "target": target, "format": form}
    answer = client.post("/translate", json=body)
    assert answer.status_code == 400, answer.text
    assert "no model here translates" in answer.json()["error"]


def test_a_part_that_was_not_translated_is_named(client: TestClient) -> None:
    q = "Plain English words come first here.\n\nGuten Tag, wie geht es dir heute?"
    answer = client.post("/translate", json={"q": q, "source": "auto", "target": "en"}).json()
    (part,) = answer["untranslated"]
    assert part["language"] == "de"
    assert part["reason"] == "no_translator"
    answer = client.post("/translate", json={"q": ["Plain.", q], "target": "en"}).json()
    assert [len(parts) for parts in answer["untranslated"]] == [0, 1]


def test_alternatives_are_those_of_the_beam() -> None:
    wide = TestClient(application(**{"translator.beam": 3}))
    q = ["Ночью в городе шёл сильный дождь.", "Plain."]
    body = {"q": q, "source": "auto", "target": "en", "alternatives": 2}
    answer = wide.post("/translate", json=body).json()
    (others, none) = answer["alternatives"]
    assert 1 <= len(others) == len({*others, answer["translatedText"][0]}) - 1 <= 2
    assert none == []
    page = {**body, "q": "<p>Все новости</p>", "format": "html"}
    assert wide.post("/translate", json=page).json()["alternatives"] == []
    assert wide.post("/translate", json={**body, "alternatives": 16}).status_code == 400


def test_detect(client: TestClient) -> None:
    """The confidence is a probability: a long text has more of it than a word that many share."""

    def first(q: str) -> tuple[str, float]:
        found = client.post("/detect", data={"q": q}).json()[0]
        return found["language"], found["confidence"]

    (lang, sure), (_, doubtful) = first("Все новости этого дня собраны здесь."), first("Hola")
    assert lang == "ru"
    assert 95 < sure <= 100
    assert doubtful < 90
    assert first("12345") == first(" ") == ("en", 0.0)
    mixed = client.post("/detect", json={"q": "Новости этого дня.\n\nThe news of the day."}).json()
    assert {part["language"] for part in mixed} == {"ru", "en"}
    assert sum(part["confidence"] for part in mixed) <= 100.1


def test_languages_settings_health(client: TestClient) -> None:
    known = client.get("/languages").json()
    assert all(set(entry) == {"code", "name", "targets"} for entry in known)
    settings = client.get("/frontend/settings").json()
    assert (settings["charLimit"], settings["keyRequired"]) == (1000, False)
    assert settings["language"]["target"] == {"code": "en", "name": "English"}
    assert ".docx" in settings["supportedFilesFormat"]
    assert client.get("/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "application/json", "text/plain", ""]
)
def test_json_is_read_whatever_it_is_called(client: TestClient, kind: str) -> None:
    """curl calls it a form unless it is told otherwise."""
    body = ' {"q": "The news of the day", "source": "en", "target": "en"}'
    answer = client.post("/translate", content=body, headers={"content-type": kind})
    assert answer.json() == {"translatedText": "The news of the day"}
    assert client.post("/detect", content=body, headers={"content-type": kind}).status_code == 400


@pytest.mark.parametrize("more", [{"format": ""}, {"secret": "abc"}, {"api_key": ""}])
def test_fields_that_libretranslate_does_not_mind(client: TestClient, more: dict[str, str]) -> None:
    body = {"q": "The news of the day", "source": "en", "target": "en", **more}
    for answer in (client.post("/translate", json=body), client.post("/translate", data=body)):
        assert answer.json() == {"translatedText": "The news of the day"}


@pytest.mark.parametrize("path", ["/translate", "/detect", "/translate_file"])
def test_requests_that_libretranslate_refuses(client: TestClient, path: str) -> None:
    for answer, status in ((client.post(path), 400), (client.get(path), 405)):
        assert (answer.status_code, set(answer.json())) == (status, {"error", "hint"})
    wrong = {"q": "Hello", "source": "zz", "target": "en"}
    assert "zz" in client.post("/translate", data=wrong).json()["error"]
    assert "target" in client.post("/translate", data={"q": "a"}).json()["error"]


def word(*paragraphs: str) -> bytes:
    made, file = Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph("").add_run(text).bold = True
    made.save(file)
    return file.getvalue()


def test_files(client: TestClient) -> None:
    data = {"source": "ru", "target": "en"}
    sent = {"file": ("news.docx", word("Все новости", "Главная"))}
    url = client.post("/translate_file", data=data, files=sent).json()["translatedFileUrl"]
    answer = client.get(url)
    assert answer.headers["content-disposition"] == 'attachment; filename="translated.docx"'
    (first, second) = Document(io.BytesIO(answer.content)).paragraphs
    assert (first.text, first.runs[0].bold) == ("All news", True)
    assert second.text.isascii()
    assert client.get("/download_file/none.docx").status_code == 404


def test_a_part_of_a_file_that_was_not_translated_is_named(client: TestClient) -> None:
    text = b"Plain English words come first here.\n\nGuten Tag, wie geht es dir heute?"
    sent = {"file": ("a.txt", text)}
    answer = client.post("/translate_file", data={"target": "en"}, files=sent).json()
    (part,) = answer["untranslated"]
    assert (part["language"], part["reason"]) == ("de", "no_translator")
    assert client.get(answer["translatedFileUrl"]).content == text
    answer = client.post("/v1/files", data={"to": "en", "format": "file"}, files=sent)
    assert (answer.content, answer.headers["x-untranslated"]) == (text, "1")


@pytest.mark.parametrize(
    ("name", "content", "target", "status"),
    [
        ("a.exe", b"x", "en", 422),
        ("a.docx", b"x", "en", 422),
        ("a.txt", b"x" * 1001, "en", 413),
        ("a.txt", b"Good morning, dear friends", "ru", 400),
        ("a.html", b"<p>Guten Tag, wie geht es dir?</p>", "en", 400),
    ],
)
def test_files_that_are_refused(
    client: TestClient, name: str, content: bytes, target: str, status: int
) -> None:
    sent = {"file": (name, content)}
    answer = client.post("/translate_file", data={"target": target}, files=sent)
    assert (answer.status_code, set(answer.json())) == (status, {"error", "hint"}), answer.text


def test_a_made_file_needs_its_name_and_no_key() -> None:
    keyed = TestClient(application(**{"server.api_keys": [HASH]}))
    sent = {"file": ("a.txt", "Все новости".encode())}
    data = {"source": "ru", "target": "en"}
    assert keyed.post("/translate_file", data=data, files=sent).status_code == 401
    answer = keyed.post("/translate_file", data={**data, "api_key": KEY}, files=sent)
    assert keyed.get(answer.json()["translatedFileUrl"]).content == b"All news"


def test_made_files_go_when_they_are_old_or_too_many() -> None:
    shelf = Shelf(seconds=3600, most=10)
    first, second = shelf.put(b"x" * 6, ".a"), shelf.put(b"y" * 6, ".b")
    assert (shelf.get(first), shelf.get(second)) == (None, b"y" * 6)
    brief = Shelf(seconds=-1)
    assert brief.get(brief.put(b"x", ".a")) is None
