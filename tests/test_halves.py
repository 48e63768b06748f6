"""Long texts whose translation leaves words out are translated in two halves."""

from __future__ import annotations

import pytest
from answering import Answering
from hypothesis import given
from hypothesis import strategies as st

from nlpkit.document import Draft
from nlpkit.text.words import words
from nlpkit.translate.attempts import Attempt
from nlpkit.translate.halves import Halves, halves

EIGHT = "один два три четыре пять шесть семь восемь"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{EIGHT}, {EIGHT}", (EIGHT, ",", EIGHT)),
        (f"{EIGHT} — {EIGHT}", (EIGHT, " —", EIGHT)),
        (f"{EIGHT}, — {EIGHT}", (EIGHT, ", —", EIGHT)),
        (f"{EIGHT}; {EIGHT}.", (EIGHT, ";", EIGHT + ".")),
        (f"{EIGHT}: «{EIGHT}»", (EIGHT, ":", f"«{EIGHT}»")),
        (f"раз, {EIGHT}, {EIGHT}, два", (f"раз, {EIGHT}", ",", f"{EIGHT}, два")),
        (f"{EIGHT} {EIGHT}", None),  # no place for a cut
        ("один, два, три, четыре, пять, шесть", None),  # too short
        (f"раз два, {EIGHT} {EIGHT}", None),  # too near to its start
        (f"{EIGHT} ({EIGHT}, {EIGHT}) {EIGHT}", None),  # only within brackets
        (f"{EIGHT} «{EIGHT}, {EIGHT}» {EIGHT}", None),
        (f"{EIGHT}, ({EIGHT}, {EIGHT})", (EIGHT, ",", f"({EIGHT}, {EIGHT})")),
        (f"{EIGHT} на 3,5 {EIGHT}", None),  # a comma within a number
    ],
)
def test_where_a_text_is_cut(text: str, expected: tuple[str, str, str] | None) -> None:
    found = halves(text)
    assert (found and (found.first, found.mark, found.second)) == expected


@given(st.text('аб ,;:—()«»"1.', max_size=120))
def test_the_halves_are_the_text(text: str) -> None:
    found = halves(text)
    if found is not None:
        assert text.startswith(found.first + found.mark)
        assert text.endswith(found.second)
        assert not text[len(found.first + found.mark) : -len(found.second)].strip()


@pytest.mark.parametrize(
    ("second", "answer", "expected"),
    [
        ("дети играют", "Children play.", "One, children play."),
        ("российские войска ушли", "Russian troops left.", "One, Russian troops left."),
        ("в Нарыне идёт снег", "Naryn has snow.", "One, Naryn has snow."),
        ("Токаев уехал", "Tokayev left.", "One, Tokayev left."),
        ("я уехал", "I left.", "One, I left."),
        ("я уеду", "I'll leave.", "One, I'll leave."),
        ("сша ушли", "USA left.", "One, USA left."),
        ("3 мая он ушёл", "May 3 he left.", "One, May 3 he left."),
        ("«мы» ушли", '"We" left.', 'One, "We" left.'),
        ("они ушли", "", "One, "),
    ],
)
def test_how_the_second_half_goes_on(second: str, answer: str, expected: str) -> None:
    joined = Halves("Один", ",", second).joined(Draft("One.", 0.5), Draft(answer, 0.5))
    assert joined.text == expected


def test_the_score_is_the_mean_by_words() -> None:
    two = Halves("Один", ",", "два")
    joined = two.joined(Draft("a b c", 0.1), Draft("d", 0.9, finished=False))
    assert joined.score == pytest.approx(0.1**0.75 * 0.9**0.25)
    assert not joined.finished
    assert two.joined(Draft("a"), Draft("d", 0.9)).score is None


class Forgetful(Answering):
    """An engine that leaves some words out of texts of more than `most` words."""

    def __init__(self, most: int) -> None:
        super().__init__(self.told)
        self.most = most

    def told(self, text: str) -> str:
        known = ENGLISH if len(words(text)) > self.most else {**ENGLISH, **MORE}
        return " ".join(known[word] for word in words(text) if word in known).capitalize() + "."

    def uncovered(self, text: str, answer: str, source: str, target: str) -> list[str]:
        both = {**ENGLISH, **MORE}
        return [w for w in words(text) if both.get(w, w) not in words(answer)]


ENGLISH = {
    "мост": "bridge",
    "над": "over",
    "рекой": "river",
    "закрыли": "closed",
    "вчера": "yesterday",
}
MORE = {"утром": "morning", "дети": "children", "пошли": "went", "в": "to", "школу": "school"}
LONG = "Мост над рекой закрыли вчера утром, дети пошли в школу утром вчера над рекой."


def test_a_text_is_translated_in_halves_if_words_are_left_out() -> None:
    engine = Forgetful(9)
    [outcome] = Attempt(engine, "ru", "en").outcomes([LONG]).values()
    assert "children went to school" in outcome.text
    assert outcome.text.startswith("Bridge over river closed yesterday morning, children")
    assert engine.asked[1:] == [
        "Мост над рекой закрыли вчера утром",
        "Дети пошли в школу утром вчера над рекой.",
    ]


def test_halves_that_are_no_better_are_not_taken() -> None:
    engine = Forgetful(3)
    [outcome] = Attempt(engine, "ru", "en").outcomes([LONG]).values()
    assert "children" not in outcome.text
    assert "," not in outcome.text
    assert len(engine.asked) == 3


def test_a_whole_translation_is_not_asked_for_again() -> None:
    engine = Forgetful(99)
    Attempt(engine, "ru", "en").outcomes([LONG])
    assert engine.asked == [LONG]
