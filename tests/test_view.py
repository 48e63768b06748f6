"""What the page's panels hold, and that all of it is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

import nlpkit
from nlpkit import ui
from nlpkit.batch.worker import TooMuchMemory
from nlpkit.config import SummaryKind
from nlpkit.document import NOT_TRANSLATED, Coverage, Piece, Point, Summary
from nlpkit.entities import KINDS, Entities, Entity, Mention
from nlpkit.errors import (
    ConfigError,
    FileTooLarge,
    GlossaryCode,
    GlossaryError,
    ModelMissing,
    NlpkitError,
    ReadCode,
    ReadError,
)
from nlpkit.pipeline.tasks import Busy
from nlpkit.render.view import numbering
from nlpkit.translate import assemble
from nlpkit.ui import view
from nlpkit.ui.view import Strings

SAY = Strings("en")


def test_both_languages_have_the_same_keys_and_fields() -> None:
    en, ru = view.strings()["en"], view.strings()["ru"]
    assert set(en) == set(ru)
    for one, other in ((en, ru), (en["codes"], ru["codes"])):
        for key in set(one) - {"codes", "errors"}:
            fields = [sorted(re.findall(r"{(\w+)}", text[key])) for text in (one, other)]
            assert fields[0] == fields[1], key


def test_every_string_is_used() -> None:
    """Named in the code, or made of a name there: `example_…`, `…_hint`, `file_…`, the lengths."""
    code = "".join(p.read_text("utf-8") for p in Path(ui.__file__).parent.rglob("*.py"))
    named = set(re.findall(r"""(?:say|text|_heading)\(\s*["'](\w+)["']""", code))
    counted = re.findall(r"""counted\(\s*["'](\w+)["'],\s*["'](\w+)["']""", code)
    named |= {name for pair in counted for name in pair}
    named |= {f"example_{name}" for name in ("mixed", "russian")}
    named |= {f"{name}_hint" for name in ("summary", "article", "old")}
    named |= {f"view_{name}" for name in ("both", "source", "translation")}
    named |= {f"kind_{kind}" for kind in get_args(SummaryKind)}
    named |= {"summary_target", "summary_own", "keep", "keep_label", "undo", "undo_label"}
    named |= {f"entity_{kind}" for kind in KINDS}
    named |= {f"file_{status}" for status in get_args(get_type_hints(view.Row)["status"])}
    named |= {"file_untranslated", "file_doubtful"}
    named |= {"short", "medium", "long", "file", "state", "notes", "common.upload"}
    assert named | {"codes", "errors"} == set(view.strings()["en"])


def known_errors(error: type[NlpkitError]) -> Iterator[type[NlpkitError]]:
    """Yield an error and all that derive from it."""
    yield error
    for kind in error.__subclasses__():
        yield from known_errors(kind)


def test_every_error_has_its_words_in_both_languages() -> None:
    codes = {*get_args(ReadCode), "internal", TooMuchMemory.code}
    codes |= {error.code for error in known_errors(NlpkitError)}
    codes |= set(get_args(GlossaryCode))
    for language in ("en", "ru"):
        assert set(view.strings()[language]["errors"]) == codes
        assert all(map(all, view.strings()[language]["errors"].values()))


def test_an_error_of_a_glossary_names_its_line() -> None:
    error = GlossaryError("the glossary, row 2: x", code="glossary_no_translation", row=2)
    assert "Глоссарий, строка 2: у термина нет перевода." in view.problem(error, Strings("ru"))
    assert "a.tsv, line 2: the term has no" in view.problem(error, SAY, "a.tsv")
    assert "a.toml: it cannot" in view.problem(GlossaryError("x"), SAY, "a.toml")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Busy("the server is busy"), "Сервер занят."),
        (FileTooLarge("6,000 bytes"), "слишком большой размер."),
        (ReadError("a.pdf: damaged PDF (EOF)", code="damaged"), "файл повреждён."),
        (ModelMissing("no weights of x"), "Модели нет на этом компьютере."),
        (ConfigError("unknown language"), "С настройками этого сервера так сделать нельзя."),
    ],
)
def test_errors_are_said_in_the_language_of_the_visitor(error: NlpkitError, words: str) -> None:
    shown = view.problem(error, Strings("ru"), "a.pdf")
    assert f"a.pdf: {words}" in shown
    assert 'role="alert"' in shown
    assert error.message not in shown


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
        view.article(result.document, pieces, "en", SAY, running=False),
        view.article(result.document, {}, "en", SAY, running=True),
        view.notices(result.document, pieces, SAY, {"ru-en": 300}),
        view.folded(result.document, len(text), SAY),
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
    document = nlpkit.preprocess("В доме живёт Эркин Маматов. " + "Рядом пекут хлеб. " * 10)
    html = view.entities(value, document, SAY)
    assert '<bdi lang="ru" dir="ltr">Эркин Маматов</bdi> <a class="cite" href="#s1"' in html
    assert "2025-05-12" in html
    assert html.count("<a ") == 1 + view.LINKS
    assert "+2" in html
    assert "Found by rules" in html
    assert view.entities(Entities((), "rules"), document, SAY) == ""


def shown(text: str, *, target: str = "en", running: bool = False) -> str:
    """The article as the page shows it. The shipped model reads Russian only."""
    result = nlpkit.load(overrides=["translator.beam=1"]).run(text, target=target)
    pieces = {p.start: p for p in result.translation.pieces if not running}
    return view.article(result.document, pieces, target, SAY, running=running)


CLOSE = {
    "- A garden\n- Зал для детей\n- Books": [0, 1, 1],
    "- A garden\n\n- Зал для детей\n- Books": [0, 0, 1],
    "- A garden\n- Books\n\n1. May\n2. June": [0, 1, 0, 1],
    "- A garden\n \t\n- Books": [0, 0],
    "* Сад\r\n* Зал для детей\r\n\r\n1. Книги\r\n2. Залы": [0, 1, 0, 1],
    "• Сад\n• Зал для детей": [0, 1],
    "- 庭園\n- 子供のための部屋\n\n1. 本": [0, 1, 0],
    "| What | Number |\n| --- | --- |\n| Книги | 300 |": [0, 1, 1],
    "It opened in May.\n\n- A garden\n- Books": [0, 0, 1],
    "# Library\n\nIt opened in May.\n\nIt is calm.": [0, 0, 0],
}


@pytest.mark.parametrize("text", CLOSE)
def test_items_without_a_blank_line_before_them_are_close(text: str) -> None:
    found = re.findall(r'class="passage ([a-z ]+)"', translated(text, {}))
    assert ["close" in classes.split() for classes in found] == CLOSE[text]


def translated(text: str, answers: dict[str, str], **options: bool) -> str:
    """The article with the translations of some of its parts."""
    document = nlpkit.preprocess(text)
    made = {}
    for foreign, answer in answers.items():
        start = document.text.index(foreign)
        span = next(s for s in document.spans if s.start <= start < s.end)
        made[start] = Piece(start, start + len(foreign), answer, "translated", lang=span.lang)
    pieces = assemble(document, "en", [*made.values()]).pieces
    return view.article(document, {p.start: p for p in pieces}, "en", SAY, running=False)


def test_source_marks_foreign_spans_and_numbers_sentences() -> None:
    html = shown("He said hello to all of them. «Это важный день для города», he added.")
    assert html.count('id="s1"') == 1, "as in the downloaded page, sentences count from 1"
    mark = r'<mark class="foreign" lang="ru" dir="ltr" title="Russian, \d+% sure">[^<]*важный день'
    assert re.search(mark, html)


def test_numbers_count_the_sentences_of_the_article_alone() -> None:
    text = "# Bridge closes\n\nThe bridge closes on Monday. A ferry will run instead."
    text = f"Log in to comment\n\n{text}\n\nThe council pays for the ferry."
    document = nlpkit.preprocess(text)
    numbers = [n for n in numbering(document) if n]
    assert None in numbering(document), "a log-in prompt is junk"
    assert re.findall(r'id="s(\d+)"', shown(text)) == [str(n) for n in numbers]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_foreign_sentence_stands_beside_its_translation_and_the_rest_once() -> None:
    text = "The library opened in May. Открытие прошло спокойно. Readers came early."
    html = translated(text, {"Открытие прошло спокойно.": "The opening was calm."})
    assert html.count('<div class="line">') == 2
    assert html.count('<div class="line pair">') == 1
    assert '<p class="tgt whole" lang="en" dir="ltr">' in html
    assert html.count("Readers came early.") == 1


def test_a_translation_that_may_mislead_says_so() -> None:
    document = nlpkit.preprocess("Река изменила русло.")
    piece = Piece(0, 20, "The river is a virus.", "translated", None, 0.31, "ru")
    doubted = replace(piece, reason="low_confidence")
    sure, unsure = (
        view.article(document, {0: one}, "en", SAY, running=False) for one in (piece, doubted)
    )
    assert "confidence 31%" in sure
    assert '<span class="flag"' not in sure
    assert '<span class="flag">low confidence</span>' in unsure
    told = "What is marked “low confidence” may well mislead"
    assert told in view.notices(document, {0: doubted}, SAY, {})
    assert told not in view.notices(document, {0: piece}, SAY, {})
    assert told not in view.notices(document, {0: replace(doubted, junk=True)}, SAY, {})


def test_two_sentences_with_one_translation_are_one_row() -> None:
    text = "Поезд опоздал. Снег идёт. Цены на хлеб выросли."
    html = translated(
        text,
        {
            "Поезд опоздал. Снег идёт.": "Late, and snow.",
            "Цены на хлеб выросли.": "Bread is dearer.",
        },
    )
    assert html.count('<div class="line pair">') == 2
    assert 'id="s1"' in html.partition("Late, and snow.")[0]
    assert 'id="s3"' in html.partition("Late, and snow.")[2]


def test_where_nothing_is_foreign_there_is_one_column() -> None:
    for text in ("The library opened in May.", "نماینده مجلس درباره توافق تازه سخن گفت."):
        html = shown(text)
        assert html.startswith('<div class="text single"')
        assert "tgt" not in html


def test_foreign_sentences_are_pending_while_the_article_is_worked_on() -> None:
    html = shown("The library opened in May. Открытие прошло спокойно.", running=True)
    assert html.count("pending") == 1


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fa", "نماینده مجلس درباره توافق تازه سخن گفت. این سند باید دوباره بررسی شود."),
        ("ar", "قال الوزير إن الحكومة ستفتح المدرسة الجديدة في الشهر المقبل."),
        ("he", "ראש הממשלה אמר כי בית הספר החדש ייפתח בחודש הבא."),
        ("ps", "د پوهنې وزیر وویل چې نوی ښوونځی به په راتلونکې میاشت کې پرانیستل شي."),
    ],
)
def test_what_is_written_from_right_to_left_says_so(code: str, text: str) -> None:
    document = nlpkit.preprocess(text)
    assert document.language == code
    assert f'<div class="text single" lang="{code}" dir="rtl">' in shown(text)
    assert f'<bdi lang="{code}" dir="rtl">' in view.folded(document, 10, SAY)
    point = Summary("en", (Point(text, (0,), (NOT_TRANSLATED,)),), "x")
    assert f'<span class="point" lang="{code}" dir="rtl">' in view.summary(point, document, SAY)


def test_a_line_in_another_direction_keeps_its_own() -> None:
    persian = "نماینده مجلس درباره توافق تازه سخن گفت."
    html = shown(f"The library opened in May.\n\n{persian}\n\nReaders came early.")
    assert '<p class="src" lang="fa" dir="rtl">' in html


def test_what_no_model_reads_is_said_in_a_line_for_each_language() -> None:
    first, second = "نماینده مجلس درباره توافق تازه سخن گفت.", "این سند باید دوباره بررسی شود."
    result = nlpkit.load().run(f"The library opened. {first} It has a garden. {second}")
    pieces = {p.start: p for p in result.translation.pieces}
    told = view.notices(result.document, pieces, SAY, {})
    assert told.count("<li>") == 1
    assert "Persian: no installed model reads it, so 2 passages stay as they are." in told
    one = {start: piece for start, piece in pieces.items() if first[:5] in piece.text}
    assert "so 1 passage stays as it is." in view.notices(result.document, one, SAY, {})
    russian = view.notices(result.document, one, Strings("ru"), {})
    assert "непереведённых мест: 1." in russian
    assert "--config nllb" in told
    more = view.notices(result.document, pieces, SAY, {"fa-en": 300})
    assert more.count("<li>") == 1
    assert "To get one (300 MB): nlpkit models pull fa-en" in more
    better = view.notices(result.document, pieces, SAY, {"ru-en": 300})
    assert "A better model for ru-en is 300 MB away: nlpkit models pull ru-en" in better


def test_removed_blocks_come_back_and_go_again() -> None:
    document = nlpkit.preprocess("The library opened in May. It has a garden.\n\nLog in to comment")
    (junk,) = [i for i, block in enumerate(document.blocks) if block.junk]
    out = view.removed(document, {}, SAY)
    assert "1 block removed" in out
    assert ">Keep<" in out
    back = view.removed(document, {}, SAY, {junk}, opened=True)
    assert "0 blocks removed" in back
    assert ">Undo<" in back
    assert "<details" in back
    assert " open>" in back


@pytest.mark.parametrize(
    ("size", "told"), [(0, "0 characters"), (1, "1 character"), (2400, "2,400 characters")]
)
def test_the_folded_input_says_how_long_it_is(size: int, told: str) -> None:
    assert f" · {told} · English" in view.folded(nlpkit.preprocess("It rains."), size, SAY)


def test_a_table_of_files_is_escaped_and_names_its_states() -> None:
    rows = [view.Row("<b>.txt", "done"), view.Row("b.pdf", "failed", "damaged <PDF>")]
    shown = view.table(rows, Strings("ru"))
    assert re.findall(r'data-sort="\d">(\w+)<', shown) == ["Файл", "Состояние", "Примечания"]
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
