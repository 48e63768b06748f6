# ruff: noqa: E501  (a golden has one line)
"""Marks of Markdown in a line that a model translates: goldens, and what always holds."""

from __future__ import annotations

import re

import pytest
from answering import Answering
from growth import Shape, check_linear, named
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.engines import Lazy, Link
from nlpkit.text.romanization import romanized
from nlpkit.translate.fragments import FragmentTranslator
from nlpkit.translate.inline import read, restored
from nlpkit.translate.outcomes import Fragment
from nlpkit.translate.placement import place

ALONE = {
    "Тоо-Ашуу": "Too-Ashuu",
    "карту": "the map",
    "снимок": "A picture.",
    "закрыт": "shut",
    "12 мая": "May 12",
    "он": "he",
    "Он": "He",
    "был закрыт тут": "was closed here",
    "Асанов": "Asanov",
    "Министр Асанов": "Minister Asanov",
    "жирный Асанов": "fat Asanov",
    "Асанов уехал": "Asanov left",
    "Первая": "First",
    "Вторая": "Second",
    "Бірінші": "First",
    "Екінші": "Second",
}

# source, its translation without marks, the translation with marks
GOLDENS = [
    ("Перевал **Тоо-Ашуу** закрыт.", "Too-Ashuu pass is closed.", "**Too-Ashuu** pass is closed."),
    ("Перевал __Тоо-Ашуу__!", "The pass too-ashuu!", "The pass __too-ashuu__!"),
    ("Вот [карту](/m.html) и ![снимок](a.png).", "Here is the map and a picture.",
     "Here is [the map](/m.html) and ![a picture](a.png)."),
    ("Перевал *закрыт*.", "The pass is closed.", "The pass is *closed*."),
    ("Он [закрыт](https://a.example/b?c=1).", "It is closed.", "It is [closed](https://a.example/b?c=1)."),
    ("Он закрыт[^1].", "It is closed.", "It is closed[^1]."),
    ("Он закрыт[^1] до *12 мая*[^note].", "It is closed until May 12.", "It is closed[^1] until *May 12*[^note]."),
    ("Это сказал *он* вчера.", "The man said it, he said.", "The man said it, *he* said."),
    ("**12 мая** и **12 мая**", "May 12 and May 12", "**May 12** and **May 12**"),
    ("~~Перевал~~ _Тоо-Ашуу_", "Too-Ashuu", "~~Перевал~~ _Too-Ashuu_"),
    ("**[12 мая](/d)** он закрыт.", "It is closed on May 12.", "It is closed on **[May 12](/d)**."),
    ("[**12 мая**](/d_e_f) он закрыт.", "It is closed on May 12.", "It is closed on [**May 12**](/d_e_f)."),
    ("Он **был *закрыт* тут** вчера.", "He was closed here yesterday.", "He **was *closed* here** yesterday."),
    ("**[Министр *Асанов*](http://a.b)** заявил.", "Minister Asanov said.", "**[Minister *Asanov*](http://a.b)** said."),
    ("**жирный *Асанов*** ушёл", "fat Asanov left", "**fat *Asanov*** left"),
    ("***Асанов* уехал** домой", "Asanov left for home", "***Asanov* left** for home"),
    ("[![снимок](a.png)](b.html) ждёт.", "A picture waits.", "[![A picture](a.png)](b.html) waits."),
    ("См. [карту](https://a.b/Ош_(город)).", "See the map.", "See [the map](https://a.b/Ош_(город))."),
    ("[Первая](a)[Вторая](b)", "First Second", "[First](a)[Second](b)"),
    ("[Бірінші](a)[Екінші](b), иә", "First Second, yes", "[First](a)[Second](b), yes"),
    ("Он закрыт и [^2] там.", "It is shut and there.", "It is shut and [^2] there."),
    ("Он закрыт [^2].", "It is closed.", "It is closed [^2]."),
    ("*Он, см. [карту](/d_e.html)*, закрыт.", "He, see the map, is closed.", "*He, see [the map](/d_e.html)*, is closed."),
]  # fmt: skip

PLAIN = [
    "5*3 = 15 и 4*2 = 8",
    "файл my_file_name.txt",
    "* пункт списка",
    "сноска* и ещё одна*",
    "[в скобках] и (в круглых)",
    r"\*не выделено\*",
    "** пусто **",
    "2 ** 3 и `**` и `a*b*c`",
]


@pytest.mark.parametrize(("source", "answer", "expected"), GOLDENS)
def test_golden(source: str, answer: str, expected: str) -> None:
    bare, marks = read(source)
    ranges = [(mark.start, mark.end) for mark in marks]
    alone = [ALONE.get(bare[start:end], "") for start, end in ranges]
    assert restored(answer, marks, place(bare, answer, ranges, alone=alone)) == expected


@pytest.mark.parametrize("text", PLAIN)
def test_no_marks(text: str) -> None:
    assert read(text) == (text, [])


def test_the_line_is_read_without_marks() -> None:
    text = "Перевал **Тоо-Ашуу** закрыт до [12 мая](https://a.example), сообщает *МЧС*[^1]."
    assert read(text)[0] == "Перевал Тоо-Ашуу закрыт до 12 мая, сообщает МЧС."


# What the ranges {...} and places ^ of a source are in its translation. With links, each word goes with
# the word of the source that has its number.
ALIGNED = [
    ("{Хакимову} признали виновной в {госмене}", "Khakimova/0 was/1 found/1 guilty/2 of/3 treason/4", "{Khakimova} was found guilty of {treason}"),
    ("В {Оше} {задержали} его", "He/3 was/2 detained/2 in/0 Osh/1", "He was {detained} in {Osh}"),
    ("{Суд {Бишкека}} решил", "The/0 Bishkek/1 court/0 ruled/2", "{The {Bishkek} court} ruled"),
    ("Отчёт за {третий квартал} готов", "The/0 report/0 for/2 the/2 third/2 quarter/3 is/4 ready/4", "The report for {the third quarter} is ready"),
    ("Теперь {Афиша}, и всё", "Now/0 what/1 is/1 on/1, is/2 all/3", "Now {what is on}, is all"),
    ("КР (ныне {Бишкек})", "Kyrgyzstan/0 (now/1 Bishkek/2)", "Kyrgyzstan (now {Bishkek})"),
    ("В {ныне большом} городе", "In/0 the/2 now/1 big/2 city/3", "In {the now big} city"),
    ("Он {не пришёл} вчера", "He/0 did/1 not/1 come/2 yesterday/3", "He {did not come} yesterday"),
    ("МЧС^ сообщило^.", "The/0 ministry/0 reported/1 it/1.", "The ministry^ reported it^."),
    ("Он сказал: {«Нет»}", 'He/0 said/1: "No/2"', 'He said: {"No"}'),
    ("{Важно:} пути нет", "Important/0: there/2 is/2 no/2 way/1", "{Important:} there is no way"),
    ("{а} {б} {в}", "one/1", "{one}{}"),
    ("до 15 {мая}", "until/0 15/1 May/2", "until 15 {May}"),
    ("Мэр Ош{а} ушёл", "The/0 mayor/0 of/1 Osh/1 left/2", "The mayor of {Osh} left"),
    ("Көпір {Алматыда} ^салынды", "A/0 bridge/0 was/2 built/2 in/1 Almaty/1", "A bridge ^was built in {Almaty}"),
]  # fmt: skip
# Without links and translations of ranges: names and numbers are fixed points, else by position.
GUESSED = [
    ("Новый мост в {Оше} строят {два года}", "In Osh, a new bridge takes two years", "In {Osh}, a new bridge {takes two years}"),
    ("См.: {Курс валют}, {Афиша}, все.", "See: Exchange rates, What's on, all.", "See: {Exchange rates}, {What's on}, all."),
    ("{Мост} закрыт", "Bridge closed", "{Bridge} closed"),
    ("Мост {закрыт}", "Bridge closed", "Bridge {closed}"),
    ("В {2023} построили {5} школ", "In 2023, 5 schools were built", "In {2023}, {5} schools were built"),
    ("{Весь текст}", "All of it.", "{All of it.}"),
    ("Код {`a | b`} и {`c`}", "`c` and the code `a | b`", "{`c`} and the code {`a | b`}"),
    ("Ночью {-5}, днём {+10}", "At night -5, by day +10", "At night {-5}, by day {+10}"),
    ("Фильм {18+} идёт", "The film 18+ is on", "The film {18+} is on"),
    ("Школа {№ 5} закрыта", "School No. 5 is closed", "School {No. 5} is closed"),
    ("Билет стоит {$}100", "A ticket costs $100", "A ticket costs {$100}"),
    ("Өсім {+15%} болды", "Growth was +15%", "Growth was {+15%}"),
    ("Звоните {+996 312 11-22-33}, ждём", "Call +996 312 11-22-33, we wait", "Call {+996 312 11-22-33}, we wait"),
    ("{Код {`a`} и} {`b`}", "`b` and the code `a`", "{`b`} {and the code {`a`}}"),
    ("Жаңа {{`git`}} керек", "`git` is needed", "{{`git`}} is needed"),
    ("Brücke in {Köln} gesperrt", "Bridge in Köln closed", "Bridge in {Köln} closed"),
]  # fmt: skip


def ranges_of(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without the signs of ranges and places, and these."""
    bare: list[str] = []
    ranges: list[tuple[int, int]] = []
    begun: list[int] = []
    for sign in text:
        if sign == "{":
            begun.append(len(ranges))
        if sign in "{^":
            ranges.append((len(bare), len(bare)))
        elif sign == "}":
            i = begun.pop()
            ranges[i] = (ranges[i][0], len(bare))
        else:
            bare.append(sign)
    return "".join(bare), ranges


def linked(source: str, answer: str) -> tuple[str, list[Link]]:
    """Return the answer without the numbers behind its words, and the links that these tell."""
    words = [found.span() for found in re.finditer(r"\w+", source)]
    bare, links = "", []
    for found in re.finditer(r"(\w+)/(\d+)|[^\w/]+", answer):
        if found[1]:
            links.append(Link(len(bare), len(bare) + len(found[1]), *words[int(found[2])], 1.0))
        bare += found[1] or found[0]
    return bare, links


@pytest.mark.parametrize(("source", "answer", "expected"), ALIGNED)
def test_aligned(source: str, answer: str, expected: str) -> None:
    bare, ranges = ranges_of(source)
    text, links = linked(bare, answer)
    assert set(place(bare, text, ranges, links)) == set(ranges_of(expected)[1])
    assert ranges_of(expected)[0] == text


@pytest.mark.parametrize(("source", "answer", "expected"), GUESSED)
def test_guessed(source: str, answer: str, expected: str) -> None:
    bare, ranges = ranges_of(source)
    assert set(place(bare, answer, ranges)) == set(ranges_of(expected)[1])


CODES = st.lists(st.sampled_from(["`а`", "`б`", "`в`", "слово", "{", "}"]), max_size=14)


@given(CODES, st.permutations(["`а`", "`б`", "`в`", "word", "`а`", "it", "`б`"]), st.integers(0, 7))
def test_ranges_with_code_are_nested_or_apart(
    source: list[str], answer: list[str], size: int
) -> None:
    opened, parts = 0, []
    for part in source:
        opened += {"{": 1, "}": -1}.get(part, 0)
        parts += [part] if opened >= 0 else []
        opened = max(opened, 0)
    text = " ".join(["{" + one + "}" if one[0] == "`" else one for one in parts] + ["}"] * opened)
    bare, ranges = ranges_of(text)
    places = place(bare, " ".join(answer[:size]), ranges)
    for one, (start, end) in zip(ranges, places, strict=True):
        for other, (first, last) in zip(ranges, places, strict=True):
            if one[1] <= other[0] and one != other:
                assert end <= first or last <= start
            elif one != other and one[0] <= other[0] and other[1] <= one[1]:
                assert start <= first <= last <= end


def test_marks_that_share_a_quote_lose_no_letter() -> None:
    text, marks = read('**"а"** *"б"*')
    answer = 'a "b" c'
    for places in ([(0, 5), (4, 7)], [(2, 5), (0, 7)], [(3, 7), (0, 4)]):
        assert restored(answer, marks, places).replace("*", "") == answer
    assert text == '"а" "б"'


TEXTS = st.text(alphabet='аб *_~[]()!^1."\n', max_size=60)


@given(TEXTS, st.text(alphabet="ab .!\"'İ", max_size=40), st.data())
def test_no_word_of_the_translation_and_no_address_is_lost(
    text: str, answer: str, data: st.DataObject
) -> None:
    bare, marks = read(text)
    ranges = [(mark.start, mark.end) for mark in marks]
    size = st.integers(0, len(answer))
    links = []
    for _ in range(data.draw(st.integers(0, 5))) if answer and bare else ():
        at, start = data.draw(size), data.draw(st.integers(0, len(bare) - 1))
        links.append(Link(at, at + 2, start, start + 1, 0.5))
    places = place(bare, answer, ranges, links)
    for start, end in places:
        assert 0 <= start <= end <= len(answer)
        for at in (start, end):
            assert not answer[max(0, at - 1) : at + 1].isalnum() or at in (0, len(answer))
    for one, (start, end) in zip(ranges, places, strict=True):
        for other, (first, last) in zip(ranges, places, strict=True):
            if one[1] <= other[0] or other[1] <= one[0]:
                assert end <= first or last <= start
            elif one != other and one[0] <= other[0] and other[1] <= one[1]:
                assert start <= first <= last <= end or first == last
    found = restored(answer, marks, places)
    rest = iter(found)
    assert all(letter in rest for letter in answer.replace(" ", ""))
    for mark in marks:
        assert not mark.close.startswith("](") or mark.close[1:] in found
        assert mark.start < mark.end or mark.open in found


@pytest.mark.parametrize(
    "nasty",
    [
        "*а* ",
        "[а](б) ",
        "[^1]",
        "**[а",
        "_а",
        "*[а](_б_)* ",
        "`а` ",
        "[`а`](б) ",
        "**а *б* ",
        "***а* ",
        "![",
        "![а](б)",
        "](б",
        "](((",
        "~~а~~ ",
        "[а](б)[в](г)",
        "*а*[^1][^1]",
        "[а *б](в)",
    ],
    ids=named,
)
def test_cost_is_in_proportion(nasty: str) -> None:
    def work(text: str) -> str:
        bare, marks = read(text)
        ranges = [(mark.start, mark.end) for mark in marks]
        alone = ["б"] * len(ranges)
        restored(bare + "!", marks, place(bare, bare + "!", ranges, alone=alone))
        return restored(bare + "!", marks, place(bare, bare + "!", ranges))

    check_linear(work, nasty)


@pytest.mark.parametrize(
    "nasty", ["[а][1] ", "[1", "[а]", "[[", "![", "][1]", "[а] ", "[![а][1]][1]"]
)
def test_cost_of_reference_links_is_in_proportion(nasty: str) -> None:
    def work(text: str) -> None:
        bare, marks = read(text, frozenset({"1", "а"}))
        assert restored(bare, marks, [(mark.start, mark.end) for mark in marks])

    check_linear(work, nasty)


def deep(size: int) -> str:
    return "{а " * (size // 6) + "а}. " * (size // 6)


def deep_with_stops(size: int) -> str:
    return "{{.} {`а`} " * (size // 16) + "а " * (size // 16) + "}" * (size // 16)


@pytest.mark.parametrize("nasty", [deep, deep_with_stops, "{а} ", "а^ ", "{.}", "{Оша }", "^^"])
def test_cost_of_placement_is_in_proportion(nasty: Shape) -> None:
    def work(text: str) -> None:
        bare, ranges = ranges_of(text)
        place(bare, "Ош " + bare, ranges)

    check_linear(work, nasty)


def shouted(text: str) -> str:
    """Return the text in capitals, with marks broken as models break them."""
    return romanized(text.replace("**", "*")).upper()


def test_fragments_go_to_the_engine_without_marks_and_come_back_with_them() -> None:
    engine = Answering(shouted)
    translator = FragmentTranslator("en", Lazy("shouting", lambda: engine), None)
    texts = ["Перевал **закрыт** до [мая](https://a.example/b), увы.", "Это **плохо**."]
    outcomes = translator.translate([Fragment(text, "ru") for text in texts])
    assert [outcome.text for outcome in outcomes] == [
        "PEREVAL **ZAKRYT** DO [MAYA](https://a.example/b), UVY.",
        "ETO **PLOKHO**.",
    ]
    assert not any(mark in text for text in engine.asked for mark in "*[]()")
