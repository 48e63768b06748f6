"""What data/hf.toml says of checkpoints."""

from __future__ import annotations

from typing import Any

from ...resources import load_toml

SETTINGS: dict[str, Any] = load_toml(__package__, "data/hf.toml")
