"""The guard: what is tidied in an answer, and which answers are refused or doubted."""

from __future__ import annotations

import pytest

from nlpkit.translate import guard


@pytest.mark.parametrize(
    ("source", "answer", "tidied"),
    [
        ("Погода в Москве", "The weather in Moscow.", "The weather in Moscow"),
        ("Живёт в США", "Lives in the U.S.", "Lives in the U.S."),
        ("Он ушёл.", "He left", "He left."),
        ("Он ушёл?!", "He left", "He left?!"),
        ("Он ушёл…", "He left.", "He left."),
        ("Он сказал: «Да».", 'He said: "Yes."', 'He said: "Yes."'),
        ("Мы победим", '"We will win"', "We will win"),
        ("«А» и «Б»", '"A" and "B"', '"A" and "B"'),
        ("Он  ушёл", " He\n left ", "He left"),
        ("Президент прибыл", "president arrived", "President arrived"),
        ("Айфон дорожает", "iPhone gets dearer", "iPhone gets dearer"),
        ("а у нас было время", "We had time.", "we had time"),
        ("русский учат многие", "Russian is learnt by many", "Russian is learnt by many"),
        ("тогда я ушёл", "I left then", "I left then"),
        ("уже поздно", "It's late", "it's late"),
        ("я ухожу", "I'm leaving", "I'm leaving"),
        ("他走了。", "He left", "He left."),
        ("Рахмонов (капитан)", "Rakhmonov ( captain)", "Rakhmonov (captain)"),
        ("Усенов [запас ]", "Usenov [ reserve ]", "Usenov [ reserve ]"),
    ],
)
def test_tidy(source, answer, tidied) -> None:
    assert guard.tidy(source, answer) == tidied
    assert guard.tidy(source, tidied) == tidied


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("США", "The United States of America"),
        ("1 000 000 человек", "1,000,000 people"),
        ("25 тыс. тенге", "25,000 tenge"),
        ("1 200 000 тенге", "1.2 million tenge"),
        ("в тридцатые годы", "in the 1930s"),
        ("Нет, нет, нет, нет и нет", "No, no, no, no and no"),
        ("Ха-ха-ха-ха-ха", "Ha-ha-ha-ha-ha"),
        ("Ааааа! Уррррра!", "Aaaaah! Hoooooray!"),
        ("中国经济增长", "China's economy is growing"),
        ("Windows 11", "Windows 11"),
    ],
)
def test_good_answers_stand(source, answer) -> None:
    assert guard.refusal(source, answer, "en") is None


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("Гидрометцентр сообщил", "The gymmmmological service reported"),
        ("Банк", "Banananana"),
        ("100 сомов", "1000000000000000 soms"),
        ("Нурлан Абылгазин, д. г. н.", "Nurlan Abylgazin, h. . . . ."),
        ("Он шёл домой", "He went and went and went and went home"),
    ],
)
def test_repeats_that_the_source_does_not_have_are_refused(source, answer) -> None:
    assert guard.refusal(source, answer, "en") == "loop"


@pytest.mark.parametrize(
    ("source", "answer", "stands"),
    [
        ("Слой 5 мкм", "A layer of 5 μm", True),
        ("Завод «ИжAvto» и знак \ufffd", "The plant ИжAvto and the sign \ufffd", True),
        ("Сезон дождей", "The season of rаins", False),
        ("Сезон дождей", "The season of αβrains", False),
        ("Сезон дождей", "The season\U000f0001 of rains", False),
        ("Сезон дождей", "The season of rains ☔, déjà vu, naïveté", True),
        ("Город Ош", "The cityҒ of Osh", False),
        ("Город Ош", "The city of Osh\ufffd\ufffd", False),
        ("Город Ош", "Th\ufffd city of Osh", False),
        ("Учёный из Ереւана", "A scholar from Yereւan", False),
    ],
)
def test_broken_letters_are_refused_unless_the_source_has_them(source, answer, stands) -> None:
    assert guard.refusal(source, answer, "en") == (None if stands else "broken_letters")


def test_an_echo_of_a_sentence_in_the_same_script_is_refused_and_of_a_name_is_not() -> None:
    sentence = "Das Wetter wird morgen wieder sehr schön"
    assert guard.refusal(sentence, sentence, "en") == "echo"
    assert guard.refusal("Angela Merkel", "Angela Merkel", "en") is None


def test_unsure_answers_are_refused_or_say_so() -> None:
    assert [guard.unsure(score) for score in (0.1, 0.5, None)] == [True, False, False]
    assert [guard.doubtful(score) for score in (0.3, 0.9, None)] == [True, False, False]
