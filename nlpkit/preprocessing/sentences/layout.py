"""Rules about lines and lists: what stands on a line of its own, and what marks an item."""

from __future__ import annotations

import re

from .candidates import BULLETS, Candidate

_NUMBER = r"(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4})"
_ITEM = re.compile(rf"(?:[{BULLETS}*\-–—]\s*)?\(?{_NUMBER}[.)]+\s|[{BULLETS}*]\s|[-–—]\s")
_MARKER = re.compile(rf"(?:[{BULLETS}*\-–—]\s*)?\(?{_NUMBER}")
_NUMBERED = re.compile(r"(\d{1,2}|[a-zа-я])([.)]{1,2})\s")


def blank_line(c: Candidate) -> bool | None:
    return True if c.gap.count("\n") > 1 else None


def list_item_follows(c: Candidate) -> bool | None:
    """Return a new line with a marker; inside a line a bullet after a bullet, '2.' after '1.'."""
    if "\n" in c.gap:
        return True if _ITEM.match(c.text, c.next, c.block.end) else None
    if c.head in BULLETS:
        return True if c.text[c.start : c.start + 12].lstrip()[:1] in BULLETS else None
    item = _NUMBERED.match(c.text, c.next, c.block.end)
    if item is None:
        return None
    before = _NUMBERED.match(c.text[c.start : c.start + 12].lstrip(f"{BULLETS} \n"))
    follows = before and before[2] == item[2] and _follows(before[1], item[1])
    return True if follows else None


def _follows(number: str, other: str) -> bool:
    if number.isdigit() or other.isdigit():
        return number.isdigit() and other.isdigit() and int(other) == int(number) + 1
    return ord(other) == ord(number) + 1


def no_item(c: Candidate) -> bool:
    return False


def line_is_wrapped(c: Candidate) -> bool | None:
    """In wrapped text a line breaks where its next word would not have fitted."""
    line_start = c.text.rfind("\n", c.block.start, c.stop) + 1 or c.block.start
    length = c.at - line_start
    first_word = len(c.text[c.next : min(c.next + 40, c.block.end)].split(None, 1)[0])
    return False if length >= 40 and length + 1 + first_word > _width(c) else None


def _width(c: Candidate) -> int:
    """Return the longest of the lines around the candidate, no more than 100."""
    around = c.text[max(c.block.start, c.stop - 400) : min(c.block.end, c.next + 400)]
    return min(max(map(len, around.split("\n"))), 100)


def line_goes_on(c: Candidate) -> bool | None:
    """Return a break before a lower-case letter, after a line too long to be a headline or menu
    entry.
    """
    line_start = c.text.rfind("\n", c.block.start, c.stop) + 1 or c.block.start
    return False if c.goes_on_small and c.at - line_start >= 40 else None


def line_break(c: Candidate) -> bool:
    return True


def list_marker(c: Candidate) -> bool | None:
    """'1.' or 'a)' at the start of a sentence, or after a colon, marks an item."""
    if c.mark[0] not in ".)":
        return None
    marker = c.text[max(c.start, c.stop - 10) : c.stop].rpartition(": ")
    if not marker[1] and c.stop - c.start > 10:
        return None
    return False if _MARKER.fullmatch(marker[2].lstrip()) else None
