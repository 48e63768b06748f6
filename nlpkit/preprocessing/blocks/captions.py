"""Recognises the captions of pictures, figures and tables by how they begin."""

from __future__ import annotations

import re

from ...text import remarks
from .lines import LIMITS, Line

_CREDIT = LIMITS["credit"]
_BEGINS = re.compile(
    rf"[(\[▲▼⬆⬇\s]{{0,3}}(?:{'|'.join((*_CREDIT['captions'], *_CREDIT['labels']))})", re.IGNORECASE
)


def captioned(line: Line) -> bool:
    """Return whether a line is a caption: "Figure 2: …", "Pictured: …", "Photo: men mend a roof."

    What stands behind "Photo:" is a caption if it is a sentence of some words; else it names who
    took the picture.
    """
    if line.words > LIMITS["run"]["furniture"]:
        return False
    if _BEGINS.match(line.text) or remarks.numbered(line.text):
        return True
    found = line.found
    if found is None or found.how != "labels" or found.reason != "photo_credit":
        return False
    return line.stops and line.words > _CREDIT["described"] + len(found.phrase.split())
