"""Subtitles in another language: times, numbers, tags and places stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from growth import Shape, check_linear, named

from nlpkit.document import Passage
from nlpkit.files.translating import translated


def loud(passages: Sequence[Passage]) -> list[Passage]:
    return [Passage(one.text.upper(), one.ranges) for one in passages]


def longer(passages: Sequence[Passage]) -> list[Passage]:
    return [Passage(one.text + "!", one.ranges) for one in passages]


TIMES = "00:00:01,000 --> 00:00:04,000"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("one", "ONE"),
        ("one two three\nfour", "ONE TWO\nTHREE FOUR"),
        ("<i>one\ntwo</i>", "<i>ONE\nTWO</i>"),
        ("- one?\n- two, I think", "- ONE?\n- TWO, I THINK"),
        ("{\\an8}one & two", "{\\an8}ONE & TWO"),
        ("one &amp; two", "ONE &amp; TWO"),
        ("<v Anna>one", "<v Anna>ONE"),
        ("one <00:00:02.000>two <00:00:03.500>three", "ONE TWO THREE"),
        ("<00:00:02.000>one &amp; two", "ONE &amp; TWO"),
        ("1,2\n3", "1,2\n3"),
        (
            '<font color="#ffff00">one two\nthree</font>',
            '<font color="#ffff00">ONE TWO\nTHREE</font>',
        ),
        ("<b><i>one</i></b> two three\nfour", "<b><i>ONE</i></b> TWO\nTHREE FOUR"),
    ],
)
def test_cues(said: str, expected: str) -> None:
    source = f"WEBVTT\n\nNOTE not said\n\n1\n{TIMES}\n{said}\n\n2\n{TIMES} align:left\nend\n"
    made = translated(source.encode(), "a.vtt", loud, 10_000)
    assert made.decode() == source.replace(said, expected).replace("\nend", "\nEND")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_not_translated_stays_byte_for_byte(newline: str) -> None:
    source = f"1\n{TIMES}\n  one   two\nthree\n\n\n2\n{TIMES}\n"
    source = source.replace("\n", newline)
    assert translated(source.encode(), "a.srt", list, 10_000) == source.encode()


def test_every_line_keeps_its_own_end() -> None:
    source = f"1\r\n{TIMES}\none\r\ntwo\n\n2\r{TIMES}\r\nthree"
    made = translated(source.encode(), "a.srt", loud, 10_000)
    expected = source
    for word in ("one", "two", "three"):
        expected = expected.replace(word, word.upper())
    assert made.decode() == expected


def test_a_shorter_text_has_fewer_lines() -> None:
    source = f"1\n{TIMES}\none\ntwo\r\n\nnote\n"
    made = translated(source.encode(), "a.srt", lambda ones: [Passage("1") for _ in ones], 10_000)
    assert made.decode() == source.replace("one\ntwo", "1")
    made = translated(source.encode(), "a.srt", lambda ones: [Passage("") for _ in ones], 10_000)
    assert made.decode() == source.replace("one\ntwo\r\n", "")


def test_a_space_that_forbids_a_break_is_kept() -> None:
    source = f"1\n{TIMES}\none\ntwo\n"
    made = translated(
        source.encode(), "a.srt", lambda ones: [Passage("a b\xa0c d") for _ in ones], 10_000
    )
    assert made.decode() == source.replace("one\ntwo", "a b\xa0c\nd")


def around_a_long_word(size: int) -> str:
    """Two lines of it have to be half as long again as their mean."""
    return "a " * (size // 8) + "\n" + "o" * (size // 2) + " a" * (size // 8)


@pytest.mark.parametrize(
    "shape",
    [around_a_long_word, "word\n", "<i>", "{\\an8}", "{\\", "<b ", f"\n\n{TIMES}\na\nb"],
    ids=named,
)
def test_cost_is_in_proportion(shape: Shape) -> None:
    def work(text: str) -> bytes:
        source = f"{TIMES}\n{text}".encode()
        return translated(source, "a.srt", longer, 10**7)

    check_linear(work, shape)
