"""Flags as plain values, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..document import Flag


def flags_as_list(flags: Iterable[Flag]) -> list[dict[str, str]]:
    """Return flags as in `[{"code": "number_not_in_source", "detail": "42"}]`."""
    return [{"code": flag.code, "detail": flag.detail} for flag in flags]


def flags_from_list(data: Iterable[Mapping[str, Any]]) -> tuple[Flag, ...]:
    return tuple(Flag(**flag) for flag in data)
