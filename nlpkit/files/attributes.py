"""Finds the attributes of HTML that a reader sees or hears: the text for a picture, a hint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

_ATTRIBUTE = re.compile(
    r"""(?x) (?P<name> [^\s/>="'<]++ ) (?: \s*+ = \s*+
    (?: "(?P<value>[^"]*+)" | '(?P<single>[^']*+)' | (?P<bare>[^\s>"'=]++) ) )?"""
)
_NAMES = frozenset("alt title placeholder aria-label aria-description".split())
# The attributes that are text in some elements only.
_OF = {
    "option": "label", "optgroup": "label", "track": "label", "input": "value", "meta": "content",
}  # fmt: skip
_BUTTONS = frozenset(("submit", "button", "reset"))
_TOLD = frozenset(
    ("description", "og:title", "og:description", "og:image:alt", "twitter:title",
     "twitter:description", "twitter:image:alt")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value at [start, end) of the source, and the mark around it; empty without one."""

    start: int
    end: int
    quote: str
    text: str

    def written(self, text: str) -> str:
        """Return the source of another value."""
        return escape(text) if self.quote else f'"{escape(text)}"'


def read(name: str, tag: str, at: int) -> Iterator[Attribute]:
    """Yield the attributes with letters to be read of a tag that begins at `at`."""
    if "=" not in tag:
        return
    found = [*_ATTRIBUTE.finditer(tag, 1 + len(name), len(tag))]
    own = _OF.get(name)
    if own and own not in _NAMES and not _is_text(name, found):
        own = None
    for one in found:
        key = one["name"].lower()
        if key not in _NAMES and key != own:
            continue
        for group, quote in (("value", '"'), ("single", "'"), ("bare", "")):
            text = " ".join(unescape(one[group] or "").split())
            if any(map(str.isalpha, text)):
                yield Attribute(at + one.start(group), at + one.end(group), quote, text)


def _is_text(name: str, found: list[re.Match[str]]) -> bool:
    """Say whether the value of a button, or the content of a meta element, is text."""
    if name not in ("input", "meta"):
        return True
    values = {
        one["name"].lower(): (one["value"] or one["single"] or one["bare"] or "").lower()
        for one in found
    }
    if name == "input":
        return values.get("type") in _BUTTONS
    return values.get("name", values.get("property")) in _TOLD
