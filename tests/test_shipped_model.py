"""The model that ships: both backends, and what it must never do."""

from __future__ import annotations

import re

import pytest

import nlpkit
from nlpkit import config
from nlpkit.batch.results import translated_file
from nlpkit.engines import Aligns, Translator, create_translator

SENTENCES = """
Сегодня в городе прошёл дождь.
Президент подписал новый закон.
Дети пошли в школу.
Она работает в больнице.
Цены выросли на 12 процентов.
Мы не знаем, что будет дальше.
Он сказал, что вернётся завтра.
Встреча пройдёт в Душанбе в пятницу.
Нажмите кнопку, чтобы продолжить.
Введите имя пользователя и пароль.
Подробнее читайте на нашем сайте.
Спасибо за помощь!
Где находится библиотека?
Министр не ответил на вопрос журналистов.
Музей открыт каждый день, кроме понедельника.
""".strip().splitlines()


def engine(backend: str, **settings: object) -> Translator:
    given = {"beam": 1, "backend": backend, **settings}
    return create_translator(config.load(overrides={"translator": given}).translator)


def texts(translator: Translator, lines: list[str]) -> list[str]:
    return [draft.text for draft in translator.translate(lines, "ru", "en")]


def test_both_backends_give_the_same_text() -> None:
    """To the letter in float32; int8 rounds what is multiplied: a near tie may fall otherwise."""
    torch = texts(engine("torch"), SENTENCES)
    assert texts(engine("ct2", compute_type="float32"), SENTENCES) == torch
    rounded = texts(engine("ct2"), SENTENCES)
    assert sum(a == b for a, b in zip(rounded, torch, strict=True)) >= 0.8 * len(SENTENCES)


# What tempts a model to invent, repeat itself or break down.
TROUBLE = {
    "300 words": "Мы идём домой, " * 100 + "и всё.",
    "capitals": "СРОЧНО: В СТОЛИЦЕ ПЕРЕКРЫТЫ ВСЕ УЛИЦЫ",
    "names": "Иванов, Петров, Сидоров, Каримов, Рахимов, Назаров, Алиев, Осмонов",
    "emoji": "🎉🎉🎉 😀",
    "Kazakh": "Бүгін қалада жаңа кітапхана ашылды.",
    "Tajik": "Имрӯз дар шаҳр китобхонаи нав кушода шуд.",
    "empty": "",
    "numbers": "1 234 567 — 89,5 % (2019—2024)",
    "English": "The library opened in May.",
    "one letter": "Я",
    "a link": "https://example.org/ru/news?id=1",
}


@pytest.fixture(scope="module")
def pipe() -> nlpkit.Pipeline:
    return nlpkit.load("configs/fast.toml")


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble(pipe: nlpkit.Pipeline, name: str) -> None:
    text = TROUBLE[name]
    (answer,) = pipe.translate_lines([text])
    words = answer.split()
    assert len(answer) <= 3 * len(text) + 30
    if name in ("Kazakh", "Tajik", "empty", "English", "emoji", "a link"):
        assert answer == text
    elif answer != text:
        assert all(words[i : i + 4].count(words[i]) < 4 for i in range(len(words))), answer


def test_furniture_is_known_by_heart(pipe: nlpkit.Pipeline) -> None:
    lines = ["Авторизуйтесь, пожалуйста", "ЧИТАЙТЕ ТАКЖЕ:", "Все новости", "10 декабря 2024, 14:05"]
    assert pipe.translate_lines(lines) == [
        "Please log in",
        "READ ALSO:",
        "All news",
        "10 December 2024, 14:05",
    ]


PAGE = """
<p>Верховный суд признал <b>Хакимову</b> виновной в <a href="x">госмене</a><sup>2</sup>.</p>
<p>В <a href="2">сентябре 2024 года</a> в стране <em>подорожал</em> бензин<img src="s.png">.</p>
<p>Депутат <i>Жогорку Кенеша</i> <a href="1">Дастан Бекешев</a> уехал в <u>Ош</u>.</p>
"""


def test_a_page_in_place_has_the_text_of_whole_sentences_and_all_tags() -> None:
    pipeline = nlpkit.load()
    page = translated_file(pipeline, PAGE.encode(), "a.html", []).decode()
    bare = [re.sub(r"<sup>.*?</sup>|<[^>]*>", "", text) for text in PAGE.strip().split("\n")]
    wholes = pipeline.translate_lines(bare, source="ru", target="en")
    made = page.strip().split("\n")
    assert [re.sub(r"<sup>.*?</sup>|<[^>]*>", "", text) for text in made] == wholes
    for source, text in zip(PAGE.strip().split("\n"), made, strict=True):
        assert sorted(re.findall(r"<[^>]*>", source)) == sorted(re.findall(r"<[^>]*>", text))
    for part in ("<b>Khakimova</b>", "Bekeshev</a>", "<u>Osh</u>"):
        assert part in page


def test_it_tells_which_words_of_a_translation_go_with_which_of_the_source() -> None:
    translator = engine("ct2")
    assert isinstance(translator, Aligns)
    source, answer = "Дети пошли в школу.", "The children went to school."
    words = {"children": "Дети", "went": "пошли", "school": "школу"}
    aligned, empty, long = translator.align(
        [(source, answer), ("", ""), ("Да. " * 500, "Yes.")], "ru", "en"
    )
    assert empty == long == []
    for word, own in words.items():
        best = max((x for x in aligned if answer[x.at : x.until] == word), key=lambda x: x.weight)
        assert source[best.start : best.end] in own
