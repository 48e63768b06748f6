"""The readers of numbers, dates and names: goldens in readings.txt, and promises for any text."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nlpkit
from nlpkit import entities
from nlpkit.faithfulness import unseen_numbers
from nlpkit.faithfulness.names import Names
from nlpkit.text import capitals, dates, names, numbers, persons

LINES = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "readings.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
DAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def told_number(number: numbers.Number) -> str:
    values = " or ".join(value + "%" * number.percent for value in number.values)
    return values if number.kind == "digits" else f"{values} ({number.kind})"


def told_day(day: dates.Day) -> str:
    if day.weekday is not None:
        return DAYS[day.weekday]
    return day.iso or f"--{day.month:02}" + (f"-{day.day:02}" if day.day else "")


def told_date(date: dates.Date) -> str:
    return " or ".join(map(told_day, date.readings)) + " (doubtful)" * date.doubtful


@pytest.mark.parametrize("line", [x for x in LINES if x[0] == "number"], ids=" ".join)
def test_numbers(line: list[str]) -> None:
    assert ("; ".join(map(told_number, numbers.read(line[1]))) or "-") == line[2]


@pytest.mark.parametrize("line", [x for x in LINES if x[0] == "date"], ids=" ".join)
def test_dates(line: list[str]) -> None:
    assert ("; ".join(map(told_date, dates.read(line[1]))) or "-") == line[2]


@pytest.mark.parametrize("line", [x for x in LINES if x[0] == "name"], ids=" ".join)
def test_names(line: list[str]) -> None:
    word, _, following = line[1].partition(" ")
    assert " or ".join(names.readings(word, following)) == line[2]


@pytest.mark.parametrize("line", [x for x in LINES if x[0] in ("one", "two")], ids=" ".join)
def test_names_that_meet_and_that_do_not(line: list[str]) -> None:
    """By their letters, or by their sound where one is in Latin letters."""
    for one, other in combinations(line[1].split(), 2):
        sound = names.skeleton(one)
        spoken = (one.isascii() or other.isascii()) and sound and sound == names.skeleton(other)
        borne = Names([f"Вчера приехал {one}."]).unseen(f"Вчера приехал {other}.") == ()
        assert bool(spoken or borne) is (line[0] == "one")


@pytest.mark.parametrize("line", [x for x in LINES if x[0] == "nominative"], ids=" ".join)
def test_nominatives_of_persons(line: list[str]) -> None:
    oblique = line[1].startswith("(oblique) ")
    name = line[1].removeprefix("(oblique) ")
    found = persons.nominative(name, oblique=oblique)
    assert (found or "-") == line[2]
    assert found is None or persons.nominative(found) == found


@given(st.text(alphabet="АБВИЛМНОРСТЬабеийлмнорстуыьэюяё .-Aa", max_size=30), st.booleans())
def test_a_nominative_stays_as_it_is(name: str, oblique: bool) -> None:
    found = persons.nominative(name, oblique=oblique)
    assert found is None or persons.nominative(found) == found


def told_run(text: str, run: list[capitals.Word]) -> str:
    return text[run[0].start : run[-1].end] + " (placed)" * run[0].placed


@pytest.mark.parametrize("line", [x for x in LINES if x[0] == "capitals"], ids=" ".join)
def test_runs_of_capitalised_words(line: list[str]) -> None:
    words = capitals.words(line[1])
    runs = [words[start:end] for start, end in capitals.runs(words)]
    assert ("; ".join(told_run(line[1], run) for run in runs) or "-") == line[2]


@pytest.mark.parametrize("line", [x for x in LINES if x[0] == "headline"], ids=" ".join)
def test_headlines(line: list[str]) -> None:
    assert capitals.is_headline(line[1], capitals.words(line[1])) is (line[2] == "yes")


def test_there_are_150_goldens() -> None:
    assert len(LINES) >= 150


def test_the_checks_and_the_entities_choose_from_the_same_readings() -> None:
    text = "The rope is 5 m long. They met on 05/11/2025 and paid 6.125 percent."
    found = entities.find(nlpkit.preprocess(text))
    assert [(e.text, e.value) for e in found.items] == [
        ("05/11/2025", "2025"),
        ("5", "5"),
        ("6.125 percent", "6.125%"),
    ]
    assert unseen_numbers("It cost 5 million.", [text]) == ("5 million",)
    assert unseen_numbers("They paid 6,125 crowns.", [text]) == ("6,125",)


PIECES = st.sampled_from(
    "5 m k 1.200 1,200 , . 000 million млн % 12 May мая 2025 05/11/2025 in г. two / - ٣".split()
)
TEXTS = st.lists(PIECES, max_size=15).map(" ".join) | st.lists(PIECES, max_size=9).map("".join)


@given(TEXTS | st.text(max_size=40))
def test_what_is_read_lies_in_the_text_in_order(text: str) -> None:
    found = [number for number in numbers.read(text) if number.kind != "joined"]
    for items in (found, dates.read(text)):
        at = 0
        for item in items:
            assert at <= item.start < item.end <= len(text)
            at = item.end
    assert all(number.values for number in found)
    assert all(date.readings for date in dates.read(text))
    assert len(dates.without(text, dates.read(text))) == len(text)


@given(
    st.lists(st.sampled_from("The of Bank von Анна St. A. 's & « . , -".split())).map(" ".join)
    | st.text()
)
def test_runs_of_capitals_lie_in_the_text_in_order(text: str) -> None:
    words = capitals.words(text)
    at = 0
    for word in words:
        assert at <= word.start < word.end <= len(text)
        assert text[word.start : word.end] == word.text
        at = word.end
    done = 0
    for start, end in capitals.runs(words):
        assert done <= start < end <= len(words)
        assert words[start].capital
        assert words[end - 1].capital
        done = end
