"""The probability that a translation does not mislead its reader.

Engines give the mean probability of the tokens that they wrote. This number alone says too little
about the whole translation: a long answer has more places for an error, and words that are rare in
the training data are split into many tokens and often guessed. A logistic regression combines these
features, as in Platt (1999), "Probabilistic outputs for support vector machines". The features are
among those of quality estimation without references: Specia et al. (2013), "QuEst", and
Fomicheva et al. (2020), "Unsupervised quality estimation for neural machine translation".

The coefficients belong to a model and come with it (`engines.calibration`). For a model without
coefficients the score stays as the engine gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log, log1p, tanh

from ..engines import Calibrated, Calibration, FindsUncovered, Translator
from ..length import count_words
from . import guard
from .outcomes import DIFFERS, Outcome

_NAMED = 3  # words that the detail of a doubtful translation names at most


@dataclass(frozen=True, slots=True)
class Features:
    """The features of a translation. `engines.Calibration` has a coefficient for each of them.

    `surprise` is the negative logarithm of the engine's score. `words` is the logarithm of the
    number of words in the source. `pieces` is the number of the engine's tokens for each of these
    words. `differs` is 1 if numbers, names, negations or terms differ, else 0. `uncovered` is the
    logarithm of one more than the number of words of the source that no word of the translation
    stands for.
    """

    surprise: float
    words: float
    pieces: float
    differs: float
    uncovered: float


def rated(engine: Translator, text: str, outcome: Outcome) -> Outcome:
    """Return the outcome of a text with its final score.

    If the engine is calibrated, the score is the probability that the translation does not mislead.
    If the score is low and the outcome has no other reason, its reason is `low_confidence`, and its
    detail names the first words that the translation seems to leave out. The answers of exact
    engines are not judged.
    """
    found = None if engine.exact else features(engine, text, outcome)
    if found is None:
        return outcome
    score = outcome.score
    if isinstance(engine, Calibrated) and engine.calibration is not None:
        score = probability(engine.calibration, found)
    if outcome.reason is not None or not guard.doubtful(score):
        return replace(outcome, score=score)
    words = _uncovered(engine, text, outcome.text)[:_NAMED]
    detail = ", ".join(f"{word} → ?" for word in words)
    return replace(outcome, score=score, reason="low_confidence", detail=detail)


def features(engine: Translator, text: str, outcome: Outcome) -> Features | None:
    """Return the features of a translation, or None if it has no score of the engine."""
    if outcome.status != "translated" or not outcome.score:
        return None
    words = max(1, count_words(text))
    return Features(
        surprise=-log(outcome.score),
        words=log(words),
        pieces=engine.count(text) / words,
        differs=float(outcome.reason in DIFFERS),
        uncovered=log1p(len(_uncovered(engine, text, outcome.text))),
    )


def _uncovered(engine: Translator, text: str, answer: str) -> list[str]:
    return engine.uncovered(text, answer) if isinstance(engine, FindsUncovered) else []


def probability(calibration: Calibration, features: Features) -> float:
    """Return the probability in [0, 1] that a translation with these features does not mislead."""
    log_odds = (
        calibration.constant
        + calibration.surprise * features.surprise
        + calibration.words * features.words
        + calibration.pieces * features.pieces
        + calibration.differs * features.differs
        + calibration.uncovered * features.uncovered
    )
    return (1 + tanh(log_odds / 2)) / 2  # the logistic function, without overflow
