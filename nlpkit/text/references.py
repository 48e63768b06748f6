"""The labels by which reference links of Markdown are defined: "[label]: https://example.org"."""

from __future__ import annotations

import re
from collections.abc import Iterable

DEFINITION = re.compile(r" {0,3}\[([^\]^][^\]]*)\]:\s*\S+")
_FENCE = re.compile(r" {0,3}(?:`{3}|~{3})")


def folded(label: str) -> str:
    """Return a label as labels are compared: without regard to case and the width of spaces."""
    return " ".join(label.split()).casefold()


def defined(lines: Iterable[str]) -> frozenset[str]:
    """Return the folded labels that these lines define, outside fences."""
    found: set[str] = set()
    fenced = False
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and (definition := DEFINITION.match(line)):
            found.add(folded(definition[1]))
    return frozenset(found)
