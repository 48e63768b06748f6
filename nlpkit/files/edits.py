"""Changes of a source at positions, so that everything else in it stays as it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

# The range [start, end) of a source and the text in its place; an empty range is an insertion.
Edit = tuple[int, int, str]
# Returns a range of a source with the edits in it.
Raw = Callable[[int, int], str]


def with_edits(source: str, edits: Iterable[Edit]) -> Raw:
    """Return a function that returns a range of the source with the edits in it. An edit inside
    another one is part of it already.
    """
    outer: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if not outer or outer[-1][1] <= edit[0]:
            outer.append(edit)
    starts = [start for start, *_ in outer]

    def raw(start: int, end: int) -> str:
        written: list[str] = []
        at = start
        for i in range(bisect_left(starts, start), bisect_left(starts, end)):
            written += source[at : outer[i][0]], outer[i][2]
            at = outer[i][1]
        return "".join([*written, source[at:end]])

    return raw


def edited(source: str, edits: Iterable[Edit]) -> str:
    """Return the whole source with the edits, none of which may begin at its end."""
    return with_edits(source, edits)(0, len(source))
