"""Faithfulness: whether the sentences of a summary follow from their source.

Pure functions on a sentence and the sentences of its source, one small file for each question.
`sources`: which sentences support it. `numbers`, `dates`, `names`: whether the source has those
that it contains. `negation`: whether it negates the same. `support`: how much of its wording comes
from the source. `checking` puts the answers together.
"""

from __future__ import annotations

from .checking import VERSION, Check, Checker
from .numbers import unseen_numbers
from .sources import SourceIndex

__all__ = ["VERSION", "Check", "Checker", "SourceIndex", "unseen_numbers"]
