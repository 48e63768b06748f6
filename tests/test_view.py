"""What the page's panels hold, and that all of it is escaped."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import nlpkit
from nlpkit.document import Coverage, Point, Summary
from nlpkit.entities import KINDS, Entities, Entity, Mention
from nlpkit.ui import view
from nlpkit.ui.view import Strings

SAY = Strings("en")


def test_both_languages_have_the_same_keys_and_fields() -> None:
    en, ru = view.strings()["en"], view.strings()["ru"]
    assert set(en) == set(ru)
    for one, other in ((en, ru), (en["codes"], ru["codes"])):
        for key in set(one) - {"codes"}:
            fields = [sorted(re.findall(r"{(\w+)}", text[key])) for text in (one, other)]
            assert fields[0] == fields[1], key


def test_every_string_is_used() -> None:
    """Named in the code, or made of a name there: `example_…`, `…_hint`, `file_…`, the lengths."""
    code = "".join(p.read_text("utf-8") for p in Path(view.__file__).parent.glob("*.py"))
    named = set(re.findall(r"""(?:say|text|_panel)\(\s*["'](\w+)["']""", code))
    named |= {f"example_{name}" for name in ("mixed", "russian")}
    named |= {f"{name}_hint" for name in ("summary", "source", "translation")}
    named |= {f"entity_{kind}" for kind in KINDS}
    named |= {f"file_{status}" for status in get_args(get_type_hints(view.Row)["status"])}
    named |= {"short", "medium", "long", "file", "state", "why", "common.upload"}
    assert named | {"codes"} == set(view.strings()["en"])


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
        view.entities(
            Entities((Entity("date", "<b>May</b>", (Mention(0, 5, 0),), "<i>"),), "rules"),
            result.document,
            SAY,
        ),
    ]
    for panel in panels:
        assert not re.search(r"<(b|i)\b", panel), panel


def test_entities_link_to_their_sentences_and_say_how_they_were_found() -> None:
    mentions = tuple(Mention(0, 5, i) for i in range(view.LINKS + 2))
    value = Entities(
        (
            Entity("person", "Эркин Маматов", mentions[:1]),
            Entity("date", "12 May 2025", mentions, "2025-05-12"),
        ),
        "rules",
    )
    document = nlpkit.preprocess("В доме живёт Эркин Маматов, и больше никто.")
    html = view.entities(value, document, SAY)
    assert '<span lang="ru">Эркин Маматов</span> <a href="#s1"' in html
    assert "2025-05-12" in html
    assert html.count("<a ") == 1 + view.LINKS
    assert "+2" in html
    assert "Found by rules" in html
    assert view.entities(Entities((), "rules"), document, SAY) == ""


def test_source_marks_foreign_spans_and_numbers_sentences() -> None:
    document = nlpkit.preprocess(
        "He said hello to all of them. «Это важный день для города», he added."
    )
    html = view.source(document, SAY)
    assert html.count('id="s1"') == 1, "as in the downloaded page, sentences count from 1"
    assert re.search(r'<mark class="foreign" lang="ru">[^<]*важный день', html)
    assert "English, with Russian" in html


def test_a_table_of_files_is_escaped_and_names_its_states() -> None:
    rows = [view.Row("<b>.txt", "done"), view.Row("b.pdf", "failed", "damaged <PDF>")]
    shown = view.table(rows, Strings("ru"))
    assert "<td>&lt;b&gt;.txt</td><td>готово</td><td></td>" in shown
    assert "<td>b.pdf</td><td>не удалось</td><td>damaged &lt;PDF&gt;</td>" in shown


@pytest.mark.parametrize(
    ("coverage", "told"),
    [
        (None, ""),
        (Coverage(3, 3), ""),
        (Coverage(62, 140), "Written from 62 of 140 sentences."),
        (Coverage(0, 3), "Chosen from the article, since the model wrote nothing usable."),
    ],
)
def test_the_page_says_what_a_model_has_read(coverage: Coverage | None, told: str) -> None:
    document = nlpkit.preprocess("Rain fell.")
    value = Summary("en", (Point("Rain fell.", (0,)),), "model", coverage)
    after = view.summary(value, document, SAY).partition("</ol>")[2]
    assert after == (f'<p class="hint">{told}</p>' if told else "")
