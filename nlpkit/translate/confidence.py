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

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, log1p, tanh

from ..engines import Calibrated, Calibration, FindsUncovered, HasDictionary, Translator
from ..length import count_words
from ..text import dates, numbers
from ..text.abbreviations import spelled_out
from ..text.folding import fold
from ..text.words import stem, words
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


def rated(engine: Translator, text: str, outcome: Outcome, source: str, target: str) -> Outcome:
    """Return the outcome of a text with its final score. `source` and `target` are languages.

    If the engine is calibrated, the score is the probability that the translation does not mislead.
    If the score is low and the outcome has no other reason, its reason is `low_confidence`, and its
    detail names the first words that the translation seems to leave out. The answers of exact
    engines are not judged.
    """
    if engine.exact or outcome.status != "translated" or not outcome.score:
        return outcome
    missing = left_out(engine, text, outcome, source, target)
    score = outcome.score
    if isinstance(engine, Calibrated) and engine.calibration is not None:
        score = probability(engine.calibration, features(engine, text, outcome, missing))
    if outcome.reason is not None or not guard.doubtful(score):
        return replace(outcome, score=score)
    detail = ", ".join(f"{word} → ?" for word in missing[:_NAMED])
    return replace(outcome, score=score, reason="low_confidence", detail=detail)


def features(engine: Translator, text: str, outcome: Outcome, missing: Sequence[str]) -> Features:
    """Return the features of a translation that has a score of the engine.

    `missing` are the words of the text that no word of the translation stands for.
    """
    count = max(1, count_words(text))
    return Features(
        surprise=-log(outcome.score or 1.0),
        words=log(count),
        pieces=engine.count(text) / count,
        differs=float(outcome.reason in DIFFERS),
        uncovered=log1p(len(missing)),
    )


def left_out(
    engine: Translator, text: str, outcome: Outcome, source: str, target: str
) -> list[str]:
    """Return the words of the text that no word of its translation stands for, in lower case.

    Numbers and dates, which are compared by `figures`, are not among them, nor are terms of the
    glossary, and words that the translation has as they are. Abbreviations count as the words that
    they stand for. Words of the engine's dictionary come first. The list is empty if the engine
    cannot tell.
    """
    spelled = spelled_out(text, source)
    bare = dates.without(spelled, [*numbers.read(spelled), *dates.read(spelled)])
    found: list[str] = []
    if isinstance(engine, HasDictionary):
        lacking = engine.lacking(bare, outcome.text, source, target)
        found += [fold(bare[word.start : word.end]) for word in lacking]
    if isinstance(engine, FindsUncovered):
        found += engine.uncovered(bare, outcome.text, source, target)
    terms = " ".join(term.term for term in outcome.terms)
    stand = {stem(word) for word in words(f"{outcome.text} {terms}")}
    first = {stem(word): word for word in reversed(found)}
    return [word for word in found if stem(word) not in stand and first[stem(word)] is word]


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
