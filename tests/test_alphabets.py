"""Letters that a language does not have: in its words, and in names that keep them."""

from __future__ import annotations

import pytest
from answering import Answering

import nlpkit
from nlpkit.engines import Lazy
from nlpkit.text import alphabets
from nlpkit.translate.fragments import FragmentTranslator
from nlpkit.translate.outcomes import Fragment


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Марат Қарабаев", "Марат Карабаев"),
        ("в Өзгөне", "в Озгоне"),
        ("ҚАЗАҚСТАН ТЕМІР ЖОЛЫ", "КАЗАКСТАН ТЕМИР ЖОЛЫ"),
        ("Ҷӯрабек", "Джурабек"),
        ("Њёрш", "Ньёрш"),
        ("Київ", "Киив"),
        ("Ёж и эльф", "Ёж и эльф"),
        ("В І квартале ХІХ века", "В І квартале ХІХ века"),
        ("Zelensky, 2025", "Zelensky, 2025"),
    ],
)
def test_names_in_russian_letters(text: str, plain: str) -> None:
    assert alphabets.in_russian(text) == plain
    assert alphabets.in_russian(plain) == plain


def test_the_engine_reads_russian_letters_alone() -> None:
    engine = Answering(lambda text: "Marat Karabayev came.")
    translator = FragmentTranslator("en", Lazy("x", lambda: engine), None)
    [outcome] = translator.translate([Fragment("Марат Қарабаев приехал.", "ru")])
    assert engine.asked == ["Марат Карабаев приехал."]
    assert (outcome.text, outcome.status) == ("Marat Karabayev came.", "translated")


@pytest.mark.parametrize(
    ("language", "word", "foreign"),
    [
        *(("ru", word, False) for word in ("ёлка", "объём", "café", "35-й", "")),
        *(("ru", word, True) for word in ("үй", "київ", "љубав", "ўзбек")),
        ("uk", "ґанок", False),
        ("uk", "объект", True),
        ("ky", "үй", False),
        ("ky", "қала", True),
        ("kk", "қала", False),
        ("sr", "љубав", False),
        ("sr", "объём", True),
    ],
)
def test_letters_of_a_language(language: str, word: str, foreign: bool) -> None:
    assert (not alphabets.cyrillic(word) <= alphabets.letters(language)) == foreign


ONE_LANGUAGE = [
    "Министр Марат Қарабаев: «Мы закончили работы».",
    "Өмүрбек Текебаев, депутат: «Школа нужна всем».",
    "Қанат Исаев приехал в Ош.",
    "Выступили Ұлан, Нұржан и Қанат.",
    "Гости приехали в Өзгөн, Ош и Ноокат.",
    "Город Өзгөн (кырг. Өзгөн, рус. Узген) стоит на реке Кара-Дарья.",
    "Певец Қайрат Нұртас выступит в Бишкеке 5 мая, сообщили организаторы.",
    "Президент Володимир Зеленський прибыл с визитом в Астану.",
    "Гран-при получил фильм Ҷамшеда Усмонова, сообщает Хӯҷанд ТВ.",
    "Он сказал, что міру нужен мир и покой.",
    "Онъ пришёлъ въ домъ, гдѣ жили добрые люди, и сѣлъ.",
    "Аким области Ғани Бейсембаев открыл мост через Сырдарью.",
]


@pytest.mark.parametrize("text", ONE_LANGUAGE)
def test_a_name_with_its_own_letters_leaves_its_sentence_russian(text: str) -> None:
    document = nlpkit.preprocess(f"В Бишкеке открыли новую школу на 500 мест.\n{text}")
    assert {span.lang for span in document.spans} == {"ru"}


def test_a_name_among_english_words_is_not_russian() -> None:
    text = "Lake Song-Kul (Kyrgyz: Соң-Көл; Russian: озеро Сонкёль) is an alpine lake."
    spans = nlpkit.preprocess(text).spans
    russian = [text[span.start : span.end].strip() for span in spans if span.lang == "ru"]
    assert russian == ["озеро Сонкёль"]
