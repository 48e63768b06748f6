"""Finds the attributes of HTML that a reader sees or hears: the text for a picture, a hint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

from ..preprocessing import markup

_ATTRIBUTE = re.compile(
    r"""(?x) (?P<name> [^\s/>="'<]++ ) (?: \s*+ = \s*+
    (?: "(?P<value>[^"]*+)" | '(?P<single>[^']*+)' | (?P<bare>[^\s>"'=]++) ) )?"""
)
_MAY_HIDE = re.compile(r"(?i)\s(?:hidden|style|class)\b")
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
    found = values(name, tag, at)
    own = _OF.get(name)
    if own and own not in _NAMES and not _is_text(name, dict(found)):
        own = None
    for key, value in found:
        if (key in _NAMES or key == own) and any(map(str.isalpha, value.text)):
            yield value


def values(name: str, tag: str, at: int) -> list[tuple[str, Attribute]]:
    """Return the attributes with a value of a tag that begins at `at`, by their names."""
    return [
        (
            one["name"].lower(),
            Attribute(
                at + one.start(group),
                at + one.end(group),
                quote,
                " ".join(unescape(one[group]).split()),
            ),
        )
        for one in _ATTRIBUTE.finditer(tag, 1 + len(name), len(tag))
        for group, quote in (("value", '"'), ("single", "'"), ("bare", ""))
        if one[group] is not None
    ]


def is_unseen(name: str, tag: str) -> bool:
    """Return whether the start tag of an element says that readers do not see it."""
    if not _MAY_HIDE.search(tag):
        return False
    own = {
        one["name"].lower(): one["value"] or one["single"] or one["bare"]
        for one in _ATTRIBUTE.finditer(tag, 1 + len(name), len(tag))
    }
    return markup.is_unseen(own)


def _is_text(name: str, found: Mapping[str, Attribute]) -> bool:
    """Say whether the value of a button, or the content of a meta element, is text."""

    def value(key: str) -> str:
        return found[key].text.lower() if key in found else ""

    if name == "input":
        return value("type") in _BUTTONS
    return name != "meta" or (value("name") or value("property")) in _TOLD
