"""A paragraph as text with the elements in it, which move with their words when it is translated.

Elements keep their tags, comments and attributes byte for byte. What is no text to be read, such as
code, a picture or the number of a note, moves as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Literal

from ..document import Passage
from ..text.boundaries import STOPS, are_two, last_two
from .edits import Edit, Raw
from .markup import Markup

ItemKind = Literal["text", "open", "close", "mark", "picture", "copied"]
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^>]*>?")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST_NOTE = 40
_LONGEST_CODE = 200
_NUMBER = re.compile(r"[\[(]?\d{1,3}[\])]?|\*{1,3}")
_RUN = re.compile("`+")
_NESTED = 32  # open elements that an end tag may close


@dataclass(frozen=True, slots=True)
class Item:
    """A range of the source: text, a tag, or what stands in the text as a whole.

    Of texts of Word, `unit` is where the run or the link around it begins, and `style` how it
    looks.
    """

    kind: ItemKind
    start: int
    end: int
    name: str = ""
    style: int = 0
    unit: int = 0


@dataclass(slots=True)
class _Node:
    """An element while it is built: its start tag, its end tag, what is in it, and its text's
    range. One without an end tag is kept as a whole; `copied`: it stands for its range; `parted`:
    the text has a space in front of it that the source has not; `led`: the source has one that the
    text has not.
    """

    start: int
    end: int
    first: int
    last: int
    close: tuple[int, int] | None = None
    copied: bool = False
    spaced: bool = False
    parted: bool = False
    led: bool = False
    children: list[int] = field(default_factory=list)


class Flow:
    """Text with every white space as one space and none at its beginning."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.lead = self.tail = ""

    @property
    def text(self) -> str:
        return "".join(self.parts).rstrip()

    @property
    def last(self) -> str:
        return self.parts[-1][-1] if self.parts else ""

    @property
    def end(self) -> str:
        """The last characters."""
        return last_two(self.parts)

    def add(self, text: str) -> bool:
        """Add text. Return whether a space before it was left out."""
        bare = text.strip()
        if not self.parts:
            self.lead += text[: len(text) - len(text.lstrip())]
        if bare:
            self.tail = text[len(text.rstrip()) :]
        elif self.parts:
            self.tail += text
        plain = _SPACE.sub(" ", text)
        dropped = plain.startswith(" ") and self.last in ("", " ")
        plain = plain[dropped:]
        if plain:
            self.parts.append(plain)
            self.size += len(plain)
        return dropped and self.size > 0

    def drop_space(self) -> None:
        """Take back the space at the end."""
        self.parts[-1] = self.parts[-1][:-1]
        self.size -= 1

    def cut(self, count: int, size: int) -> None:
        """Take back all but the first `count` parts, which have `size` characters."""
        del self.parts[count:]
        self.size = size


class Elements:
    """The text and the elements of one paragraph of a source."""

    def __init__(self, source: str, items: Sequence[Item], markup: Markup) -> None:
        items = _trimmed(source, items)
        self.start = items[0].start if items else 0
        self.end = items[-1].end if items else 0
        longest = max(
            (
                len(run)
                for one in items
                if one.kind == "text"
                for run in _RUN.findall(source, one.start, one.end)
            ),
            default=0,
        )
        builder = _Builder(source, markup, "`" * min(3, longest + 1))
        for item in items:
            builder.add(item)
        builder.finish()
        self._nodes, self._roots = builder.nodes, builder.roots
        self._lead, self._tail = builder.flow.lead, builder.flow.tail
        text = builder.flow.text
        ranges = ((min(node.first, len(text)), min(node.last, len(text))) for node in builder.nodes)
        self.passage = Passage(text, tuple(ranges))

    @property
    def tags(self) -> list[tuple[int, int]]:
        """The start tag of each range; (0, 0) for one without an end tag."""
        return [(node.start, node.end) if node.close else (0, 0) for node in self._nodes]

    def edits(self, answer: Passage, raw: Raw) -> Iterator[Edit]:
        """Yield the range of the paragraph with its new source."""
        text = "".join(self._written(answer, raw))
        yield self.start, self.end, f"{_escaped(self._lead)}{text}{_escaped(self._tail)}"

    def _written(self, answer: Passage, raw: Raw) -> Iterator[str]:
        text, at = answer.text, 0
        closed = -1  # where an element ended
        inside = [(self._ordered(self._roots, answer), len(text), "")]
        spaced = False
        while inside:
            children, end, close = inside[-1]
            i = next(children, None)
            start = end if i is None else min(max(answer.ranges[i][0], at), end)
            if spaced and start > at:
                spaced = False
                yield "" if text[at].isspace() else " "
            parted = i is not None and self._nodes[i].parted
            if not (parted and closed == at and text[at:start] == " "):
                yield _escaped(text[at:start])
            at = start
            if i is None:
                yield close
                closed = at
                inside.pop()
                continue
            node = self._nodes[i]
            if spaced and node.close:
                spaced = False
                yield "" if text[at : at + 1].isspace() else " "
            if node.led and at and not text[at - 1].isspace():
                yield " "
            yield raw(node.start, node.end)
            last = min(max(answer.ranges[i][1], at), end)
            if node.close:
                children = self._ordered(node.children, answer)
                inside.append((children, last, raw(*node.close)))
            else:
                if node.copied:
                    own = self.passage.text[node.first : node.last]
                    at = last if text[at:last].lower() == own.lower() else at
                closed = at
                spaced = node.spaced

    def _ordered(self, nodes: Sequence[int], answer: Passage) -> Iterator[int]:
        return iter(sorted(nodes, key=lambda i: (answer.ranges[i][0], i)))


class _Builder:
    """Goes through the items of a paragraph once."""

    def __init__(self, source: str, markup: Markup, fence: str) -> None:
        self.flow = Flow()
        self.nodes: list[_Node] = []
        self.roots: list[int] = []
        self._source = source
        self._markup = markup
        self._fence = fence
        # Open elements, each with its name and how many parts the text had before it.
        self._open: list[tuple[int, str, int]] = []
        self._picture = False
        self._behind = 0  # the first node behind the last picture
        self._since = 0  # the first node behind the last text
        self._closed = False  # whether an element ended behind the last text
        self._opened = -1  # the first node behind that end
        self._looks = True  # whether those elements only change how letters look

    def add(self, item: Item) -> None:
        if item.kind == "text":
            self._add_text(unescape(self._source[item.start : item.end]))
        elif item.kind == "open":
            self._part(item.name, opens=True)
            self._open.append((self._node(item), item.name, len(self.flow.parts)))
        elif item.kind == "close":
            self._close(item)
        else:
            self._picture |= item.kind == "picture" and item.name != "wbr"
            if item.kind == "copied" and (code := self._code(item)):
                self._copy(item, code)
            else:
                self._node(item)
                if item.kind == "picture":
                    self._behind = len(self.nodes)

    def finish(self) -> None:
        """Keep the start tags of elements that do not end in this paragraph."""
        self._keep_open(0)

    def _copy(self, item: Item, code: str) -> None:
        """Add code. Code directly behind other code is one with it, unless that is long."""
        node = self.nodes[-1] if self.nodes else None
        beside = node and node.copied and node.end == item.start
        if node and beside and node.last - node.first <= _LONGEST_CODE:
            code = f"{self.flow.parts[-1].strip('`')} {code}"
            self.flow.cut(len(self.flow.parts) - 1, node.first)
            node.end = item.end
        else:
            self._part(item.name, opens=True)
            node = self.nodes[self._node(item)]
        code = f"{self._fence}{code}{self._fence}"
        self._add_text(code, code=True)
        node.first, node.last, node.copied = self.flow.size - len(code), self.flow.size, True
        self._part(item.name, opens=False)

    def _part(self, name: str, *, opens: bool) -> None:
        """Take note of an element that begins or ends behind the last text."""
        if name not in self._markup.parting:
            self._opened, self._closed = -1, False
            return
        if not opens:
            self._closed, self._opened = True, -1
        elif self._closed and self._opened < 0:
            self._opened = len(self.nodes)
        self._looks &= name in self._markup.looks

    def _parted(self, text: str, *, code: bool) -> int:
        """Return the node before which a space parts a text from the word before it, -1 if none."""
        end = self.flow.end
        if code and (end[-1:].isalpha() or end[-1:] == "`"):
            return self._opened if self._opened >= 0 else min(self._since, len(self.nodes) - 1)
        # Two words are two, also with nothing but a picture between them.
        if self._picture:
            return self._behind if are_two(end, text, looks=False) else -1
        return self._opened if are_two(end, text, looks=self._looks) else -1

    def _add_text(self, text: str, *, code: bool = False) -> None:
        if text and (i := self._parted(text, code=code)) >= 0:
            self.flow.add(" ")
            for node in self.nodes[i : i + 1]:
                node.parted = True
            for node in self.nodes[i:]:
                node.first, node.last = node.first + 1, node.last + 1
        elif text[:1] in STOPS:
            self._lead()
        before = self.flow.size
        if self.flow.add(text) and self.nodes and self.nodes[-1].first == before:
            self.nodes[-1].spaced = self.nodes[-1].close is None
        self._picture = False
        if text:
            self._since = len(self.nodes)
            self._closed, self._opened, self._looks = False, -1, True

    def _lead(self) -> None:
        """Take back the space in front of notes or struck-out text behind which a stop follows."""
        opened = bool(self._open) and self._open[-1][0] >= self._since
        own = self.nodes[self._since :]
        if own and not opened and self.flow.last == " " and not any(node.close for node in own):
            self.flow.drop_space()
            own[0].led = True
            for node in own:
                node.first, node.last = node.first - 1, node.last - 1

    def _node(self, item: Item) -> int:
        size = self.flow.size
        self.nodes.append(_Node(item.start, item.end, size, size))
        siblings = self.nodes[self._open[-1][0]].children if self._open else self.roots
        siblings.append(len(self.nodes) - 1)
        return len(self.nodes) - 1

    def _close(self, item: Item) -> None:
        names = [name for _, name, _ in self._open[: -_NESTED - 1 : -1]]
        if item.name not in names:
            self._node(item)
            return
        self._part(item.name, opens=False)
        self._keep_open(len(self._open) - names.index(item.name))
        i, name, count = self._open.pop()
        node = self.nodes[i]
        is_short = self.flow.size - node.first <= _LONGEST_NOTE
        if is_short and self._is_note(name, count):
            self.flow.cut(count, node.first)
            node.end, node.last, node.children = item.end, node.first, []
            del self.nodes[i + 1 :]
            self._since = i
        else:
            node.close, node.last = (item.start, item.end), self.flow.size

    def _is_note(self, name: str, count: int) -> bool:
        """Say whether an element whose text begins at a part is a mark beside a word: a note, or a
        link to one directly behind a word.
        """
        text = "".join(self.flow.parts[count:])
        if name in self._markup.notes:
            return not _LETTERS.search(text)
        behind = last_two(self.flow.parts[:count])[-1:]
        link = name == "a" and "sup" in self._markup.notes
        return link and (behind.isalpha() or behind in STOPS) and bool(_NUMBER.fullmatch(text))

    def _keep_open(self, first: int) -> None:
        """Keep the start tags of the open elements from `first` on, which do not end. What is in
        them stands behind them.
        """
        siblings = self.nodes[self._open[first - 1][0]].children if first else self.roots
        for i, *_ in self._open[first:]:
            siblings += self.nodes[i].children
            self.nodes[i].children = []
        del self._open[first:]

    def _code(self, item: Item) -> str:
        """Return the text of code in one line and without backticks."""
        inner = unescape(_TAG.sub("", self._source[item.start : item.end]))
        return _SPACE.sub(" ", inner).strip().replace("`", "'")


def _trimmed(source: str, items: Sequence[Item]) -> Sequence[Item]:
    """Return the items without blank text and marks at both ends, which stay where they are."""

    def is_apart(item: Item) -> bool:
        blank = item.kind == "text" and not source[item.start : item.end].strip()
        return blank or item.kind in ("mark", "picture")

    first, last = 0, len(items)
    while first < last and is_apart(items[first]):
        first += 1
    while first < last and is_apart(items[last - 1]):
        last -= 1
    return items[first:last]


def _escaped(text: str) -> str:
    return escape(text, quote=False)
