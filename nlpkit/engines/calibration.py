"""How the score of a translation becomes a probability: the coefficients that a model brings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import isfinite
from pathlib import Path

from ..errors import EngineError
from . import store

_KEY = "confidence"


@dataclass(frozen=True, slots=True)
class Calibration:
    """The coefficients of a logistic regression for the log-odds that a translation does not
    mislead its reader.

    `constant` is the intercept. The others belong to one feature each (see `translate.confidence`):
    `surprise`, the negative logarithm of the engine's score; `words`, the logarithm of the number
    of words of the text; `pieces`, the tokens that the engine has for a word of the text, because
    rare words have many; `differs`, 1 if a number, a name, a term or a negation differs;
    `uncovered`, the logarithm of one more than the number of words of the text that no word of the
    translation stands for, as far as the engine can tell.
    """

    constant: float
    surprise: float
    words: float
    pieces: float
    differs: float
    uncovered: float = 0.0

    def __post_init__(self) -> None:
        values = (getattr(self, field.name) for field in fields(self))
        if not all(type(value) in (float, int) and isfinite(value) for value in values):
            raise ValueError("a coefficient is not a finite number")


def read(folder: Path) -> Calibration | None:
    """Return the coefficients under `confidence` in the `nlpkit.json` of a model's folder.

    Returns None where there are none. Raises EngineError for coefficients that are incomplete or
    no numbers.
    """
    path = folder / store.OWN
    told = store.settings(path).get(_KEY)
    if told is None:
        return None
    try:
        return Calibration(**told)
    except (TypeError, ValueError) as error:
        names = ", ".join(field.name for field in fields(Calibration))
        hint = f"it must have these numbers: {names}"
        raise EngineError(f'cannot read "{_KEY}" in {path}: {error}', hint=hint) from error
