"""Sentences of a text, as offsets: one pass, a tuple of named rules, no language asked."""

from __future__ import annotations

from .splitting import VERSION, Decision, explain, split

__all__ = ["VERSION", "Decision", "explain", "split"]
