"""The models that `nlpkit models pull PAIR` has chosen: those that the model "auto" stands for.

They are recorded in the folder `models` of the user's data folder, $XDG_DATA_HOME/nlpkit
(~/.local/share/nlpkit): a file for each pair of languages, such as `uk-en.json`, with the name and
the revision of a model. Two processes that choose models for different pairs do not disturb each
other.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from ...config import ModelOfPairs, TranslatorSection
from ...errors import ConfigError
from . import places

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
        files = sorted(place().glob("*.json"))
    except (OSError, RuntimeError):  # a RuntimeError: the user has no home folder
        return {}
    read = {file.stem: _read(file) for file in files}
    return {pair: choice for pair, choice in read.items() if choice}


def choose(pairs: Iterable[str], choice: Choice) -> None:
    """Record the model of these pairs. Raises ConfigError."""
    try:
        folder = place()
        folder.mkdir(parents=True, exist_ok=True)
        for pair in pairs:
            part = folder / f"{pair}.{secrets.token_hex(8)}.part"
            part.write_text(json.dumps(asdict(choice), indent=1) + "\n", encoding="utf-8")
            part.replace(folder / f"{pair}.json")
    except (OSError, RuntimeError) as error:
        raise ConfigError(
            f"cannot record the chosen models: {error}", hint="set XDG_DATA_HOME to another folder"
        ) from error


def forget(pair: str) -> None:
    """Remove the record of a pair; the model's files stay. Raises ConfigError if there is none."""
    chosen = choices()
    if pair not in chosen:
        known = ", ".join(chosen) or "none"
        raise ConfigError(f"no model is chosen for {pair}", hint=f"the chosen pairs: {known}")
    try:
        (place() / f"{pair}.json").unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(
            f"cannot remove the record of {pair}: {error}", hint=f"remove it in {place()}"
        ) from error


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
        if places.local(choice.model, choice.revision) is None:
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
    """Return the folder of the records; it may not exist."""
    data = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    return data / "nlpkit" / "models"


def _read(file: Path) -> Choice | None:
    """Return a record; None where it was just removed, or where this user may not read it."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        ModelOfPairs(pairs=(file.stem,), **told)  # raises ValueError for what is no choice
        return Choice(**told)
    except (FileNotFoundError, PermissionError):
        return None
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ConfigError(
            f"cannot read the chosen models in {file}: {error}",
            hint=f"remove the file, and choose again: nlpkit models pull {file.stem}",
        ) from error
