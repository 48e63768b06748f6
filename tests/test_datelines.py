"""Datelines as agencies and sites write them, through every reader of a text.

A golden is `dateline|marks|sentence`: where, when and who, the marks behind it, and the sentence
that follows, if one does.
"""

from __future__ import annotations

import pytest

import nlpkit
from nlpkit import entities
from nlpkit.text import datelines, remarks
from nlpkit.translate.cut import join, parts

ENGLISH = """\
BISHKEK, March 14| — |Schools reopened after the flood.
BISHKEK, March 14 (Reuters)| - |Schools reopened after the flood.
Almaty, 5 May 2026| – |Two lifts were closed for repairs.
ALMATY, Kazakhstan, May 5| — |Two lifts were closed for repairs.
TASHKENT, Uzbekistan (AP)| — |Bakers raised the price of bread.
DUSHANBE (AKIpress)| - |Bakers raised the price of bread.
LONDON| — |A court heard the appeal of two miners.
Osh, 7 Sept. 2025|. |The bazaar has moved to the river.
WASHINGTON, Jan. 3|: |Senators left early because of snow.
Samarkand, April 2, 2026 /UzA/| – |A train hit a lorry.
KARAKOL, Kyrgyzstan, Feb. 11 (24.kg)| — |The ski lift stands still.
NEW YORK, June 9 (AP)| -- |Traders waited for the bank.
Tokmok, 3 December|
Naryn, Monday, 6 March|.
GENEVA, 12 July 2026|.
Khorog, 2026-03-14|
Tuesday, 3 March 2026|
3 March 2026, 14:05 GMT|
May 5, 2026 at 9:30 a.m.|
ASTANA (Kazinform)| —"""
RUSSIAN = """\
БИШКЕК, 14 мар|. — |Школы открылись после паводка.
МОСКВА, 3 фев|. |Сенаторы разъехались из-за снега.
МОСКВА, 3 февраля /ТАСС/|. |Сенаторы разъехались из-за снега.
Ташкент, 5 мая 2026 г.| – |Пекари подняли цену хлеба.
Алматы, Казахстан – 5 мая 2026 г.| – |Два подъёмника закрыли на ремонт.
Астана. 3 апреля. КазТАГ| — |В столице открыли мост.
АСТАНА, 3 апр (Интерфакс-Казахстан)| – |В столице открыли мост.
ДУШАНБЕ, 21.03.2026 /НИАТ «Ховар»/|. |Поезд столкнулся с грузовиком.
БИШКЕК (АКИпресс)| - |Подъёмник стоит.
ЖЕНЕВА| — |Суд рассмотрел жалобу двух шахтёров.
Нижний Новгород, 7 февраля|: |Мост закрыли до осени.
г. Ош, 9 июня 2026 года| — |Базар переехал к реке.
ТАШКЕНТ, 14 мая – РИА Новости|. |Биржа ждёт решения банка.
Токмак, 3 декабря|
Нарын, понедельник, 6 марта|.
г. Казань 17 января 2026 г.|
Хорог, 14.03.2026|
вторник, 3 марта 2026 года|
3 марта 2026, 14:05|
12 мая 2026 года в 9:30|"""
KAZAKH = """\
АСТАНА, 3 сәуір| — |Елордада жаңа көпір ашылды.
АСТАНА, 3 сәуір (ҚазАқпарат)| – |Елордада жаңа көпір ашылды.
АСТАНА. 14 наурыз. Egemen Qazaqstan| — |Мектептер қайта ашылды.
Алматы, 2026 жылғы 5 мамыр| – |Екі көтергіш жабылды.
АЛМАТЫ, Қазақстан, 5 мамыр| — |Екі көтергіш жабылды.
ШЫМКЕНТ (Тілші)| – |Нан бағасы өсті.
ТАРАЗ| — |Сот шешімін шығарды.
Семей, 9 маусым 2026 ж.| – |Базар өзен жағасына көшті.
Қызылорда, 12 шілде|: |Жаңбыр жауды.
АҚТАУ, 7 тамыз /ҚазТАГ/|. |Кеме айлаққа келді.
Қостанай, 21 қыркүйек|. |Егін орағы аяқталды.
Павлодар, 1 желтоқсан – Baq.kz|. |Зауыт тоқтады.
Орал, 3 қараша|
Атырау, дүйсенбі, 6 наурыз|.
Ақтөбе, 14.03.2026|
сейсенбі, 3 наурыз 2026|
3 наурыз 2026, 14:05|
2026 жылғы 14 ақпан|
АСТАНА, 30 қаңтар, ҚазАқпарат|
Түркістан, 11 қазан 2026 жыл|."""
UZBEK = """\
TOSHKENT, 3-aprel| — |Poytaxtda yangi ko‘prik ochildi.
TOSHKENT, 3-aprel (UzA)| – |Poytaxtda yangi ko‘prik ochildi.
Toshkent. 14-mart. Gazeta.uz| — |Maktablar qayta ochildi.
Samarqand, 2026-yil 5-may| – |Ikki lift yopildi.
SAMARQAND, O‘zbekiston, 5-may| — |Ikki lift yopildi.
BUXORO (Kun.uz)| – |Non narxi oshdi.
NUKUS| — |Sud qarorini e’lon qildi.
Andijon, 9-iyun 2026-yil| – |Bozor daryo bo‘yiga ko‘chdi.
Farg‘ona, 12-iyul|: |Yomg‘ir yog‘di.
NAVOIY, 7-avgust /UzA/|. |Poyezd yuk mashinasiga urildi.
Qarshi, 21-sentabr|. |Terim tugadi.
Termiz, 1-dekabr – Daryo.uz|. |Zavod to‘xtadi.
Guliston, 3-noyabr|
Jizzax, dushanba, 6-mart|.
Urganch, 14.03.2026|
seshanba, 3-mart 2026-yil|
3-mart 2026-yil, 14:05|
2026-yil 14-fevral|
TOSHKENT, 30-yanvar, UzA|
Xiva, 11-oktabr 2026-yil|."""
OTHERS = """\
КИЇВ, 4 травня 2026 р.| — |Міст відкрили після ремонту.
ЛЬВІВ (Укрінформ)| – |Міст відкрили після ремонту.
Одеса, 9 червня|. |Порт працює без перерв.
Бишкек, 2026-ж. 14-март| — |Мектептер кайра ачылды.
ОШ, 5-май (Кабар)| – |Базар дарыянын жээгине көчтү.
Душанбе, 3 апрел /Ховар/|. |Пули нав кушода шуд.
Хуҷанд, 21 декабр|
Харків, 12 серпня 2026 року|"""
# What begins with a name or a day and tells something at once.
SENTENCES = """\
Ош — южная столица страны.
Москва, 3 февраля вы говорили иначе.
14 марта в Бишкеке открыли станцию.
Суд, 14 марта он возобновится.
Ош, 5 километров дороги
Это было 14 марта. Станция закрыта.
Астана, 3 апреля, закрыта для самолётов.
ООН — это двести языков и один зал.
НАТО (Брюссель) расширяется.
Токаев: 5 мая. Это решено.
London, May the river flood again?
UN — What it can do and what it cannot.
NATO (Brussels) has moved.
Shops close on May 3.
May 5 is a holiday in the village.
Алматы – 2 млн тұрғыны бар қала.
Toshkent — poytaxt shahar.
Київ – столиця, і 5 травня там тихо."""


GOLDENS = [
    line.split("|") for line in "\n".join((ENGLISH, RUSSIAN, KAZAKH, UZBEK, OTHERS)).splitlines()
]
BEFORE = [(told + marks, told, rest[0]) for told, marks, *rest in GOLDENS if rest]
ALONE = [
    (told + marks, told) for told, marks, *rest in GOLDENS if not rest or told[-1] in ")/0123456789"
]
PROSE = (
    "The council met in the old hall and heard the report of the mayor on the bridge and its cost."
)


@pytest.mark.parametrize(("line", "told", "rest"), BEFORE)
def test_a_dateline_before_a_sentence(line: str, told: str, rest: str) -> None:
    found = datelines.opening(line + rest)
    assert found is not None
    assert (line[: found.end], line[: (found.agency or found.told)[1]]) == (line, told)


@pytest.mark.parametrize(("line", "told"), ALONE)
def test_a_dateline_alone(line: str, told: str) -> None:
    found = datelines.dateline(line)
    assert found is not None
    assert line[: (found.agency or found.told)[1]] == told


@pytest.mark.parametrize("text", SENTENCES.splitlines())
def test_a_sentence_is_none(text: str) -> None:
    assert datelines.opening(text) is None
    assert datelines.dateline(text) is None


@pytest.mark.parametrize("line", [line for line, _ in ALONE])
def test_alone_it_is_no_point_of_a_summary_and_a_byline(line: str) -> None:
    assert remarks.remark(line)
    document = nlpkit.preprocess(f"Bridge opens in June\n{line}\n{PROSE}\n{PROSE}")
    assert [
        block.kind for block in document.blocks if document.slice(block).strip() == line.strip()
    ] == ["byline"]


SITES = [
    "24.kg — 3 марта 2026 года, 09:12", "Kun.uz, 14 mart 2025", "vb.kg | 3 марта 2026",
    "КазТАГ — 14 марта 2025 года, 18:05", "Tengrinews.kz · 14 наурыз 2025",
    "Кабар, 3 апреля, 10:30",
    "The Harbour Post · 3 March 2026 09:12", "Sputnik | April 3, 2025, 10:30 a.m.",
    "«Вечерний Ош» — 03.04.2025, 10:30", "Asia-Plus.tj — 14 марта 2025",
]  # fmt: skip


@pytest.mark.parametrize("line", SITES)
@pytest.mark.parametrize(
    ("title", "prose"),
    [
        ("Суд в Оше отложил дело о мосте", "Заседание в марте перенесли на апрель: судья заболел."),
        ("Court in Osh puts off the case", "The hearing was moved from March to April on Friday."),
    ],
)
def test_a_site_with_its_time_is_a_byline_below_the_title(
    line: str, title: str, prose: str
) -> None:
    document = nlpkit.preprocess(f"{title}\n{line}\n{prose} {PROSE}\n{PROSE}")
    assert [block.kind for block in document.blocks][:2] == ["title", "byline"]


@pytest.mark.parametrize("title", ["День Победы — 9 мая", "Победа, 9 мая", "Наурыз | 21 марта"])
def test_a_headline_with_a_day_is_a_title(title: str) -> None:
    document = nlpkit.preprocess(f"{title}\nВ мае город отметит победу парадом. {PROSE}\n{PROSE}")
    assert document.blocks[0].kind == "title"


@pytest.mark.parametrize(("line", "told", "rest"), BEFORE)
def test_the_translator_gets_it_apart_from_the_sentence(line: str, told: str, rest: str) -> None:
    found = parts(line + rest)
    assert join(found, lambda core: core) == line + rest
    assert [i for i in range(len(found)) if join(found[:i], lambda core: core) == line]


@pytest.mark.parametrize(("line", "told", "rest"), BEFORE)
def test_no_sentence_begins_within_it(line: str, told: str, rest: str) -> None:
    document = nlpkit.preprocess(line + rest)
    starts = [sentence.start for sentence in document.sentences]
    assert [start for start in starts if 0 < start < len(line)] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("AKSU, May 13 — The dam holds.", "AKSU"),
        ("AKSU (Reuters) - The dam holds.", "AKSU"),
        ("Келимбет, 14 мая – Плотина держится.", "Келимбет"),
        ("КЕЛИМБЕТ, 14 мар. — Плотина держится.", "КЕЛИМБЕТ"),
        ("Келимбет, 14 мамыр – Бөгет тұр.", "Келимбет"),
        ("KELIMBET, 3-aprel (UzA) – To‘g‘on turibdi.", "KELIMBET"),
    ],
)
def test_its_place_is_a_place(text: str, place: str) -> None:
    found = entities.find(nlpkit.preprocess(text))
    assert place in [entity.text for entity in found.of("place")]
