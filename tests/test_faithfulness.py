"""The checks of a written sentence, one by one: what each tells, and what it lets pass."""

from __future__ import annotations

import pytest
from growth import check_costs
from handmade import NEW_DIGITS
from hypothesis import given, settings
from hypothesis import strategies as st

from nlpkit.document import Flag
from nlpkit.faithfulness import Checker, SourceIndex, negation, unseen_numbers
from nlpkit.faithfulness.dates import Dates, without_dates
from nlpkit.faithfulness.names import Names
from nlpkit.faithfulness.support import Support


@pytest.mark.parametrize(
    ("text", "source", "unseen"),
    [
        ("1,200 parcels", "1 200 посылок", ()),
        ("1200 parcels", "1.200 Pakete", ()),
        ("3.5 tonnes", "3,50 тонны", ()),
        ("35 tonnes", "3,5 тонны", ("35",)),
        ("2 men and 7 dogs", "двое мужчин, seven dogs", ()),
        ("on 12.04.2024", "12 апреля 2024 года, 4-й день", ()),
        ("the 42nd of 42", "41", ("42",)),
        ("٣ men", "3 men", ()),
        ("no numbers", "", ()),
        ("1,234.50 and 007", "1234.5 or 7", ()),
        ("2,000,000 people", "two million people", ()),
        ("2m people", "2 000 000 человек", ()),
        ("2,000,000 people", "два миллиона человек", ()),
        ("1.5 million crowns", "1 500 000 крон", ()),
        ("5,500,000 roubles", "5,5 млн рублей", ()),
        ("3 million people", "two million people", ("3 million",)),
        ("It cost 5 million", "5 m of rope", ("5 million",)),
        ("It cost 5 million", "It cost 5", ("5 million",)),
        ("2,000,000 people", "2 billion people", ("2,000,000",)),
        ("235,000 views", "viewed 235, 000 times", ()),
        ("98.7 per cent", "in 98. 7 per cent of cases", ()),
        ("53,193,914 dollars", "won $ 53, 193, 914", ()),
        ("1,200 men in 1950", "In 1950 1,200 men", ()),
        ("1.3 billion people", "around 1. 3 billion people", ()),
        ("five people", "three people", ("five",)),
        ("пятеро погибших", "5 погибших", ()),
        ("Семеро погибших", "трое погибших", ("Семеро",)),
        ("forty-two ships", "42 ships", ()),
        ("42 ships", "forty two ships", ()),
        ("сорок два судна", "43 судна", ("сорок два",)),
        ("two thousand ships", "2,000 ships", ()),
        ("one of the first", "nobody", ()),
    ],
)
def test_numbers(text: str, source: str, unseen: tuple[str, ...]) -> None:
    assert unseen_numbers(text, [source]) == unseen


@pytest.mark.parametrize(
    ("text", "source", "unseen"),
    [
        ("on 12 May", "12 мая", ()),
        ("on May 12th, 2024", "12.05.2024", ()),
        ("12 мая 2024 года", "on 2024-05-12", ()),
        ("on 13 May", "on 12 May", ("13 May",)),
        ("on 12 June", "on 12 May", ("12 June",)),
        ("12 May 2023", "12 May 2024", ("12 May 2023",)),
        ("12 May 2024", "12 May, in the year 2024", ()),
        ("in May", "on 12 May 2024", ()),
        ("on 12 May", "in May", ("12 May",)),
        ("in April 2024", "в апреле", ("April 2024",)),
        ("3/4/2024", "on 3 April 2024", ()),
        ("3/4/2024", "on 4 March 2024", ()),
        ("3/4/2024", "on 5 May 2024", ("3/4/2024",)),
        ("12.05.24", "12 May 2024", ()),
        ("on Friday", "в пятницу", ()),
        ("on Friday", "on Thursday", ("Friday",)),
        ("on Friday", "on 22 May 2026", ()),
        ("on Monday", "on 22 May 2026", ("Monday",)),
        ("It may rain. They march on.", "", ()),
        ("since may last year", "", ("may",)),
        ("protests in March", "", ("March",)),
        ("Охрана среды дорожает", "", ()),
        ("в среду", "во вторник", ("среду",)),
        ("Sat 3 tests", "", ()),
        ("30 February 2024", "30 February 2024", ()),
        ("с 14-го декабря", "14 декабря", ()),
    ],
)
def test_dates(text: str, source: str, unseen: tuple[str, ...]) -> None:
    assert Dates([source]).unseen(text) == unseen


def test_a_day_is_no_number() -> None:
    assert without_dates("On 12 May 42 came.").split() == ["On", "42", "came."]
    assert unseen_numbers(without_dates("On 12 May 42 came."), ["Il 12.5. 42"]) == ()


@pytest.mark.parametrize(
    ("text", "source", "unseen"),
    [
        ("Police met Anna Holt in Orlo.", "Anna Holt came to Orlo.", ()),
        ("Police met Anna Holt in Orlo.", "Anna came to Orlo.", ("Holt",)),
        ("Police met Berta Moss in Selby.", "Anna came.", ("Berta Moss", "Selby")),
        ("Scientists found it.", "They found it.", ()),  # a capital from its place
        ("Merkel's visit ended.", "The visit ended.", ("Merkel",)),
        ("NATO met.", "They met.", ("NATO",)),
        ("They met in Russia’s capital.", "the Russian capital", ()),
        ("He lives in the UK.", "He lives in Britain.", ()),
        ("He lives in the US.", "He lives there.", ()),  # too like "us"
        ("It is French.", "It is from France.", ()),
        ("The UN voted.", "The United Nations voted.", ()),
        ("The World Health Organization voted.", "The WHO voted.", ()),
        ("He told President Ivanov.", "said Ivanov", ()),
        ("Об этом сказал Иванов.", "по словам Иванова", ()),
        ("Его задержали в Оше.", "из города Ош", ()),
        ("Его задержали в Осе.", "из города Ош", ("Осе",)),
        ("Его задержали в Оше.", "полиция Оша", ()),
        ("Его обвинил Ким.", "по словам Кита", ("Ким",)),
        ("He met the Lees.", "He met Lee.", ()),
        ("He met Lee.", "He met Leon.", ("Lee",)),
        ("He met Boris Johnson.", "He met Boris Johnston.", ("Johnson",)),
        ("He met Tom.", "they opened mines", ("Tom",)),
        ("It is Italian and Canadian.", "in Italy and Canada", ()),
        ("Об этом сказал Петров.", "по словам Иванова", ("Петров",)),
        ("Он уехал из России.", "российский гражданин", ()),
        ("Он работает в МЧС.", "министерство чрезвычайных ситуаций", ()),
        ("Он работает в МЧС.", "Он работает в школе.", ("МЧС",)),
        ("He left on Friday in May.", "He left.", ()),  # dates are told as dates
        ('He said: "Nobody came."', "he said", ()),
        ("It was not I'll say.", "", ()),
        ("Police Arrest Two Men After Chase In Orlo", "men", ()),  # a headline
        ("HE DIED IN ORLO", "", ()),
        ("An Anglo-Dutch firm", "an English and Dutch firm", ("Anglo-Dutch",)),
        ("An Anglo-Dutch firm", "the Dutch and the Anglo-Saxons", ()),
    ],
)
def test_names(text: str, source: str, unseen: tuple[str, ...]) -> None:
    assert Names([source]).unseen(text) == unseen


def test_german_nouns_are_no_names() -> None:
    assert Names(["Er kam."], "de").unseen("Er sah das Haus am Fluss.") == ()


@pytest.mark.parametrize(
    ("text", "source", "added", "dropped"),
    [
        ("The bridge will not open.", "The bridge will open.", ["not open"], []),
        ("The bridge will open.", "The bridge will not open.", [], ["not open"]),
        ("The bridge won't open.", "The bridge will not open.", [], []),
        ("The bridge never opened.", "The bridge failed to open.", [], []),
        ("The bridge opened.", "The bridge did not immediately open.", [], []),
        ("The bridge will open.", "The bridge opens, the ferry does not run.", [], []),
        ("Not only the bridge opened.", "The bridge opened.", [], []),
        ("The bridge opened.", "The bridge opened not only for cars.", [], []),
        ("It is not without risk.", "It has risk.", [], []),
        ("He left without his wife.", "He left with his wife.", ["without wife"], []),
        ("No 10 opened.", "Number 10 opened.", [], []),
        ("Nobody came to the fair.", "Many came to the fair.", ["nobody came"], []),
        ("He can't swim far.", "He can swim far.", ["not swim"], []),
        ("Мост не откроют в мае.", "Мост откроют в мае.", ["не откроют"], []),
        ("Мост откроют в мае.", "Мост не откроют в мае.", [], ["не откроют"]),
        ("Никто не пришел на праздник.", "Никто на праздник не пришел.", [], []),
        ("Гости не пришли на праздник.", "Гости пришли на праздник.", ["не пришли"], []),
        ("Подрядчика на мост нет.", "Подрядчика на мост нашли.", ["нет мост"], []),
        ("Он не мог не прийти на праздник.", "Он пришел на праздник.", [], []),
        ("Не только мост откроют в мае.", "Мост откроют в мае.", [], []),
        ("Он остался без работы в мае.", "Он работал в мае.", ["без работы"], []),
    ],
)
def test_negations(text: str, source: str, added: list[str], dropped: list[str]) -> None:
    assert list(negation.added(text, [source])) == added
    assert list(negation.dropped(text, [source])) == dropped


BRIDGE = ["The old bridge over the river opens in May.", "The new ferry carries forty cars a day."]


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("the old bridge over the river", 0.0),
        ("the bridge over the river", 0.5),  # a word left out
        ("the river, the old bridge", 1.0),  # back
        ("the old bridge carries forty cars", 2.0),  # on in the other sentence
        ("the old wooden bridge", 3.0),  # a word the source does not have
        ("the bridge is old", 2.5),  # a word left out, a word of grammar, back
        ("", 0.0),
    ],
)
def test_support_is_the_cost_of_cutting_and_pasting(text: str, cost: float) -> None:
    assert Support(BRIDGE, SourceIndex(BRIDGE)).cost(text) == cost


def test_flags_name_the_words() -> None:
    check = Checker(BRIDGE).check("Greta Oss praised 12 purple dinosaurs on Friday.")
    assert check.flags == (
        Flag("number_not_in_source", "12"),
        Flag("date_not_in_source", "Friday"),
        Flag("name_not_in_source", "Greta Oss"),
        Flag("little_support", "greta, oss, praised, purple, dinosaurs, friday"),
    )
    assert check.rejecting == tuple(f for f in check.flags if f.code != "name_not_in_source")
    assert check.sources == ()


def test_another_script_is_compared_by_value_alone() -> None:
    check = Checker(BRIDGE).check("Новый паром перевозит 40 машин в день, говорит Грета Осс.")
    assert (check.flags, check.score) == ((), None)
    assert Checker(BRIDGE).check("Паром перевозит 50 машин.").flags == (
        Flag("number_not_in_source", "50"),
    )


class Judge:
    name = "judge"

    def __init__(self, answer: float | None) -> None:
        self.answer = answer
        self.asked: list[tuple[list[str], str]] = []

    def probability(self, premises, text):
        self.asked.append((list(premises), text))
        return self.answer


@pytest.mark.parametrize(
    ("answer", "flags"),
    [
        (0.9, ()),
        (0.12, (Flag("not_entailed", "0.12"),)),
        (None, (Flag("entailment_not_judged"),)),
    ],
)
def test_a_judge_of_entailment_is_asked_with_the_sources(answer, flags) -> None:
    judge = Judge(answer)
    check = Checker(BRIDGE, entailment=judge).check("The bridge over the river opens in May.")
    assert (check.flags, check.rejecting) == (flags, ())
    assert judge.asked == [([BRIDGE[0]], "The bridge over the river opens in May.")]


PIECES = st.sampled_from(
    """not never The bridge Anna Holt opens won't 12 May 1,200 двое не без Иванов мост . , “ ” I
    2024-02-30 3/4/2024 31.12.99 U.S. ’s No 10 - нет никто O'Neil İ ß 😀 ٣ half a million""".split()
)
TEXTS = st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=40)


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, max_size=5), TEXTS, st.integers(0, 4))
def test_promises_hold_for_any_text(sources: list[str], text: str, at: int) -> None:
    check = Checker(sources).check(text)
    assert check.score is None or 0 < check.score <= 1
    assert set(check.rejecting) <= set(check.flags)
    assert all(0 <= i < len(sources) for i in check.sources)
    if at < len(sources):
        own = Checker(sources).check(sources[at], [at])
        assert own.flags == ()


@pytest.mark.parametrize("text", NEW_DIGITS)
def test_digits_newer_than_python(text: str) -> None:
    assert Checker(["It rained."]).check(text).score is not None
    assert Checker([text]).check("It rained on 3 May 2024.").flags


def test_the_cost_is_in_proportion_to_the_article_and_a_point_costs_little() -> None:
    line = "The council of the town number {} said on day {} that the bridge {} would not open."

    def check(lines: int, points: int) -> None:
        checker = Checker([line.format(i, i * 7, i % 9) for i in range(lines)])
        for i in range(points):
            checker.check(f"The council said that bridge {i} would open, and town number 7 rose.")

    check_costs(lambda: check(800, 10), lambda: check(200, 10), limit=8)
    check_costs(lambda: check(400, 10), lambda: check(400, 1), limit=4)
