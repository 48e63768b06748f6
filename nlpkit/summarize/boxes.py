"""Finds the boxes of a document that stand beside its news: references, and who made it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from ..document import BlockKind, Document
from ..text import remarks

_PROSE: tuple[BlockKind, ...] = ("paragraph", "quote", "list")
_LABELS: tuple[BlockKind, ...] = (*_PROSE, "heading")


def boxed(document: Document) -> set[int]:
    """Return the indices of the sentences that stand in such a box.

    A box is the paragraph that begins with its label. Where the label is a block of its own, the
    box is the paragraph, or the items of a list, directly below it. What the article begins with is
    none.
    """
    blocks = set(_blocks(document))
    return {i for i, one in enumerate(document.sentences) if one.block in blocks}


def _blocks(document: Document) -> Iterator[int]:
    blocks = document.blocks
    begun = False
    for i, block in enumerate(blocks):
        text = document.slice(block).strip(" \n*#_") if block.kind in _LABELS else ""
        if begun and remarks.label(text):
            below = range(i + 1, len(blocks))
            items = [*takewhile(lambda k: blocks[k].kind == "list", below)]
            yield from items or (k for k in below[:1] if blocks[k].kind in _PROSE)
        elif begun and block.kind in _PROSE and remarks.reference(text):
            yield i
        else:
            begun = begun or block.kind in _PROSE
