"""Finds the sentences of a text as offsets, in one pass, with named rules for all languages."""

from __future__ import annotations

from .splitting import VERSION, Decision, explain, split

__all__ = ["VERSION", "Decision", "explain", "split"]
