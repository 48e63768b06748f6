"""Interviews and live blogs: who says an answer, and that the newest entry is not the lead."""

from __future__ import annotations

import pytest
from summaries import run, texts

from nlpkit.document import Draft
from nlpkit.engines import SummaryRequest
from nlpkit.engines.echo import EchoSummarizer
from nlpkit.preprocessing import preprocess
from nlpkit.summarize.genre import live_blog
from nlpkit.summarize.interview import speeches

ENGLISH = """\
"We lost the harvest, not the village"

Aizada Kerimova has run the farmers' cooperative in the valley for eleven years. She spoke to us.

How bad was this summer?

Very bad. We had no rain from May until the middle of August.

Q: What did the government do?

A: It sent seed and fuel in September, which was late but welcome.

— Will the new canal help?

— It will reach us in 2028, if it is built at all.

Interviewer: Do young people stay?

Kerimova: Some of them do. My daughter came back with two friends, and they opened a dairy.

Kerimova has two more children and teaches at the village school.
"""
RUSSIAN = """\
«Лёд сошёл на две недели раньше»

Гляциолог Рустам Абдуллаев двадцать лет измеряет ледники Памира.

Что изменилось за эти годы?

— Ледник, который мы измеряем с 2006 года, стал короче на 900 метров.

Вопрос: Кого это касается в первую очередь?

Ответ: Крестьян в долине, которым в августе не хватает воды.

Можно ли что-то сделать?

Мы предложили построить водохранилища в 12 местах.

Абдуллаев окончил университет в Ташкенте и преподаёт в трёх странах.
"""
GERMAN = """\
Zwei Stimmen zum Hafen

Über den Ausbau des Hafens streiten die Bürgermeisterin und der Fischer seit einem Jahr miteinander.

Frage: Warum braucht die Stadt einen größeren Hafen?

Brandt: Weil die Fähren zu groß geworden sind. Ohne den Ausbau legt hier bald keine mehr an.

Frage: Und was sagen die Fischer?

Petersen: Wir verlieren die halbe Bucht. Das Wasser wird trüb, und die Krabben bleiben aus.

Frage: Gibt es einen Kompromiss?

Brandt: Ich habe im März einen vorgeschlagen. Darüber stimmt der Rat im Mai ab.

Petersen: Der Vorschlag hilft nur den Fähren.
"""
EXPLAINER = """\
What the new water law changes

President Rustam Karimov signed the new water law on Monday.

Who has to pay more?

Households that use more than 20 cubic metres a month pay a third more from January.

When does the law come into force?

The law comes into force on 1 January, six weeks after it is printed.

What happens to old wells?

Old wells may be used until 2030 if their owners register them.
"""
LIVE = """\
Flood in the valley: live updates

18:40
Rescuers have reached the last village that was cut off, the emergency ministry said.

17:15
The road between the two towns is open again for lorries.

12:30
At least three people were killed and 70 houses destroyed when a dam above Kara-Tash broke.

10:20
Heavy rain has fallen in the mountains for two days.
"""


def said(text: str) -> dict[str, str]:
    document = preprocess(text)
    lines = texts(document)
    return {lines[i]: speech.speaker for i, speech in speeches(document).items()}


def points(text: str, language: str = "en") -> list[str]:
    return [point.text for point in run(preprocess(text), count=30, target=language).points]


def test_answers_have_the_only_person_of_the_lead_as_their_speaker() -> None:
    assert said(ENGLISH) == {
        "Very bad.": "Aizada Kerimova",
        "We had no rain from May until the middle of August.": "Aizada Kerimova",
        "A: It sent seed and fuel in September, which was late but welcome.": "Aizada Kerimova",
        "— It will reach us in 2028, if it is built at all.": "Aizada Kerimova",
        "My daughter came back with two friends, and they opened a dairy.": "Kerimova",
    }


def test_labels_and_dashes_give_way_to_the_speaker() -> None:
    found = points(ENGLISH)
    for text in (
        "Aizada Kerimova: It sent seed and fuel in September, which was late but welcome.",
        "Aizada Kerimova: It will reach us in 2028, if it is built at all.",
        "Kerimova: Some of them do.",
        "Kerimova: My daughter came back with two friends, and they opened a dairy.",
        "Kerimova has two more children and teaches at the village school.",
    ):
        assert text in found


def test_a_russian_interview() -> None:
    found = points(RUSSIAN, "ru")
    for text in (
        "Гляциолог Рустам Абдуллаев двадцать лет измеряет ледники Памира.",
        "Рустам Абдуллаев: Ледник, который мы измеряем с 2006 года, стал короче на 900 метров.",
        "Рустам Абдуллаев: Крестьян в долине, которым в августе не хватает воды.",
        "Рустам Абдуллаев: Мы предложили построить водохранилища в 12 местах.",
        "Абдуллаев окончил университет в Ташкенте и преподаёт в трёх странах.",
    ):
        assert text in found


TURNS = """

— Когда откроют мост?

— Я обещал открыть его в мае, и мы откроем.

— Кто платит?

— Мы собрали 12 миллионов сомов.

— Что дальше?

— Я построю второй мост через реку.
"""
ANSWER = "— Я обещал открыть его в мае, и мы откроем."


@pytest.mark.parametrize(
    "lead",
    [
        "Азамат Касымов, Kloop",
        "Айгуль Смаилова, 24.kg",
        "Бермет Осмонова",
        "By John Miller",
        "John Miller, Daily Post",
        "Mira Holt, staff writer",
        "Автор: Азамат Касымов",
        "Текст: Бермет Осмонова. Фото: пресс-служба",
        "Беседовала Айгуль Смаилова",
        "Корреспондент Kloop Азамат Касымов побывал на реке.",
        "Наш корреспондент Азамат Касымов встретился с инженером.",
        "Our reporter John Miller met the engineer of the bridge.",
        "Азамат Касымов, специально для «Вестника»",
        "Рухшона Ҳакимова, Asia-Plus",
        "Мухбири мо Рухшона Ҳакимова аз пул дидан кард.",
        "Kloop, Азамат Касымов",
    ],
)
def test_who_asks_is_not_named_as_the_speaker(lead: str) -> None:
    assert said(lead + TURNS) == {}


@pytest.mark.parametrize(
    "lead",
    [
        "Разговор с Тоомасом Хендриком",
        "Інтерв'ю з Оленою Шевченко",
        "Wywiad z Anną Kowalską",
        "Rozhovor s Janou Novákovou",
    ],
)
def test_a_name_whose_nominative_is_not_certain_is_no_speaker(lead: str) -> None:
    assert said(lead + TURNS) == {}


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Интервью с Асией Тулесовой:", "Асия Тулесова"),
        ("Мы поговорили с активисткой Асией Тулесовой о воде.", "Асия Тулесова"),
        ("Мы спросили у Бактыгуль Чолпонбаевой, что будет дальше.", "Бактыгуль Чолпонбаева"),
        ("Вопросы Эмилю Сатыбекову", "Эмиль Сатыбеков"),
        ("Беседа с министром Жеңишем Молдокматовым", "Жеңиш Молдокматов"),
        ("Вопросы к Марии Захаровой", "Захарова"),
        ("Асель Тулесовамен сұхбат", "Асель Тулесова"),
        ("Айбек Асанов менен маек", "Айбек Асанов"),
        ("Interview with John Miller", "John Miller"),
        ("Инженер Рустам Абдуллаев строит мосты двадцать лет.", "Рустам Абдуллаев"),
        ("Азамат Касымов, Kloop\n\nМосты строит инженер Рустам Абдуллаев.", "Рустам Абдуллаев"),
        ("By Mira Holt\n\nThe bridges are built by Aizada Kerimova.", "Aizada Kerimova"),
        ("Рустам Абдуллаев, главный инженер моста", "Рустам Абдуллаев"),
        ("Rustam Abdullayev has built bridges for twenty years.", "Rustam Abdullayev"),
        ("Журналист побеседовал с инженером. Рустам Абдуллаев строит мосты.", "Рустам Абдуллаев"),
        ("Rustam Karimov yigirma yildan beri ko'prik quradi.", "Rustam Karimov"),
    ],
)
def test_who_answers_is_named_beside_who_asks(lead: str, speaker: str) -> None:
    assert said(lead + TURNS).get(ANSWER) == speaker


def test_the_name_is_in_the_letters_of_the_summary() -> None:
    document = preprocess(RUSSIAN)
    summary = run(document, count=30, translated=lambda asked: ["— The ice." for _ in asked])
    assert "Rustam Abdullayev: The ice." in [point.text for point in summary.points]


def test_two_people_keep_their_answers_apart() -> None:
    assert said(GERMAN) == {
        "Ohne den Ausbau legt hier bald keine mehr an.": "Brandt",
        "Das Wasser wird trüb, und die Krabben bleiben aus.": "Petersen",
        "Darüber stimmt der Rat im Mai ab.": "Brandt",
    }


@pytest.mark.parametrize(
    "text",
    [
        EXPLAINER,
        LIVE,
        ENGLISH.split("Q:")[0],
        "Who won? We asked two voters. Who lost? Nobody knows. Rain fell on the square.",
    ],
)
def test_other_texts_have_no_speakers(text: str) -> None:
    assert said(text) == {}


@pytest.mark.parametrize(
    "times",
    [
        "18:40 17:15 12:30",
        "6:40pm 5:15pm 12:30pm 11:45am",
        "00:10 23:50 23:20 22:05 21:00 20:10",
        "18.40 17.15 12.30",
    ],
)
@pytest.mark.parametrize("gap", ["\n", " - ", " — ", " "])
def test_a_live_blog(times: str, gap: str) -> None:
    entries = [f"{time}{gap}The road to the village is open for lorries." for time in times.split()]
    assert live_blog(preprocess("\n\n".join(["Flood: live updates", *entries])))


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "The programme of the day\n\n"
        + "\n\n".join(f"{h}:00 A speech of the dean." for h in (9, 11, 14)),
        "The market closed at noon.\n\n18:40\n\nThe road is open again for lorries and buses.",
        "\n\n".join(f"{price} soms were paid for a kilogram of apples." for price in (95, 80, 60)),
    ],
)
def test_no_live_blog(text: str) -> None:
    assert not live_blog(preprocess(text))


@pytest.mark.parametrize(("text", "lead"), [(LIVE, False), (ENGLISH, True)])
def test_a_summarizer_is_told_that_a_live_blog_has_no_lead(text: str, lead: bool) -> None:
    engine = Asked()
    run(preprocess(text), engine)
    assert engine.lead is lead


class Asked(EchoSummarizer):
    """Keeps what it was told about the text."""

    def summarize(self, request: SummaryRequest) -> list[Draft]:
        self.lead = request.lead
        return super().summarize(request)
