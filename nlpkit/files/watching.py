"""Tells when files below some folders are added or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..extras import require


def changes(paths: Sequence[Path], *, skip: Path) -> Iterator[None]:
    """Yield each time that files of `paths` were added or changed; hidden ones do not count.

    Nothing below `skip` counts, since a batch writes its results there. Changes within about two
    seconds are one. Raises MissingExtra where watchfiles is not installed.
    """
    require("watch", "--watch")
    from watchfiles import Change, watch

    own = skip.resolve()

    def counts(change: Change, name: str) -> bool:
        path = Path(name)
        hidden = path.name.startswith(".")
        return change is not Change.deleted and not hidden and not path.is_relative_to(own)

    for _ in watch(*(path.resolve() for path in paths), watch_filter=counts):
        yield
