"""What the engine is asked: parts of a fragment, without datelines and abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.engines.echo import EchoTranslator
from nlpkit.translate.attempts import Attempt
from nlpkit.translate.cut import Part, join, parts, shorten

DATELINES = """
БИШКЕК, 14 мар — |Станция открыта.
БИШКЕК, 14 марта. |Станция открыта.
ДУШАНБЕ, 10 дек. — |В столице дождь.
Алматы, 5 мая 2025 г. – |«Кайрат» победил.
НУР-СУЛТАН, 5 янв: |Аэропорт закрыт.
Алма-Ата, 3 июня 2024 года — |Суд отложен.
Нижний Новгород, 7 фев. |Дождь.
МОСКВА, 3 фев.|
Алматы, Казахстан – 14 февраля 2025 г. – |АО «Алтын» растёт.
Ош, Кыргызстан — 7 мая 2024 года — |Завод открыт.
Бишкек – 3 мая – |Суд отложен.
"""
WITHOUT = [
    "В Бишкеке 14 марта открыли станцию.",
    "Суд, 14 марта он возобновится.",
    "Это было 14 марта. Станция закрыта.",
    "Ош, 5 километров дороги",
]


@pytest.mark.parametrize("line", DATELINES.strip().split("\n"))
def test_a_dateline_is_a_part_of_its_own(line: str) -> None:
    dateline, text = line.split("|")
    found = parts(dateline + text)
    assert join(found[:1], lambda core: core) == dateline
    assert found[0].core == dateline.rstrip(" .:—–") + "." * (" г. " in dateline)


@pytest.mark.parametrize("text", WITHOUT)
def test_a_date_in_a_sentence_is_no_dateline(text: str) -> None:
    assert len(parts(text)) == 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Тел. +7 (701) 222-33-44 и 8 (312) 55-66-77", "+7 (701) 222-33-44|8 (312) 55-66-77"),
        ("Номер +996 555 12 34 56 занят", "+996 555 12 34 56"),
        ("Скачайте «План работ 2031.pdf» сегодня", "«|План работ 2031.pdf|»"),
        ("Фото: 24.kg/Марат Асанов", "24.kg"),
        ("Он ответил: «Ура 🎉», и ушёл", "«|🎉|»"),
        ("Он ответил: «Сайт a.kz (главный) открыт», и ушёл", "«|a.kz|»"),
        ("Он ответил (да) на a.kz «нет»", "a.kz"),
    ],
)
def test_what_stays_is_a_part_and_so_are_marks_that_it_parts(text: str, kept: str) -> None:
    without_core = [part.before for part in parts(text) if not part.core]
    assert [one for one in without_core if one.strip()] == kept.split("|")


class Recorder(EchoTranslator):
    """Answers with English words and keeps what it was asked."""

    name = "recorder"
    exact = False
    max_tokens = 12

    def __init__(self) -> None:
        self.asked: list[str] = []

    def count(self, text: str) -> int:
        return len(text.split())

    def translate(self, texts, source, target, *, safe=False):
        self.asked += texts
        return super().translate(["An answer in English."] * len(texts), source, target, safe=safe)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Погибли чел. пять, 7 чел. ранены.", "Погибли чел. пять, 7 человек ранены."),
        # The limit of the engine: as many words as it reads, and one more than that spelled out.
        ("Это, и ещё то, и ещё то и т.д. и т.п.", "Это, и ещё то, и ещё то и т.д. и т.п."),
    ],
)
def test_an_engine_reads_words_instead_of_abbreviations(text: str, asked: str) -> None:
    engine = Recorder()
    Attempt(engine, "ru", "en").outcomes([text])
    assert engine.asked[0] == asked


def test_an_exact_engine_reads_the_text_as_it_is() -> None:
    engine = Recorder()
    engine.exact = True
    Attempt(engine, "ru", "en").outcomes(["Ранены 7 чел."])
    assert engine.asked == ["Ранены 7 чел."]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("[^1]: По статье 174.", "[^1]: "),
        ("[^прим]: Со слов соседей.", "[^прим]: "),
        ("[ ] Приговор в силе", "[ ] "),
        ("- [ ] Приговор в силе", "- [ ] "),
        ("* [x] Жалоба подана", "* [x] "),
        ("Кому: Редакция", "Кому: "),
        ("От кого: Пресс-служба", "От кого: "),
        ("Секретарь: А. Ким", "Секретарь: "),
        ("- [ ] Тема: вода", "- [ ] "),
    ],
)
def test_what_stands_in_front_is_a_part_of_its_own(text: str, first: str) -> None:
    found = parts(text)
    assert join(found[:1], lambda core: core) == first
    assert join(found, lambda core: core) == text


@pytest.mark.parametrize("text", ["Кому это нужно: всем", "Тема дня", "[x]", "От: "])
def test_what_only_looks_so_is_none(text: str) -> None:
    assert len(parts(text)) == 1


TEXTS = st.text(alphabet='абвГД xyz 12.,!?«»"()—\u00a0🎉@:/#`{}$%H\t|', max_size=60)


@given(TEXTS, st.integers(1, 8))
def test_parts_join_to_the_text(text: str, most: int) -> None:
    found = parts(text)
    assert join(found, lambda core: core) == text
    assert all(part.core == "" or any(map(str.isalpha, part.core)) for part in found)
    short = [s for part in found for s in shorten(part, lambda core: len(core) <= most)]
    assert join(short, lambda core: core) == text
    assert all(len(part.core) <= max(most, 1) for part in short)


def test_a_link_is_a_part_of_its_own() -> None:
    assert parts("Пишите: a@example.org!") == [
        Part("", "Пишите", ": "),
        Part("a@example.org", ""),
        Part("!", ""),
    ]
