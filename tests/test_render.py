"""Results as JSON and as text for a terminal."""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import replace

import pytest
from handmade import bridge, build, odd, russian

from nlpkit import render
from nlpkit.document import Coverage, Entities, Flag, Reading
from nlpkit.errors import ReadError
from nlpkit.render import (
    as_dict,
    document_as_dict,
    from_dict,
    summary_as_dict,
    summary_to_text,
    to_json,
    to_text,
    translation_as_dict,
)


def test_json_has_the_keys_of_the_contract_in_order():
    data = as_dict(bridge(), path="in/b.txt", sha256="ab12")
    assert list(data) == [
        "schema", "id", "source", "document", "clean_text", "translation", "summary",
        "headline", "headline_from", "reading", "entities", "signature", "timings", "warnings",
    ]  # fmt: skip
    assert data["schema"] == "nlpkit/2"
    url = "https://example.org/b?a=1&b=2"
    assert data["source"] == {"path": "in/b.txt", "sha256": "ab12", "url": url}
    assert list(data["document"]) == [
        "text", "title", "language", "blocks", "sentences", "spans", "date",
    ]  # fmt: skip
    assert data["document"]["blocks"][0] == {
        "start": 0, "end": 31, "kind": "title", "reason": None,
    }  # fmt: skip
    assert list(data["document"]["sentences"][0]) == ["start", "end", "block"]
    assert list(data["document"]["spans"][0]) == [
        "start", "end", "sentence", "lang", "script", "score",
    ]  # fmt: skip
    assert list(data["translation"]) == ["target", "text", "pieces"]
    assert list(data["summary"]) == ["target", "method", "text", "points"]
    assert data["summary"]["points"][1]["sources"] == [4, 5]
    assert data["summary"]["points"][2]["flags"] == [{"code": "source_unknown", "detail": ""}]
    assert data["warnings"] == [{"code": "decoded_as", "detail": "koi8-r"}]
    assert data["headline"] == "Old bridge closes for repairs"
    assert data["headline_from"] == {"origin": "title", "sources": [0], "flags": []}
    assert list(data["reading"]) == ["article_words", "summary_words", "minutes_saved"]
    assert list(data["entities"]) == ["method", "items"]


def test_json_pieces_carry_a_code_and_more_only_where_they_failed():
    pieces = as_dict(bridge())["translation"]["pieces"]
    keys = ["start", "end", "text", "lang", "status", "engine", "score", "junk", "reason"]
    for piece in pieces:
        assert list(piece) == keys + ["detail"] * (piece["status"] == "failed")
        assert (piece["reason"] is None) == (piece["status"] != "failed")
    (failed,) = (p for p in pieces if p["status"] == "failed")
    assert (failed["reason"], failed["detail"]) == ("engine_failed", "the engine repeated itself")
    assert [p["text"] for p in pieces if p["junk"] and p["status"] == "translated"] == [
        "Log in to reply"
    ]


def test_json_of_parts_is_that_of_the_whole():
    result = bridge()
    whole = as_dict(result)
    assert document_as_dict(result.document) == whole["document"]
    assert translation_as_dict(result.translation) == whole["translation"]
    assert summary_as_dict(result.summary) == whole["summary"]


def test_json_source_of_plain_text_is_empty():
    assert as_dict(russian())["source"] == {"path": None, "sha256": None}


def test_json_is_one_line_of_readable_text_and_any_file_name_fits():
    line = to_json(bridge(), path="\udcff.txt")
    assert "\n" not in line
    assert "Паром" in line
    assert json.loads(line.encode("utf-8"))["source"]["path"] == "\ufffd.txt"
    assert to_json(bridge(), indent=2).startswith('{\n  "schema": "nlpkit/2"')


@pytest.mark.parametrize("result", [bridge(), russian(), odd()], ids=["bridge", "russian", "odd"])
def test_json_round_trip(result):
    again = from_dict(json.loads(to_json(result)))
    assert again == result
    assert again.entities.items == result.entities.items
    assert to_json(again) == to_json(result)


def test_a_result_is_a_value_also_where_its_entities_are_not_found_yet():
    assert pickle.loads(pickle.dumps(bridge())) == bridge()
    assert bridge() != replace(bridge(), entities=Entities((), "none"))


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": "other/2"},
        {"document": {}},
        {"summary": None},
        {"translation": {"target": "en", "pieces": []}},
        {"translation": {"target": "en", "pieces": [{"start": 0, "other": 1}]}},
        {"warnings": [{"code": "no_code_of_ours", "detail": ""}]},
        {"warnings": ["a sentence"]},
    ],
)
def test_from_dict_refuses_what_is_no_result(damage):
    with pytest.raises(ReadError) as error:
        from_dict(as_dict(bridge()) | damage)
    assert error.value.hint


# Text

BRIDGE_TEXT = """\
CLEAN ARTICLE                                                       English, 7 sentences
────────────────────────────────────────────────────────────────────────────────────────
Old bridge closes for repairs

By Anna Marsh

[3] The stone bridge over the Lena closes on Monday for eight months. [4] “Мост стоит
сто лет и простоит ещё двести,” said the engineer in charge. [5] Паром будет ходить
каждый час.

[6] The council pays 4*2 million <roubles>, half of it this year. [7] Бр-р-р, ыыы.


TRANSLATED FRAGMENTS                                    3 into English, 1 not translated
────────────────────────────────────────────────────────────────────────────────────────
1. Russian, sentence 4
   Мост стоит сто лет и простоит ещё двести
   → The bridge stands a hundred years and will stand two hundred more

2. Russian, sentence 5
   Паром будет ходить каждый час.
   → The ferry will run every hour.

3. Russian, sentence 7
   Бр-р-р, ыыы.
   ✗ not translated: the engine repeated itself

4. Russian, removed
   Войдите, чтобы ответить
   → Log in to reply


REMOVED                                                                         3 blocks
────────────────────────────────────────────────────────────────────────────────────────
related headline (2)
   Ten walks along the river
   Why the ferry is late again
log-in prompt: Войдите, чтобы ответить


SUMMARY                                                         3 sentences, hand-picked
────────────────────────────────────────────────────────────────────────────────────────
1. The stone bridge over the Lena closes on Monday for eight months. [3]
2. The ferry will run every hour; the council pays. [5] [6]
3. Nobody knows more. (source unknown)


NOTES
────────────────────────────────────────────────────────────────────────────────────────
! decoded as koi8-r


Made by nlpkit:0.1|tr:hand in 1.2 s
"""

RUSSIAN_TEXT = """\
CLEAN ARTICLE                                                       Russian, 2 sentences
────────────────────────────────────────────────────────────────────────────────────────
Зима

[1] Река замёрзла в ноябре. Паром стоит у берега.


TRANSLATION                                                           Russian to English
────────────────────────────────────────────────────────────────────────────────────────
[1] The river froze in November. The ferry is at the shore.


TRANSLATED FRAGMENTS                                                      1 into English
────────────────────────────────────────────────────────────────────────────────────────
1. Russian, removed
   Читайте также
   → Read also


REMOVED                                                                          1 block
────────────────────────────────────────────────────────────────────────────────────────
related headline: Читайте также


SUMMARY                                                          1 sentence, hand-picked
────────────────────────────────────────────────────────────────────────────────────────
1. The river froze in November. [1]


Made by nlpkit:0.1|tr:hand in 1.2 s
"""


def test_text_of_a_mixed_article():
    assert to_text(bridge()) == BRIDGE_TEXT


def test_text_of_a_foreign_article_shows_the_whole_translation():
    assert to_text(russian()) == RUSSIAN_TEXT


def test_text_says_when_there_is_nothing_to_show():
    text = to_text(build([("paragraph", None, [[("en", "One line.", None)]])]))
    assert "Nothing to translate: already in English." in text
    assert "Nothing was removed." in text
    assert "There is no summary" in text
    assert "NOTES" not in text


@pytest.mark.parametrize(
    ("spans", "told"),
    [
        (
            [("ky", "Суу жок, дейт айыл. ", None), ("ru", "Воды в селе нет.", None)],
            "Kyrgyz and Russian to English",
        ),
        (
            [("ru", "Воды в селе нет уже девять дней. ", None), ("kk", "Су жоқ", None)],
            "Russian to English",
        ),
        ([("en", "They said: ", None), ("tg", "Об нест дар деҳа!", None)], "Tajik to English"),
    ],
)
def test_text_names_the_languages_of_most_of_what_was_translated(spans, told):
    assert render.view.direction(build([("paragraph", None, [spans])])) == told


def test_text_names_the_language_of_junk_where_nothing_else_was_translated():
    english = ("paragraph", None, [[("en", "The road is closed.", None)]])
    junk = ("junk", "advertising", [[("ru", "Поделиться", None)]])
    assert render.view.direction(build([english, junk])) == "Russian to English"


def test_text_without_words_is_in_no_language():
    text = to_text(build([("paragraph", None, [[("und", "👍", None)]])]))
    assert "there are no words of a language that is known" in text
    assert "already in English" not in text


def test_text_keeps_to_88_columns_and_never_steers_the_terminal():
    text = to_text(odd())
    assert max(map(len, text.splitlines())) <= 88
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


def test_text_marks_a_failed_piece_inside_a_foreign_article():
    blocks = [("paragraph", None, [[("ru", "Зима близко.", ValueError("no memory"))]])]
    assert "Зима близко. (not translated: no memory)" in to_text(build(blocks))


def test_text_says_once_that_nothing_could_be_translated():
    sentences = [[("ru", text, ValueError("no memory"))] for text in ("Зима близко.", "Холодно.")]
    text = to_text(build([("paragraph", None, sentences)]))
    assert text.count("no memory") == 1
    assert "Nothing of it was translated: no memory." in text
    assert "TRANSLATED FRAGMENTS" not in text
    for written in (render.to_markdown, render.to_html):
        page = written(build([("paragraph", None, sentences)]))
        assert page.count("no memory") == 2, "where the translation would be, and the fragments"
        assert "Зима близко." in page
        assert "Холодно." in page
    one_done = [*sentences, [("ru", "Снег.", "Snow.")]]
    assert to_text(build([("paragraph", None, one_done)])).count("no memory") == 4


HEADINGS = """\
1 into English | kept translated
2 into English | translated translated
1 not translated | kept failed
1 into English, 2 not translated | failed translated failed
""".splitlines()


@pytest.mark.parametrize("golden", HEADINGS)
def test_the_heading_counts_the_fragments_that_are_listed(golden):
    told, fragments = golden.split(" | ")
    outcomes = {"kept": None, "translated": "Snow.", "failed": ValueError("no memory")}
    sentences = [
        [("en", "The mayor said that snow fell again:", None)],
        *([("en" if f == "kept" else "ru", "Снег.", outcomes[f])] for f in fragments.split()),
    ]
    found = to_text(build([("paragraph", None, sentences)])).split("TRANSLATED FRAGMENTS")[1]
    assert found.split("\n")[0].strip() == told
    assert found.count("→") == fragments.count("translated")
    assert found.count("✗") == fragments.count("failed")


def test_the_heading_of_a_summary_counts_words():
    result = build([("paragraph", None, [[("en", "Rain.", None)]])])
    for words, told in ((1, "1 word in 1"), (0, "0 words in 0"), (120, "120 words in 120")):
        reading = Reading(words, words, 0.0)
        text = summary_to_text(
            result.summary, Entities((), "rules"), None, reading, result.document
        )
        assert text.split("\n")[0].split("SUMMARY")[1].strip() == told


DOUBTS = """\
1 fragment translated: low confidence (sentence 2) | 2
2 fragments translated: low confidence (sentences 2 and 4) | 2 4
3 fragments translated: low confidence (sentences 1, 2 and 3) | 1 2 3
1 fragment translated: low confidence (removed text) | removed
2 fragments translated: low confidence (sentence 3 and removed text) | 3 removed
13 fragments translated: low confidence (sentences 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 3 more) | \
1 2 3 4 5 6 7 8 9 10 11 12 13
"""


@pytest.mark.parametrize("golden", DOUBTS.splitlines())
def test_notes_say_where_the_fragments_are(golden):
    told, doubtful = golden.split(" | ")
    sentences = [[("ru", f"Зима {n}.", f"Winter {n}.")] for n in range(1, 15)]
    junk = [[("ru", "Поделиться", "Share removed")]]
    result = build([("paragraph", None, sentences), ("junk", "share_bar", junk)])
    pieces = tuple(
        replace(p, reason="low_confidence")
        if p.status == "translated" and p.text.rstrip(".").split()[-1] in doubtful.split()
        else p
        for p in result.translation.pieces
    )
    translation = replace(result.translation, pieces=pieces)
    result = replace(result, translation=translation, warnings=(Flag("low_confidence"),))
    assert render.warnings(result) == [told]
    assert " ".join(to_text(result).split("NOTES")[1].split()).count(told) == 1
    for n in doubtful.split()[:10]:
        if n != "removed":
            assert f"[{n}] Winter {n}." in " ".join(to_text(result).split())
            assert f"[{n}](#s{n})" in render.to_markdown(result)
            assert f'<a href="#s{n}">{n}</a>' in render.to_html(result)


@pytest.mark.parametrize(
    ("coverage", "told"),
    [
        (None, ""),
        (Coverage(140, 140), ""),
        (Coverage(62, 140), "written from 62 of 140 sentences"),
        (Coverage(0, 1), "chosen from the article, since the model wrote nothing usable"),
    ],
)
def test_what_a_model_has_read_of_the_article_is_said(coverage, told):
    result = bridge()
    result = replace(result, summary=replace(result.summary, coverage=coverage))
    assert (render.coverage(result.summary) or "") == told
    for written in (to_text(result), render.to_markdown(result), render.to_html(result)):
        assert ("written from" in written) == ("written from" in told)
        assert ("wrote nothing" in written) == ("wrote nothing" in told)
        assert told in " ".join(written.split())
    summary = json.loads(to_json(result))["summary"]
    counted = coverage and {"read": coverage.read, "of": coverage.of}
    assert summary.get("coverage") == counted
    assert from_dict(json.loads(to_json(result))) == result
