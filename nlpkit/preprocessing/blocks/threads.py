"""Finds where the readers' comments begin: posts that are each signed with a name and a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .lines import LIMITS, Line

_THREAD = LIMITS["thread"]
_AGO = re.compile("|".join(LIMITS["byline"]["ago"]), re.IGNORECASE)
_HOUR = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_SPEAKER = re.compile(_THREAD["said"], re.IGNORECASE)


def start(lines: Sequence[Line]) -> int | None:
    """Return the index of the line that opens a thread of comments below an article, or None.

    A thread has several signed posts, most of them with prose, and no large gap between them. There
    is prose before it, and not much more after it, because a list of the latest comments may also
    stand above an article.
    """
    marks = list(_marks(lines))
    while marks:
        posts = _together(marks)
        answered = any(
            _is_reply_link(line) for line in lines[posts[0] : posts[-1] + _THREAD["gap"]]
        )
        before = _prose_words(lines[: posts[0]])
        after = _prose_words(lines[posts[-1] + _THREAD["post"] :])
        many = len(posts) >= _THREAD["posts"] - answered
        below = before >= _THREAD["prose_before"] and after <= _THREAD["prose_after"] * before
        if many and below and _have_prose(lines, posts):
            return posts[0] if _names_speaker(lines[posts[0]]) else posts[0] - 1
        marks = marks[len(posts) :]
    return None


def _marks(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines that sign a post: a name and a time, or a time below a name."""
    for i, line in enumerate(lines):
        if line.words > _THREAD["words"] or line.prose or line.row:
            continue
        if _AGO.search(line.text) or _HOUR.search(line.text):
            above = lines[i - 1] if i else None
            if _names_speaker(line) or (above is not None and _is_name(above)):
                yield i


def _is_name(line: Line) -> bool:
    """Return whether the line above a time may be the name of the speaker."""
    return line.words <= int(_THREAD["name"]) and line.found is None and not line.dated


def _names_speaker(line: Line) -> bool:
    """Return whether a line with a time names the speaker."""
    return _SPEAKER.search(line.text) is not None


def _together(marks: Sequence[int]) -> list[int]:
    """Return the first marks that stand near each other."""
    near = [marks[0]]
    for mark in marks[1:]:
        if mark - near[-1] > _THREAD["gap"]:
            break
        near.append(mark)
    return near


def _have_prose(lines: Sequence[Line], posts: Sequence[int]) -> bool:
    """Return whether two thirds of the posts have prose directly below the line that signs them."""
    prose = sum(any(x.prose for x in lines[i + 1 : i + 1 + _THREAD["post"]]) for i in posts)
    return 3 * prose >= 2 * len(posts)


def _is_reply_link(line: Line) -> bool:
    """Return whether a line has a phrase of comment sections, such as "Reply"."""
    return line.found is not None and line.found.reason == "comments"


def _prose_words(lines: Sequence[Line]) -> int:
    """Return the number of words in the lines of prose."""
    return sum(line.words for line in lines if line.prose)
