"""What the page shows of a run, without a browser."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, cast

import gradio as gr
import pytest
from answering import Answering

import nlpkit
from nlpkit import Pipeline
from nlpkit.document import Draft, Flag
from nlpkit.engines import Lazy
from nlpkit.glossary import Glossary
from nlpkit.pipeline.workers import Here
from nlpkit.ui import session as sessions
from nlpkit.ui.article_tab import ArticleTab
from nlpkit.ui.downloads import Downloads, Gone
from nlpkit.ui.panels import Panels
from nlpkit.ui.session import Opened, Session, Settings
from nlpkit.ui.uploads import Uploads
from nlpkit.ui.view import Strings
from nlpkit.ui.visits import Visits

LINK = re.compile(r'href="([^"]+)"')
SAY = Strings("en")
TEXT = "The library opened in May. Открытие прошло спокойно.\nAll news"


@pytest.fixture(scope="module")
def pipe() -> nlpkit.Pipeline:
    return nlpkit.load(overrides={"translator": {"backend": "echo", "phrasebook": False}})


@pytest.fixture
def downloads() -> Downloads:
    return Downloads()


def run(pipe: nlpkit.Pipeline, session: Session, downloads: Downloads) -> list[Panels]:
    return list(sessions.run(Here(pipe), session, SAY, downloads))


def test_the_source_is_complete_before_the_translation(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    shown = run(pipe, Session(text=TEXT), downloads)
    source = next(i for i, p in enumerate(shown) if p.article)
    summary = next(i for i, p in enumerate(shown) if p.summary)
    assert source < summary < len(shown) - 1
    assert [p.running for p in shown] == [True] * (len(shown) - 1) + [False]
    assert "Done in" in (shown[-1].status or "")
    assert shown[-1].downloads


def test_stopping_keeps_what_is_finished(pipe: nlpkit.Pipeline, downloads: Downloads) -> None:
    session = Session(text=TEXT)
    stream = sessions.run(Here(pipe), session, SAY, downloads)
    while not next(stream).article:
        pass
    session.stopped = True
    (last,) = stream
    assert "Stopped" in (last.status or "")
    assert "/article-partial.md" in (last.downloads or "")
    assert "The library opened in May." in (last.summary or ""), "of what there is"
    assert session.result is not None
    assert Flag("partial") in session.result.warnings


def test_nobody_waits_for_the_rest_when_the_visitor_has_left(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    session = Session(text=TEXT)
    stream = sessions.run(Here(pipe), session, SAY, downloads)
    while not next(stream).article:
        pass
    session.stopped = session.left = True
    assert list(stream) == []


def test_who_waits_is_told_the_place_and_can_leave(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    runner, session = Here(pipe), Session(text=TEXT)
    with runner._turn:  # somebody else's article is in work
        stream = sessions.run(runner, session, SAY, downloads)
        while "place 1 in the queue" not in (shown := next(stream).status or ""):
            assert "Reading" in shown
        session.stopped = True
        *_, last = stream
    assert "Stopped before anything" in (last.status or "")


@pytest.mark.parametrize("text", ["\u200b", "x" * 2_000_001])
def test_errors_are_a_status_and_the_next_article_works(
    pipe: nlpkit.Pipeline, downloads: Downloads, text: str
) -> None:
    (*_, last) = run(pipe, Session(text=text), downloads)
    assert 'role="alert"' in (last.status or "")
    assert not last.running
    assert "Done in" in (run(pipe, Session(text=TEXT), downloads)[-1].status or "")


def test_a_fault_of_ours_says_so_and_hides_its_details(
    pipe: nlpkit.Pipeline,
    downloads: Downloads,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(pipe, "preprocess", lambda *_, **__: 1 / 0)
    (*_, last) = run(pipe, Session(text=TEXT), downloads)
    assert "went wrong" in (last.status or "")
    assert "ZeroDivisionError" not in (last.status or "")
    assert "ZeroDivisionError" in caplog.text
    assert "library" not in caplog.text, "texts stay out of logs"


def test_stop_in_the_last_moment_keeps_the_whole(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    session = Session(text=TEXT)
    stream = sessions.run(Here(pipe), session, SAY, downloads)
    while not next(stream).summary:
        pass
    session.stopped = True
    *_, last = stream
    assert "Done in" in (last.status or "")


def test_links_are_good_as_long_as_the_session(pipe: nlpkit.Pipeline, downloads: Downloads) -> None:
    def fetch(address: str) -> str:
        return str(downloads.find(*address.split("/")[1:])())

    session = Session(text=TEXT)
    links = LINK.findall(run(pipe, session, downloads)[-1].downloads or "")
    assert [link.rpartition("/")[2] for link in links] == [
        "article.md",
        "article.html",
        "article.json",
    ]
    assert "The library opened in May" in fetch(links[0])
    assert json.loads(fetch(links[2]))["schema"] == "nlpkit/2"
    with pytest.raises(Gone):
        fetch(links[0] + "x")
    del session
    gc.collect()
    with pytest.raises(Gone):
        fetch(links[0])


def test_a_summary_of_another_length_translates_nothing(
    pipe: nlpkit.Pipeline, downloads: Downloads, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(text="The library opened in May. It has a garden. Readers came early. "
                      "The mayor spoke. Children sang songs all day. Снег идёт.")  # fmt: skip
    first = run(pipe, session, downloads)[-1]
    monkeypatch.setattr(pipe.translator.get(), "translate", lambda *_, **__: 1 / 0)
    session.settings = replace(session.settings, length="medium")
    *_, last = sessions.change(Here(pipe), session, SAY, downloads, blocks=False)
    assert (last.summary or "").count("<li") > (first.summary or "").count("<li")
    assert last.removed is last.entities is None, "what is unfolded stays so"


def test_a_block_comes_back_and_is_remembered(pipe: nlpkit.Pipeline, downloads: Downloads) -> None:
    session = Session(text=TEXT)
    run(pipe, session, downloads)
    assert session.document is not None
    (junk,) = [i for i, block in enumerate(session.document.blocks) if block.junk]
    session.keep = frozenset({junk})
    *_, last = sessions.change(Here(pipe), session, SAY, downloads, blocks=True)
    assert "All news" in (last.article or "")
    assert "<details" in (last.removed or "")
    again = Session(text=TEXT, keep=session.keep)
    assert "All news" in (run(pipe, again, downloads)[-1].article or "")


def test_the_summary_may_have_the_language_of_the_article(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    text = "В городе открыли школу. Дети пришли рано. Снег идёт."
    settings = Settings(language="own")
    (*_, last) = run(pipe, Session(text=text, settings=settings), downloads)
    assert '<ol class="points" lang="ru"' in (last.summary or "")


@pytest.mark.parametrize("language", ["own", "target"])
@pytest.mark.parametrize("keep", [frozenset(), frozenset({1})])
def test_each_run_makes_one_summary_and_keeps_its_timings(
    pipe: nlpkit.Pipeline,
    downloads: Downloads,
    monkeypatch: pytest.MonkeyPatch,
    language: Literal["own", "target"],
    keep: frozenset[int],
) -> None:
    made, real = [], Pipeline._summarize

    def counted(self: Pipeline, *rest: Any, **options: Any) -> Any:
        made.append(rest)
        return real(self, *rest, **options)

    monkeypatch.setattr(Pipeline, "_summarize", counted)
    session = Session(text=TEXT, settings=Settings(language=language), keep=keep)
    *_, last = run(pipe, session, downloads)
    assert len(made) == 1
    assert session.result is not None
    stages = ["preprocess", "translate", "summarize"]
    assert list(session.result.timings) == stages
    assert ("All news" in (last.article or "")) == bool(keep)
    assert "All news" in (last.removed or ""), "a block that was brought back is still listed"

    *_, last = sessions.change(Here(pipe), session, SAY, downloads, blocks=False)
    assert len(made) == 2
    assert list(session.result.timings) == stages


def test_an_opened_file_keeps_its_kind_and_title(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    text = "## Library opens\n\nThe library opened in May. Readers came early."
    opened = Opened(nlpkit.Article("news", text, "markdown", "Library"), text)
    session = Session(text=text.replace("\n", "\r\n"), opened=opened)
    run(pipe, session, downloads)
    assert session.document is not None
    assert session.document.title == "Library"
    assert session.document.blocks[0].kind in ("title", "heading"), "as Markdown has it"

    edited = Session(text="Another text, pasted later.", opened=opened)
    run(pipe, edited, downloads)
    assert edited.document is not None
    assert edited.document.title is None


ENGLISH = "The library opened in May.\nReaders came early, and many stayed all day."
RUSSIAN = "Библиотека открылась в мае. Читатели пришли рано и остались до вечера."
JAPANESE = "図書館は五月に開館した。多くの人が朝から訪れた。"
CUT = "Library opens\n\nReaders came early. Many stayed all day! Was it calm? It was."
EDITS = [
    (ENGLISH, ENGLISH + " It is large.", True),
    (ENGLISH, "It is large. " + ENGLISH, True),
    (ENGLISH, ENGLISH.replace("\n", " "), True),
    (ENGLISH, "The library opened in May.", True),
    (RUSSIAN, RUSSIAN + " Она большая.", True),
    (RUSSIAN, RUSSIAN.replace("Читатели", "Там тепло. Читатели"), True),
    (JAPANESE, JAPANESE + "とても広い。", True),
    (CUT, CUT.replace(" Many stayed all day!", ""), True),
    (CUT, CUT.replace("Was it calm?", "Was it full and rather loud?"), True),
    (ENGLISH, "The school closed in June. Pupils left early, and few stayed.", False),
    (RUSSIAN, "Школа закрылась в июне. Ученики ушли рано, и мало кто остался.", False),
    (JAPANESE, "学校は六月に閉まった。生徒は早く帰った。", False),
    (ENGLISH, "The library opened in May. A school of the town closed in the same week.", False),
]


@pytest.mark.parametrize(("text", "edited", "kept"), EDITS)
def test_an_opened_text_keeps_its_title_while_half_of_it_stays(
    pipe: nlpkit.Pipeline, downloads: Downloads, text: str, edited: str, kept: bool
) -> None:
    title = "Library of the town"
    opened = Opened(nlpkit.Article("news", text, "text", title), text, title)
    session = Session(text=edited, opened=opened)
    run(pipe, session, downloads)
    assert session.document is not None
    assert session.document.title == (title if kept else None)


def test_an_opened_page_shows_its_text_and_keeps_its_headings(
    pipe: nlpkit.Pipeline, downloads: Downloads, tmp_path: Path
) -> None:
    file = tmp_path / "news.html"
    file.write_text("<h1>Library opens</h1><p>The library opened in May.</p><h2>Hours</h2><p>…</p>")
    opened = sessions.read(pipe, str(file))
    assert opened.text.split("\n")[:3] == ["Library opens", "The library opened in May.", "Hours"]
    session = Session(text=opened.text, opened=opened)
    run(pipe, session, downloads)
    assert session.document is not None
    assert [b.kind for b in session.document.blocks if not b.junk][2] == "heading"


class Offering(Answering):
    """An engine that has other translations."""

    def alternatives(
        self, texts: Sequence[str], source: str, target: str, count: int
    ) -> list[list[Draft]]:
        return [[Draft("The opening was <b>calm</b>."), Draft("It opened calmly.")] for _ in texts]


def asked(pipe: nlpkit.Pipeline, downloads: Downloads) -> str | None:
    """What the page shows of other translations of the Russian sentence, after a run."""
    session = Session(text=TEXT)
    run(pipe, session, downloads)
    piece = next(p for p in session.pieces.values() if p.status == "translated")
    return sessions.others(Here(pipe), session, piece, 7, lambda: False, SAY)


def test_other_translations_are_those_of_the_engine(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    engine = Offering(lambda text: "The opening went calmly.")
    offering = Pipeline(pipe.config, Lazy("offering", lambda: engine), pipe.summarizer)
    shown = asked(offering, downloads) or ""
    assert shown.startswith('<div data-number="7">')
    assert "<li>The opening was &lt;b&gt;calm&lt;/b&gt;.</li><li>It opened calmly.</li>" in shown


def test_an_engine_without_other_translations_is_said(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    assert "The model offers no other translation here." in (asked(pipe, downloads) or "")


def test_nobody_waits_for_other_translations_after_leaving(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    session = Session(text=TEXT)
    run(pipe, session, downloads)
    piece = next(p for p in session.pieces.values() if p.status == "translated")
    runner = Here(pipe)
    with runner._turn:
        assert sessions.others(runner, session, piece, 1, lambda: True, SAY) is None


def test_a_glossary_is_applied_and_listed(pipe: nlpkit.Pipeline, downloads: Downloads) -> None:
    terms = Glossary.of({"город": "City", "мэр": "mayor"})
    engine = Answering(lambda text: "The school opened in the City.")
    own = Pipeline(pipe.config, Lazy("answering", lambda: engine), pipe.summarizer)
    session = Session(text="В городе открыли школу.", settings=Settings(glossary=terms))
    (*_, last) = run(own, session, downloads)
    assert "<bdi>город</bdi> → <bdi>City</bdi> (1)" in (last.terms or "")
    assert "not applied: <bdi>мэр</bdi>" in (last.terms or "")
    assert session.result is not None
    made = session.result.signature
    assert terms.fingerprint in made
    session.settings = replace(session.settings, length="medium")
    *_, last = sessions.change(Here(own), session, SAY, downloads, blocks=False)
    assert last.terms is None, "what is unfolded stays so"
    assert session.result.signature == made, "another summary has the same translation"


def test_without_a_glossary_nothing_is_listed(pipe: nlpkit.Pipeline, downloads: Downloads) -> None:
    (*_, last) = run(pipe, Session(text=TEXT), downloads)
    assert last.terms == ""


def test_a_pasted_text_has_the_blocks_of_its_html(
    pipe: nlpkit.Pipeline, downloads: Downloads
) -> None:
    rich = "<h1>Library opens</h1><p>It opened in May.</p><ul><li>A garden</li></ul>"
    session = Session(text="Library opens\n\nIt opened in May.\n\nA garden", rich=rich)
    run(pipe, session, downloads)
    assert session.document is not None
    assert [block.kind for block in session.document.blocks] == ["title", "paragraph", "list"]


@pytest.mark.parametrize(
    ("models", "given", "swapped"),
    [
        # A model that does not say what it reads may read anything.
        ([{"model": "x/any"}], ("ru", "en"), ("en", "ru")),
        ([{"model": "x/any"}], ("auto", "en"), None),
        ([{"model": "ru-en-base"}], ("ru", "en"), None),
        ([{"model": "x/any", "pairs": ["kk-en"]}, {"model": "ru-en-base"}], ("kk", "en"), None),
        ([{"model": "x/any", "pairs": ["kk-en", "en-kk"]}], ("kk", "en"), ("en", "kk")),
    ],
)
def test_languages_are_swapped_where_both_ways_exist(
    downloads: Downloads,
    models: list[dict[str, Any]],
    given: tuple[str, str],
    swapped: tuple[str, str] | None,
) -> None:
    pipe = nlpkit.load(overrides={"translator": {"models": models}})
    tab = ArticleTab(Here(pipe), Visits(), gr.I18n(), downloads, cast(Uploads, None))
    assert tab._swap(*given, Session()) == (swapped or (gr.skip(), gr.skip()))
    assert tab._can_swap == (swapped is not None or given[0] == "auto")


def test_a_detected_language_is_swapped_too(downloads: Downloads) -> None:
    pipe = nlpkit.load(overrides={"translator": {"model": "x/any", "backend": "echo"}})
    tab = ArticleTab(Here(pipe), Visits(), gr.I18n(), downloads, cast(Uploads, None))
    read = Session(document=pipe.preprocess("Снег идёт третий день, и дороги закрыты."))
    assert tab._swap("auto", "en", read) == ("en", "ru")
