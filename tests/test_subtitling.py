# ruff: noqa: E501  (a golden has one line)
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
        ("<v Anna>one\n<v.loud Ben>two three", "<v Anna>ONE\n<v.loud Ben>TWO THREE"),
        ("<v Anna>one\ntwo", "<v Anna>ONE\nTWO"),
        ("one <c.yellow>two</c> three", "ONE <c.yellow>TWO</c> THREE"),
        ("one <00:00:02.000>two <00:00:03.500>three", "ONE <00:00:02.000>TWO <00:00:03.500>THREE"),
        ("<00:00:02.000>one &amp; two", "<00:00:02.000>ONE &amp; TWO"),
        (
            "<00:00:02.000><c>one </c><00:00:03.000><c>two</c>",
            "<00:00:02.000><c>ONE </c><00:00:03.000><c>TWO</c>",
        ),
        ("one <em>two</em> three", "ONE <em>TWO</em> THREE"),
        ("one <strong>two</strong>\nthree", "ONE <strong>TWO</strong>\nTHREE"),
        ('one <span class="x">two</span> three', 'ONE <span class="x">TWO</span> THREE'),
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


@pytest.mark.parametrize("said", ["a <em>b</em> c", "a <strong>b</strong> c", "a <span>b</span> c"])
def test_inline_tags_part_no_sentence(said: str) -> None:
    seen: list[str] = []

    def noted(passages: Sequence[Passage]) -> list[Passage]:
        seen.extend(one.text for one in passages)
        return [*passages]

    translated(f"1\n{TIMES}\n{said}\n".encode(), "a.srt", noted, 10_000)
    assert seen == ["a b c"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_not_translated_stays_byte_for_byte(newline: str) -> None:
    source = f"1\n{TIMES}\n  one   two\nthree\n\n\n2\n{TIMES}\n"
    source = source.replace("\n", newline)
    assert translated(source.encode(), "a.srt", list, 10_000) == source.encode()


MOMENTS = [
    ("a <00:00:02.000>b <00:00:03.000>c", "one two three", "one <00:00:02.000>two <00:00:03.000>three"),
    ("<00:00:01.000>a b <00:00:03.000>c d", "one two", "<00:00:01.000>one <00:00:03.000>two"),
    ("a <00:00:02.000>b <00:00:03.000>c", "one", "one"),
    ("a <00:00:01.500>b <00:00:02.000>c <00:00:03.000>d", "one two", "one <00:00:01.500>two"),
    ("ab <00:00:02.000>cd\nef <00:00:03.000>gh", "a quick brown fox", "a <00:00:02.000>quick\nbrown <00:00:03.000>fox"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "answer", "expected"), MOMENTS)
def test_moments_of_words_are_in_proportion(said: str, answer: str, expected: str) -> None:
    source = f"WEBVTT\n\n{TIMES}\n{said}\n"
    made = translated(
        source.encode(), "a.vtt", lambda ones: [Passage(answer) for _ in ones], 10_000
    )
    assert made.decode() == source.replace(said, expected)


def test_subtitles_say_their_language() -> None:
    def english(passages: Sequence[Passage]) -> list[Passage]:
        known = {
            "Дом": Passage("House", ((0, 5),), "en"),
            "Дом Үй": Passage("House Үй", ((6, 8),), "en"),
        }
        return [known[one.text] for one in passages]

    source = f"WEBVTT\nLanguage: ru\n\n{TIMES} line:80%\n<lang ru>Дом</lang>\n\n{TIMES}\nДом <lang ky>Үй</lang>\n"
    made = translated(source.encode(), "a.vtt", english, 10_000).decode()
    assert made == source.replace("Дом", "House").replace(": ru", ": en").replace(
        "lang ru", "lang en"
    )


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
    [
        around_a_long_word,
        "word\n",
        "<i>",
        "{\\an8}",
        "{\\",
        "<b ",
        "<lang ru>x</lang> ",
        f"\n\n{TIMES}\na\nb",
    ],
    ids=named,
)
def test_cost_is_in_proportion(shape: Shape) -> None:
    def work(text: str) -> bytes:
        source = f"{TIMES}\n{text}".encode()
        return translated(source, "a.srt", longer, 10**7)

    check_linear(work, shape)


def test_cost_of_tags_with_a_language_is_in_proportion() -> None:
    def other(passages: Sequence[Passage]) -> list[Passage]:
        return [Passage(one.text.replace("x", "y"), one.ranges, "en") for one in passages]

    def work(text: str) -> bytes:
        return translated(f"{TIMES}\n{text}".encode(), "a.vtt", other, 10**7)

    check_linear(work, "<lang ru>x</lang> ", 50_000)


# The cues of subtitles (`¦` ends a line, `|` a cue), and what is translated as one text.
JOINED = """
Министр сообщил, что|мост откроют весной. -> Министр сообщил, что мост откроют весной.
Строительство начнётся|весной ¦ и продлится|до осени. -> Строительство начнётся весной и продлится до осени.
We did not know,|that the road was closed. -> We did not know, that the road was closed.
Мектептин курулушу|жазында башталат. -> Мектептин курулушу жазында башталат.
«Мост»|закрыт|до|завтра|и потом -> «Мост» закрыт до завтра & и потом
Мост открыт.|и паром тоже -> Мост открыт. & и паром тоже
Когда мост открыли,|первыми поехали|автобусы|а потом|машины -> Когда мост открыли, & первыми поехали автобусы а потом машины
als die Brücke|offen war,|fuhren alle|los, dann|kamen|sie zurück -> als die Brücke offen war, & fuhren alle los, dann kamen sie zurück
Көпір ашылып,|халық|жиналды,|ән айтты,|би биледі -> Көпір ашылып, халық жиналды, ән айтты, & би биледі
Көпір ашылып,|халық|жиналды,|ән айтты -> Көпір ашылып, халық жиналды, ән айтты
Мы поехали|Потом вернулись -> Мы поехали & Потом вернулись
Куда?|туда! -> Куда? & туда!
Я думал…|что всё -> Я думал… & что всё
<i>Он молчал</i>|<i>и ждал</i> -> Он молчал & и ждал
Он молчал|<i>и ждал</i> -> Он молчал & и ждал
- Да, но|- нет ¦ - да -> - Да, но & - нет & - да
<v Anna>Он молчал|и ждал -> Он молчал & и ждал
{\\an8}Он молчал|и ждал -> Он молчал & и ждал
""".strip().splitlines()


@pytest.mark.parametrize("golden", JOINED)
def test_a_sentence_over_several_cues_is_one_text(golden: str) -> None:
    said, _, expected = golden.partition(" -> ")
    cues = [f"{TIMES}\n{cue.strip()}\n" for cue in said.replace(" ¦ ", "\n").split("|")]
    source = "\n".join(f"{i}\n{cue}" for i, cue in enumerate(cues, 1))
    seen: list[str] = []

    def noted(passages: Sequence[Passage]) -> list[Passage]:
        seen.extend(one.text for one in passages)
        return list(passages)

    assert translated(source.encode(), "a.srt", noted, 10_000).decode() == source
    assert seen == expected.split(" & ")


@pytest.mark.parametrize(
    ("said", "answer", "expected"),
    [
        ("aa bb|cc dd", "one two three four", "one two|three four"),
        ("aa|bb cc dd ee ff", "one two three four five six", "one|two three four five six"),
        ("aa bb cc dd ee\nff gg|hh", "a longer line of words", "a longer\nline of|words"),
        ("aa|bb|cc", "one two three", "one|two|three"),
        ("aa aa aa aa aa|bb", "one", "one|one"),  # each alone
        ("aa|bb|cc", "one two", "one two|one two|one two"),
        ("aa|bb", "longestofall it", "longestofall|it"),
    ],
)
def test_a_translation_is_divided_over_its_cues(said: str, answer: str, expected: str) -> None:
    def cues(text: str) -> str:
        return "".join(f"{TIMES}\n{cue}\n\n" for cue in text.split("|"))

    made = translated(
        cues(said).encode(), "a.srt", lambda ones: [Passage(answer) for _ in ones], 10_000
    )
    assert made.decode() == cues(expected).replace(f"{TIMES}\n\n", f"{TIMES}\n")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("00:00:01,000 --> 00:00:04,000", "00:00:04,000 --> 00:00:06,000", True),
        ("00:00:01,000 --> 00:00:04,000", "00:00:05,900 --> 00:00:07,000", True),
        ("00:00:01,000 --> 00:00:04,000", "00:00:03,500 --> 00:00:07,000", True),
        ("00:59:57.000 --> 00:59:59.000", "01:00:00.500 --> 01:00:03.000", True),
        ("59:57.000 --> 59:59.000", "01:00:00.500 --> 01:00:03.000", True),
        ("00:00:01,000 --> 00:00:04,000", "00:00:06,500 --> 00:00:08,000", False),
        ("00:00:01.000 --> 00:00:04.000", "00:01:04.000 --> 00:01:06.000", False),
        ("00:01.000 --> 00:04.000", "01:00:04.000 --> 01:00:06.000", False),
    ],
)
def test_a_sentence_goes_on_only_after_a_short_pause(first: str, second: str, joined: bool) -> None:
    seen: list[str] = []

    def noted(passages: Sequence[Passage]) -> list[Passage]:
        seen.extend(one.text for one in passages)
        return list(passages)

    source = f"1\n{first}\nПаром идёт\n\n2\n{second}\nпо реке\n"
    translated(source.encode(), "a.srt", noted, 10_000)
    assert seen == (["Паром идёт по реке"] if joined else ["Паром идёт", "по реке"])
