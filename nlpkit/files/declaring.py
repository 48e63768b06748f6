"""Says in the tags of a page which language its texts are in after they were translated.

A screen reader chooses its voice by `lang`, and a browser asks by it whether to translate the page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .. import languages
from ..document import Passage
from . import attributes
from .attributes import Attribute
from .edits import Edit

_DECLARES = re.compile(r"\b(?:lang|dir)\s*+=", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>?")
_NAME = re.compile(r"<[^\s/>]*")  # of an element
_LANGS = ("lang", "xml:lang")
_NESTED = 64  # open elements that an end tag may close
# A start tag ends such an element of the same name before it.
_SAME = frozenset("dd dt li option p td th tr".split())
# The `content` of these elements is the language of the page.
_TOLD = frozenset(("content-language", "language", "og:locale", "dc.language"))
# Elements whose text is not translated but read aloud.
_READ = frozenset(("pre", "textarea"))


class Tag(NamedTuple):
    """Where a start tag of a paragraph stands, and the range of the text that its element has."""

    place: tuple[int, int]
    content: tuple[int, int]


@dataclass(slots=True)
class _Element:
    """The start tag of an element that is a paragraph or holds some, and the language of its texts.

    `at` is where an attribute may be added, `parent` the element around it. `letters` are those of
    its own texts after the translation, by language; `all` those of all texts for which it says the
    language. `scope` is the element that says the language of its texts, `old` that language.
    """

    name: str
    at: int
    parent: int
    scope: int
    found: Mapping[str, Attribute]
    old: str
    letters: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)

    @property
    def direction(self) -> str:
        own = self.found["dir"].text.lower() if "dir" in self.found else ""
        return own if own in ("rtl", "ltr") else ""


@dataclass(frozen=True, slots=True)
class Told:
    """A passage: where it begins, its translation, and the start tags of its ranges."""

    start: int
    passage: Passage
    answer: Passage
    tags: Sequence[tuple[int, int]] = ()

    @property
    def changed(self) -> bool:
        return self.passage.text != self.answer.text


class Declarations:
    """The languages that the tags of one source name, and what they are to name."""

    def __init__(self, source: str, *, xml: bool) -> None:
        self._source, self._xml = source, xml
        self._elements = [_Element("", 0, 0, 0, {}, "")]
        self._open = [0]
        self._starts, self._inside = [0], [0]  # from where on which element is the innermost one
        self._told: list[Attribute] = []
        self._kept: list[tuple[int, int, int]] = []

    def open(self, name: str, tag: str, start: int) -> None:
        """Take note of the start tag of an element that stands in no paragraph."""
        top = self._elements[self._open[-1]].name
        if len(self._open) > 1 and (top == "p" or (top == name and name in _SAME)):
            self._open.pop()
        parent = self._open[-1]
        found = _found(name, tag, start)
        i, around = len(self._elements), self._elements[parent]
        said = _said(found)
        scope = i if said is not None or name == "html" else around.scope
        old = around.old if said is None else said
        self._open.append(i)
        self._elements.append(_Element(name, start + 1 + len(name), parent, scope, found, old))
        self._moved(start + len(tag))

    def close(self, name: str, end: int) -> None:
        """Take note of the end tag of such an element."""
        names = [self._elements[i].name for i in self._open[: -_NESTED - 1 : -1]]
        if name in names[: len(self._open) - 1]:
            del self._open[len(self._open) - 1 - names.index(name) :]
            self._moved(end)

    def meta(self, tag: str, start: int) -> None:
        """Take note of an element that may say the language of the page."""
        found = _first(attributes.values("meta", tag, start))
        keys = [
            found[key].text.lower() for key in ("http-equiv", "name", "property") if key in found
        ]
        if "content" in found and not _TOLD.isdisjoint(keys):
            self._told.append(found["content"])

    def keep(self, name: str, start: int, end: int, *, forbidden: bool) -> None:
        """Take note of an element whose text stays as it is. `forbidden`: its tag says so."""
        if forbidden or name in _READ:
            at = start + 1 + len(name)
            tag = _TAG.match(self._source, start)
            if tag and not any(key in _found(name, tag[0], start) for key in _LANGS):
                self._kept.append((at, end, self._open[-1]))

    def languages_of(
        self, at: int, size: int, tags: Iterable[Tag] = ()
    ) -> Iterator[tuple[int, int, str]]:
        """Yield the languages that are declared for a text of `size` characters at `at` of the
        source, and for the ranges of its `tags`.

        The language of the whole page is left out: it is often that of a template, and detection
        has the whole page to read.
        """
        scope = self._elements[self._elements[self._innermost(at)].scope]
        if scope.name not in ("html", "body", "") and languages.known(scope.old):
            yield 0, size, languages.known(scope.old)
        for tag in tags:
            said = _said(self._attributes(tag.place))
            if said and languages.known(said):
                yield *tag.content, languages.known(said)

    def edits(self, texts: Sequence[Told]) -> Iterator[Edit]:
        """Yield the changes of tags after the translation. There are none if it changed nothing."""
        main = main_language((one.passage, one.answer) for one in texts)
        if not main:
            return
        for text in texts:
            self._count(text, main)
        yield from self._inline(texts)
        spoken, directions = [""], ["ltr"]
        for i, one in enumerate(self._elements[1:], 1):
            before, said = spoken[one.parent], _said(one.found)
            whole = self._elements[0].all if one.name == "html" else {}
            lang = _most(one.letters or one.all or whole) or said or before
            spoken.append(lang)
            directions.append(
                languages.direction(lang) if one.direction else directions[one.parent]
            )
            if said is not None:
                yield from _named(one.found, lang) if said != lang else ()
            elif lang != before and (before or one.name == "html"):
                yield one.at, one.at, self._attribute(lang)
                if languages.direction(lang) != directions[i] and not one.direction:
                    directions[i] = languages.direction(lang)
                    yield one.at, one.at, f' dir="{directions[i]}"'
            yield from _turned(one.found, one.old, lang)
        for told in self._told:
            yield from _told(told, main)
        for at, end, i in self._kept:
            old, lang = self._elements[i].old, spoken[i]
            inner = _TAG.sub("", self._source[at:end].partition(">")[2])
            if old != lang and is_in(inner, old, lang):
                yield at, at, self._attribute(old)

    def _count(self, text: Told, main: str) -> None:
        """Count the letters of a text for the element in which it stands."""
        one = self._elements[self._innermost(text.start)]
        lang = text.answer.lang
        if not text.changed and lang != main:
            lang = lang or (one.old if is_in(text.passage.text, one.old, main) else "")
        if not lang:
            return
        size = sum(map(str.isalpha, text.answer.text))
        one.letters[lang] += size
        for i in {one.scope, 0}:
            self._elements[i].all[lang] += size

    def _inline(self, texts: Sequence[Told]) -> Iterator[Edit]:
        """Yield the changes of tags inside paragraphs. A part that stays as it is keeps its own."""
        for text in texts:
            if not text.answer.lang or not text.changed:
                continue
            for place, old, new in zip(
                text.tags, text.passage.ranges, text.answer.ranges, strict=True
            ):
                found = self._attributes(place)
                said, lang = _said(found), text.answer.lang
                own, now = text.passage.text[slice(*old)], text.answer.text[slice(*new)]
                if said is not None and said != lang and own.strip() != now.strip():
                    yield from _named(found, lang)
                    yield from _turned(found, said, lang)

    def _attributes(self, place: tuple[int, int]) -> dict[str, Attribute]:
        """Return the attributes of the start tag there that say a language or a direction."""
        tag = self._source[slice(*place)]
        name = _NAME.match(tag)
        return _found(name[0][1:] if name else "", tag, place[0])

    def _attribute(self, lang: str) -> str:
        return f' {"xml:" * self._xml}lang="{lang}"'

    def _innermost(self, at: int) -> int:
        return self._inside[bisect_right(self._starts, at) - 1]

    def _moved(self, at: int) -> None:
        self._starts.append(at)
        self._inside.append(self._open[-1])


def main_language(pairs: Iterable[tuple[Passage, Passage]]) -> str:
    """Return the language of most of the text that a translation changed; empty if it did not."""
    letters: Counter[str] = Counter()
    for passage, answer in pairs:
        if passage.text != answer.text and answer.lang:
            letters[answer.lang] += sum(map(str.isalpha, answer.text))
    return _most(letters)


def _most(letters: Mapping[str, int]) -> str:
    return max(letters, key=lambda lang: letters[lang], default="")


def _found(name: str, tag: str, start: int) -> dict[str, Attribute]:
    """Return the attributes of a tag, if there may be one that says a language or a direction."""
    return _first(attributes.values(name, tag, start)) if _DECLARES.search(tag) else {}


def _first(values: Sequence[tuple[str, Attribute]]) -> dict[str, Attribute]:
    """Return attributes by name: of a repeated one the first, as browsers do."""
    return dict(reversed(values))


def _said(found: Mapping[str, Attribute]) -> str | None:
    """Return the language that attributes name; None if none does."""
    told = next((found[key].text for key in _LANGS if key in found), None)
    return told if told is None else languages.known(told) or told


def _named(found: Mapping[str, Attribute], lang: str) -> Iterator[Edit]:
    """Yield the change of the attributes that name a language."""
    for key in _LANGS:
        if key in found:
            yield found[key].start, found[key].end, lang


def _turned(found: Mapping[str, Attribute], old: str, lang: str) -> Iterator[Edit]:
    """Yield the change of the direction of an element whose language is written in the other."""
    if "dir" in found and old and lang:
        before, now = languages.direction(old), languages.direction(lang)
        if found["dir"].text.lower() == before != now:
            yield found["dir"].start, found["dir"].end, now


def _told(found: Attribute, main: str) -> Iterator[Edit]:
    if languages.known(found.text) not in ("", main):
        country = languages.country(main)
        locale = f"{main}_{country}" if "_" in found.text and country else main
        yield found.start, found.end, found.written(locale)


def is_in(text: str, lang: str, other: str) -> bool:
    """Say whether most letters of a text are those of a language and not those of another one."""
    from ..preprocessing.tag.tokens import script_of  # it imports lxml

    scripts = set(languages.SCRIPTS.get(lang, ())) - set(languages.SCRIPTS.get(other, ()))
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(script_of(char) in scripts for char in letters) > len(letters)
