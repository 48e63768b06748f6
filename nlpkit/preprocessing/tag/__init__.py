"""Languages of stretches of text: `tag` says which words are whose.

tokens -> lexicon (langid) -> decode -> names -> spans -> scores, one after the other, in `tagger`.
"""

from __future__ import annotations

from .tagger import VERSION, tag

__all__ = ["VERSION", "tag"]
