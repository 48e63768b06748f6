"""Parts the items of a paragraph that are not read as one text: what is struck out, and elements
that follow each other without a space, as in menus.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from ..text.boundaries import are_two
from .elements import Item, ItemKind
from .markup import Markup


def without_struck(
    source: str, items: Sequence[Item], markup: Markup
) -> Iterator[tuple[Sequence[Item], bool]]:
    """Yield the items of a paragraph without text that is struck out, and those of each such text.
    What is struck out stands in the paragraph as a whole.
    """
    kept: list[Item] = []
    struck: list[list[Item]] = []
    ends = _struck_ends(items, markup)
    at = 0
    while at < len(items):
        item = items[at]
        end = ends.get(at, at)
        if item.kind == "text" and item.name == "struck":
            if not at or items[at - 1].name != "struck":
                struck.append([])
                kept.append(item)
            struck[-1].append(item)
            kept[-1] = replace(kept[-1], kind="picture", end=item.end)
        elif end > at:
            struck.append([*items[at + 1 : end]])
            text = "".join(source[one.start : one.end] for one in struck[-1] if one.kind == "text")
            kind: ItemKind = "mark" if len(text) == 1 and text.isalpha() else "picture"
            kept.append(Item(kind, item.start, items[end].end, item.name))
        else:
            kept.append(item)
        at = end + 1
    yield kept, False
    yield from ((own, True) for own in struck)


def _struck_ends(items: Sequence[Item], markup: Markup) -> dict[int, int]:
    """Return where each struck element that is in no other one ends, by where it begins."""
    ends: dict[int, int] = {}
    open_: list[int] = []
    for i, item in enumerate(items):
        if item.name in markup.struck:
            if item.kind == "open":
                open_.append(i)
            elif item.kind == "close" and open_:
                ends[open_.pop()] = i
    return ends


def apart(source: str, items: Sequence[Item], markup: Markup) -> Iterator[Sequence[Item]]:
    """Yield the items of a paragraph. If it has no text outside elements, cut it between elements
    that follow each other without a space, but not inside a word.
    """
    first = 0
    for cut in _cuts(source, items, markup):
        yield items[first:cut]
        first = cut
    yield items[first:]


def _cuts(source: str, items: Sequence[Item], markup: Markup) -> list[int]:
    """Return the items at which a paragraph is cut."""
    cuts: list[int] = []
    depth, cut, end, looks = 0, -1, "", True
    for i, item in enumerate(items):
        if item.kind == "text":
            text = unescape(source[item.start : item.end])
            if depth == 0 and text.strip():
                return []
            if cut >= 0 and are_two(end, text, looks=looks):
                cuts.append(cut)
            cut, end, looks = -1, text[-2:], True
        elif item.kind in ("open", "close"):
            looks &= item.name in markup.looks
            closed = i > 0 and items[i - 1].kind == "close" and items[i - 1].name in markup.parting
            if item.kind == "open" and depth == 0 and closed and item.name in markup.parting:
                cut = i
            depth += 1 if item.kind == "open" else -1
            if depth < 0:
                return []
        elif item.kind == "copied" and depth == 0:
            return []
    return cuts if depth == 0 else []
