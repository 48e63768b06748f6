"""Tells when files below some folders are added or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..extras import require
from .folders import is_own

OWN_FOLDER = ".nlpkit"  # of a batch, inside its output folder
MILLISECONDS_OF_QUIET = 1000


def changes(paths: Sequence[Path], *, skip: Path) -> Iterator[None]:
    """Yield each time that files of `paths` were added or changed. Hidden files do not count.

    Files below `skip` do not count, because a batch writes its results there. Changes within about
    two seconds count as one. Raises MissingExtra if watchfiles is not installed.
    """
    require("watch", "--watch")
    from watchfiles import Change, watch

    watched = [path.resolve() for path in paths if path.exists()]
    own = skip.resolve()

    def counts(change: Change, name: str) -> bool:
        path = Path(name)
        if change is Change.deleted or path.name.startswith(".") or OWN_FOLDER in path.parts:
            return False
        return not is_own(path) and (own in watched or not path.is_relative_to(own))

    begun = False
    for changed in watch(
        *watched, watch_filter=counts, yield_on_timeout=True, rust_timeout=MILLISECONDS_OF_QUIET
    ):
        if changed or not begun:
            yield
        begun = True
