"""Finds the texts of a source with tags (HTML, the XML of documents), and puts other texts there.

A paragraph is one text. The elements inside it are ranges of the text, and move with their words.
Tags, comments and everything else stay as they are, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ..document import Passage
from . import attributes, parting
from .attributes import Attribute
from .declaring import Declarations, Tag, Told
from .edits import Edit, Raw, with_edits
from .elements import Elements, Item
from .looks import Looks
from .markup import HIDDEN, HTML, VOID, Markup
from .spelling import Spoken, in_word

Paragraph = Elements | Looks

# A comment, an instruction or a tag that does not end takes the rest of the source, as in browsers.
_TOKEN = re.compile(
    r"""(?xs)
    <!-- (?: .*? --> | .*+ )
  | <!\[CDATA\[ (?: .*? \]\]> | .*+ )
  | <[!?] [^>]*+ >?
  | (?P<tag> < (?P<close> /? ) (?P<name> [a-zA-Z] [^\s/>]*+ )
      (?: = \s*+ (?: "[^"]*+ (?: " | \Z ) | '[^']*+ (?: ' | \Z ) ) | [^>] )*+ (?: > | \Z ) )
  | (?P<text> [^<]++ | < )
    """
)
_KEPT = re.compile(
    r"""(?ix)\s(?: translate\s{0,9}=\s{0,9}["']?no\b
    | class\s{0,9}=\s{0,9}["']?[^"'>]{0,200}\bnotranslate\b)"""
)
# A word with numbers set low in it, as in H<sub>2</sub>O, and how it begins.
_FORMULA = re.compile(
    r"[A-Za-z][A-Za-z0-9()]{0,20}+ (?: <sub>\d{1,3}</sub> [A-Za-z0-9()]{0,20}+ ){1,9}+", re.VERBOSE
)
_BEGUN = re.compile(r"(?<!\w)[A-Za-z][A-Za-z0-9()]{0,20}\Z")
_STRUCK = re.compile(r"""<w:d?strike\b(?![^>]*w:val=["'](?:0|false|off|none)["'])""")
_STYLE = re.compile(r"""\stext:style-name\s*=\s*["']([^"']*)["']""")
_DECIMAL = re.compile(r"\d,\d")  # English may write it in another way
_NESTED = 64  # open elements that an end tag may close
# What Word writes into the look of a run that nobody sees.
_UNSEEN = re.compile(r"<w:(?:lang|noProof)\b[^>]*>")


class Tagged:
    """A source with tags. `passages` are those to translate: paragraphs, then attributes.

    `strikes` are the styles of OpenDocument whose text is struck out.
    """

    def __init__(
        self, source: str, markup: Markup = HTML, strikes: Collection[str] = frozenset()
    ) -> None:
        self._source = source
        reader = _Reader(source, markup, strikes)
        found = list(_paragraphs(reader))
        self._paragraphs = [one for one, struck in found if not struck]
        self._struck = [one for one, struck in found if struck]
        self._attributes = reader.attributes
        self._declared = reader.declared
        self.passages = [self._passage(one) for one in (*self._paragraphs, *self._struck)]
        self.passages += [
            Passage(one.text, declared=(*self._declared.languages_of(one.start, len(one.text)),))
            for one in self._attributes
        ]

    def _passage(self, one: Paragraph) -> Passage:
        """Return the passage of a paragraph with the languages that its tags name."""
        if not isinstance(one, Elements):
            return one.passage
        tags = map(Tag, one.tags, one.passage.ranges)
        said = self._declared.languages_of(one.start, len(one.passage.text), tags)
        return replace(one.passage, declared=(*said,))

    def filled(self, answers: Sequence[Passage]) -> str:
        """Return the source with these passages in place of `passages`."""
        count = len(self._paragraphs)
        last = count + len(self._struck)
        attributes = [
            (one.start, one.end, one.written(answer.text))
            for one, answer in zip(self._attributes, answers[last:], strict=True)
            if answer.text != one.text
        ]
        attributes += self._languages(answers)
        raw = with_edits(self._source, attributes)
        struck = _edits(self._struck, answers[count:last], raw)
        raw = with_edits(self._source, [*struck, *attributes])
        made: list[str] = []
        at = 0
        for start, end, text in _edits(self._paragraphs, answers[:count], raw):
            made += raw(at, start), text
            at = end
        return "".join([*made, raw(at, len(self._source))])

    def spelled(self, answers: Sequence[Passage], told: Spoken) -> str:
        """Return a part of Word whose runs name the languages that these passages give them."""
        texts = [
            (one.items, told.stays(one.passage, answer))
            for one, answer in zip((*self._paragraphs, *self._struck), answers, strict=False)
            if isinstance(one, Looks)
        ]
        return in_word(self._source, texts, told)

    def _languages(self, answers: Sequence[Passage]) -> list[Edit]:
        """Return the changes of what the tags say on languages."""
        return [
            *self._declared.edits(
                [
                    Told(one.start, one.passage, answer, one.tags)
                    for one, answer in zip(
                        (*self._paragraphs, *self._struck), answers, strict=False
                    )
                    if isinstance(one, Elements)
                ]
            )
        ]


def _edits(paragraphs: Sequence[Paragraph], answers: Sequence[Passage], raw: Raw) -> list[Edit]:
    """Return the edits of all paragraphs whose text changes."""
    return [
        edit
        for paragraph, answer in zip(paragraphs, answers, strict=True)
        if answer.text != paragraph.passage.text
        for edit in paragraph.edits(answer, raw)
    ]


def _paragraphs(reader: _Reader) -> Iterator[tuple[Paragraph, bool]]:
    """Yield the paragraphs with letters or with a comma in a number, and whether each is text that
    is struck out in another.
    """
    source, markup = reader.source, reader.markup
    for ended, group in groupby(reader.items(), key=lambda item: item is None):
        items = [] if ended else [item for item in group if item is not None]
        for part, struck in parting.without_struck(source, items, markup):
            for own in [part] if struck else parting.apart(source, part, markup):
                if not any(item.kind == "text" for item in own):
                    continue
                paragraph: Paragraph = (
                    Looks(source, own, markup) if markup.run else Elements(source, own, markup)
                )
                text = paragraph.passage.text
                if any(map(str.isalpha, text)) or _DECIMAL.search(text):
                    yield paragraph, struck


class _Reader:
    """Goes through a source once; its state is where it stands in it."""

    def __init__(self, source: str, markup: Markup, strikes: Collection[str]) -> None:
        self.source = source
        self.markup = markup
        self.attributes: list[Attribute] = []
        self.declared = Declarations(source, xml=markup.closed is None)
        self._styles: dict[tuple[int, str], int] = {}
        self._strikes = strikes
        self._spans: list[str] = []  # the names of the open spans of OpenDocument
        self._elements: list[tuple[str, str]] = []  # open inline elements of HTML, renamed
        self._skipping = ""
        self._skipped: Item | None = None  # its start tag, if it stands inside a paragraph
        self._skipped_at = 0
        self._forbidden = False  # whether its tag forbids to translate it
        self._depth = 0
        self._inside = not markup.within
        self._properties = ""
        self._properties_at = 0
        self._run_at = 0  # where the open run begins
        self._link = 0  # where the open link begins

    def items(self) -> Iterator[Item | None]:
        """Yield the items of paragraphs, and None where a paragraph ends."""
        at = 0
        while at < len(self.source) and (token := _TOKEN.match(self.source, at)):
            start, at = token.span()
            if token["text"] is not None:
                if not self._skipping and self._inside:
                    formula = self._formula(start, at)
                    until = formula.start() if formula else at
                    unit = self._link or self._run_at
                    name = "struck" if _STRUCK.search(self._properties) else ""
                    yield Item("text", start, until, name, self._style(), unit)
                    if formula:
                        at = formula.end()
                        yield Item("copied", *formula.span())
            elif token["tag"]:
                name = token["name"].lower() if self.markup.fold else token["name"]
                name = name.partition(".")[0] if self.markup.dotted else name
                opens = not token["close"] and not self._is_closed(name, token["tag"])
                if opens and name in self.markup.raw:
                    end = re.compile(rf"(?i)</{name}\b").search(self.source, at)
                    at = end.start() if end else len(self.source)
                yield from self._tag(name, token["tag"], bool(token["close"]), start)
            elif not self._skipping and not self.markup.run:
                yield Item("mark", start, at)

    def _formula(self, start: int, end: int) -> re.Match[str] | None:
        """Return the formula that begins in the text [start, end) and goes on in elements."""
        if "sub" not in self.markup.notes or not self.source.startswith("<sub>", end):
            return None
        begun = _BEGUN.search(self.source[max(start, end - 24) : end])
        return _FORMULA.match(self.source, end - len(begun[0])) if begun else None

    def _tag(self, name: str, tag: str, close: bool, start: int) -> Iterator[Item | None]:
        """Yield what a tag is in its paragraph; None if it ends it."""
        end = start + len(tag)
        empty = self._is_closed(name, tag)
        if self._skipping:
            yield from self._skip(name, close, empty, end)
            return
        kept = bool(_KEPT.search(tag))
        if self.markup.attributes and not close and not kept:
            self.attributes += attributes.read(name, tag, start)
        if not close and (name in self.markup.skipped or kept):
            item = self._whole(name, kept, start, end)
            if not empty and name not in VOID:
                self._skipping, self._depth, self._skipped = name, 1, item
                self._skipped_at, self._forbidden = start, kept
                if item is None:
                    yield None
            else:
                yield item
            return
        if self.markup.run:
            self._run(name, tag, close, start)
        if self.markup.attributes and not self.markup.is_inline(name):
            self._declare(name, tag, close, start)
        if name == self.markup.link:
            self._link = 0 if close or empty else start
        if name in self.markup.within:
            self._inside = not close and not empty
        if name in self.markup.pictures and not close:
            yield Item("picture", start, end, name)
        elif not self.markup.is_inline(name):
            yield None
        elif not self.markup.run:
            name = self._span(name, tag, close, empty) if self._strikes else name
            name = self._seen(name, tag, close, empty) if self.markup.attributes else name
            yield Item("mark" if empty else "close" if close else "open", start, end, name)

    def _span(self, name: str, tag: str, close: bool, empty: bool) -> str:
        """Return the name of an element, which is "struck" for a span that is struck out."""
        if name != "text:span" or empty:
            return name
        if close:
            return self._spans.pop() if self._spans else name
        style = _STYLE.search(tag)
        self._spans.append("struck" if style and style[1] in self._strikes else name)
        return self._spans[-1]

    def _seen(self, name: str, tag: str, close: bool, empty: bool) -> str:
        """Return the name of an element of HTML, which is `HIDDEN` for one that is not seen."""
        if empty or name in VOID:
            return name
        if close:
            for i in range(len(self._elements) - 1, max(-1, len(self._elements) - _NESTED), -1):
                if self._elements[i][0] == name:
                    known = self._elements[i][1]
                    del self._elements[i:]
                    return known
            return name
        known = HIDDEN if attributes.is_unseen(name, tag) else name
        self._elements.append((name, known))
        return known

    def _whole(self, name: str, kept: bool, start: int, end: int) -> Item | None:
        """Return the start of an element that stands in a paragraph and is not read, else None."""
        if name in self.markup.copied or (kept and name in (self.markup.inline or ())):
            return Item("copied", start, end, name)
        if name in self.markup.pictures:
            return Item("picture", start, end, name)
        return None

    def _declare(self, name: str, tag: str, close: bool, start: int) -> None:
        """Take note of what may say the language of texts."""
        if close:
            self.declared.close(name, start + len(tag))
        elif name == "meta":
            self.declared.meta(tag, start)
        elif name not in VOID and not self._is_closed(name, tag):
            self.declared.open(name, tag, start)

    def _skip(self, name: str, close: bool, empty: bool, end: int) -> Iterator[Item]:
        """Take note of a tag in an element that is not read. Yield the element if it ends here."""
        if name != self._skipping or empty:
            return
        self._depth += -1 if close else 1
        if self._depth:
            return
        self._skipping = ""
        if self.markup.attributes:
            self.declared.keep(name, self._skipped_at, end, forbidden=self._forbidden)
        if item := self._skipped:
            yield Item(item.kind, item.start, end, item.name)

    def _run(self, name: str, tag: str, close: bool, at: int) -> None:
        """Take note of how the text of a run looks."""
        if name == self.markup.run:
            self._properties = ""
            self._run_at = at
        elif name == self.markup.properties:
            if close:
                self._properties = _UNSEEN.sub("", self.source[self._properties_at : at])
            else:
                self._properties_at = at + len(tag)

    def _is_closed(self, name: str, tag: str) -> bool:
        """Return whether "/>" ends the element of this tag."""
        closed = self.markup.closed
        honoured = closed is None or name in closed or self._skipping in closed
        return honoured and tag.endswith("/>")

    def _style(self) -> int:
        """Return how text looks here, as a number."""
        if not self.markup.run:
            return 0
        return self._styles.setdefault((self._link, self._properties), len(self._styles) + 1)
