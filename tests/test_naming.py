# ruff: noqa: E501  (a golden has one line)
"""Names in translations: carried over, put right, asked for again, or marked."""

from __future__ import annotations

import pytest
from answering import Answering
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.engines import Lazy
from nlpkit.errors import EngineError
from nlpkit.translate import Outcome, apposition, naming
from nlpkit.translate.fragments import FragmentTranslator
from nlpkit.translate.outcomes import Fragment, combined


class Engine(Answering):
    """Answers by a function, to no more than a few words."""

    max_tokens = 12


def translated(text: str, engine: Engine, lang: str = "ru", target: str = "en") -> Outcome:
    translator = FragmentTranslator(target, Lazy("names", lambda: engine), None)
    return translator.translate([Fragment(text, lang)])[0]


# The text, the answer of a model, the answer put right.
MENDED = """
Задержан Азамат Тулебаев. | Asamat Tulebaav is held. | Azamat Tulebayev is held.
Дом Азамата Тулебаева сгорел. | Azamat Tuleba's house burned. | Azamat Tulebayev's house burned.
Дом Салтанат Тулебаевой | Saltanat Tulebeyov's house | Saltanat Tulebayeva's house
Пожар под Кокшетау потушили. | The fire near Kokshtau is out. | The fire near Kokshetau is out.
Из Джизака в Ургенч | From Jizak to Urgnch | From Jizzakh to Urgench
Погода в Караганде и Темиртау | Weather in Kargande and Temirtu | Weather in Karaganda and Temirtau
Вода в Сырдарье поднялась. | The water in Syrdary rose. | The water in Syr Darya rose.
ТОКАЕВ ПРИЛЕТЕЛ В БИШКЕК | TOKAEV ARRIVED IN BISHEK | TOKAEV ARRIVED IN BISHKEK
«Атамбаев ответил», — сказал он. | "Atambev answered," he said. | "Atambayev answered," he said.
"""

# Answers that stand as they are: other spellings, demonyms, abbreviations, adjectives.
STANDING = """
Встреча с Токаевым в Киеве | Meeting with Tokaev in Kiev
Президент России прибыл в Алматы. | The Russian president arrived in Almaty.
Министр обороны США улетел. | The U.S. defense secretary left.
Страны ЕС и ООН | Countries of the European Union and the U.N.
Сергей Жумагулов выиграл. | Sergey Zhumagulov won.
Казахстанский бензин дешевле российского. | Petrol in Kazakhstan is cheaper than in Russia.
Школа в Ошской области | A school in the Osh region
Новости из Санкт-Петербурга | News from St Petersburg
Жители Нью-Йорка | New Yorkers and the New York City
Погода хорошая. | Tokayov is fine weather.
Победа Карпова удивила всех. | Karpov's victory surprised everyone.
Победа Карпова удивила всех. | Karpova's victory surprised everyone.
Семья Каримова уехала. | Karimov's family left.
Политика Путина | Putin's policies
Улица Пушкина | Pushkin Street
На улице Пушкина | On Pushkina Street
Жена Садырбаева уехала. | Sadyrbaev's wife left.
Мы ждём Балабанова. | We wait for Balabanov.
Режиссёр Никита Михалков | Director Nikita Mikhalkov
Гостиница «Украина» | Hotel Ukraina
Купил «Волгу». | Bought a Volga car.
Озеро Ысык-Көл | Lake Issyk-Kul
Певица Алла Пугачёва | Singer Alla Pugacheva
Спектакль в Большом театре | A play at the Bolshoi
Волков отстреливают. | Wolves are shot.
"""


@pytest.mark.parametrize("line", MENDED.strip().splitlines())
def test_a_misspelt_name_is_put_right(line: str) -> None:
    text, answer, right = line.split(" | ")
    outcome = translated(text, Engine(lambda asked: answer))
    assert (outcome.text, outcome.reason) == (right, None)


@pytest.mark.parametrize("line", STANDING.strip().splitlines())
def test_other_words_for_a_name_stand(line: str) -> None:
    text, answer = line.split(" | ")
    engine = Engine(lambda asked: answer)
    outcome = translated(text, engine)
    assert outcome.text.rstrip(".") == answer.rstrip(".")
    assert outcome.reason is None
    assert len(engine.asked) == 1


LOST = "Премьер прилетел в Бишкек."


def test_a_lost_name_is_asked_for_in_english() -> None:
    engine = Engine(lambda text: "He flew to Bishkek." if "Bishkek" in text else "He flew there.")
    outcome = translated(LOST, engine)
    assert engine.asked == [LOST, "Премьер прилетел в Bishkek."]
    assert (outcome.text, outcome.reason) == ("He flew to Bishkek.", None)


def test_no_gender_is_made_up_where_a_name_is_asked_for() -> None:
    text = "Рассказ Садырбаева напечатали."
    engine = Engine(lambda asked: "The story was printed.")
    assert translated(text, engine).reason == "name_differs"
    assert engine.asked == [text]


def test_a_name_that_stays_lost_is_marked() -> None:
    outcome = translated(LOST, Engine(lambda text: "He flew there."))
    assert (outcome.status, outcome.reason) == ("translated", "name_differs")
    assert outcome.detail == "Бишкек → –"


def test_the_first_answer_stands_where_the_second_is_refused() -> None:
    engine = Engine(lambda text: "" if "Bishkek" in text else "He flew there.")
    outcome = translated(LOST, engine)
    assert (outcome.text, outcome.reason) == ("He flew there.", "name_differs")


def test_an_engine_that_fails_at_the_second_time_loses_nothing() -> None:
    def answer(text: str) -> str:
        if "Bishkek" in text:
            raise EngineError("out of memory")
        return "He flew there."

    outcome = translated(LOST, Engine(answer))
    assert (outcome.text, outcome.reason) == ("He flew there.", "name_differs")


def test_no_line_becomes_longer_than_an_engine_takes() -> None:
    text = "Он сказал, что все они снова вместе уедут отсюда потом в США."
    engine = Engine(lambda asked: "He said they all would leave.")
    assert translated(text, engine).reason == "name_differs"
    assert engine.asked == [text]


def test_numbers_are_told_before_names() -> None:
    outcome = translated("В Бишкек и Ош прибыли 52 врача.", Engine(lambda text: "Doctors came."))
    assert outcome.reason == "number_differs"
    doubted = Outcome("a", "translated", "x", 0.4, "low_confidence")
    named = Outcome("b", "translated", "x", 0.9, "name_differs", "Ош → –")
    number = Outcome("c", "translated", "x", 0.9, "number_differs", "5 → 6")
    assert combined("abc", [doubted, named]).reason == "name_differs"
    assert combined("abc", [doubted, named, number]).reason == "number_differs"


@pytest.mark.parametrize(("lang", "target"), [("uk", "en"), ("kk", "en"), ("ru", "de")])
def test_names_of_other_pairs_are_not_read(lang: str, target: str) -> None:
    engine = Engine(lambda text: "Er flog dorthin." if target == "de" else "He flew there.")
    outcome = translated(LOST, engine, lang, target)
    assert (outcome.reason, len(engine.asked)) == (None, 1)


def test_exact_engines_are_not_checked() -> None:
    engine = Engine(lambda text: "He flew there.")
    engine.exact = True
    assert translated(LOST, engine).reason is None


def test_what_stands_in_latin_in_the_text_is_no_misspelling() -> None:
    text = "Астана (Astanna) ждёт."
    lost = naming.missing(text, "Astanna waits.", "ru", "en")
    assert naming.mended(text, "Astanna waits.", lost) == "Astanna waits."


ANSWERS = st.text(alphabet="abTokyeva NTashknt.,'-", max_size=60)


@given(st.sampled_from(["погода", "Это всё.", "12,5", ""]), ANSWERS)
def test_nothing_changes_without_a_name(text: str, answer: str) -> None:
    assert naming.missing(text, answer, "ru", "en") == []


@given(st.sampled_from(["Токаев в Ташкенте", "Касым Токаев", "Ташкент ждёт"]), ANSWERS)
def test_only_words_with_a_capital_change(text: str, answer: str) -> None:
    lost = naming.missing(text, answer, "ru", "en")
    mended = naming.mended(text, answer, lost)
    small = [w for w in answer.split() if not any(map(str.isupper, w))]
    assert [w for w in mended.split() if not any(map(str.isupper, w))] == small
    assert len(naming.missing(text, mended, "ru", "en")) <= len(lost)


@pytest.mark.parametrize(
    ("source", "answer", "expected"),
    [
        ("Первым стал Асанов И.И. (Ош)", "Asanov I.S. is first", "Asanov I.I. is first"),
        (
            "Встреча с К.-Ж. К. Токаевым",
            "A meeting with K. Tokayev",
            "A meeting with K.-Zh. K. Tokayev",
        ),
        ("К.и.н. И. П. Асанов приехал", "J. P. Asanov came", "I. P. Asanov came"),
        (
            "Министр Б.Торобаев ушёл",
            "The minister Torobayev left",
            "The minister B. Torobayev left",
        ),
        ("Б. Торобаев ушёл", "Torobayev left", "B. Torobayev left"),
        ("А. Асанов и В. Асанов", "A. Asanov and B. Asanov", "A. Asanov and V. Asanov"),
        ("Асанов В.В. ушёл", "Asanov. V. V. left", "Asanov. V. V. left"),
        ("Житель А.К., 1998 г.р., и Б. М.", "A.C., 1998, and B. M.", "A.K., 1998, and B. M."),
        ("Житель А.К. уехал в США", "A resident of the U.S.", "A resident of the U.S."),
        # The name in full, an English initial, no initials of this name.
        ("А. Асанов ушёл", "Azamat Asanov left", "Azamat Asanov left"),
        ("У. Черчилль и Ж. Асанов", "W. Churchill and J. Asanov", "W. Churchill and J. Asanov"),
        ("Асанов ушёл", "A. Asanov left", "A. Asanov left"),
    ],
)
def test_initials_are_those_of_the_source(source, answer, expected) -> None:
    assert naming.with_initials(source, answer, "ru", "en") == expected


@pytest.mark.parametrize(
    ("source", "answer", "expected"),
    [
        ("Рейс KC-123 авиакомпании Air Astana", "Flight 123 of Air Astana", "KC → –"),
        ("Новый телефон Hoverel вышел", "The new Hovarel is out", "Hoverel → Hovarel"),
        ("Группа в WhatsApp и XIX век", "A whatsapp group in the 19th century", ""),
        ("Глава BBC, 5 кг, файл a4", "The head of the BBC, 5 kg", ""),
    ],
)
def test_a_latin_name_that_is_lost_is_told(source, answer, expected) -> None:
    lost = naming.missing(source, answer, "ru", "en")
    assert naming.described(source, answer, lost) == expected
    assert naming.missing(source, answer, "de", "en") == []


# The text, its names, and the text that the engine is asked with.
LED = """
Его держат в ИВС. | Его держат в the temporary detention facility.
Сбито 12 БПЛА над Брянском | Сбито 12 drone над Bryansk
Студенты КРСУ приехали в Ош. | Студенты KRSU приехали в Osh.
В СПЧ И В ЦИК ОТВЕТИЛИ ВСЕМ | В HUMAN RIGHTS COUNCIL И В CEC ОТВЕТИЛИ ВСЕМ
"""


@pytest.mark.parametrize("line", LED.strip().split("\n"))
def test_lost_names_are_asked_for_in_english(line: str) -> None:
    text, asked = line.split(" | ")
    assert naming.inserted(text, naming.missing(text, "", "ru", "en")) == asked


# The text, the answer of a model, the answer put right. In the last ones nothing is put right.
TITLES = """
Министр Акматов сообщил о ценах. | The Akmatov's minister spoke about prices. | Minister Akmatov spoke about prices.
Президент принял министра Бектенова. | The president received the minister of Bektenov. | The president received Minister Bektenov.
Полковник Мамытов ушёл. | Mamytov's colonel left. | Colonel Mamytov left.
Министр культуры Акматов открыл музей. | Akmatov's culture minister opened a museum. | Culture Minister Akmatov opened a museum.
По словам вице-премьера Баатырова | According to the Baatyrov Deputy Prime Minister | According to Deputy Prime Minister Baatyrov
Вице-премьер Баатыров заявил | Vice Prime Minister of Baatyrov said | Vice Prime Minister Baatyrov said
Встреча с послом Садыковым | The meeting with the ambassador of Sadykov | The meeting with Ambassador Sadykov
Генерал Ташиев прибыл. | The general of Tashiyev has come. | General Tashiyev has come.
Депутат Эдиль Байсалов спорил. | Edil Baisalov's lawmaker argued. | Lawmaker Edil Baisalov argued.
Глава кабмина Алыбаев ушёл. | The head of the Alybayev Cabinet left. | The head of the Cabinet, Alybayev, left.
Решение министра юстиции и генерала Абдиева | The decision of the general of Abdiyev | The decision of General Abdiyev
По словам премьера Кулубаева | According to Prime Minister Kulubayeva | According to Prime Minister Kulubayev
Заявление министра Акматова | The statement by Minister Akmatova | The statement by Minister Akmatov
Министр Акматов и депутат Маматов ушли. | Akmatov's minister and Mamatov's lawmaker left. | Minister Akmatov and Lawmaker Mamatov left.
Пресс-секретарь Токаева ответил. | The press secretary of Tokayev answered. | The press secretary of Tokayev answered.
Министр Акматова ушла. | The minister of Akmatova left. | The minister of Akmatova left.
Слова министра Акматовой | The words of Minister Akmatova | The words of Minister Akmatova
Советник Токаева ушёл. | Tokayev's adviser left. | Tokayev's adviser left.
Министр принял Акматова. | The minister of Akmatov came. | The minister of Akmatov came.
Министр Кыргызстана ушёл. | The minister of Kyrgyzstan left. | The minister of Kyrgyzstan left.
Министр Акматов ушёл. | Minister Akmatov left. | Minister Akmatov left.
Генерал Ташиев ждал министра. | Tashiyev's talks with minister waited. | Tashiyev's talks with minister waited.
Премьер Исаков провёл встречу. | Isakov's meeting was held. | Isakov's meeting was held.
Дом Акматова и генерал | Akmatov's general | Akmatov's general
Глава Минфина Акматова | The head of the Akmatov Ministry | The head of the Akmatov Ministry
Слова мэра Азамата Ростова | The words of the mayor of Azamat Rostov | The words of Mayor Azamat Rostov
Встреча с мэром Петровым | The meeting with the mayor of Petrov | The meeting with Mayor Petrov
Письмо губернатору Акматову | A letter to the governor of Akmatov | A letter to Governor Akmatov
Решение акима Токтобаева | The decision of the akim of Toktobayev | The decision of Akim Toktobayev
Слова генерала Абдиева | The words of the general of Abdiyev | The words of General Abdiyev
"""

# Places, companies and clubs have titles too: their names stay where they are.
NO_BEARERS = """
Он назвал мэра Харькова героем. | He called the mayor of Kharkiv a hero.
Суд арестовал мэра Ростова. | The court arrested the mayor of Rostov.
Слова мэра Чернигова | The words of the mayor of Chernihiv
Указ губернатора Тамбова | The decree of the governor of Tambov
Письмо мэра Праги и мэра Берлина. | A letter from the mayor of Prague and the mayor of Berlin.
Премьер Нидерландов подал в отставку. | The Dutch prime minister resigned.
Директор компании Газпром ушёл. | The director of Gazprom has gone.
Встреча директора завода Ростова | The meeting of the director of the Rostov plant
Слова мэра Киева | The words of Kyiv's mayor
Слова мэра Львова | The words of the mayor of Lviv
Слова губернатора Саратова | The words of the Saratov's governor
Слова мэра Пекина | The words of the mayor of Beijing
Капитан Ливерпуль забил. | The captain of Liverpool scored.
Президент банка Хабиб ушёл. | The president of Habib Bank has gone.
Глава фонда Сорос ушёл. | The head of the Soros Foundation left.
Глава компании Газпром ушёл. | The head of the Gazprom Company left.
Глава администрации Бишкек ушёл. | The head of the Bishkek Administration left.
Слова прокурора Серова | The words of the prosecutor of Serov
Аким Сузака Акматов ушёл. | The akim of Suzak Akmatov left.
Слова мэра Ростова Алексея Петрова | The words of the mayor of Rostov Alexei Petrov
Мэр Владимира Петров ушёл. | The mayor of Vladimir Petrov left.
Аким района Янгиабад ушёл. | The akim of Yangiabad left.
Слова мэра Пушкина | The words of the mayor of Pushkin
"""


@pytest.mark.parametrize("golden", TITLES.strip().splitlines())
def test_a_title_stands_before_the_name_that_has_it(golden: str) -> None:
    source, answer, expected = golden.split(" | ")
    assert apposition.mended(source, answer) == expected
    assert apposition.mended(source, expected) == expected


@pytest.mark.parametrize("golden", NO_BEARERS.strip().splitlines())
def test_a_place_or_a_company_bears_no_title(golden: str) -> None:
    source, answer = golden.split(" | ")
    assert apposition.mended(source, answer) == answer


def test_titles_are_put_right_in_translations() -> None:
    engine = Engine(lambda text: "The Akmatov's minister said this.")
    assert translated("Министр Акматов это сказал.", engine).text == "Minister Akmatov said this."
