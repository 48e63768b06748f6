"""Faithfulness: whether the sentences of a summary follow from their source.

Pure functions on a sentence and the sentences of its source, one small file for each question.
`sources`: which sentences support it. `numbers`, `dates`, `names`: whether the source has those
that it contains. `negation`: whether yes became no. `support`: how much of its wording comes from
the source. `checking` asks all of them.
"""

from __future__ import annotations

from .checking import VERSION, Check, Checker
from .numbers import unseen_numbers
from .sources import SourceIndex

__all__ = ["VERSION", "Check", "Checker", "SourceIndex", "unseen_numbers"]
