"""From a document to its translation: events, order, what engines are asked, and that nothing is
lost.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notation import read
from transliterating import Fake, failed, lazy, run, shown, transliterate

from nlpkit import translate
from nlpkit.document import PARTLY_TRANSLATED, Document, Draft
from nlpkit.engines import Lazy
from nlpkit.engines.echo import EchoTranslator
from nlpkit.errors import EngineError, ModelMissing
from nlpkit.events import Loading, Translated


class Book(dict):
    lookup = dict.get


# --- a document, piece by piece


def test_pieces() -> None:
    document = read("It is late. | [ru:Уже поздно.]¶¤[ru:Меню] | They call it [ru:дача] here.")
    translation = run(document, Fake())
    assert shown(translation) == "It is late. {Uje pozdno.}\n{Menu} They call it {daca} here."
    assert translation.text == "It is late. Uje pozdno."
    piece = translation.pieces[1]
    assert (piece.lang, piece.score, piece.junk) == ("ru", 0.5, False)
    assert [p.junk for p in translation.pieces] == [False, False, False, True, True, True, True]
    assert [p.lang for p in translation.pieces] == ["en", "ru", "und", "ru", "en", "ru", "en"]


def test_sentence_texts() -> None:
    document = read("It is late. | [ru:Уже поздно.] | They call it [ru:дача] here. | [kk:Сәлем!]")
    assert translate.sentence_texts(document, run(document, Fake())) == [
        "It is late.",
        "Uje pozdno.",
        "They call it daca here.",
        None,
    ]


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        (
            "[ru:Соседи говорят:] «[ky:Бизге эч ким айткан жок]».",
            "Sosedi govoryt: «Бизге эч ким айткан жок».",
        ),
        (
            "[ru:Певец открыл вечер песней] «[kk:Қара жорға]».",
            "Pevec otkryl vecer pesney «Қара жорға».",
        ),
        (
            "[ru:На плакате стояло] «[kk:Су берің]», [ru:его сняли].",
            "Na plakate stoylo «Су берің», ego snyli.",
        ),
        ("[uz:Assalomu alaykum!] — [ru:сказал посол].", "Assalomu alaykum! — skazal posol."),
        (
            "[ru:Газета] «[kk:Жетісу]» [ru:закрыта, пишет] «[ky:Туусу]».",
            "Gazeta «Жетісу» zakryta, piwet «Туусу».",
        ),
        (
            "The court (Tajik: [tg:Додгоҳи шаҳр]) did not answer.",
            "The court (Tajik: Додгоҳи шаҳр) did not answer.",
        ),
        (
            "They named the lake [ky:Көл] and the pass [tg:Анзоб].",
            "They named the lake Көл and the pass Анзоб.",
        ),
        ("She said “[kk:рақмет]” and left.", "She said “рақмет” and left."),
        ("[fr:Le maire a dit] «[ru:да]».", "Le maire a dit «da»."),
        ("[ru:Он ответил:] «[de:Nein, danke]».", "On otvetil: «Nein, danke»."),
    ],
)
def test_a_part_that_failed_leaves_the_rest_of_its_sentence_translated(
    marked: str, text: str
) -> None:
    document = read(marked)
    translation = run(document, Fake())
    assert translate.sentence_texts(document, translation) == [text]
    assert translate.sentence_flags(document, translation) == {0: (PARTLY_TRANSLATED,)}


@pytest.mark.parametrize(
    "marked",
    [
        "[kk:Сәлем!]",
        "— [ky:Бизге эч ким айткан жок].",
        "12) [tg:Додгоҳи шаҳр] — [kk:Су берің] (2).",
    ],
)
def test_a_sentence_of_which_nothing_is_translated_has_no_text(marked: str) -> None:
    document = read(marked)
    translation = run(document, Fake())
    assert translate.sentence_texts(document, translation) == [None]
    assert translate.sentence_flags(document, translation) == {}


def test_only_the_named_sentences() -> None:
    document = read("[ru:Один.] | [ru:Два.] | [ru:Три.]")
    assert shown(run(document, Fake(), only=[1])) == "Один. {Dva.} Три."


def test_an_empty_document() -> None:
    document = Document("empty", "", (), (), ())
    assert run(document, Fake()).pieces == ()
    assert list(translate.stream(document, target="en", engine=lazy(Fake()), phrasebook=None)) == []


# --- events


def test_events_come_from_the_top_and_count_up() -> None:
    document = read(" | ".join(f"[ru:Предложение номер {'и' * n}.]" for n in range(1, 41)))
    events = list(translate.stream(document, target="en", engine=lazy(Fake()), phrasebook=None))
    assert events[0] == Loading("fake")
    assert [e.done for e in events[1:]] == [8, 24, 40]
    assert {e.total for e in events[1:]} == {40}
    starts = [p.start for e in events[1:] for p in e.pieces]
    assert starts == sorted(starts)
    assert len(starts) == 40


def test_no_model_is_loaded_when_the_phrasebook_knows_all() -> None:
    def missing():
        raise ModelMissing("no weights")

    document = read("[ru:Подробнее] | [ru:Главная: ][und:https://example.org]")
    book = Book({"Подробнее": "More", "Главная": "Home"})
    engine = Lazy("missing", missing)
    events = list(
        translate.stream(document, target="en", engine=engine, phrasebook=lambda s, t: book)
    )
    assert [type(e) for e in events] == [Translated]
    translation = translate.translate(events, document, "en")
    assert shown(translation) == "{More} {Home: https://example.org}"
    assert {(p.engine, p.score) for p in events[0].pieces} == {("phrasebook", 1.0)}
    with pytest.raises(ModelMissing):
        list(translate.stream(read("[ru:Кто?]"), target="en", engine=engine, phrasebook=None))


def test_a_pair_without_phrasebook_is_no_error() -> None:
    translation = run(read("[ru:Меню]"), Fake(), phrasebook=lambda source, target: None)
    assert shown(translation) == "{Menu}"


# --- what engines are asked


def test_equal_units_cost_one_answer_and_later_documents_none() -> None:
    engine = Fake()
    document = read("[ru:Да.] | [ru:Нет, конечно.] | [ru:Да.]")
    assert shown(run(document, engine)) == "{Da.} {Net, konecno.} {Da.}"
    assert shown(run(document, engine)) == "{Da.} {Net, konecno.} {Da.}"
    assert engine.calls == [(["Нет, конечно.", "Да."], False)]


def test_a_long_sentence_is_cut_at_clauses_then_words_then_anywhere() -> None:
    engine = Fake()
    engine.max_tokens = 3
    document = read("[ru:Он пришёл домой, она ушла, а дети остались в старом саду.]")
    assert shown(run(document, engine)) == f"{{{transliterate(document.text.strip())}}}"
    assert set(engine.asked) == {
        "Он пришёл домой",
        "она ушла",
        "а дети остались",
        "в старом саду.",
    }


def test_one_failed_part_fails_the_sentence() -> None:
    engine = Fake(lambda text, safe: "" if "дети" in text else transliterate(text))
    engine.max_tokens = 3
    document = read("[ru:Он пришёл домой, а дети остались.]")
    assert shown(run(document, engine)) == "<Он пришёл домой, а дети остались.>"


@pytest.mark.parametrize(
    ("text", "asked", "answer"),
    [
        ("«Мы победим!»", "Мы победим!", '"My pobedim!"'),
        ("«Мы победим».", "Мы победим", '"My pobedim".'),
        ("— Да, — сказал он.", "Да, — сказал он.", "— Da, — skazal on."),
        ("Пишите на a.b@example.org сейчас", ["Пишите на", "сейчас"], None),
        ("Адрес: www.example.org/путь?a=1.", ["Адрес"], "Adres: www.example.org/путь?a=1."),
        ("Сайт tengri.example.kz открыт", ["Сайт", "открыт"], None),
        ("Ура 🎉 победа", ["Ура", "победа"], None),
        ("(Фото: ТАСС)", "Фото: ТАСС", "(Foto: TASS)"),
    ],
)
def test_marks_and_links_stay(text, asked, answer) -> None:
    engine = Fake()
    translation = run(read(f"[ru:{text}]"), engine)
    assert shown(translation) == "{%s}" % (answer or transliterate_words(text))
    assert sorted(engine.asked) == sorted([asked] if isinstance(asked, str) else asked)


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        ("[ru:Сахар, 1 кг\t120\t135]", "{Saxar, 1 kg}\t120\t135"),
        ("[ru:Хлеб\t][kk:Нан\t]Bread", "{Xleb}\t<Нан>\tBread"),
        ("[ru:Сторож: ][kk:«Есік жабық», ][ru:и ушёл.]", "{Storoj}: «<Есік жабық>», {i uwel.}"),
    ],
)
def test_cells_and_languages_are_pieces_of_their_own(row, answer) -> None:
    engine = Fake()
    assert shown(run(read(row), engine)) == answer
    assert all(any(map(str.isalpha, asked)) and "\t" not in asked for asked in engine.asked)


def test_quotes_of_several_sentences_have_one_style() -> None:
    document = read("[ru:«Мы сильнее.] | [ru:Мы победим».]")
    assert shown(run(document, Fake())) == '{"My silqnee.} {My pobedim".}'
    document = read("The coach told us then: [ru:«Мы сильнее.] | [ru:Мы победим».]")
    assert shown(run(document, Fake())) == "The coach told us then: «{My silqnee.} {My pobedim}»."


def transliterate_words(text: str) -> str:
    return " ".join(transliterate(word) for word in text.split(" "))


# --- letters and links


def test_russian_in_latin_letters_is_not_asked_but_named() -> None:
    engine = Fake()
    translation = run(read("[ru:Privet, kak dela?] | [ru:Привет!]"), engine)
    assert shown(translation) == "<Privet, kak dela?> {Privet!}"
    assert failed(translation) == ["latin_letters"]
    assert engine.calls == [(["Привет!"], False)]


def test_a_latin_name_after_a_link_is_no_russian_in_latin_letters() -> None:
    assert not failed(run(read("[ru:Смотрите https://example.org Reuters]"), Fake()))


# --- what always holds


CHUNKS = st.lists(
    st.tuples(
        st.sampled_from(["en", "ru", "kk", "und"]),
        st.text(alphabet='аБкГ xY 19.,!«»"()—', min_size=1, max_size=14),
        st.sampled_from(["", " |", "¶", "¶¤"]),
    ),
    max_size=10,
)
DOCUMENTS = CHUNKS.map(lambda c: read("".join(f"[{lang}:{text}]{end}" for lang, text, end in c)))


@given(DOCUMENTS)
def test_an_identity_engine_gives_the_text_back(document: Document) -> None:
    translation = run(document, EchoTranslator())
    assert "".join(p.text for p in translation.pieces) == document.text
    assert set(failed(translation)) <= {"latin_letters"}
    texts = translate.sentence_texts(document, translation)
    for sentence, text in zip(document.sentences, texts, strict=True):
        assert text in (document.slice(sentence), *[None] * bool(failed(translation)))


class Adversary(Fake):
    """Does whatever the examples say: answers, shouts, repeats, forgets, raises."""

    def __init__(self, moods: Sequence[str]) -> None:
        super().__init__()
        self.moods = moods

    def translate(self, texts, source, target, *, safe=False):
        drafts = super().translate(texts, source, target, safe=safe)
        mood = self.moods[len(self.calls) % len(self.moods)]
        if mood == "raises":
            raise EngineError("no")
        spoiled = {
            "answers": drafts,
            "empty": [Draft("") for _ in texts],
            "short": drafts[1:],
            "long": [*drafts, Draft("more")],
            "echo": [Draft(text) for text in texts],
            "half": [Draft(draft.text, finished=False) for draft in drafts],
            "loops": [Draft("a b " * 50) for _ in texts],
            "lines": [Draft(f"a\n{draft.text}\n\nb", 7.0) for draft in drafts],
        }
        return spoiled[mood]


MOODS = st.lists(
    st.sampled_from(
        ["answers", "raises", "empty", "short", "long", "echo", "half", "loops", "lines"]
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=60)
@given(DOCUMENTS, MOODS)
def test_an_adversary_loses_no_text(document: Document, moods: list[str]) -> None:
    translation = run(document, Adversary(moods))
    at = 0
    for piece in translation.pieces:
        assert piece.start == at < piece.end
        if piece.status != "translated":
            assert piece.text == document.slice(piece)
        if piece.status != "translated":
            assert (piece.reason is not None) == (piece.status == "failed")
        at = piece.end
    assert at == len(document.text)
    assert len(translate.sentence_texts(document, translation)) == len(document.sentences)


# --- lines


def lines(given: Sequence[str], engine=None, source: str = "auto"):
    return translate.translate_lines(
        given,
        read=lambda line: read(line),
        source=source,
        target="en",
        engine=lazy(engine or Fake()),
        phrasebook=None,
    )


def test_lines() -> None:
    outcomes = lines(["[ru:Да.] | [ru:Нет!]", "", "  Already  English ", " \t", "[kk:Сәлем]"])
    assert [o.text for o in outcomes] == ["Da. Net!", "", "  Already  English ", " \t", "Сәлем"]
    assert [o.status for o in outcomes] == ["translated", "kept", "kept", "kept", "failed"]
    assert (outcomes[4].reason, outcomes[4].detail) == ("no_translator", "kk-en")
    assert outcomes[0].score == 0.5


def test_a_line_keeps_what_could_be_translated() -> None:
    (outcome,) = lines(["  [ru:Да.] | [kk:Сәлем] "])
    assert (outcome.text, outcome.status) == ("  Da. Сәлем ", "failed")


def test_a_given_source_overrides_detection() -> None:
    outcomes = lines(["[bg:Добър ден.]", "[und:12:30]", "Windows"], source="ru")
    assert [o.text for o in outcomes] == ["Dobqr den.", "[und:12:30]", "Windows"]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["", " ", "[ru:Да.]", "No.", "[ru:Я] и\r\n", "a\nb"])), MOODS)
def test_every_line_has_one_answer_of_one_line(given_lines: list[str], moods: list[str]) -> None:
    outcomes = lines(given_lines, Adversary(moods))
    assert len(outcomes) == len(given_lines)
    assert all("\n" not in o.text and "\r" not in o.text for o in outcomes)
    assert all(o.text == "No." for o, x in zip(outcomes, given_lines, strict=True) if x == "No.")
