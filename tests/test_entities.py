"""Entities: what the rules find, what they leave alone, what becomes one, and where it stands."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from commands import EXAMPLES, Run
from handmade import NEW_DIGITS
from hypothesis import given, settings
from hypothesis import strategies as st

import nlpkit
from nlpkit import entities, render
from nlpkit.entities import dates, numbers


def found(text: str) -> list[str]:
    """Each entity as `kind: text`, with its value where it has one."""
    return [
        f"{f.kind}: {f.text}" + f" = {f.value}" * (f.value is not None)
        for f in entities.find(nlpkit.preprocess(text)).items
    ]


NAMES = {
    "Mayor Ida Moss met Mr Holt in Paris.": ["person: Ida Moss", "person: Holt", "place: Paris"],
    "The Ministry of Labour and Sport asked NATO.": [
        "organisation: Ministry of Labour and Sport",
        "organisation: NATO",
    ],
    "On Monday the weather was fine in English gardens.": [],
    "Most people in Kazakh villages speak Russian and Kazakh.": [],
    "He read it in chapter XIV of a book.": [],
    "Вчера в Алматы пошёл снег.": ["place: Алматы"],
    "Президент Казахстана Ерлан Сатпаев прибыл в Оше.": [
        "person: Ерлан Сатпаев",
        "place: Казахстана",
        "place: Оше",
    ],
    "Об этом сообщило министерство финансов.": ["organisation: министерство финансов"],
    "Глава Национального банка молчит.": ["organisation: Национального банка"],
    "Завод компании «Меркурий» закрыли.": ["organisation: Меркурий"],
    "Работы ведут в Нарынской области.": ["place: Нарынской области"],
    "Магазин закрыт. Дорога тоже.": [],
    "AKSU, May 13 - The shop is closed.": ["place: AKSU", "date: May 13"],
    "AKSU (Wire) - NATO, in May, was asked.": ["place: AKSU", "organisation: NATO"],
    "It burnt at the Zhibek market of Talgar Bazary LLP.": ["organisation: Talgar Bazary LLP"],
    "Владелец рынка, ТОО «Талгар базары», молчит.": ["organisation: Талгар базары"],
    "Депутат мажилиса Айдос Сарым молчит.": ["person: Айдос Сарым"],
    "Это сообщает глава Минэнерго. Ранее ведомство молчало.": ["organisation: Минэнерго"],
    "Снег лежит на севере Каратау.": ["place: Каратау"],
}


@pytest.mark.parametrize("text", NAMES)
def test_names(text: str) -> None:
    assert found(text) == NAMES[text]


DATES = {
    "on 12 March 2025": ("12 March 2025", "2025-03-12"),
    "on March 12, 2025,": ("March 12, 2025", "2025-03-12"),
    "on June 1st": ("June 1st", None),
    "in May 2023": ("May 2023", "2023-05"),
    "in 1974, when": ("1974", "1974"),
    "14 октября 2025 года": ("14 октября 2025 года", "2025-10-14"),
    "20 февраля": ("20 февраля", None),
    "в сентябре 2025 года": ("сентябре 2025 года", "2025-09"),
    "в 2024 году": ("2024 году", "2024"),
    "05.11.2025": ("05.11.2025", "2025-11-05"),
    "2025-11-05": ("2025-11-05", "2025-11-05"),
    "in autumn 2027": ("2027", "2027"),
    "In 2027 it opens": ("2027", "2027"),
}
NO_DATES = [
    "99.99.2025",
    "2024 people",
    "they may 5 times",
    "room 2025",
    "v1.2.3",
]


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str) -> None:
    assert [(text[d.start : d.end], d.value) for d in dates.find(text)] == [DATES[text]]


@pytest.mark.parametrize(
    "text",
    [
        "in 2019, 2020 and 2021.",
        "from 2019 to 2020 and 2021 the",
        "в 2019, 2020 и 2021 годах",
        "с 2019 по 2020 год и в 2021 году",
    ],
)
def test_years_in_a_row_are_dates(text: str) -> None:
    assert sorted(d.value or "" for d in dates.find(text)) == ["2019", "2020", "2021"]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert list(dates.find(text)) == []


NUMBERS = {
    "11,300 people live": ("11,300 people", "11300"),
    "1 200 человек": ("1 200 человек", "1200"),
    "$4.7 million was": ("$4.7 million", "4700000"),
    "4,5 млрд тенге": ("4,5 млрд тенге", "4500000000"),
    "cost €4.3m.": ("€4.3m", "4300000"),
    "2.4bn tenge": ("2.4bn tenge", "2400000000"),
    "7.5 percent of": ("7.5 percent", "7.5%"),
    "на 8%.": ("8%", "8%"),
    "800 квадратных метров": ("800 квадратных метров", "800"),
    "a 640-metre bridge": ("640-metre", "640"),
    "6.125 percent": ("6.125 percent", "6.125%"),
    "12 percentage points less": ("12 percentage points", "12"),
    "на 0,5 процентного пункта": ("0,5 процентного пункта", "0.5"),
    "1.200.000 euros": ("1.200.000 euros", "1200000"),
    "24 млн выделил фонд": ("24 млн", "24000000"),
}
NO_NUMBERS = [
    "at 16:30",
    "the 21st century",
    "12-го числа",
    "B2B",
    "a word",
    "sections 1.2.3",
    "2. Method",
    "a 5m pole",
]


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers(text: str) -> None:
    assert [(text[n.start : n.end], n.value) for n in numbers.find(text)] == [NUMBERS[text]]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number(text: str) -> None:
    assert list(numbers.find(text)) == []


@pytest.mark.parametrize(
    ("text", "expected", "sources"),
    [
        (
            "Президент Касым-Жомарт Токаев выступил. Токаева слушали долго. Спорили с Токаевым.",
            "person: Касым-Жомарт Токаев",
            (0, 1, 2),
        ),
        (
            "Engineer Marat Osmonov came early. Later Osmonov left again for home.",
            "person: Marat Osmonov",
            (0, 1),
        ),
        (
            "The driver Rustam Nazarov was tired. «Я спал», — сказал Назаров журналистам вечером.",
            "person: Rustam Nazarov",
            (0, 1),
        ),
        ("In Tashkent it rained. Дождь шёл и в Ташкенте, и за городом.", "place: Tashkent", (0, 1)),
    ],
)
def test_one_name_is_one_entity(text: str, expected: str, sources: tuple[int, ...]) -> None:
    items = nlpkit.entities.find(nlpkit.preprocess(text)).items
    assert [f"{f.kind}: {f.text}" for f in items] == [expected]
    assert items[0].sources == sources


def test_sisters_with_one_surname_stay_two_and_the_nearer_takes_the_surname() -> None:
    text = "Anna Fischer sang. Then Lena Fischer played for all. In the end Fischer bowed."
    anna, lena = sorted(entities.find(nlpkit.preprocess(text)).items, key=lambda f: f.text)
    assert (anna.sources, lena.sources) == ((0,), (1, 2))


def test_junk_gives_no_entities() -> None:
    document = nlpkit.preprocess((EXAMPLES / "messy-english.txt").read_text("utf-8"))
    for entity in entities.find(document).items:
        for i in entity.sources:
            assert not document.blocks[document.sentences[i].block].junk


TEXTS = st.lists(
    st.sampled_from(
        """Mayor Ida Moss in Paris Мэр Анна Коваль в Ташкенте said 12 5.5% $3 million March 2025
        года « » " . , - – ( ) The Ministry of NATO А. К. министерство финансов по ’s 1,200
        31 31.12.2025 \n\n XIV de van I'm O'Brien""".split(" ")
    ),
    max_size=40,
).map(" ".join)


@pytest.mark.parametrize("text", NEW_DIGITS)
def test_digits_newer_than_python(text: str) -> None:
    entities.find(nlpkit.preprocess(text))


@settings(max_examples=150, deadline=None)
@given(TEXTS | st.text(max_size=120))
def test_mentions_lie_in_their_sentences_and_apart(text: str) -> None:
    document = nlpkit.preprocess(text)
    spans = []
    for entity in entities.find(document).items:
        assert entity.text
        assert list(entity.sources) == sorted(entity.sources)
        for mention in entity.mentions:
            sentence = document.sentences[mention.sentence]
            assert sentence.start <= mention.start < mention.end <= sentence.end
            spans.append((mention.start, mention.end))
    spans.sort()
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_the_command_shows_them(nlp: Run) -> None:
    done = nlp("summarize", EXAMPLES / "messy-english.txt", "--facts")
    assert done.code == 0
    assert "Talant Beishekeev [10] [21]" in done.out
    assert "min saved" in done.out
    data = json.loads(nlp("summarize", EXAMPLES / "messy-english.txt", "--entities", "--json").out)
    assert list(data) == "target method text points headline headline_from reading entities".split()
    assert nlp("summarize", EXAMPLES / "messy-english.txt", "--entities", "--digest").code == 2


def test_they_are_in_the_json_of_a_result() -> None:
    result = nlpkit.load().run("The mayor Ida Moss spoke in Paris on 3 May 2024.")
    data = render.as_dict(result)
    kinds = [item["kind"] for item in data["entities"]["items"]]
    assert kinds == ["person", "place", "date"]
    assert data["entities"]["method"] == entities.METHOD
    assert f"|ent:{entities.VERSION}|" in result.signature
