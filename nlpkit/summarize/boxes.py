"""Finds the boxes of a document that stand beside its news: references, and who made it."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import takewhile

from ..document import Block, Document
from ..text import remarks

_PROSE = ("paragraph", "quote", "list")
_MOST = 2  # paragraphs below a label that are all of its box where nothing follows them


def boxed(document: Document) -> set[int]:
    """Return the indices of the sentences that stand in such a box.

    A box is the paragraph that begins with its label. Where the label is a block of its own, the
    box is the paragraph or list below it, or the few paragraphs that end the document. What the
    article begins with is none.
    """
    blocks = set(_blocks(document))
    return {i for i, one in enumerate(document.sentences) if one.block in blocks}


def _blocks(document: Document) -> Iterator[int]:
    texts = [document.slice(block).strip(" \n*#_") for block in document.blocks]
    labels = {i for i, text in enumerate(texts) if remarks.label(text)}
    prose = [i for i, b in enumerate(document.blocks) if b.kind in _PROSE and i not in labels]
    for i in labels:
        at = bisect(prose, i)
        if at:
            yield from _below(document.blocks, prose[at:])
    yield from (i for i in prose[1:] if remarks.reference(texts[i]))


def _below(blocks: Sequence[Block], prose: Sequence[int]) -> Sequence[int]:
    """Return which of the blocks below a label, `prose`, are its box."""
    if len(prose) <= _MOST:
        return prose
    items = [*takewhile(lambda i: blocks[i].kind == "list", prose)]
    return items or prose[:1]
