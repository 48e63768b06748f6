"""Negations that a translation has lost are looked for among the other hypotheses."""

from __future__ import annotations

import pytest
from test_alternatives import Engine, translated

from nlpkit.translate import negation

LOST = [
    ("Завтра в Оше не будет воды.", "Tomorrow there will be water in Osh."),
    ("Пострадавших нет.", "There are casualties."),
    ("Никто не пострадал.", "Everyone was hurt."),
    ("Мост не открыли.", "The bridge was opened."),
    ("Школа осталась без света.", "The school remained with light."),
    ("Министр ничего не сказал.", "The minister said everything."),
    ("Нельзя выходить на лёд.", "Go out on the ice."),
    ("Закон не вступит в силу до 1 мая.", "The law will take effect until 1 May."),
    ("Дом не построили в районе.", "The house was built under the district."),
    ("Ракету не запустили.", "The missile was launched by the United States."),
]
KEPT = [
    ("Завтра в Оше не будет воды.", "There will be no water in Osh tomorrow."),
    ("Мост не открыли.", "The bridge wasn't opened."),
    ("Мост не открыли.", "The bridge remained unopened."),
    ("Суд не принял иск.", "The court rejected the claim."),
    ("Он не смог прийти.", "He was unable to come."),
    ("Он не мог не прийти.", "He had to come."),
    ("Нельзя не согласиться с министром.", "One has to agree with the minister."),
    ("Это не просто дом.", "It isn't just a house."),
    ("Школу не достроили.", "The school is unfinished."),
    ("Это не так.", "It is impossible."),
    ("Он не только поёт, но и пишет.", "He both sings and writes."),
    ("Не исключено, что цены вырастут.", "Prices may rise."),
    ("В зале было не менее ста человек.", "At least a hundred people were in the hall."),
    ("Мост открыли.", "The bridge was opened."),
]


@pytest.mark.parametrize(("source", "answer"), LOST)
def test_a_lost_negation(source: str, answer: str) -> None:
    assert negation.lost(source, answer, "ru", "en")
    assert not negation.lost(source, answer, "kk", "en")


@pytest.mark.parametrize(("source", "answer"), KEPT)
def test_a_negation_in_other_words_or_none(source: str, answer: str) -> None:
    assert not negation.lost(source, answer, "ru", "en")


WATER = "Завтра в городе не будет воды."


def test_the_likeliest_hypothesis_with_the_negation_is_taken() -> None:
    drafts = ["There will be water.", "Water will be there.", "There will be no water.", "No."]
    assert translated(WATER, Engine({WATER: drafts}), 0).text == "There will be no water."


def test_without_one_the_translation_stays_and_is_marked() -> None:
    drafts = ["There will be water.", "Water will be there."]
    outcome = translated(WATER, Engine({WATER: drafts}), 0)
    assert (outcome.text, outcome.reason) == ("There will be water.", "negation_differs")


def test_a_translation_that_failed_is_replaced_by_a_hypothesis() -> None:
    text = "Дорога открыта."
    drafts = ["The rоad is оpen.", "The road is open."]  # the first has Cyrillic letters
    assert translated(text, Engine({text: drafts}), 0).text == "The road is open."
    outcome = translated("Мост открыт.", Engine({"Мост открыт.": drafts[:1]}), 0)
    assert (outcome.status, outcome.reason) == ("failed", "broken_letters")


def test_one_that_loses_a_number_for_it_is_not_taken() -> None:
    text = "Завтра с 9:00 не будет воды."
    drafts = ["There will be water from 9:00.", "There will be no water.", "No water from 9:00."]
    assert translated(text, Engine({text: drafts}), 0).text == "No water from 9:00."
