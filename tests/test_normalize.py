"""Normalising: a table of inputs and outputs, and what holds of any text."""

from __future__ import annotations

import textwrap
import unicodedata

import pytest
from growth import Shape, check_linear, named
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.preprocessing import normalize as normalizing
from nlpkit.preprocessing.normalize import characters, normalize

TABLE = [
    # line ends
    ("one\r\ntwo\rthree\u2028four\u2029five\x0bsix\x0cseven\x85eight",
     "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight"),
    # what nobody sees
    ("\ufeffzero\u200bwidth soft\xadhyphen nul\x00l bell\x07 del\x7f c1\x81",
     "zerowidth softhyphen null bell del c1"),
    ("left\u202eto\u202c right\u200f \u2066isolated\u2069", "leftto right isolated"),
    ("word\u2060joiner object\ufffc", "wordjoiner object"),
    # spaces
    ("12\xa0000\u202fсомони\u3000и\u2009всё\tтут", "12 000 сомони и всё\tтут"),
    # surrogates
    ("lone \ud800 and \udfff, a pair \ud83d\ude42", "lone \ufffd and \ufffd, a pair 🙂"),
    # composed characters
    ("и\u0306од е\u0308лка cafe\u0301", "йод ёлка café"),
    ("e" + "\u0323" * 31, "ẹ" + "\u0323" * 29 + "\u034f\u0323"),
    # joiners that mean something, and joiners that do not
    ("می\u200cرود", "می\u200cرود"),
    ("क्\u200dष", "क्\u200dष"),
    ("👩\u200d🚀 🏴\U000e0067\U000e0062\U000e007f", "👩\u200d🚀 🏴\U000e0067\U000e0062\U000e007f"),
    ("a\u200db го\u200cрод tag\U000e0041", "ab город tag"),
    # the wrong table
    ("ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð´Ñ€ÑƒÐ·ÑŒÑ\x8f", "Привет, друзья"),
    ("РџСЂРёРІРµС‚, РґСЂСѓР·СЊСЏ", "Привет, друзья"),
    ("п÷я─п╦п╡п╣я┌, п╢я─я┐п╥я▄я▐", "Привет, друзья"),
    ("╨Я╤А╨╕╨▓╨╡╤В, ╨┤╤А╤Г╨╖╤М╤П", "Привет, друзья"),
    ("║ дом ║ 5 │я│", "║ дом ║ 5 │я│"),
    ("Ñêàçàë ìèíèñòð â ñðåäó", "Сказал министр в среду"),
    ("Itâ€™s mended, but only here.\nL’été à Genève «réussi»",
     "It’s mended, but only here.\nL’été à Genève «réussi»"),
    ("ÿÿÿÿÿÿÿÿ", "ÿÿÿÿÿÿÿÿ"),
    # shapes of letters; curly quotes, wide punctuation and signs are the writer's
    ("“oﬃce” ﬁve ｗｉｄｅ ２０２４", "“office” five wide 2024"),
    ("ｶﾞｰﾄﾞ ﺳﻼم", "ガード ﺳﻼم"),
    ("…，！？：№ ² ½ ﷺ", "…，！？：№ ² ½ ﷺ"),
    # soft hyphens at the end of lines
    ("the gover\xad\nnor spoke", "the governor spoke"),
]  # fmt: skip


@pytest.mark.parametrize(("given_text", "expected"), TABLE)
def test_table(given_text: str, expected: str) -> None:
    assert normalize(given_text) == expected


WRAPPED = """\
The council of the town met on Monday to talk about the building of a
new bridge over the river. The old one was closed last year, when engi-
neers found cracks in its piers, and since then a well-known ferry has
carried people to the other side. The mayor, who was once a ferry-
man herself, said that the work would begin in spring.

В понедельник городской совет обсудил, где построить новый мост. Из-
за трещин старый мост закрыли ещё в прошлом году, и жители переправ-
ляются на другой берег на пароме.

- the first point of the plan is
- the second point of the plan is
"""

WHOLE = """\
The council of the town met on Monday to talk about the building of a new bridge over the river. \
The old one was closed last year, when engineers found cracks in its piers, and since then a \
well-known ferry has carried people to the other side. The mayor, who was once a ferryman \
herself, said that the work would begin in spring.

В понедельник городской совет обсудил, где построить новый мост. Из-за трещин старый мост закрыли \
ещё в прошлом году, и жители переправляются на другой берег на пароме.

- the first point of the plan is
- the second point of the plan is
"""


def test_wrapped_paragraphs_are_joined() -> None:
    assert normalize(WRAPPED) == WHOLE


@given(st.integers(50, 100))
def test_any_width_is_undone(width: int) -> None:
    paragraphs = WHOLE.split("\n\n")[:2]
    broken = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in paragraphs)
    assert normalize(broken).split("\n\n") == paragraphs


@pytest.mark.parametrize("width", [60, 72, 90])
@pytest.mark.parametrize(
    "paragraph",
    [
        "Snow closed the pass on Monday. Drivers spent the night in the village, and the road is "
        "to be opened on Tuesday at noon, they say.",
        "Снег закрыл перевал в понедельник. Водители переночевали в посёлке, а дорогу, как говорят "
        "в районе, откроют во вторник к полудню.",
    ],
)
def test_one_paragraph_is_enough(paragraph: str, width: int) -> None:
    assert normalize(textwrap.fill(paragraph, width)) == paragraph
    titled = "Snow on the pass\n\n" + textwrap.fill(paragraph, width)
    assert normalize(titled) == "Snow on the pass\n\n" + paragraph


@pytest.mark.parametrize(
    "text",
    [
        "the boats went out at night, all of them, and then\ncame back\nand then went out again",
        "what the driver of the bus has in his bag\nhow the mayor of our town spends his days off",
        "A first paragraph of some length that stands on a line of its own here.\nA second one.\n",
        "she walks the shore at night\nand counts the boats\nand one by one\nthe lamps go out",
        "Rain to return to the valley on Thursday\nWho leads the orchestra?\nBuses all night\n",
        "name\tprice\nbread\t4\nmilk\t6\n",
        "Ключевые слова:\nмост\nрека\nгород\nсовет\n",
    ],
)
def test_unbroken_lines_stay(text: str) -> None:
    assert normalize(text) is text


def test_every_mark_is_looked_for() -> None:
    marks = (c for c in map(chr, range(0x110000)) if unicodedata.category(c)[0] == "M")
    assert [c for c in marks if not normalizing._MANY_MARKS.match(c * 31)] == []


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "\r\n\t \x00\x85\xad\u200b\u200c\u200d\u202e\u2028\ufeff\ud800\udc00ÐÑ€‚Ðµ"
        ),
        st.sampled_from(
            "ÏðèâåòРџСЂРёРІàâ€™éèп©я─╤А╨ﬃｗabzЖжый-.\u0301\u0306ی👩\ufe0f\U0001f3f4\U000e0067\U000e007f"
        ),
        st.characters(),
    )
)


@given(NASTY)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert characters(once) == once
    once.encode()


@given(
    st.lists(
        st.sampled_from(
            [
                "engi-",
                "a line of the text that goes on and on until",
                "and ends here.",
                "",
                "- item",
                "Ends as a sentence here, it seems to all of us.",
                "из-",
            ]
        )
    )
)
def test_joining_again_changes_nothing(lines: list[str]) -> None:
    once = normalize("\n".join(lines))
    assert normalize(once) == once


WORDS = st.sampled_from(
    "The river Мост через «реку», 12 café — don’t 5–6 қала ҷаҳон o‘zbek № 7".split()
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=40).map(lambda w: " ".join(w).capitalize() + ".")


@given(st.lists(SENTENCE).map("\n".join))
def test_clean_text_is_returned_as_it_is(text: str) -> None:
    assert normalize(text) == text


@pytest.mark.parametrize(
    "shape",
    ["a", "\n", " ", "\r", "\u200d", "Ð", "Ð¿", "ïðè ", "e\u0301", "\ud800",
     lambda n: "e" + "\u0301" * (n // 2) + "\u0323" * (n // 2),
     "п©я─", "я─", "ﬃ", "ｗ",
     lambda n: "on a line as wide as this one goes there is a\nbreak\n" * (n // 200) + "a" * n,
     "\xad\n", "on a line as wide as this one goes\n", "a-\nb"],
    ids=named,
)  # fmt: skip
def test_time_is_linear(shape: Shape) -> None:
    check_linear(normalize, shape)
