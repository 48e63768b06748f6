"""What the folder of one model tells, wherever it lies."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ...errors import EngineError

_COMMIT = re.compile(r"[0-9a-f]{40}")
OWN = "nlpkit.json"  # what nlpkit itself says of a model: its languages, its coefficients
_PAIRS = (
    (OWN, ("source", "target")),
    ("tokenizer_config.json", ("source_lang", "target_lang")),
)


def pair(folder: Path) -> tuple[str | list[str], str | list[str]] | None:
    """Return the languages that a translation model reads and writes, as the codes in its files."""
    for file, keys in _PAIRS:
        told = readable_settings(folder / file)
        if told.get(keys[0]) and told.get(keys[1]):
            return told[keys[0]], told[keys[1]]
    return None


def settings(path: Path) -> dict[str, Any]:
    """Return the content of a JSON file of a model; empty where there is no file.

    Raises EngineError.
    """
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
    except (OSError, ValueError, TypeError) as error:
        raise EngineError(
            f"cannot read {path}: {error}", hint="it must be a JSON object"
        ) from error


def readable_settings(path: Path) -> dict[str, Any]:
    """Return the content of a JSON file of a model; empty where it cannot be read."""
    try:
        return settings(path)
    except EngineError:
        return {}


def converted(folder: Path) -> Path | None:
    """Return the folder with CTranslate2's `model.bin` inside a model's folder, or None."""
    both = (folder / "ct2-int8", folder)
    return next((place for place in both if (place / "model.bin").is_file()), None)


def commit(folder: Path) -> str | None:
    """Return the commit of a snapshot in the cache of Hugging Face; None for another folder."""
    return folder.name if is_commit(folder.name) else None


def is_commit(name: str) -> bool:
    """Return whether a name is that of a commit: 40 hexadecimal digits."""
    return _COMMIT.fullmatch(name) is not None


def files(folder: Path) -> list[Path]:
    """Return the files below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
