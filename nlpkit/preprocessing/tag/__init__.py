"""Tags stretches of text with their languages.

The function `tag` of `tagger` calls tokens, lexicon (langid), decode, names, quotations, spans and
scores in this order.
"""

from __future__ import annotations

from .tagger import VERSION, tag

__all__ = ["VERSION", "tag"]
