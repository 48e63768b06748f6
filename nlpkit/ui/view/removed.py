"""The blocks that are not the article, with their reasons and the way to bring them back."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from html import escape

from ...document import Block, Document, Piece
from .parts import lang, short
from .strings import Strings


def removed(
    document: Document,
    pieces: Mapping[int, Piece],
    say: Strings,
    keep: Collection[int] = (),
    *,
    opened: bool = False,
) -> str:
    """Return the junk blocks with their reasons, their translation and a button to bring each back.

    `keep` are those that were brought back: they stay in the list, with a button that undoes it.
    """
    junk = [(i, b) for i, b in enumerate(document.blocks) if b.junk]
    if not junk:
        return ""
    reasons = Counter(say.reason(b.reason) for i, b in junk if i not in keep)
    listed = ", ".join(f"{reason} × {n}" if n > 1 else reason for reason, n in reasons.items())
    count = reasons.total()
    title = say.counted("block_removed", "blocks_removed", count)
    title = f"{title}: {listed}" if listed else title
    own = _translated(junk, pieces)
    items = "".join(_item(document, i, b, own[i], say, i in keep) for i, b in junk)
    return (
        f'<details class="removed"{" open" * opened}><summary>{escape(title)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _translated(
    junk: Sequence[tuple[int, Block]], pieces: Mapping[int, Piece]
) -> dict[int, list[Piece]]:
    """Return the pieces that are not in the target language, by the index of their block."""
    starts = [block.start for _, block in junk]
    found: dict[int, list[Piece]] = {i: [] for i, _ in junk}
    for piece in pieces.values():
        index, block = junk[bisect_right(starts, piece.start) - 1]
        if piece.status != "kept" and block.start <= piece.start < block.end:
            found[index].append(piece)
    return found


def _item(
    document: Document,
    index: int,
    block: Block,
    translated: Sequence[Piece],
    say: Strings,
    kept: bool,
) -> str:
    text = document.slice(block).strip()
    code = translated[0].lang if translated else document.language
    shown = f"<bdi{lang(code)}>{escape(short(text))}</bdi>"
    for piece in translated:
        if piece.status == "translated":
            shown += f' <span class="becomes">→ <bdi>{escape(piece.text)}</bdi></span>'
        else:
            shown += f' <span class="flag">{escape(say("not_translated"))}</span>'
    action = "undo" if kept else "keep"
    label = escape(say(f"{action}_label", text=short(text)), quote=True)
    reason = say("kept") if kept else say.reason(block.reason)
    return (
        f'<li{" class=kept" * kept}><span class="reason">{escape(reason)}</span> {shown} '
        f'<button type="button" class="small" data-keep="{index}" aria-label="{label}">'
        f"{escape(say(action))}</button></li>"
    )
