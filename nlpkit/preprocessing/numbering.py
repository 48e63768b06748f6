"""Numbers the items of the ordered lists of a page, as browsers show them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from . import phrases

_NUMBER = re.compile(r"\s*([+-]?\d{1,6})(?!\d)")  # a longer one is ignored
_NAME = re.compile(r"[\w-]+")  # of a class or an id
_NONE = re.compile(r"\bnone\b")
# An item that is written with a mark of its own, such as "1.", "2)" or a bullet, or with a time.
_MARKED = re.compile(
    r"(?:\d{1,2}[:.]\d\d|\(?(?:\d{1,3}(?:\.\d{1,3})*[.)]|[^\W\d_]\))|[•–—*-])(?:\s|$)"
)
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LISTS = ("ol", "ul", "menu", "dir")


@dataclass(slots=True)
class _List:
    """An open list. The items of a reversed one without a first number are counted down from 0
    until it ends: `late` are these items in `Numbering`, if more may follow (`open_end`).
    """

    numbered: bool
    style: str
    step: int
    following: int
    open_end: bool
    size: int = 0
    late: list[int] = field(default_factory=list)


@dataclass
class Numbering:
    """Follows the tags of a page and gives the first line of each item its number.

    `waiting` is the innermost item without a line.
    """

    waiting: int | None = None

    _open: list[_List] = field(default_factory=list)
    _numbers: list[tuple[int, str]] = field(default_factory=list)  # of each item, and its style

    def start(self, tag: str, attributes: Mapping[str, str | None], *, shown: bool = True) -> None:
        """Take note of a start tag. Items that are not shown do not count."""
        if tag in _LISTS:
            self._open.append(_list(tag, attributes))
        elif tag == "li" and shown and self._open and self._open[-1].numbered:
            own = self._open[-1]
            value = _number(attributes.get("value"))
            own.following = own.following if value is None else value
            own.size += 1
            own.open_end &= value is None
            if own.open_end:
                own.late.append(len(self._numbers))
            self.waiting = len(self._numbers)
            self._numbers.append((own.following, attributes.get("type") or own.style))
            own.following += own.step

    def end(self, tag: str) -> None:
        """Take note of an end tag."""
        if tag == "li" or tag in _LISTS:
            self.waiting = None
        if tag in _LISTS and self._open:
            own = self._open.pop()
            for i in own.late:
                number, style = self._numbers[i]
                self._numbers[i] = number + own.size, style

    def take(self) -> int | None:
        """Return the item that begins with the line that ends here, if one does."""
        item, self.waiting = self.waiting, None
        return item

    def marked(self, text: str, item: int | None) -> str:
        """Return the first line of an item with its number, unless it is written with a mark."""
        if item is None or _MARKED.match(text):
            return text
        return f"{_written(*self._numbers[item])}. {text}"


@cache
def _unnumbered() -> re.Pattern[str]:
    names = "|".join(phrases.data("markup.toml")["unnumbered"])
    return re.compile(names)


def _is_plain(attributes: Mapping[str, str | None]) -> bool:
    """Return whether the class, the id or the style of a list takes the numbers from it.

    `role="list"` is written where the style does: browsers then forget that it is a list.
    """
    if attributes.get("role") == "list":
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    if any(map(_unnumbered().fullmatch, _NAME.findall(names))):
        return True
    for one in (attributes.get("style") or "").lower().split(";"):
        key, _, value = one.partition(":")
        if key.strip() in ("list-style", "list-style-type") and _NONE.search(value):
            return True
    return False


def _list(tag: str, attributes: Mapping[str, str | None]) -> _List:
    start = _number(attributes.get("start"))
    backwards = "reversed" in attributes
    return _List(
        numbered=tag == "ol" and not _is_plain(attributes),
        style=attributes.get("type") or "1",
        step=-1 if backwards else 1,
        following=start if start is not None else 0 if backwards else 1,
        open_end=backwards and start is None,
    )


def _number(value: str | None) -> int | None:
    found = _NUMBER.match(value or "")
    return int(found[1]) if found else None


def _written(number: int, style: str) -> str:
    """Return a number in a style: "1", "a", "A", "i" or "I"."""
    if number < 1 or style not in ("a", "A", "i", "I") or (style in "iI" and number > 3999):
        return str(number)
    text = ""
    if style in "iI":
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            text += letters * count
    while style in "aA" and number:
        number, at = divmod(number - 1, 26)
        text = chr(ord("a") + at) + text
    return text.upper() if style.isupper() else text
