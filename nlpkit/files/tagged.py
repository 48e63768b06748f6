"""Finds the texts of a source with tags (HTML, the XML of documents), and puts other texts there.

Only texts are exchanged. Tags, comments and everything else stay as they are, byte for byte.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from itertools import groupby

from ..text.boundaries import stands_alone

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
# What Word writes into the look of a run that nobody sees.
_UNSEEN = re.compile(r"<w:(?:lang|noProof)\b[^>]*>")
_SPACE = re.compile(r"\s+")
# Of each character of a paragraph this many may be compared in vain with its marked parts, so that
# the time stays linear.
_COMPARED = 20


@dataclass(frozen=True)
class Markup:
    """What the elements of a format mean.

    - `inline`: elements inside a paragraph; every other one ends it. None: all but `blocks` are.
    - `blocks`: elements that begin and end a paragraph, if `inline` is None.
    - `skipped`: elements whose content is no text to be read.
    - `raw`: skipped elements whose content has no tags.
    - `within`: the only element with text; empty: text stands anywhere.
    - `run` and `properties`: the element of a run, and the one in it that says how it looks.
      Without them the open inline elements say it.
    - `link`: the element whose runs look different from those around it.
    - `fold`: whether the names of elements are the same in capitals.
    - `closed`: elements that "/>" ends, with all that stands in them; None: it ends every element.
    """

    inline: frozenset[str] | None
    blocks: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    raw: frozenset[str] = frozenset()
    within: str = ""
    run: str = ""
    properties: str = ""
    link: str = ""
    fold: bool = False
    closed: frozenset[str] | None = None


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HTML = Markup(
    inline=_names(
        """a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark q s small span
        strike strong sub sup time tt u var"""
    ),
    skipped=_names("code pre kbd samp svg math template object textarea"),
    raw=_names("script style"),
    fold=True,
    closed=_names("svg math"),
)
XHTML = replace(HTML, closed=None)
DOCX = Markup(
    inline=None,
    blocks=_names(
        "w:p w:tab w:br w:cr w:drawing w:pict w:txbxContent w:fldChar w:footnoteReference"
    ),
    skipped=_names("w:del w:moveFrom w:instrText"),
    within="w:t",
    run="w:r",
    properties="w:rPr",
    link="w:hyperlink",
)
ODT = Markup(
    inline=_names("text:span text:a text:s text:bookmark text:bookmark-start text:bookmark-end"),
    skipped=_names("office:annotation text:tracked-changes office:automatic-styles office:styles"),
)


@dataclass(frozen=True)
class _Slot:
    """A range of the source that is text; slots that look alike have the same style."""

    start: int
    end: int
    style: int


@dataclass(frozen=True)
class _Paragraph:
    """Slots that are read as one text, in groups that look alike, with the text of each group.

    `ends` is what stands behind the words of a group in slots of its own, such as " | ".
    """

    usual: int
    styles: list[int]
    groups: list[list[_Slot]]
    parts: list[str]
    ends: list[tuple[str, int]]

    @property
    def texts(self) -> list[str]:
        """The whole text; where parts of it look different, then each part."""
        whole = _SPACE.sub(" ", "".join(self.parts)).strip()
        return [whole] if len(self.parts) == 1 else [whole, *(part.strip() for part in self.parts)]


class Tagged:
    """A source with tags. `texts` are those to translate: paragraphs, and their marked parts."""

    def __init__(self, source: str, markup: Markup = HTML) -> None:
        self._source = source
        self._paragraphs = list(_paragraphs(source, markup))
        self.texts = [text for p in self._paragraphs for text in p.texts]

    @property
    def paragraphs(self) -> list[int]:
        """The indices in `texts` of the whole paragraphs."""
        at, found = 0, []
        for paragraph in self._paragraphs:
            found.append(at)
            at += len(paragraph.texts)
        return found

    def filled(self, texts: Sequence[str]) -> str:
        """Return the source with these texts in place of `texts`.

        A part that looks different is looked for in the text of its paragraph. If one is not found
        there, every part of the paragraph is replaced by its own text, so that no mark is lost.
        """
        written: list[str] = []
        at = first = 0
        for paragraph in self._paragraphs:
            own = texts[first : first + len(paragraph.texts)]
            first += len(own)
            if list(own) == paragraph.texts:
                continue
            for slot, text in _written(paragraph, own[0], own[1:]):
                written += self._source[at : slot.start], escape(text, quote=False)
                at = slot.end
        return "".join([*written, self._source[at:]])


def _paragraphs(source: str, markup: Markup) -> Iterator[_Paragraph]:
    for slots in _runs(source, markup):
        texts = [unescape(source[slot.start : slot.end]) for slot in slots]
        while texts and not texts[-1].strip():
            texts.pop()
        begin = next((i for i, text in enumerate(texts) if text.strip()), 0)
        slots, texts = slots[begin : len(texts)], texts[begin:]
        if any(map(str.isalpha, "".join(texts))):
            yield _grouped(slots, texts)


def _grouped(slots: Sequence[_Slot], texts: Sequence[str]) -> _Paragraph:
    """Put neighbours of one style together; the usual style is the one with most characters.

    A slot of another style without letters and digits joins what precedes it.
    """
    sizes: Counter[int] = Counter()
    for slot, text in zip(slots, texts, strict=True):
        sizes[slot.style] += len(text)
    usual = sizes.most_common(1)[0][0]
    styles: list[int] = []
    groups: list[list[_Slot]] = []
    parts: list[list[str]] = []
    for slot, text in zip(slots, texts, strict=True):
        bare = slot.style != usual and not any(map(str.isalnum, text))
        if groups and (bare or slot.style == styles[-1]):
            groups[-1].append(slot)
            parts[-1].append(text)
        else:
            styles.append(slot.style)
            groups.append([slot])
            parts.append([text])
    joined = ["".join(part) for part in parts]
    return _Paragraph(usual, styles, groups, joined, [*map(_end, parts)])


def _end(texts: Sequence[str]) -> tuple[str, int]:
    """Return the last texts that have no letters and digits, joined, and how many they are."""
    first = len(texts)
    while first > 1 and not any(map(str.isalnum, texts[first - 1])):
        first -= 1
    return "".join(texts[first:]), len(texts) - first


def _written(
    paragraph: _Paragraph, whole: str, translated: Sequence[str]
) -> Iterator[tuple[_Slot, str]]:
    """Yield every slot with its new text."""
    parts = [whole] if not translated else _shared(paragraph, whole, translated)
    if parts is None:
        parts = [_framed(old, new) for old, new in zip(paragraph.parts, translated, strict=True)]
    else:
        first, last = paragraph.parts[0], paragraph.parts[-1]
        parts[0] = first[: len(first) - len(first.lstrip())] + parts[0]
        parts[-1] += last[len(last.rstrip()) :]
    spaced = False  # whether a space stands before a group already
    for group, part, (end, size) in zip(paragraph.groups, parts, paragraph.ends, strict=True):
        part = part.lstrip() if spaced else part
        words = part.rstrip().removesuffix(end.strip())
        parted = bool(end.strip()) and words != part.rstrip()
        spaced = parted and end[-1:].isspace()
        kept = size if parted else 0  # the slots of the end stay as they are
        yield group[0], words.rstrip() if parted else part
        yield from ((slot, "") for slot in group[1 : len(group) - kept])


def _framed(old: str, new: str) -> str:
    """Return the new text with the white space around the old one."""
    if not old.strip():
        return old
    return old[: len(old) - len(old.lstrip())] + new + old[len(old.rstrip()) :]


def _shared(paragraph: _Paragraph, whole: str, translated: Sequence[str]) -> list[str] | None:
    """Return the part of the whole text for each group. None: a part of another style than the
    usual one is not found in it.
    """
    marked = [i for i, style in enumerate(paragraph.styles) if style != paragraph.usual]
    places = _places(whole, [translated[i] for i in marked])
    if places is None:
        return None
    shared = [""] * len(translated)
    at = 0
    for i, (start, end) in zip(marked, places, strict=True):
        shared[max(i - 1, 0)] += whole[at:start]
        shared[i] += whole[start:end]
        at = end
    shared[-1] += whole[at:]
    return _spaced(paragraph.parts, shared)


def _spaced(old: Sequence[str], new: list[str]) -> list[str]:
    """Return the new parts with the spaces between them outside the parts that had none there."""
    for i in range(1, len(new)):
        bare = new[i].lstrip()
        if not old[i][:1].isspace():
            new[i - 1], new[i] = new[i - 1] + new[i][: len(new[i]) - len(bare)], bare
    for i in range(len(new) - 1):
        bare = new[i].rstrip()
        if not old[i][-1:].isspace() and old[i + 1][:1].isspace():
            new[i], new[i + 1] = bare, new[i][len(bare) :] + new[i + 1]
    return new


def _places(whole: str, parts: Sequence[str]) -> list[tuple[int, int]] | None:
    """Return where the parts stand one behind the other, as whole words in whatever case.

    None: one of them does not stand there.
    """
    lower = whole.lower()
    if len(lower) != len(whole):
        return None
    found: list[tuple[int, int]] = []
    end, left = 0, _COMPARED * len(whole)
    for part in map(str.lower, parts):
        at = lower.find(part, end) if part else -1
        while at >= 0 and not stands_alone(lower, at, at + len(part)):
            left -= len(part)
            at = lower.find(part, at + 1) if left > 0 else -1
        if at < 0:
            return None
        end = at + len(part)
        found.append((at, end))
    return found


def _runs(source: str, markup: Markup) -> Iterator[list[_Slot]]:
    """Yield the slots of each paragraph."""
    reader = _Reader(source, markup)
    for ended, group in groupby(reader.slots(), key=lambda slot: slot is None):
        if not ended:
            yield [slot for slot in group if slot is not None]


class _Reader:
    """Goes through a source once; its state is which elements are open."""

    def __init__(self, source: str, markup: Markup) -> None:
        self._source = source
        self._markup = markup
        self._open: list[tuple[str, int]] = []  # inline elements with the style inside them
        self._styles: dict[tuple[int, str], int] = {}
        self._skipping = ""
        self._depth = 0
        self._inside = not markup.within
        self._properties = ""
        self._properties_at = 0
        self._link = 0  # where the open link begins

    def slots(self) -> Iterator[_Slot | None]:
        """Yield the slots, and None where a paragraph ends."""
        at = 0
        while at < len(self._source) and (token := _TOKEN.match(self._source, at)):
            at = token.end()
            if token["text"] is not None:
                if not self._skipping and self._inside:
                    yield _Slot(token.start(), at, self._style())
            elif token["tag"]:
                name = token["name"].lower() if self._markup.fold else token["name"]
                opens = not token["close"] and not self._is_closed(name, token["tag"])
                if opens and name in self._markup.raw:
                    end = re.compile(rf"(?i)</{name}\b").search(self._source, at)
                    at = end.start() if end else len(self._source)
                if self._passes(name, token["tag"], bool(token["close"]), token.start()):
                    yield None

    def _passes(self, name: str, tag: str, close: bool, at: int) -> bool:
        """Take note of a tag. Return whether it ends a paragraph."""
        empty = self._is_closed(name, tag)
        if self._skipping:
            if name == self._skipping and not empty:
                self._depth += -1 if close else 1
                self._skipping = self._skipping if self._depth else ""
            return False
        if not close and not empty and (name in self._markup.skipped or _KEPT.search(tag)):
            if name not in _VOID:
                self._skipping, self._depth = name, 1
            return True
        if self._markup.run:
            self._run(name, tag, close, at)
        if name == self._markup.link:
            self._link = 0 if close or empty else at
        if name == self._markup.within:
            self._inside = not close and not empty
        if not self._is_inline(name):
            self._open.clear()
            return True
        if close:
            self._close(name)
        elif not empty and not self._markup.run:
            self._open.append((name, self._style_of(self._style(), tag)))
        return False

    def _run(self, name: str, tag: str, close: bool, at: int) -> None:
        """Take note of how the text of a run looks."""
        if name == self._markup.run:
            self._properties = ""
        elif name == self._markup.properties:
            if close:
                self._properties = _UNSEEN.sub("", self._source[self._properties_at : at])
            else:
                self._properties_at = at + len(tag)

    def _is_closed(self, name: str, tag: str) -> bool:
        """Return whether "/>" ends the element of this tag."""
        closed = self._markup.closed
        honoured = closed is None or name in closed or self._skipping in closed
        return honoured and tag.endswith("/>")

    def _is_inline(self, name: str) -> bool:
        inline = self._markup.inline
        return name not in self._markup.blocks if inline is None else name in inline

    def _style(self) -> int:
        if self._markup.run:
            return self._style_of(self._link, self._properties)
        return self._open[-1][1] if self._open else 0

    def _style_of(self, outer: int, tag: str) -> int:
        return self._styles.setdefault((outer, tag), len(self._styles) + 1)

    def _close(self, name: str) -> None:
        if any(name == opened for opened, _ in self._open[-_NESTED:]):
            while self._open.pop()[0] != name:
                pass


_NESTED = 32  # open inline elements that an end tag may close
_VOID = _names("area base br col embed hr img input link meta source track wbr")
