"""The thresholds of this package."""

from __future__ import annotations

from ..resources import load_toml

SETTINGS = load_toml(__package__, "data/faithfulness.toml")
