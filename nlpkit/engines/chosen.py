"""The models that `nlpkit models pull PAIR` has chosen: those that the model "auto" stands for.

They are recorded in `models.json` in the user's data folder, $XDG_DATA_HOME/nlpkit
(~/.local/share/nlpkit): for each pair of languages the name and the revision of a model.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ..config import ModelOfPairs, TranslatorSection
from ..errors import ConfigError
from . import store

AUTO = "auto"
SHIPPED_MODEL = "ru-en-base"
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """A model on this computer, at the revision at which it was checked."""

    model: str
    revision: str | None


def choices() -> dict[str, Choice]:
    """Return the chosen model of each pair, such as "uk-en"; none where there is no record that
    this user can read. Raises ConfigError for a damaged one.
    """
    try:
        told = json.loads(place().read_text(encoding="utf-8"))
        for pair, choice in told.items():
            ModelOfPairs(pairs=(pair,), **choice)  # raises ValueError for what is no choice
        return {pair: Choice(**choice) for pair, choice in told.items()}
    except (FileNotFoundError, NotADirectoryError, PermissionError, RuntimeError):
        return {}  # a RuntimeError: the user has no home folder
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"cannot read the chosen models in {place()}: {error}",
            hint="remove the file, and choose them again: nlpkit models pull PAIR",
        ) from error


def choose(pairs: Iterable[str], choice: Choice) -> None:
    """Record the model of these pairs. Raises ConfigError."""
    _write(choices() | dict.fromkeys(pairs, choice))


def forget(pair: str) -> None:
    """Remove the record of a pair; the model's files stay. Raises ConfigError if there is none."""
    chosen = choices()
    if pair not in chosen:
        known = ", ".join(sorted(chosen)) or "none"
        raise ConfigError(f"no model is chosen for {pair}", hint=f"the chosen pairs: {known}")
    _write({other: choice for other, choice in chosen.items() if other != pair})


def resolved(section: TranslatorSection) -> TranslatorSection:
    """Return the settings with the models that "auto" stands for.

    These are the chosen models for their pairs, then the shipped model for all that it serves. A
    chosen model that is not on this computer any more is left out with a warning. A backend that
    is named gets the shipped model alone. Settings that name a model, or several, stay as they are.
    Raises ConfigError.
    """
    if section.model != AUTO or section.models:
        return section
    pairs: dict[Choice, list[str]] = {}
    for pair, choice in choices().items() if section.backend == "auto" else ():
        if store.local(choice.model, choice.revision) is None:
            LOG.warning(
                "%s, chosen for %s, is not on this computer any more: nlpkit models pull %s",
                *(choice.model, pair, pair),
            )
        else:
            pairs.setdefault(choice, []).append(pair)
    if not pairs:
        return section.model_copy(update={"model": SHIPPED_MODEL})
    models = [
        ModelOfPairs(model=choice.model, revision=choice.revision, pairs=tuple(served))
        for choice, served in pairs.items()
    ]
    return section.model_copy(update={"models": (*models, ModelOfPairs(model=SHIPPED_MODEL))})


def place() -> Path:
    """Return the file of the record; it may not exist."""
    data = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    return data / "nlpkit" / "models.json"


def _write(chosen: dict[str, Choice]) -> None:
    told = {pair: asdict(choice) for pair, choice in sorted(chosen.items())}
    try:
        file = place()
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}.part")
        part.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        part.replace(file)
    except (OSError, RuntimeError) as error:
        raise ConfigError(
            f"cannot record the chosen models: {error}", hint="set XDG_DATA_HOME to another folder"
        ) from error
