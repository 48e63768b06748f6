"""What data/hf.toml says of checkpoints."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

SETTINGS: dict[str, Any] = tomllib.loads(
    files("nlpkit.engines").joinpath("data/hf.toml").read_text(encoding="utf-8")
)
