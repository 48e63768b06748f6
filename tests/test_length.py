"""Lengths of summaries: how they are written, how words are counted, and that they hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summaries import ENGLISH, RUSSIAN, Writer, build, run, texts

from nlpkit.config import SummarizerSection
from nlpkit.document import Flag
from nlpkit.engines import SummaryRequest, extractive
from nlpkit.engines.echo import EchoSummarizer
from nlpkit.errors import ConfigError
from nlpkit.length import Length, count_words
from nlpkit.text import markers


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("short", Length(3)),
        ("Medium", Length(5)),
        ("long", Length(8)),
        (4, Length(4)),
        (" 12 ", Length(12)),
        ("1 sentence", Length(1)),
        ("4 sentences", Length(4)),
        ("80 words", Length(80, "words")),
        ("80w", Length(80, "words")),
        ("1 Word", Length(1, "words")),
        ("20%", Length(20, "percent")),
        ("20 %", Length(20, "percent")),
        ("100 percent", Length(100, "percent")),
    ],
)
def test_lengths(written: str | int, length: Length) -> None:
    assert Length.parse(written) == length


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("0 words", "'0 words' is not a length: there can be 1 to 10,000 words"),
        ("-3", "'-3' is not a length: there can be 1 to 100 sentences"),
        (0, "0 is not a length: there can be 1 to 100 sentences"),
        (101, "101 is not a length: there can be 1 to 100 sentences"),
        ("200%", "'200%' is not a length: there can be 1 to 100 percent"),
        ("99999999999 words", "'99999999999 words' is not a length"),
        ("enormous", "'enormous' is not a length"),
        ("80 letters", "'80 letters' is not a length"),
        ("1.5", "'1.5' is not a length"),
        ("٣", "'٣' is not a length"),
        ("", "'' is not a length"),
        (True, "True is not a length"),
    ],
)
def test_what_is_no_length(written: str | int, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Length.parse(written)
    assert caught.value.message == told
    assert '"80 words", "20%"' in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n ", 0),
        ("Rain fell.", 2),
        ("Don't go from-here-to-there.", 3),
        ("Москва — столица из-за реки.", 5),
        ("Цена 1 200 рублей.", 4),
        ("Цена 1\u00a0200 рублей.", 4),
        ("今天下雨。", 4),
        ("今天 下雨。", 4),
        ("2024年のGDPは3.5%", 7),
        ("东京 is 首都", 5),
        ("。", 1),
        ("ภาษา", 4),
        ("한국 정부", 2),
    ],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.text(), st.text())
def test_words_add_up_and_are_never_fewer_than_wc_counts(one: str, other: str) -> None:
    assert count_words(one) >= len(one.split())
    assert count_words(f"{one} {other}") == count_words(one) + count_words(other)


@pytest.mark.parametrize(
    ("percent", "of", "words"), [(20, 400, 80), (20, 4, 1), (100, 7, 7), (33, 10, 3)]
)
def test_percent_become_words(percent: int, of: int, words: int) -> None:
    assert Length(percent, "percent").of(of) == Length(words, "words")
    assert Length(3).of(of) == Length(3)


# --- budgets of summaries


def longer(times: float):
    """A translation with so many times the words of each sentence."""

    def translate(document):
        def translated(indices):
            sizes = [count_words(text) for text in texts(document)]
            return [" ".join(["word"] * max(1, int(times * sizes[i]))) for i in indices]

        return translated

    return translate


@pytest.mark.parametrize("words", [20, 35, 50, 80])
def test_a_budget_is_held_and_used(words: int) -> None:
    summary = run(build(ENGLISH), count=f"{words} words")
    assert words / 2 < count_words(summary.text) <= words
    assert not any(point.flags for point in summary.points)


def test_a_text_within_the_budget_comes_back_whole() -> None:
    prose = [line for kind, lines in ENGLISH for line in lines if kind in ("paragraph", "quote")]
    document = build([("paragraph", prose)])
    size = count_words(" ".join(prose))
    for asked in (f"{size} words", "100%", f"{len(prose)} sentences"):
        assert [p.text for p in run(document, count=asked).points] == prose
    assert len(run(document, count=f"{size - 1} words").points) < len(prose)


def test_percent_are_of_the_prose() -> None:
    document = build(ENGLISH)
    prose = run(document, count="100%")
    half = run(document, count="50%")
    assert count_words(half.text) <= count_words(prose.text) / 2 < count_words(document.text) / 2
    assert count_words(half.text) > count_words(prose.text) / 4


def test_where_no_sentence_is_short_enough_the_shortest_says_so() -> None:
    [point] = run(build(ENGLISH), count="2 words").points
    assert point.text == "Fines start at 500 crowns."
    assert point.flags == (Flag("longer_than_asked"),)
    [point] = run(build(ENGLISH), Writer("Drones are banned. They fly by day."), count="2w").points
    assert (point.text, point.flags) == ("Drones are banned.", (Flag("longer_than_asked"),))


@pytest.mark.parametrize("times", [0.5, 0.8, 1.3, 2.0])
def test_the_budget_is_that_of_the_translation(times: float) -> None:
    document = build(RUSSIAN, "ru")
    summary = run(document, count="30 words", translated=longer(times)(document))
    assert 15 < count_words(summary.text) <= 30


def test_only_what_may_be_chosen_is_translated_and_that_once() -> None:
    document = build([("paragraph", [f"Предложение номер {n} о мосте {n}." for n in range(60)])])
    asked: list[int] = []

    def translated(indices):
        asked.extend(indices)
        return longer(1.5)(document)(indices)

    summary = run(document, count="30 words", translated=translated)
    assert len(asked) == len(set(asked)) < 15
    assert {i for p in summary.points for i in p.sources} <= set(asked)


def test_a_written_point_that_leans_on_one_left_out_is_left_out_too() -> None:
    written = (
        "The harbour town bans drones. Larkwing, which carries medicine and spare parts to the "
        "islands, is angry. But it will obey. Fines start at 500 crowns."
    )
    first, last = run(build(ENGLISH), Writer(written), count="14 words").points
    assert (first.text, last.text) == (written[:29], "Fines start at 500 crowns.")


def test_a_written_point_that_leans_on_a_longer_one_does_not_stand_alone() -> None:
    longest = "Larkwing, which carries medicine and spare parts to the islands, is angry."
    written = f"{longest} But it will obey. It says so every single year."
    [point] = run(build(ENGLISH), Writer(written), count="4 words").points
    assert (point.text, point.flags[-1]) == (longest, Flag("longer_than_asked"))


WORDS = st.text(alphabet="abcабв東京。 -", min_size=1, max_size=40)
SENTENCES = st.lists(
    st.one_of(
        st.sampled_from([*ENGLISH[2][1], *RUSSIAN[0][1], "He left.", "But why?", "Однако нет."]),
        WORDS.map(str.strip).filter(bool),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(
    sentences=SENTENCES,
    asked=st.integers(1, 60).map("{} words".format) | st.integers(1, 100).map("{}%".format),
    times=st.sampled_from([0.4, 1.0, 1.7]),
    written=st.none() | st.lists(WORDS, max_size=4),
    echo=st.booleans(),
)
def test_budgets_hold_for_any_document(sentences, asked, times, written, echo) -> None:
    document = build([("paragraph", sentences)], "ru")
    engine = Writer(*written) if written else EchoSummarizer() if echo else None
    translated = longer(times)(document)
    summary = run(document, engine, count=asked, translated=translated)
    prose = [document.slice(document.sentences[i]) for i in document.prose]
    length = Length.parse(asked).of(count_words(" ".join(prose)))
    flagged = [p for p in summary.points if Flag("longer_than_asked") in p.flags]
    if flagged:
        assert summary.points == tuple(flagged[:1])
    else:
        assert count_words(summary.text) <= length.amount
    assert summary.points or engine is not None
    assert flagged == [p for p in summary.points if count_words(p.text) > length.amount]


@settings(max_examples=200, deadline=None)
@given(sentences=SENTENCES, words=st.integers(1, 60))
def test_what_is_chosen_leans_on_nothing_left_out(sentences, words) -> None:
    engine = extractive.load(SummarizerSection())
    drafts = engine.summarize(SummaryRequest(sentences, Length(words, "words"), "en"))
    chosen = {d.sources[0] for d in drafts}
    everything = engine.summarize(SummaryRequest(sentences, Length(100), "en"))
    different = [d.sources[0] for d in everything]
    before = dict(zip(different[1:], different, strict=False))
    for i in chosen:
        assert i not in before or not markers.dangling(sentences[i]) or before[i] in chosen
    if count_words(" ".join(sentences[i] for i in different)) <= words:
        assert sorted(chosen) == different
