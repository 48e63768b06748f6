"""What the page's panels hold, and that all of it is escaped."""

from __future__ import annotations

import re

import pytest

import nlpkit
from nlpkit.ui import view
from nlpkit.ui.view import Strings

SAY = Strings("en")


def test_both_languages_have_the_same_keys_and_fields() -> None:
    en, ru = view.strings()["en"], view.strings()["ru"]
    assert set(en) == set(ru)
    for key in en:
        fields = [sorted(re.findall(r"{(\w+)}", text[key])) for text in (en, ru)]
        assert fields[0] == fields[1], key


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("ru-RU,ru;q=0.9", "ru"), ("en-US,en;q=0.9,ru;q=0.8", "en"), ("de", "en"), ("", "en")],
)
def test_the_interface_follows_the_browser(accepted: str, language: str) -> None:
    assert view.language_of(accepted) == language


def test_everything_is_escaped() -> None:
    pipe = nlpkit.load(overrides={"translator.backend": "echo"})
    text = "<b onclick=x()>Bold</b> words & “quotes”. Это <i>важно</i> для всех нас сегодня."
    result = pipe.run(text)
    pieces = {p.start: p for p in result.translation.pieces}
    panels = [
        view.summary(result.summary, result.document, SAY),
        view.source(result.document, SAY),
        view.translation(result.document, pieces, "en", SAY, running=False),
        view.removed(result.document, pieces, SAY),
        view.status("<b>", "error", "<i>"),
        view.hint("<b>"),
    ]
    for panel in panels:
        assert not re.search(r"<(b|i)\b", panel), panel


def test_source_marks_foreign_spans_and_numbers_sentences() -> None:
    document = nlpkit.preprocess(
        "He said hello to all of them. «Это важный день для города», he added."
    )
    html = view.source(document, SAY)
    assert 'id="s0"' in html
    assert re.search(r'<mark class="foreign" lang="ru">[^<]*важный день', html)
    assert "English, with Russian" in html
