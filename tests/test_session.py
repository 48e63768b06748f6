"""What the page shows of a run, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

import nlpkit
from nlpkit import files
from nlpkit.errors import WriteError
from nlpkit.ui import session as sessions
from nlpkit.ui.session import Panels, Session
from nlpkit.ui.view import Strings

SAY = Strings("en")
TEXT = "The library opened in May. Открытие прошло спокойно.\nAll news"


@pytest.fixture(scope="module")
def pipe() -> nlpkit.Pipeline:
    return nlpkit.load(overrides={"translator": {"backend": "echo", "phrasebook": False}})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files to download go."""
    return tmp_path


def run(pipe: nlpkit.Pipeline, session: Session, folder: Path) -> list[Panels]:
    return list(sessions.run(pipe, session, SAY, folder))


def test_the_source_is_complete_before_the_translation(pipe: nlpkit.Pipeline, folder: Path) -> None:
    shown = run(pipe, Session(text=TEXT), folder)
    source = next(i for i, p in enumerate(shown) if p.source)
    summary = next(i for i, p in enumerate(shown) if p.summary)
    assert source < summary < len(shown) - 1
    assert [p.running for p in shown] == [True] * (len(shown) - 1) + [False]
    assert "Done in" in (shown[-1].status or "")
    assert shown[-1].downloads is not None
    assert [p.suffix for p in shown[-1].downloads] == [".md", ".json"]


def test_stopping_keeps_what_is_finished(pipe: nlpkit.Pipeline, folder: Path) -> None:
    session = Session(text=TEXT)
    stream = sessions.run(pipe, session, SAY, folder)
    while not next(stream).source:
        pass
    session.stopped = True
    (last,) = stream
    assert "Stopped" in (last.status or "")
    assert last.downloads is not None
    assert "partial" in last.downloads[0].name
    assert session.result is not None


@pytest.mark.parametrize("text", ["\u200b", "x" * 2_000_001])
def test_errors_are_a_status_and_the_next_article_works(
    pipe: nlpkit.Pipeline, folder: Path, text: str
) -> None:
    (*_, last) = run(pipe, Session(text=text), folder)
    assert 'role="alert"' in (last.status or "")
    assert not last.running
    assert "Done in" in (run(pipe, Session(text=TEXT), folder)[-1].status or "")


def test_a_fault_of_ours_says_so_and_hides_its_details(
    pipe: nlpkit.Pipeline,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(pipe, "_summarize", lambda *a: 1 / 0)
    (*_, last) = run(pipe, Session(text=TEXT), folder)
    assert "went wrong" in (last.status or "")
    assert "ZeroDivisionError" not in (last.status or "")
    assert "ZeroDivisionError" in caplog.text
    assert "library" not in caplog.text, "texts stay out of logs"


def test_a_full_disk_costs_only_the_downloads(
    pipe: nlpkit.Pipeline, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise WriteError(f"{path} cannot be written: No space left on device")

    monkeypatch.setattr(files, "write_atomic", full)
    (*_, last) = run(pipe, Session(text=TEXT), folder)
    assert last.downloads is None
    assert "Done in" in (last.status or "")
    assert "No space left" in (last.status or "")
    assert last.translation


def test_stop_in_the_last_moment_keeps_the_whole(pipe: nlpkit.Pipeline, folder: Path) -> None:
    session = Session(text=TEXT)
    stream = sessions.run(pipe, session, SAY, folder)
    while not next(stream).summary:
        pass
    session.stopped = True
    (last,) = stream
    assert "Done in" in (last.status or "")


def test_downloads_lie_where_they_are_cleared(pipe: nlpkit.Pipeline, folder: Path) -> None:
    for _ in range(2):
        downloads = run(pipe, Session(text=TEXT), folder)[-1].downloads
        assert all(path.is_relative_to(folder) for path in downloads or ())
    assert len(list(folder.iterdir())) == 2, "visitors' files have folders of their own"


def test_an_opened_file_keeps_its_kind_and_title(pipe: nlpkit.Pipeline, folder: Path) -> None:
    text = "## Library opens\n\nThe library opened in May. Readers came early."
    opened = nlpkit.Article("news", text, "markdown", "Library")
    session = Session(text=text.replace("\n", "\r\n"), opened=opened)
    run(pipe, session, folder)
    assert session.document is not None
    assert session.document.title == "Library"
    assert session.document.blocks[0].kind in ("title", "heading"), "as Markdown has it"

    edited = Session(text="Another text, pasted later.", opened=opened)
    run(pipe, edited, folder)
    assert edited.document is not None
    assert edited.document.title is None
