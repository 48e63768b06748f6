"""The probability that a translation does not mislead its reader.

Engines give the mean probability of the tokens that they wrote. By itself it is no measure of the
whole: a long answer has more places for an error, and words that are rare in training are split
into many pieces and often guessed. A logistic regression puts these signs together, as in Platt
(1999), "Probabilistic outputs for support vector machines". The signs are among those of quality
estimation without references: Specia et al. (2013), "QuEst", and Fomicheva et al. (2020),
"Unsupervised quality estimation for neural machine translation".

The coefficients belong to a model and come with it (`engines.calibration`). For a model without
coefficients the score stays as the engine gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log, tanh

from ..engines import Calibrated, Calibration, Translator
from ..length import count_words
from . import guard
from .outcomes import DIFFERS, Outcome


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a translation. The fields are those of `engines.Calibration`."""

    surprise: float
    words: float
    pieces: float
    differs: float


def rated(engine: Translator, text: str, outcome: Outcome) -> Outcome:
    """Return the outcome of a text with its final score.

    If the engine is calibrated, the score is the probability that the translation does not mislead.
    If the score is low and the outcome has no other reason, its reason is `low_confidence`. The
    answers of exact engines are not judged.
    """
    found = None if engine.exact else signs(engine, text, outcome)
    if found is None:
        return outcome
    score = outcome.score
    if isinstance(engine, Calibrated) and engine.calibration is not None:
        score = probability(engine.calibration, found)
    doubtful = outcome.reason is None and guard.doubtful(score)
    return replace(outcome, score=score, reason="low_confidence" if doubtful else outcome.reason)


def signs(engine: Translator, text: str, outcome: Outcome) -> Signs | None:
    """Return the signs of a translation that has the engine's own score; None without a score."""
    if outcome.status != "translated" or not outcome.score:
        return None
    words = max(1, count_words(text))
    return Signs(
        surprise=-log(outcome.score),
        words=log(words),
        pieces=engine.count(text) / words,
        differs=float(outcome.reason in DIFFERS),
    )


def probability(calibration: Calibration, signs: Signs) -> float:
    """Return the probability, in [0, 1], that a translation with these signs does not mislead."""
    log_odds = (
        calibration.constant
        + calibration.surprise * signs.surprise
        + calibration.words * signs.words
        + calibration.pieces * signs.pieces
        + calibration.differs * signs.differs
    )
    return (1 + tanh(log_odds / 2)) / 2  # the logistic function, without overflow
