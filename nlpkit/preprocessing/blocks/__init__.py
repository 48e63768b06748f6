"""Divides a text into blocks: what belongs to the article, what does not, and why."""

from __future__ import annotations

from .splitting import VERSION, explain, split

__all__ = ["VERSION", "explain", "split"]
