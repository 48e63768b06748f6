"""Where the readers' comments begin: posts one by one, each signed with a name and a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .lines import LIMITS, Line

_THREAD = LIMITS["thread"]
_AGO = re.compile("|".join(LIMITS["byline"]["ago"]), re.IGNORECASE)
_HOUR = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_SAID = re.compile(_THREAD["said"], re.IGNORECASE)


def start(lines: Sequence[Line]) -> int | None:
    """Return the line that opens a thread of comments below an article, or None.

    A thread has several signed posts, most of them with prose, no great gap between them, and no
    great deal of prose behind it, so that a list of the latest comments above an article is none.
    """
    marks = list(_marks(lines))
    while marks:
        posts = _together(marks)
        answered = any(_answers(line) for line in lines[posts[0] : posts[-1] + _THREAD["gap"]])
        told = _told(lines[: posts[0]])
        behind = _told(lines[posts[-1] + _THREAD["post"] :])
        many = len(posts) >= _THREAD["posts"] - answered
        placed = told >= _THREAD["told"] and behind <= _THREAD["behind"] * told
        if many and placed and _speak(lines, posts):
            return posts[0] if _names(lines[posts[0]]) else posts[0] - 1
        marks = marks[len(posts) :]
    return None


def _marks(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines that sign a post: a name and a time, or a time below a name."""
    for i, line in enumerate(lines):
        if line.words > _THREAD["words"] or line.prose or line.row:
            continue
        if _AGO.search(line.text) or _HOUR.search(line.text):
            above = lines[i - 1] if i else None
            if _names(line) or (above is not None and _is_name(above)):
                yield i


def _is_name(line: Line) -> bool:
    """Return whether the line above a time may be the name of who speaks."""
    return line.words <= int(_THREAD["name"]) and line.found is None and not line.dated


def _names(line: Line) -> bool:
    """Return whether a line with a time says who speaks."""
    return _SAID.search(line.text) is not None


def _together(marks: Sequence[int]) -> list[int]:
    """Return the first marks that stand near each other."""
    near = [marks[0]]
    for mark in marks[1:]:
        if mark - near[-1] > _THREAD["gap"]:
            break
        near.append(mark)
    return near


def _speak(lines: Sequence[Line], posts: Sequence[int]) -> bool:
    """Return whether most of the posts hold prose right below the line that signs them."""
    prose = sum(any(x.prose for x in lines[i + 1 : i + 1 + _THREAD["post"]]) for i in posts)
    return 3 * prose >= 2 * len(posts)


def _answers(line: Line) -> bool:
    return line.found is not None and line.found.reason == "comments"


def _told(lines: Sequence[Line]) -> int:
    return sum(line.words for line in lines if line.prose)
