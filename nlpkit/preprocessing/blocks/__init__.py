"""Blocks of a text: what is the article, what is not, and why."""

from __future__ import annotations

from .splitting import VERSION, explain, split

__all__ = ["VERSION", "explain", "split"]
