"""Web addresses in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The signs at the end belong to the sentence around the address.
ADDRESS = re.compile(r"""https?://[^\s<>«»"]*[^\s<>«»".,;:!?…)\]'”]""", re.IGNORECASE)


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text in order, each with whether it is a web address."""
    at = 0
    for found in ADDRESS.finditer(text):
        if at < found.start():
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(text):
        yield text[at:], False
