"""The probability that a translation does not mislead, and the mark of those that likely do."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from math import log
from pathlib import Path

import pytest
from answering import Answering
from hypothesis import given
from hypothesis import strategies as st

import nlpkit
from nlpkit.document import Term
from nlpkit.engines import Calibration, Translator, calibration
from nlpkit.engines.echo import EchoTranslator
from nlpkit.errors import EngineError
from nlpkit.text.words import words
from nlpkit.translate.attempts import Attempt
from nlpkit.translate.confidence import Features, features, left_out, probability, rated
from nlpkit.translate.outcomes import DIFFERS, Outcome

ONLY_SCORE = Calibration(constant=0, surprise=-1, words=0, pieces=0, differs=0)
ALL = Calibration(constant=6, surprise=-5, words=-1, pieces=-0.5, differs=-4, uncovered=-2)
NUMBERS = st.floats(0, 1000)
FEATURES = st.builds(Features, NUMBERS, NUMBERS, NUMBERS, st.sampled_from([0.0, 1.0]), NUMBERS)


def engine(given: Calibration | None) -> Answering:
    made = Answering(lambda text: "A good answer.")
    made.calibration = given
    return made


def judged(translator: Translator, text: str, outcome: Outcome) -> Outcome:
    return rated(translator, text, outcome, "ru", "en")


def made(score: float | None = 0.8, **more: object) -> Outcome:
    return replace(Outcome("Good.", "translated", "x", score), **more)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (Features(surprise=0, words=0, pieces=0, differs=0, uncovered=0), 0.998),
        (Features(surprise=0.2, words=log(6), pieces=2, differs=0, uncovered=0), 0.900),
        (Features(surprise=0.5, words=log(20), pieces=2, differs=0, uncovered=0), 0.378),
        (Features(surprise=0.2, words=log(6), pieces=2, differs=1, uncovered=0), 0.142),
        (Features(surprise=0.2, words=log(6), pieces=2, differs=0, uncovered=log(3)), 0.503),
        (Features(surprise=1000, words=1000, pieces=1000, differs=1, uncovered=1000), 0.0),
    ],
)
def test_the_probability(found: Features, expected: float) -> None:
    assert probability(ALL, found) == pytest.approx(expected, abs=0.001)


@given(FEATURES, st.sampled_from([field.name for field in fields(Features)]))
def test_a_worse_sign_never_raises_it(found: Features, name: str) -> None:
    worse = replace(found, **{name: getattr(found, name) + 1})
    assert 0 <= probability(ALL, worse) <= probability(ALL, found) <= 1


def test_the_signs_of_a_translation() -> None:
    found = features(engine(None), "Три простых слова", made(0.5, reason="name_differs"), ["три"])
    assert found == Features(log(2), log(3), pytest.approx(1), 1.0, log(2))


class Finding(Answering):
    """An engine that knows every word of its texts, and none of them in its answers."""

    def uncovered(self, text: str, answer: str, source: str, target: str) -> list[str]:
        assert (source, target) == ("ru", "en")
        return [] if answer == "All." else words(text)


def test_the_words_that_are_left_out_are_named() -> None:
    finding = Finding(lambda text: "Good.")
    text = "Пять слов без точки вовсе"
    outcome = judged(finding, text, made(0.4))
    assert (outcome.reason, outcome.detail) == ("low_confidence", "слов → ?, без → ?, точки → ?")
    assert judged(finding, text, made(0.4, text="All.")).detail == ""
    sure = judged(finding, text, made(0.8))
    assert (sure.reason, sure.detail) == (None, "")
    other = made(0.4, reason="name_differs", detail="Ош → –")
    assert judged(finding, text, other) == other


def test_the_words_that_are_left_out_lower_the_score() -> None:
    finding = Finding(lambda text: "Good.")
    finding.calibration = replace(ONLY_SCORE, uncovered=-1)
    assert judged(finding, "Мост и река", made(0.8)).score == pytest.approx(0.2 / 1.2)
    assert judged(finding, "Мост и река", made(0.8, text="All.")).score == pytest.approx(0.8 / 1.8)


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("мост закрыт", "The bridge.", ["мост", "закрыт"]),
        ("открыли 5 тыс. мест", "They opened 5,000.", ["открыли", "мест"]),
        ("двадцать мест", "20 places", ["мест"]),
        ("вышел 3 мая", "came out on May 3", ["вышел"]),
        ("выпал снег, см. карту", "It snowed.", ["выпал", "снег", "смотрите", "карту"]),
        ("сервис Kaspi закрыт", "Kaspi is closed", ["сервис", "закрыт"]),
        ("акимат закрыт", "акимат is closed", ["закрыт"]),
    ],
)
def test_what_other_readers_compare_is_not_left_out(
    text: str, answer: str, expected: list[str]
) -> None:
    outcome = Outcome(answer, "translated", "x", 0.5)
    assert left_out(Finding(lambda text: ""), text, outcome, "ru", "en") == expected


def test_terms_of_the_glossary_are_not_left_out() -> None:
    applied = (Term("управа", "council"),)
    outcome = Outcome("The council.", "translated", "x", 0.5, terms=applied)
    assert left_out(Finding(lambda text: ""), "Закрыли управу", outcome, "ru", "en") == ["закрыли"]


def test_an_engine_that_cannot_tell_leaves_nothing_out() -> None:
    assert left_out(engine(None), "Закрыли управу", made(0.5), "ru", "en") == []


def test_the_score_of_a_calibrated_engine_is_the_probability() -> None:
    outcome = judged(engine(ONLY_SCORE), "Хорошо.", made(0.8))
    assert outcome.score == pytest.approx(0.8 / 1.8)  # the odds are the score itself
    assert outcome.reason == "low_confidence"


@pytest.mark.parametrize("given", [None, "absent"])
def test_without_coefficients_it_is_the_score_of_the_engine(given: str | None) -> None:
    other = engine(None)
    if given:
        del other.calibration
    assert judged(other, "Хорошо.", made(0.8)) == made(0.8)
    assert judged(other, "Хорошо.", made(0.4)) == made(0.4, reason="low_confidence")
    assert judged(other, "Хорошо.", made(None)) == made(None)


@given(st.floats(0.3, 1), st.sampled_from([None, *DIFFERS]), st.sampled_from([None, ALL]))
def test_a_low_score_has_a_reason(score: float, reason: str, given: Calibration | None) -> None:
    outcome = judged(engine(given), "Несколько слов текста.", made(score, reason=reason))
    assert outcome.score is not None
    assert 0 <= outcome.score <= 1
    assert outcome.text == "Good."
    if reason:
        assert outcome.reason == reason
    else:
        assert outcome.reason == ("low_confidence" if outcome.score < 0.5 else None)


def test_answers_of_exact_engines_and_failures_are_not_judged() -> None:
    failed = Outcome("Да", "failed", "x", reason="echo")
    assert judged(engine(ALL), "Да", failed) == failed
    assert judged(EchoTranslator(), "Да", made(0.1)) == made(0.1)


def test_every_attempt_ends_with_it() -> None:
    (outcome,) = Attempt(engine(ONLY_SCORE), "ru", "en").outcomes(["Хорошо."]).values()
    assert outcome.score == pytest.approx(0.9 / 1.9)
    assert outcome.reason == "low_confidence"


# --- the coefficients of a model


def test_a_model_brings_its_coefficients(tmp_path: Path) -> None:
    assert calibration.read(tmp_path) is None
    told = {"constant": 6, "surprise": -5, "words": -1, "pieces": -0.5, "differs": -4}
    told["uncovered"] = -2
    card = tmp_path / "nlpkit.json"
    card.write_text(json.dumps({"source": "ru", "target": "en"}))
    assert calibration.read(tmp_path) is None
    card.write_text(json.dumps({"source": "ru", "target": "en", "confidence": told}))
    assert calibration.read(tmp_path) == ALL
    del told["uncovered"]  # a model without a lexicon has no coefficient for it
    card.write_text(json.dumps({"confidence": told}))
    assert calibration.read(tmp_path) == replace(ALL, uncovered=0)


@pytest.mark.parametrize(
    "told",
    [
        {"constant": 6},
        {"constant": 6, "surprise": "-5", "words": -1, "pieces": 0, "differs": 0},
        {"constant": 6, "surprise": float("nan"), "words": -1, "pieces": 0, "differs": 0},
        {"constant": 6, "surprise": -5, "words": -1, "pieces": 0, "differs": 0, "more": 1},
        [1, 2],
        "high",
    ],
)
def test_broken_coefficients_are_refused(told: object, tmp_path: Path) -> None:
    (tmp_path / "nlpkit.json").write_text(json.dumps({"confidence": told}))
    with pytest.raises(EngineError, match="confidence") as caught:
        calibration.read(tmp_path)
    assert "constant, surprise, words, pieces, differs" in (caught.value.hint or "")


def test_the_shipped_model_is_calibrated() -> None:
    pipe = nlpkit.load(overrides={"translator": {"model": "ru-en-base"}})
    plain, hard = (
        pipe.line_outcomes([line], source="ru", target="en")[0]
        for line in (
            "Мы всё ещё друзья?",
            "Кондитер испекла торт, а гривастый мерин фыркал у коновязи, звеня подковами впотьмах.",
        )
    )
    assert plain.reason is None
    assert plain.score > 0.8
    assert hard.reason == "low_confidence"
    assert hard.score < 0.5
    assert " → ?" in hard.detail
