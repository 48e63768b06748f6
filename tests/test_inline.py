# ruff: noqa: E501  (a golden has one line)
"""Marks of Markdown in a line that a model translates: goldens, and what always holds."""

from __future__ import annotations

import pytest
from answering import Answering
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.engines import Lazy
from nlpkit.text.romanization import romanized
from nlpkit.translate.fragments import FragmentTranslator
from nlpkit.translate.inline import bare, marked, restored
from nlpkit.translate.outcomes import Fragment

ALONE = {
    "Тоо-Ашуу": "Too-Ashuu",
    "карту": "the map",
    "снимок": "A picture.",
    "закрыт": "shut",
    "12 мая": "May 12",
    "он": "he",
}

# source, its translation without marks, the translation with marks
GOLDENS = [
    ("Перевал **Тоо-Ашуу** закрыт.", "Too-Ashuu pass is closed.", "**Too-Ashuu** pass is closed."),
    ("Перевал __Тоо-Ашуу__!", "The pass too-ashuu!", "The pass __too-ashuu__!"),
    ("Вот [карту](/m.html) и ![снимок](a.png).", "Here is the map and a picture.",
     "Here is [the map](/m.html) and ![a picture](a.png)."),
    ("Перевал *закрыт*.", "The pass is closed.", "The pass is closed."),
    ("Он [закрыт](https://a.example/b?c=1).", "It is closed.", "It is closed (https://a.example/b?c=1)."),
    ("Он закрыт[^1].", "It is closed.", "It is closed[^1]."),
    ("Он закрыт[^1] до *12 мая*[^note].", "It is closed until May 12.", "It is closed until *May 12*[^1][^note]."),
    ("Это сказал *он* вчера.", "The man said it, he said.", "The man said it, *he* said."),
    ("**12 мая** и **12 мая**", "May 12 and May 12", "**May 12** and **May 12**"),
    ("~~Тоо-Ашуу~~ _Тоо-Ашуу_", "Too-Ashuu, Too-Ashuu", "~~Too-Ashuu~~, _Too-Ashuu_"),
]  # fmt: skip

PLAIN = [
    "5*3 = 15 и 4*2 = 8",
    "файл my_file_name.txt",
    "* пункт списка",
    "сноска* и ещё одна*",
    "[в скобках] и (в круглых)",
    r"\*не выделено\*",
    "** пусто **",
]


@pytest.mark.parametrize(("source", "answer", "expected"), GOLDENS)
def test_golden(source: str, answer: str, expected: str) -> None:
    assert restored(source, answer, ALONE.__getitem__) == expected


@pytest.mark.parametrize("text", PLAIN)
def test_no_marks(text: str) -> None:
    assert marked(text) == []
    assert bare(text) == text


def test_the_line_is_read_without_marks() -> None:
    text = "Перевал **Тоо-Ашуу** закрыт до [12 мая](https://a.example), сообщает *МЧС*[^1]."
    assert bare(text) == "Перевал Тоо-Ашуу закрыт до 12 мая, сообщает МЧС."


@given(st.text(alphabet="аб *_~[]()!^1.\n", max_size=60), st.text(alphabet="ab .!İ", max_size=40))
def test_no_word_of_the_translation_and_no_address_is_lost(text: str, answer: str) -> None:
    found = restored(text, answer, lambda inner: answer[1:4])
    rest = iter(found)
    assert all(letter in rest for letter in answer)
    for one in marked(text):
        assert not one.close.startswith("](") or one.close[1:] in found
        assert one.inner or one.open in found


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
