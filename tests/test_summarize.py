"""Summaries of documents: what is summarised, what each point comes from, what it warns of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summaries import ENGLISH, RUSSIAN, Writer, build, run, texts

from nlpkit.document import Draft, Flag, Point
from nlpkit.engines.echo import EchoSummarizer
from nlpkit.errors import EngineError, PairUnsupported
from nlpkit.faithfulness import SourceIndex
from nlpkit.preprocessing import preprocess
from nlpkit.summarize import Checks


def to_english(indices):
    return [f"English {i}." for i in indices]


@pytest.mark.parametrize("count", range(1, 9))
def test_points_are_prose_in_order(count):
    document = build(ENGLISH)
    summary = run(document, count=count)
    assert len(summary.points) == count
    assert [p.sources for p in summary.points] == sorted(p.sources for p in summary.points)
    for point in summary.points:
        (source,) = point.sources
        assert point.text == texts(document)[source]
        assert document.blocks[document.sentences[source].block].kind in (
            "paragraph", "quote", "list",
        )  # fmt: skip
        assert point.flags == ()


def test_asking_for_more_than_there_is_gives_all_prose_and_no_junk():
    summary = run(build(ENGLISH), count=100)
    assert len(summary.points) == 8
    assert "newsletter" not in summary.text
    assert summary.method.startswith("extractive@")


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([], []),
        ([("junk", ["Log in."])], []),
        ([("heading", ["Storm over Orlo."]), ("junk", ["Log in."])], ["Storm over Orlo."]),
        ([("title", ["Storm."]), ("paragraph", ["It rained."])], ["It rained."]),
    ],
)
def test_what_stands_in_for_prose(blocks, expected):
    assert [p.text for p in run(build(blocks)).points] == expected


def test_a_russian_article_is_chosen_in_russian_and_only_the_choice_translated():
    asked = []

    def translated(indices):
        asked.extend(indices)
        return to_english(indices)

    summary = run(build(RUSSIAN, "ru"), count=2, translated=translated)
    assert [p.sources for p in summary.points] == [(i,) for i in asked]
    assert asked[0] == 0
    assert [p.text for p in summary.points] == to_english(asked)


REMARKS = """\
ДУШАНБЕ, 3 апр — Ховар.
Good evening, dear readers!
Примечание редакции: имя врача изменено.
Звоните нам прямо сейчас!
Экспорт, млн долл.
Сұхбатыңызға рақмет!"""


@pytest.mark.parametrize("remark", REMARKS.splitlines())
def test_a_remark_is_no_point(remark):
    document = build([("paragraph", [remark]), *RUSSIAN], "ru")
    assert remark not in [point.text for point in run(document, count=30, target="ru").points]
    alone = run(build([("paragraph", [remark])], "ru"), count=3, target="ru")
    assert [point.text for point in alone.points] == [remark]


def test_a_sentence_that_cannot_be_translated_says_so():
    document = build(RUSSIAN, "ru")
    summary = run(document, count=2, translated=lambda indices: [None] * len(indices))
    assert all(p.flags == (Flag("not_translated"),) for p in summary.points)
    assert [p.text for p in summary.points] == [
        texts(document)[p.sources[0]] for p in summary.points
    ]


def test_a_sentence_over_several_lines_becomes_one():
    assert run(build([("paragraph", ["Rain fell\non  Orlo."])])).text == "Rain fell on Orlo."


@pytest.mark.parametrize(
    ("kind", "sentence", "text"),
    [
        ("list", "- Stalls close at nine in the evening.", "Stalls close at nine in the evening."),
        ("list", "• Stalls close at nine in the evening.", "Stalls close at nine in the evening."),
        ("quote", "> The bridge is closed for a week.", "The bridge is closed for a week."),
        ("quote", ">> The bridge is closed for a week.", "The bridge is closed for a week."),
        ("list", "+ Stalls close at nine in the evening.", "Stalls close at nine in the evening."),
        ("paragraph", "— The bridge is closed for a week.", "The bridge is closed for a week."),
        ("paragraph", "– Die Brücke ist gesperrt.", "Die Brücke ist gesperrt."),
        (
            "paragraph",
            "-5 degrees is what the town expects.",
            "-5 degrees is what the town expects.",
        ),
    ],
)
def test_a_point_has_no_bullet_and_no_quotation_marks_of_mails(kind, sentence, text):
    assert [point.text for point in run(build([(kind, [sentence])])).points] == [text]


def test_the_engine_gets_the_title():
    writer = Writer()
    run(build(ENGLISH), writer)
    assert writer.asked[2] == "Harbour town bans night flights of cargo drones"
    run(build(ENGLISH, title="Drones"), writer)
    assert writer.asked[2] == "Drones"


WRITTEN = (
    "Selby Quay is banning cargo drones at night from September. "
    "Larkwing says its machines are quieter than refrigerators and carry parts to the islands. "
    "Astronomers welcomed a comet with 42 tails."
)


def test_what_a_model_wrote_is_linked_to_its_sources():
    document = build(ENGLISH)
    summary = run(document, Writer(WRITTEN), count=3, checks=Checks("flag"))
    assert summary.method == "writer+linked"
    assert [(p.sources, p.flags) for p in summary.points] == [
        ((2,), ()),
        ((8, 9), ()),
        (
            (),
            (
                Flag("source_unknown"),
                Flag("number_not_in_source", "42"),
                Flag("little_support", "astronomers, welcomed, comet, tails"),
            ),
        ),
    ]
    assert " ".join(p.text for p in summary.points) == WRITTEN


def test_inflected_words_find_their_source():
    written = "Деревянного моста через Тихую больше нет: воды снесли его в апреле."
    (point,) = run(build(RUSSIAN, "ru"), Writer(written), target="ru").points
    assert point == Point(written, (1,))


def test_sources_that_a_model_names_are_kept():
    writer = Writer(Draft("Drones are banned.", sources=(1, 0, 1)))
    assert run(build(ENGLISH), writer).points == (Point("Drones are banned.", (2, 3)),)


def test_no_more_points_than_asked_for_and_the_splitter_can_be_replaced():
    assert len(run(build(ENGLISH), Writer("One. Two. Three."), count=2).points) == 2
    assert len(run(build(ENGLISH), Writer("One. Two."), split=lambda text: [text]).points) == 1


def test_a_model_of_the_target_language_reads_the_translation():
    writer = Writer("English 0.", languages=["en"])
    summary = run(build(RUSSIAN, "ru"), writer, translated=to_english)
    assert writer.asked == ([f"English {i}." for i in (0, 1, 2, 4, 5, 6, 7, 8)], "en", None)
    assert summary.points[0].flags == ()
    choosing = EchoSummarizer()
    choosing.languages = frozenset({"en"})
    summary = run(build(RUSSIAN, "ru"), choosing, count=1, translated=to_english)
    assert summary.points == (Point("English 0.", (0,)),)


def test_a_model_that_does_not_write_the_target_is_not_passed_off_as_translated():
    writer = Writer("Drones are banned at night.", languages=["en"])
    summary = run(build(ENGLISH), writer, target="ru")
    assert summary.points[0].flags[-1] == Flag("not_translated")


def test_a_model_that_reads_neither_language_is_refused():
    document = build(RUSSIAN, "ru")
    with pytest.raises(PairUnsupported, match="writer cannot read Russian, it reads English"):
        run(document, Writer("x", languages=["en"]), target="ru")
    with pytest.raises(EngineError, match="nothing could be translated into English"):
        run(document, Writer("x", languages=["en"]), translated=lambda i: [None] * len(i))


def test_an_engine_that_breaks_its_promise_is_an_error():
    with pytest.raises(EngineError, match="source"):
        run(build(ENGLISH), Writer(Draft("x", sources=(99,))))
    choosing = Writer("x")
    choosing.extractive = True
    with pytest.raises(EngineError, match="does not say which"):
        run(build(ENGLISH), choosing)


INVENTED = "Selby Quay will ban cargo drones at night from 9 September."


def test_a_point_that_fails_hard_gives_way_to_its_best_source():
    document = build(ENGLISH)
    (kept,) = run(document, Writer(INVENTED), checks=Checks("flag")).points
    assert kept == Point(INVENTED, (2,), (Flag("date_not_in_source", "9 September"),))
    (point,) = run(document, Writer(INVENTED)).points
    assert point == Point(texts(document)[2], (2,), (Flag("replaced_date", "9 September"),))


def test_a_replacement_repeats_no_other_point():
    document = build(ENGLISH)
    good = "Selby Quay is banning cargo drones at night."
    summary = run(document, Writer(f"{INVENTED} {good} {INVENTED}"))
    first, second, third = summary.points
    assert second == Point(good, (2,))
    assert 2 not in {*first.sources, *third.sources}
    assert len({first.text, second.text, third.text}) == 3
    assert all(p.flags[0].code == "replaced_date" for p in (first, third))


def test_a_point_stays_where_the_text_has_nothing_else_to_say():
    document = build([("paragraph", ["Rain fell on Orlo."])])
    summary = run(document, Writer("Rain fell on Orlo. Rain fell on Orlo in 1846."))
    assert [p.text for p in summary.points] == ["Rain fell on Orlo.", "Rain fell on Orlo in 1846."]
    assert summary.points[1].flags == (Flag("number_not_in_source", "1846"),)


def test_a_replacement_is_translated_like_a_choice():
    document = build(RUSSIAN, "ru")
    written = "Вода снесла деревянный мост через реку Тихую в ночь на 22 апреля."
    asked = []

    def translated(indices):
        asked.append(list(indices))
        return to_english(indices)

    (point,) = run(document, Writer(written, languages=["ru"]), translated=translated).points
    assert asked == [[1]]
    assert point == Point("English 1.", (1,), (Flag("replaced_date", "22 апреля"),))
    (point,) = run(
        document, Writer(written, languages=["ru"]), translated=lambda indices: [None]
    ).points
    assert point.text == texts(document)[1]
    assert point.flags == (Flag("not_translated"), Flag("replaced_date", "22 апреля"))


def test_a_replacement_from_the_translation_is_not_translated_again():
    lines = {i: f"The sentence {i} is about bread and snow." for i in range(9)}
    asked = []

    def translated(indices):
        asked.append(list(indices))
        return [lines[i] for i in indices]

    writer = Writer("The sentence 77 is about bread and snow.", languages=["en"])
    (point,) = run(build(RUSSIAN, "ru"), writer, translated=translated).points
    assert len(asked) == 1
    assert point == Point(lines[0], (0,), (Flag("replaced_number", "77"),))


def test_summaries_of_nothing():
    assert SourceIndex([]).sources("Rain fell.") == ()
    assert SourceIndex(["Rain fell."]).sources("") == ()


KINDS = st.sampled_from("title byline paragraph heading quote list caption junk".split())
LINES = st.lists(
    st.one_of(
        st.sampled_from(["Rain fell.", "He left.", "Why?", "Да.", "“", "😀", "But 42 left."]),
        st.text(min_size=1, max_size=30).map(str.strip).filter(bool),
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(
    blocks=st.lists(st.tuples(KINDS, LINES), max_size=6),
    count=st.integers(1, 8),
    written=st.none() | st.lists(st.text(max_size=60), max_size=4),
)
def test_promises_hold_for_any_document(blocks, count, written):
    document = build(blocks)
    summary = run(document, written and Writer(*written), count=count)
    assert len(summary.points) <= count
    for point in summary.points:
        assert list(point.sources) == sorted(set(point.sources))
        kinds = {document.blocks[document.sentences[i].block].kind for i in point.sources}
        assert "junk" not in kinds
        assert point.sources or Flag("source_unknown") in point.flags
        assert "\n" not in point.text
        assert point.text


ROWS = """\
Расходы на концерт ¦ Зрители собрали деньги за неделю. ¦ Аренда большого зала в доме культуры села на два дня 500 сом ¦ Печать афиш и билетов в городской типографии на улице Чуй 300 сом ¦ Итого по всем статьям расходов на концерт в доме культуры 800 сом
Council accounts ¦ The council published its accounts. ¦ Repair of the roads in the northern district of the town 700,000 ¦ Repair of the two schools and the library next to them 300,000 ¦ Grand total for all works in the town this year 1,000,000
Бюджет села ¦ Бюджет бекитилди, деди айыл башчысы. ¦ Айылдагы жолдорду жана көпүрөлөрдү оңдоого быйыл бөлүнгөн акча 700 000 сом ¦ Мектептин чатырын жана терезелерин алмаштырууга быйыл бөлүнгөн акча 300 000 сом ¦ Жалпы: 1 000 000 сом
""".splitlines()  # noqa: E501


@pytest.mark.parametrize("text", ROWS)
def test_rows_and_totals_of_a_pasted_table_are_no_points(text):
    _, told, *_ = lines = text.split(" ¦ ")
    document = preprocess("\n\n".join([*lines[:2], "\n".join(lines[2:])]))
    summary = run(document, count=5, target=document.language)
    assert [point.text for point in summary.points] == [told]


FACTS = """\
Итоги ¦ Правительство отчиталось за год. ¦ - ВВП всей страны за весь прошлый год вырос на 4,8% ¦ - Инфляция в январе по данным ведомства снизилась до 8,5 процентов ¦ - Экспорт золота в прошлом году вырос до 2,5 млрд долларов
The year ¦ The government reported on the year. ¦ - Output of the country grew last year by 4.8% ¦ - Inflation in the whole country fell from ten to 8.5% ¦ - Exports of gold rose last year to 2.5 billion dollars
Жыл ¦ Үкімет жыл қорытындысын жариялады. ¦ - Елдің жалпы ішкі өнімі өткен жылы едәуір өсті: 4,8% ¦ - Елдегі баға өсімі өткен қаңтар айында біраз төмендеді: 8,5% ¦ - Елдің алтын экспорты өткен жылы едәуір өсті: 2,5 млрд доллар
""".splitlines()  # noqa: E501


@pytest.mark.parametrize("text", FACTS)
@pytest.mark.parametrize("mark", ["- ", ""])
def test_key_facts_below_each_other_are_read(text, mark):
    lines = text.replace("- ", mark).split(" ¦ ")
    document = preprocess("\n\n".join([*lines[:2], "\n".join(lines[2:])]))
    assert len(run(document, count=5, target=document.language).points) == 4


def test_rows_are_not_counted_across_paragraphs():
    rows = ROWS[0].split(" ¦ ")[2:]
    apart = preprocess("\n\n".join(["Город отчитался за год.", *rows]))
    below = preprocess("Город отчитался за год.\n\n" + "\n".join(rows))
    assert len(run(apart, count=5, target="ru").points) > 1
    assert len(run(below, count=5, target="ru").points) == 1
