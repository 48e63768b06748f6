"""What bears out the sentences of a summary, and what speaks against them.

Pure functions on a sentence and the sentences of its source, one small file for each question:
`sources` which sentences bear it out, `numbers`, `dates` and `names` whether the source has those
it names, `negation` whether yes became no, `support` how far its wording is that of the source.
`checking` asks all of them.
"""

from __future__ import annotations

from .checking import VERSION, Check, Checker
from .numbers import unseen_numbers
from .sources import SourceIndex

__all__ = ["VERSION", "Check", "Checker", "SourceIndex", "unseen_numbers"]
