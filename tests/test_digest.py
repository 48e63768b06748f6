"""Digests: what is merged, what is set aside, who is cited, and how it is shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run
from handmade import Page
from hypothesis import given, settings
from hypothesis import strategies as st

import nlpkit
from nlpkit import render
from nlpkit.digest import DIFFERS, Citation, Digest, DigestPoint, LeftOut
from nlpkit.digest.making import digest
from nlpkit.digest.merging import differing
from nlpkit.document import Document, Draft, Point, Summary
from nlpkit.engines import Lazy, SummaryRequest
from nlpkit.engines.echo import EchoSummarizer
from nlpkit.errors import PairUnsupported
from nlpkit.faithfulness.negation import denies
from nlpkit.length import Length, count_words
from nlpkit.preprocessing import preprocess

FIRE = """Warehouse fire in Osh put out

A fire destroyed a cotton warehouse in the south of Osh on Tuesday night, firefighters said.

Nobody was hurt, because the night watchman Erkin Mamatov had left an hour earlier.

The owner puts the damage at 12 million soms. However, the insurer has not answered yet.
"""
FIRE_AGAIN = """Osh: cotton burns all night

On Tuesday night a fire destroyed a cotton warehouse in the south of Osh, according to firefighters.

Smoke lay over the bazaar until noon and two schools sent their pupils home.

The owner puts the damage at 15 million soms.
"""
FIRE_RUSSIAN = """В Оше сгорел склад

В ночь на среду на юге Оша сгорел склад хлопка, сообщили пожарные.

Сторож Эркин Маматов ушёл за час до пожара, никто не пострадал.
"""
WOLVES = """Wolves return to the valley

Shepherds in the Alai valley have counted forty wolves this winter, more than ever before.

The hunting ministry in Bishkek pays for each lost sheep, but the money comes late.
"""


@pytest.fixture(scope="module")
def pipe() -> nlpkit.Pipeline:
    return nlpkit.load(overrides={"translator.backend": "echo", "translator.phrasebook": False})


def cited(point: DigestPoint) -> set[int]:
    return {citation.article for citation in point.citations}


def test_what_two_articles_say_is_one_point_that_cites_both(pipe: nlpkit.Pipeline) -> None:
    made = pipe.digest([FIRE, FIRE_AGAIN], length=4)
    first = made.points[0]
    assert first.text.startswith("A fire destroyed a cotton warehouse")
    assert first.citations == (Citation(0, (1,)), Citation(1, (1,)))
    assert sum("destroyed" in point.text for point in made.points) == 1
    assert made.target == "en"


def test_other_numbers_are_told_and_not_melted(pipe: nlpkit.Pipeline) -> None:
    made = pipe.digest([FIRE, FIRE_AGAIN], length=6)
    (damage,) = (point for point in made.points if "million" in point.text)
    assert DIFFERS in damage.flags
    assert cited(damage) == {0, 1}
    assert {c.differs for c in damage.citations} == {(), ("15 million",)}


def test_a_sentence_no_summary_chose_is_cited_all_the_same() -> None:
    documents = [preprocess(FIRE), preprocess(FIRE_AGAIN)]
    summaries = {0: summary(documents[0], 1), 1: summary(documents[1], 2)}
    made = digest(documents, summaries, {}, length=Length(5), target="en", signature="s")
    assert cited(made.points[0]) == {0, 1}


def test_articles_in_two_languages_meet_in_the_target_language() -> None:
    documents = [preprocess(FIRE), preprocess(FIRE_RUSSIAN)]
    russian = Point("On Wednesday night a cotton warehouse burned in the south of Osh.", (1,))
    summaries = {0: summary(documents[0], 1, 2), 1: Summary("en", (russian,), "hand")}
    made = digest(documents, summaries, {}, length=Length(5), target="en", signature="s")
    assert made.left_out == ()
    assert [cited(point) for point in made.points] == [{0, 1}, {0}]
    assert made.points[0].text.startswith("A fire destroyed"), "the untranslated one is shown"


def test_an_article_on_something_else_is_named(pipe: nlpkit.Pipeline) -> None:
    made = pipe.digest([FIRE, WOLVES, FIRE_AGAIN], length=9)
    (gone,) = made.left_out
    assert gone.article == 1
    assert (gone.reason, gone.detail) == ("off_topic", "0.01")
    assert not gone.failed
    assert all(1 not in cited(point) for point in made.points)


def test_no_point_leans_on_a_sentence_that_is_not_there(pipe: nlpkit.Pipeline) -> None:
    made = pipe.digest([FIRE, FIRE_AGAIN], length=20)
    assert not any(point.text.startswith("However") for point in made.points)


def test_one_article_alone_and_none(pipe: nlpkit.Pipeline) -> None:
    assert {1} == {len(p.citations) for p in pipe.digest([FIRE], length=2).points}
    assert pipe.digest([]).points == ()


def test_an_empty_article_is_named_by_its_number(pipe: nlpkit.Pipeline) -> None:
    with pytest.raises(nlpkit.ReadError, match="article 2: there is no text"):
        pipe.digest([FIRE, " "])


class OnlyEnglish(EchoSummarizer):
    """It refuses Russian when it is asked."""

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        if request.language == "ru":
            raise PairUnsupported("the summarizer cannot read Russian")
        return super().summarize(request)


def test_what_the_engine_cannot_read_is_left_out_with_the_reason(
    pipe: nlpkit.Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipe, "summarizer", Lazy("only English", OnlyEnglish))
    made = pipe.digest([FIRE, FIRE_RUSSIAN])
    assert made.left_out == (
        LeftOut(1, "unreadable_language", "the summarizer cannot read Russian", True),
    )
    assert made.points


@pytest.mark.parametrize(
    ("said", "other", "differ"),
    [
        ("12 people died.", "15 people died.", ("15",)),
        ("12 people died.", "Twelve people died.", ()),
        ("12 people died in 3 villages.", "12 people died.", ()),
        ("People died.", "15 people died.", ()),
        ("Three people died.", "Two people died.", ("Two",)),
        ("Погибли 12 человек.", "Погибли пятнадцать человек.", ("пятнадцать",)),
        ("It cost 2 million.", "It cost 2,000,000.", ()),
    ],
)
def test_numbers_differ_only_where_both_have_one_the_other_has_not(
    said: str, other: str, differ: tuple[str, ...]
) -> None:
    assert differing(said, other) == differ


def test_denials() -> None:
    assert denies("The road isn’t open.")
    assert denies("Пострадавших нет.")
    assert not denies("The road is open.")
    assert not denies("Not only the road is open.")
    documents = [
        preprocess("The mayor of Osh signed the contract on Friday.\n\nWork starts in May."),
        preprocess("The mayor of Osh never signed the contract on Friday.\n\nWork starts in May."),
    ]
    summaries = {i: summary(d, 0, 1) for i, d in enumerate(documents)}
    made = digest(documents, summaries, {}, length=Length(5), target="en", signature="s")
    signed = [point for point in made.points if "signed" in point.text]
    assert [cited(point) for point in signed] == [{0}, {1}]


def summary(document: Document, *chosen: int) -> Summary:
    points = [Point(" ".join(document.slice(document.sentences[i]).split()), (i,)) for i in chosen]
    return Summary("en", tuple(points), "hand")


LINES = st.lists(
    st.sampled_from(
        [line for text in (FIRE, FIRE_AGAIN, FIRE_RUSSIAN, WOLVES) for line in text.split("\n\n")]
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(articles=st.lists(LINES, min_size=1, max_size=4), count=st.integers(1, 8))
def test_nothing_is_cited_wrongly(articles: list[list[str]], count: int) -> None:
    pipe = nlpkit.load(overrides={"translator.backend": "echo"})
    made = pipe.digest(["\n\n".join(lines) for lines in articles], length=count, target="en")
    assert len(made.points) <= count
    short = pipe.digest(["\n\n".join(lines) for lines in articles], length="9 words")
    assert sum(count_words(point.text) for point in short.points) <= 9
    assert len(made.documents) == len(articles)
    for point in made.points:
        lead = point.citations[0]
        own = made.documents[lead.article]
        source = " ".join(" ".join(own.slice(own.sentences[i]) for i in lead.sources).split())
        if own.language == "en":
            assert point.text == source


def test_the_event_is_told_before_what_others_say_too(pipe: nlpkit.Pipeline) -> None:
    shared = "The owner of the cotton warehouse in Osh puts the damage at 12 million soms."
    one = f"Fire destroyed a warehouse full of cotton on Tuesday night.\n\n{shared}"
    other = f"Flames lit the sky over the bazaar of Osh until dawn.\n\n{shared}"
    [told] = pipe.digest([one, other], length=1).points
    assert told.text in (one.splitlines()[0], other.splitlines()[0])
    [_, second] = pipe.digest([one, other], length=2).points
    assert (second.text, cited(second)) == (shared, {0, 1})


def test_a_digest_refuses_citations_that_lead_nowhere() -> None:
    document = preprocess(FIRE)
    for citations in ([Citation(0, (99,))], [Citation(0, (1,)), Citation(0, (2,))]):
        with pytest.raises(ValueError, match="cit"):
            Digest("en", (document,), (DigestPoint("x", tuple(citations)),))
    with pytest.raises(ValueError, match="left out"):
        Digest("en", (document,), (DigestPoint("x", (Citation(0, (1,)),)),), (LeftOut(0, "no"),))


# Shown


def test_text(pipe: nlpkit.Pipeline) -> None:
    shown = render.digest_to_text(pipe.digest([FIRE, FIRE_AGAIN, WOLVES], length=1))
    assert shown == (
        """\
DIGEST                                                           1 point from 2 articles
────────────────────────────────────────────────────────────────────────────────────────
1. A fire destroyed a cotton warehouse in the south of Osh on Tuesday night,
   firefighters said. [1:2] [2:2]


ARTICLES
────────────────────────────────────────────────────────────────────────────────────────
[1] Warehouse fire in Osh put out (English)
[2] Osh: cotton burns all night (English)


LEFT OUT
────────────────────────────────────────────────────────────────────────────────────────
[3] Wolves return to the valley (English): not on the event of the others (similarity
0.01)
"""
    )


def test_every_link_leads_somewhere(pipe: nlpkit.Pipeline) -> None:
    made = pipe.digest([FIRE, FIRE_AGAIN, FIRE_RUSSIAN], length=6)
    page = Page(render.digest_to_html(made))
    assert page.links
    assert set(page.links) <= set(page.ids)
    assert page.tags <= Page.EXPECTED
    markdown = render.digest_to_markdown(made)
    for link in page.links:
        assert f"(#{link})" in markdown
        assert markdown.count(f'id="{link}"') == 1


def test_markup_in_an_article_stays_text() -> None:
    text = "<b>Fire</b> | *bold* in Osh, said <script>alert(1)</script> the mayor."
    document = preprocess(text)
    made = digest(
        [document], {0: summary(document, 0)}, {}, length=Length(1), target="en", signature="<s>"
    )
    page = Page(render.digest_to_html(made))
    assert page.tags <= Page.EXPECTED
    assert "<script>alert(1)</script>" in page.text
    assert "<script>" not in render.digest_to_markdown(made).replace("\\<script\\>", "")


# The command


def files(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [folder / f"{name}.txt" for name in texts]


def test_the_command_does_what_it_can_and_says_what_failed(nlp: Run, tmp_path: Path) -> None:
    names = files(tmp_path, a=FIRE, b=FIRE_AGAIN)
    done = nlp("summarize", *names, tmp_path / "gone.txt", "--digest", "--length", 2, "--json")
    assert done.code == 1
    assert "gone.txt" in done.err
    data = json.loads(done.out)
    assert data["schema"] == render.DIGEST_SCHEMA
    assert list(data) == "schema target method text points articles failed signature".split()
    assert [Path(article["path"]).name for article in data["articles"]] == ["a.txt", "b.txt"]
    assert data["failed"][0]["path"].endswith("gone.txt")
    assert len(data["points"]) == 2
    citation = data["points"][0]["citations"][0]
    document = data["articles"][citation["article"]]["document"]
    place = document["sentences"][citation["sources"][0]]
    assert document["text"][place["start"] : place["end"]] == citation["text"]


def test_records_of_one_file_are_articles(nlp: Run, tmp_path: Path) -> None:
    records = tmp_path / "all.jsonl"
    lines = [json.dumps({"text": FIRE}), "{broken", json.dumps({"text": FIRE_AGAIN})]
    records.write_text("\n".join(lines), encoding="utf-8")
    done = nlp("summarize", records, "--digest")
    assert done.code == 1
    assert "[2:2]" in done.out


@pytest.mark.parametrize(("format", "shown"), [("md", "# Digest"), ("html", "<!doctype html>")])
def test_formats(nlp: Run, tmp_path: Path, format: str, shown: str) -> None:
    done = nlp("summarize", *files(tmp_path, a=FIRE, b=FIRE_AGAIN), "--digest", "--format", format)
    assert done.code == 0
    assert shown in done.out


def test_bad_usage_is_said(nlp: Run, tmp_path: Path) -> None:
    names = files(tmp_path, a=FIRE, b=FIRE_AGAIN)
    several = nlp("summarize", *names)
    assert several.code == 2
    assert "--digest" in several.err
    assert nlp("summarize", names[0], "--format", "md").code == 2
    assert nlp("summarize", *names, "--digest", "--format", "docx").code == 2
    assert nlp("summarize", tmp_path / "no", tmp_path / "none", "--digest").code == 2
