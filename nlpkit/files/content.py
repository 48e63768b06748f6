"""What the reader of a format returns."""

from __future__ import annotations

from typing import NamedTuple

from ..document import ArticleKind, Flag


class Content(NamedTuple):
    """What a reader found in the bytes of a file."""

    text: str
    kind: ArticleKind
    title: str | None = None
    warnings: tuple[Flag, ...] = ()
