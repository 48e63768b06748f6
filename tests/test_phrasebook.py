"""The phrasebook: goldens, what never changes a match, and the list itself."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.engines.phrasebook import Phrasebook, pairs
from nlpkit.errors import ConfigError

BOOK = Phrasebook.load("ru", "en")
ENTRIES = list(BOOK.entries.values())
CYRILLIC = re.compile(r"[\u0400-\u052f]")

PHRASES = """
Авторизуйтесь, пожалуйста          | Please log in
авторизуйтесь, пожалуйста.         | please log in.
АВТОРИЗУЙТЕСЬ, ПОЖАЛУЙСТА!         | PLEASE LOG IN!
«Авторизуйтесь, пожалуйста»        | “Please log in”
„Авторизуйтесь, пожалуйста…“       | “Please log in…”
Авторизуйтесь, \u00a0 пожалуйста   | Please log in
Забыли пароль?                     | Forgot your password?
Забыли пароль                      | Forgot your password
ещё по теме:                       | more on the topic:
Еще по теме:                       | More on the topic:
я согласен                         | I agree
С уважением,                       | Kind regards,
Уважаемые коллеги!                 | Dear colleagues!
-----Исходное сообщение-----       | -----Original message-----
Повестка дня:                      | Agenda:
МВД                                | Interior Ministry
МИД КИТАЯ                          | CHINESE FOREIGN MINISTRY
россия                             | Russia
Понедельник                        | Monday
президент Казахстана               | president of Kazakhstan
Президент Казахстана               | President of Kazakhstan
Читать далее »                     | Read more »
© Все права защищены               | © All rights reserved
и др.                              | and others
и т. д.                            | etc.
Итого                              | Total
ИТОГО:                             | TOTAL:
Всего:                             | Total:
Итого: 12 человек                  | Total: 12 people
"""

NUMBERS = """
10 декабря 2024, 14:05             | 10 December 2024, 14:05
10 декабря 2024 г.                 | 10 December 2024
10 ДЕКАБРЯ 2024 ГОДА               | 10 DECEMBER 2024
10 дек. 2024 14:05                 | 10 December 2024 14:05
10 декабря.                        | 10 December.
3–5 марта                          | 3–5 March
Пн, 3 марта                        | Mon, 3 March
В понедельник 3 марта              | On Monday 3 March
в марте 2025 года                  | in March 2025
2025 год                           | 2025
Сегодня, 12:30                     | Today, 12:30
вчера в 9:15                       | yesterday at 9:15
3 часа назад                       | 3 hours ago
21 час назад                       | 21 hours ago
1 минуту назад                     | 1 minute ago
5 мин. назад                       | 5 min ago
5 мин.                             | 5 min
Через 2 дня                        | In 2 days
12 комментариев                    | 12 comments
12 человек                         | 12 people
1 234 просмотра                    | 1,234 views
87,45 сома                         | 87.45 soms
3,5 млн рублей                     | 3.5 million rubles
+5 градусов                        | +5 degrees
760 мм рт. ст.                     | 760 mmHg
Комментарии (12)                   | Comments (12)
Комментарии: 12                    | Comments: 12
Комментарии 12                     | Comments 12
Опубликовано 10 декабря 2024       | Published 10 December 2024
Обновлено: сегодня, 12:30          | Updated: today, 12:30
"""

PARTS = """
Главная / Новости / Политика       | Home / News / Politics
Главная » Общество                 | Home » Society
« Назад | Вперёд »                 | « Back | Forward »
Политика, экономика                | Politics, economy
Фото: Reuters                      | Photo: Reuters
Тел.: +996 000                     | Phone: +996 000
"""

UNKNOWN = [
    "",
    "…",
    "14:05",
    "Please log in",
    "Политика нового правительства вызвала споры.",
    "Политика, которой не было",
    "3 сольди назад",
    "45 попугаев",
    "Авторизуйтесь пожалуйста, товарищи",
    "Қазақстан, Россия",
]


def golden(table: str) -> list[tuple[str, str]]:
    rows = (line.partition("|") for line in table.strip().splitlines())
    return [(source.strip(), target.strip()) for source, _, target in rows]


@pytest.mark.parametrize(("source", "target"), golden(PHRASES))
def test_phrases(source: str, target: str) -> None:
    assert BOOK.lookup(source) == target


@pytest.mark.parametrize(("source", "target"), golden(NUMBERS))
def test_dates_times_and_amounts(source: str, target: str) -> None:
    assert BOOK.lookup(source) == target


# The bars of these goldens are the separators under test: the last one divides the two sides.
@pytest.mark.parametrize("row", PARTS.strip().splitlines())
def test_parts_known_one_by_one(row: str) -> None:
    source, _, target = re.split(r"(\s{2,}\|\s)", row)
    assert BOOK.lookup(source) == target


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not_wholly_known_is_left_alone(text: str) -> None:
    assert BOOK.lookup(text) is None


known = st.one_of(
    st.sampled_from(ENTRIES).map(lambda entry: entry.source),
    st.sampled_from([source for source, _ in golden(NUMBERS)]),
    st.sampled_from(UNKNOWN),
)
outer = st.text("«»„“”\"'().,:;!?…—–-|*•→ \u00a0\n", max_size=6)


@given(known, st.sampled_from([str.upper, str.lower, str.swapcase, str.title]))
def test_letter_case_does_not_change_a_match(text: str, change) -> None:
    assert (BOOK.lookup(change(text)) is None) == (BOOK.lookup(text) is None)


@given(known, outer, outer)
def test_outer_punctuation_does_not_change_a_match(text: str, lead: str, trail: str) -> None:
    assert (BOOK.lookup(lead + text + trail) is None) == (BOOK.lookup(text) is None)


@given(known, outer.filter(lambda s: not s.endswith((" ", "\n", "\u00a0"))))
def test_what_stands_before_the_text_is_kept(text: str, lead: str) -> None:
    answer = BOOK.lookup(lead + text)
    assert answer is None or answer.translate(QUOTES).startswith(lead.translate(QUOTES))


QUOTES = str.maketrans("«»„“”", '"""""')


@given(st.text())
def test_any_text_is_answered_or_left_alone(text: str) -> None:
    answer = BOOK.lookup(text)
    assert answer is None or not CYRILLIC.search(answer)


@pytest.mark.parametrize("run", [" ", "\n", "\u00a0", " -", ", ", ".", "5", " 123", " в", "а "])
@pytest.mark.parametrize(("before", "after"), [("а", "5"), ("5", "а"), ("5 а", "5:00")])
def test_long_runs_take_no_longer_than_their_length(run: str, before: str, after: str) -> None:
    check_linear(BOOK.lookup, lambda n: before + run * (n // len(run)) + after, size=10_000)


def test_every_entry_looks_itself_up() -> None:
    answers = {entry.source: BOOK.lookup(entry.source) for entry in ENTRIES}
    final = re.compile(r"[?!]$")
    expected = {
        e.source: e.target + (m[0] if (m := final.search(e.source)) else "") for e in ENTRIES
    }
    assert answers == expected


def test_the_list_is_long_and_clean() -> None:
    assert len(ENTRIES) >= 1500
    for source, target, section in ENTRIES:
        assert section
        assert CYRILLIC.search(source), source
        assert not CYRILLIC.search(target), source
        for side in (source, target):
            assert side == " ".join(side.split()), side
            assert side[0].isalnum(), side
            assert not re.search(r"[\"']", side), side


def test_no_word_mixes_alphabets() -> None:
    for entry in ENTRIES:
        for word in re.findall(r"\w+", entry.source):
            assert not (CYRILLIC.search(word) and re.search("[A-Za-z]", word)), entry.source


def test_sections_stand_once_and_sorted_without_duplicates() -> None:
    names = [name for name, _ in groupby(ENTRIES, key=lambda entry: entry.section)]
    assert len(names) == len(set(names))
    for name, rows in groupby(BOOK.entries.items(), key=lambda row: row[1].section):
        keys = [key for key, _ in rows]
        assert keys == sorted(set(keys)), name


def test_supported_pairs() -> None:
    assert ("ru", "en") in pairs()
    assert Phrasebook.load("en", "ru") is None


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("# Section\nВойти\tLog in\nВыйти\n", 3),
        ("Войти\t\n", 1),
        ("\tLog in\n", 1),
        ("Войти\tLog\tin\n", 1),
        ("Войти\tLog in\n\nВОЙТИ!\tLog in!\n", 3),
        ("—\tdash\n", 1),
    ],
)
def test_a_malformed_row_is_named(tmp_path: Path, content: str, line: int) -> None:
    file = tmp_path / "phrasebook.ru-en.tsv"
    file.write_text(content, encoding="utf-8")
    book = Phrasebook(file)  # lazy: nothing is read yet
    with pytest.raises(ConfigError, match=rf"phrasebook\.ru-en\.tsv, line {line}:"):
        book.lookup("Войти")
