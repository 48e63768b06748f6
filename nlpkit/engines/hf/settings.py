"""The settings in data/hf.toml, which hold for all checkpoints."""

from __future__ import annotations

from typing import Any

from ...resources import load_toml

SETTINGS: dict[str, Any] = load_toml(__package__, "data/hf.toml")
