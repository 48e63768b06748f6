"""What is translated as one: goldens in which `{ru:…}` marks a unit."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from notation import read

from nlpkit.preprocessing import preprocess
from nlpkit.translate import units
from nlpkit.translate.marks import core
from nlpkit.translate.unit import sentence_units

GOLDENS = """
nothing foreign
    It is late. | Nobody came.
    It is late. Nobody came.

a whole sentence, with what stands around it
    It is late. | [ru:«Уже поздно!»] | Good night.
    It is late. {ru:«Уже поздно!»} Good night.

most of it foreign: the whole sentence, English name included
    [ru:Компания ]Apple[ru: выпустила новый телефон.]
    {ru:Компания Apple выпустила новый телефон.}

a name of several words may stand in a foreign sentence
    [ru:По данным ]Bank of America[ru:, экономика растёт.]
    {ru:По данным Bank of America, экономика растёт.}

but English that says something is not sent along
    The mayor said: [ru:«Мы построим новый мост к концу мая»] and left.
    The mayor said: «{ru:Мы построим новый мост к концу мая}» and left.

a word in an English sentence
    They call it [ru:дача] and go there in June.
    They call it {ru:дача} and go there in June.

a quotation: the quotes stay with the sentence
    The sign on the old door said [ru:«Посторонним вход воспрещён»], and we left.
    The sign on the old door said «{ru:Посторонним вход воспрещён}», and we left.

quotes tagged with the sentence
    The sign on the old door said «[ru:Посторонним вход воспрещён]», and we left.
    The sign on the old door said «{ru:Посторонним вход воспрещён}», and we left.

a full stop behind the closing quote
    The sign on the very old door said only [ru:«Вход».]
    The sign on the very old door said only «{ru:Вход}».

a full stop or exclamation mark without quotes belongs to the words
    The sign on the very old door said only [ru:вход запрещён!]
    The sign on the very old door said only {ru:вход запрещён!}

a bracket
    The president of the country ([ru:президент страны, ]) spoke first.
    The president of the country ({ru:президент страны}, ) spoke first.

a title inside the run keeps its quotes
    We watched [ru:фильм «Зима»] twice that long winter.
    We watched {ru:фильм «Зима»} twice that long winter.

two titles, each in quotes
    We watched both [ru:«Зима» и «Лето»] twice that long winter.
    We watched both {ru:«Зима» и «Лето»} twice that long winter.

an unpaired quote stays outside
    "We shall see, or as they say here, [ru:поживём — увидим"], he answered slowly.
    "We shall see, or as they say here, {ru:поживём — увидим}", he answered slowly.

a closing quote stays outside with the opening one
    The mayor of the city said: [ru:«Мост построят.] | [ru:Он нужен всем».] | He left.
    The mayor of the city said: «{ru:Мост построят.} {ru:Он нужен всем}». He left.

an opening quote stays outside with the closing one
    [ru:«Мост построят.] | [ru:Он нужен всем»], said the mayor of the city.
    «{ru:Мост построят.} {ru:Он нужен всем}», said the mayor of the city.

a quotation of whole sentences keeps its quotes
    [ru:«Мост построят.] | [ru:Он нужен всем!»] | He left.
    {ru:«Мост построят.} {ru:Он нужен всем!»} He left.

a quotation that opens within a sentence keeps its quotes
    [ru:Мэр сказал: «Мост построят.] | [ru:Он нужен всем».] | He left.
    {ru:Мэр сказал: «Мост построят.} {ru:Он нужен всем».} He left.

a quote without any partner stays outside, and a full stop after it
    [ru:«Мост построят.] | He left. | [ru:Он нужен всем”!]
    «{ru:Мост построят.} He left. {ru:Он нужен всем}”!

separators stay outside
    Sections of the paper and of its site: [ru:Политика / ]Sports[ru: / Погода —] Home page
    Sections of the paper and of its site: {ru:Политика} / Sports / {ru:Погода} — Home page

numbers between foreign words do not divide
    The ticket for the night train said [ru:вагон ][und:12, ][ru:место ][und:7] in blue ink.
    The ticket for the night train said {ru:вагон 12, место} 7 in blue ink.

two languages side by side are two runs
    On the wall he read the words [kk:Сәлем][und: / ][ru:Здравствуйте] in large letters.
    On the wall he read the words {kk:Сәлем} / {ru:Здравствуйте} in large letters.

two languages in a foreign sentence are two runs
    [kk:Сәлем, ][ru:дорогие друзья и гости города!]
    {kk:Сәлем}, {ru:дорогие друзья и гости города!}

a quotation in another foreign language, between two runs of the sentence's own
    [ru:Сторож сказал: ][kk:«Есік жабық», ][ru:и закрыл калитку.]
    {ru:Сторож сказал}: «{kk:Есік жабық}», {ru:и закрыл калитку.}

a number between two spans of one language parts nothing, a number beside another language does
    [ru:вагон ][und:12, ][ru:место ][und:7, ][kk:терезе жағы]
    {ru:вагон 12, место} 7, {kk:терезе жағы}

a word of the target's language in a sentence of two languages parts runs
    [ru:Фирма ]Apple[ru: и её новый завод в степи: ][kk:«Қош келдіңіз!»]
    {ru:Фирма} Apple {ru:и её новый завод в степи}: «{kk:Қош келдіңіз!}»

a number counts the foreign word after it
    The firm won a tender worth 12,5 [ru:млн сомов ]in May, and 3 [ru:«Зари»].
    The firm won a tender worth {ru:12,5 млн сомов} in May, and 3 «{ru:Зари}».

a year counts nothing, nor does what belongs to another unit
    He said in 2031 [ru:министр ]and [kk:вагон 12][ru:, место] loudly.
    He said in 2031 {ru:министр} and {kk:вагон 12}, {ru:место} loudly.

another language only in what stays as it is does not part a sentence
    [ru:Пишите нам: ][de:kontakt@example.org][ru: в любой день.]
    {ru:Пишите нам: kontakt@example.org в любой день.}

cells parted by tabs
    [ru:Сахар, 1 кг\t120\t135\tвырос]
    {ru:Сахар, 1 кг}\t120\t135\t{ru:вырос}

every cell has its own language
    [ru:Хлеб\t][kk:Нан\t]Bread
    {ru:Хлеб}\t{kk:Нан}\tBread

empty cells, and spaces in cells
    [ru:\t\t Итого \t\t 45 ]
    \t\t {ru:Итого} \t\t 45

a cell keeps its quotes, a quotation over two cells does not
    [ru:«Да»\t«Нет\tможет быть»]
    {ru:«Да»}\t{ru:«Нет}\t{ru:может быть»}

letters of a link do not make a Russian sentence English
    [ru:Пишите нам: ][und:https://example.org/contact/form/very-long-name]
    {ru:Пишите нам: https://example.org/contact/form/very-long-name}

unknown words alone are left
    [und:Qwzx vbnm] | [und:12:30]
    Qwzx vbnm 12:30

exactly half is not most
    [ru:да]no
    {ru:да}no

junk too
    It is late.¶¤[ru:Подписаться] | Log in
    It is late.¶{ru:Подписаться} Log in
""".strip().split("\n\n")


# Texts as they are written, tagged by `preprocess`, in which `{ru:…}` marks a unit.
WRITTEN = r"""
{uz:Oʻqituvchi bolalarga maktab hovlisida shunday dedi}: «{ru:Завтра мы пойдём в музей}».
{uz:Bozor mudiri Anvar aka kulib javob berdi}: «{ru:Арбузов в этом году очень много!}»
{uz:Haydovchi derazadan qarab qichqirdi}: «{ru:Автобус дальше не идёт}», {uz:va eshikni ochdi.}
{uz:Shifokor bemorga qarab dedi}: "{ru:Пейте больше воды и гуляйте}".
«{ru:Поезд опаздывает на час}», — {uz:dedi stansiya boshligʻi yoʻlovchilarga.}
{fa:معلم به بچه‌ها گفت}: «{ru:Завтра мы пойдём в музей}».
{fa:راننده از پنجره فریاد زد}: «{ru:Автобус дальше не идёт}» {fa:و در را بست.}
{fa:پزشک به بیمار گفت}: "{ru:Пейте больше воды}".
«{ru:Поезд опаздывает на час}»، {fa:رئیس ایستگاه به مسافران گفت.}
{fa:فروشنده با خنده جواب داد}: «{ru:Хлеб уже закончился!}»
{kk:Мұғалім балаларға мектеп ауласында}: «{ru:Завтра мы пойдём в музей}», — {kk:деді.}
{kk:Дүкенші әже бізге қарап күлді де}: «{ru:Хлеб уже закончился}», — {kk:деп жауап берді.}
{kk:Ауыл әкімі Серік Омаров жиналыста былай деді}: «{ru:Дорогу починим к осени}».
«{ru:Лёд на реке ещё тонкий}», — {kk:деп ескертті құтқарушылар тұрғындарға.}
{kk:Жүргізуші терезеден қарап айқайлады}: "{ru:Автобус дальше не идёт}", {kk:есікті жапты.}
{ky:Мугалим балдарга мындай деди}: «{ru:Завтра мы пойдём в музей}».
{ru:Учитель сказал детям}: «{kk:Ертең мұражайға барамыз}», {ru:и все обрадовались.}
{ru:Сахар-песок, 1 кг}\t120\t135\t142
{ru:Наименование товара}\t{ru:Цена за штуку}\t{ru:Остаток на складе}
{ru:Хлеб ржаной, буханка}\t45\t\t47
17\t{ru:Масло подсолнечное, 1 л}\t210,50
{ru:Средняя температура воды}\t+21\t+19,5\t-3
{ru:Город и область} | {ru:Сколько жителей} | 1 450 000
| {ru:Проезд в автобусе} | 25 | 30 | {ru:подорожал} |
{ru:Итого за месяц}|1 204|1 310|{ru:больше, чем прежде}
{ru:Выполните команду `ls | wc` и подождите.}
{ru:Зарплата учителя} │ 250 000 │ {ru:тенге в месяц}
12\t13\t14
They sold {ru:1 200 мешков муки} and {ru:15-20 т сахара} in the last week of the year.
""".strip().split("\n")

COLUMNS = """
№  Город          Очки  Счёт
1  Верхний Посад  25    3:1
2  Нижний Посад   18    2:0
3  Старый Посад   15    1:1
"""


def test_columns_of_spaces_are_cells() -> None:
    document = preprocess(COLUMNS.strip())
    cells = [document.slice(unit) for unit in units(document, "en")]
    assert cells == ["Город", "Очки", "Счёт", "Верхний Посад", "Нижний Посад", "Старый Посад"]
    spaced = preprocess("Вчера в городе  открыли  новую школу, и все дети были рады этому дню.")
    assert len(units(spaced, "en")) == 1


def marked(document, found) -> str:
    text, at = "", 0
    for unit in found:
        text += document.text[at : unit.start] + f"{{{unit.lang}:{document.slice(unit)}}}"
        at = unit.end
    return (text + document.text[at:]).strip().replace("\n", "¶")


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda g: g.split("\n")[0])
def test_goldens(golden: str) -> None:
    _, notation, expected = map(str.strip, golden.split("\n"))
    document = read(notation)
    assert marked(document, units(document, "en")) == expected


@pytest.mark.parametrize("expected", WRITTEN)
def test_written(expected: str) -> None:
    expected = expected.replace(r"\t", "\t")
    document = preprocess(regex.sub(r"\{\w\w:(.*?)\}", r"\1", expected))
    assert marked(document, units(document, "en")) == expected


def test_the_target_language_is_left_alone_whichever_it_is() -> None:
    document = read("[en:Good night.] | [ru:Спокойной ночи.] | [und:12]")
    assert marked(document, units(document, "ru")) == "{en:Good night.} Спокойной ночи. 12"


@pytest.mark.parametrize(
    ("source", "notation", "expected"),
    [
        ("ru", "[bg:Добър вечер, Иван.]", "{ru:Добър вечер, Иван.}"),
        ("ru", "[und:Ыргалаңу]", "{ru:Ыргалаңу}"),
        ("ru", "[de:Guten Abend.]", "{de:Guten Abend.}"),
        ("de", "[und:Zyx Wvu]", "Zyx Wvu"),
        ("de", "[nl:Guten Abend.] | Good night.", "{de:Guten Abend.} Good night."),
    ],
)
def test_a_given_source_names_the_language_of_its_script(source, notation, expected) -> None:
    document = read(notation)
    assert marked(document, units(document, "en", source)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мост закрыли до октября.\n\n12.4K", ["Мост закрыли до октября."]),
        ("Мост закрыли до октября.\n\n📈 1.2M", ["Мост закрыли до октября."]),
        ("Вес ящика указан ниже.\n\n5кг", ["Вес ящика указан ниже.", "5кг"]),
        ("Көпүрө октябрга чейин жабылды.\n\n12.4K", ["Көпүрө октябрга чейин жабылды."]),
        ("Prices are below.\n\n12,4 тыс.", ["12,4 тыс."]),
    ],
)
def test_a_figure_without_a_word_of_the_language_is_no_unit(text: str, expected) -> None:
    document = preprocess(text)
    assert [document.text[unit.start : unit.end] for unit in units(document, "en")] == expected


def test_sentence_units_take_every_sentence_of_the_script() -> None:
    document = read("[bg:Добър вечер.] | Windows 11 | [und:12:30] | [ru:Да.]")
    assert (
        marked(document, sentence_units(document, "ru", "en"))
        == "{ru:Добър вечер.} Windows 11 12:30 {ru:Да.}"
    )
    document = read("[de:Guten Abend.] | [en:Also gut.] | [und:12]")
    assert (
        marked(document, sentence_units(document, "de", "en"))
        == "{de:Guten Abend.} {de:Also gut.} 12"
    )


CHUNKS = st.lists(
    st.tuples(
        st.sampled_from(["en", "ru", "kk", "und", "de"]),
        st.text(alphabet='аБкZx19 .,!?«»"()—\t', min_size=1, max_size=12),
        st.sampled_from(["", "|", "¶", "¶¤"]),
    ),
    max_size=12,
)


@given(CHUNKS)
def test_units_lie_in_order_in_their_sentences_and_hold_a_letter(chunks) -> None:
    document = read("".join(f"[{lang}:{text}]{end}" for lang, text, end in chunks) or " ")
    at = 0
    for unit in units(document, "en"):
        sentence = document.sentences[unit.sentence]
        assert max(at, sentence.start) <= unit.start < unit.end <= sentence.end
        assert unit.block == sentence.block
        assert unit.lang in {"ru", "kk", "de"}
        assert any(map(str.isalpha, document.slice(unit)))
        own = [s for s in document.spans if s.start < unit.end and s.end > unit.start]
        assert {s.lang for s in own if any(map(str.isalpha, document.slice(s)))} - {"en", "und"}
        assert not set("\t|") & set(document.slice(unit))
        at = unit.end


@given(st.text(alphabet='аб «»„“”"()[].,!?…—', max_size=20))
def test_the_core_is_whole_words(text: str) -> None:
    start, end = core(text)
    assert 0 <= start <= end <= len(text)
    assert core(text[start:end]) == (0, end - start)
    assert not any(map(str.isalpha, text[:start] + text[end:]))


CORES = """
1. |Айбек Усенов — тренер
2) |Нурлан Асанов, врач
12. |Жаңа мектеп ачылды
3) |нон ва шир
- 1) |Тренер
1) |The coach
3. Mai ist ein Feiertag
5. мая
1.5 млн сомов
2024. Год дракона
1.Тренер
4 школы
1. BBC сообщила
""".strip().splitlines()  # the core begins behind the bar


@pytest.mark.parametrize("golden", CORES)
def test_the_number_of_an_item_is_outside_the_core(golden: str) -> None:
    before, _, after = golden.rpartition("|")
    assert core(before + after) == (len(before), len(before + after))
