"""Recognises the captions of pictures, figures and tables by how they begin."""

from __future__ import annotations

import re

from ...text import remarks
from .lines import LIMITS, Line

_CREDIT = LIMITS["credit"]
_BEGINS = re.compile(
    rf"[(\[▲▼⬆⬇\s]{{0,3}}(?:{'|'.join((*_CREDIT['captions'], *_CREDIT['labels']))})", re.IGNORECASE
)
_STOP_WITHIN = re.compile(r"\s\w*[^\W\d_]{2}[.!?…][»”\")]?\s+[«“\"(]?[^\W\d_]")


def captioned(line: Line) -> bool:
    """Return whether a line is a caption: "Figure 2: …", "Pictured: …", "Photo: men mend a roof."

    It is one sentence, and no long one. What stands behind "Photo:" is a caption if it is a
    sentence of some words; else it names who took the picture.
    """
    if line.words > _CREDIT["caption"] or not _is_labelled(line):
        return False
    return _STOP_WITHIN.search(line.text) is None


def _is_labelled(line: Line) -> bool:
    if _BEGINS.match(line.text) or remarks.numbered(line.text):
        return True
    found = line.found
    if found is None or found.how != "labels" or not remarks.pictures(found.phrase):
        return False
    return line.stops and line.words > _CREDIT["described"] + len(found.phrase.split())
