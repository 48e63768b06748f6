"""Says in documents and books which language their texts are in after they were translated.

Word and LibreOffice check the spelling by it, and reading programs choose their voice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .. import languages
from ..document import Passage
from .declaring import is_in, main_language
from .edits import Edit, edited
from .elements import Item

_WORD = re.compile(r"<w:(?:lang|themeFontLang)\b[^<>]*+>")
_VALUE = re.compile(r"\sw:val=[\"']([\w-]+)[\"']")
_RUN = re.compile(r"<w:r(?:\s[^<>]*+)?>(?:\s*+(<w:rPr\b[^<>]*+>))?")
_LANG = re.compile(r"<w:lang\b")
# What stands behind the language among the properties of a run.
_BEHIND = re.compile(r"<w:(?:eastAsianLayout|specVanish|oMath|rPrChange)\b|</w:rPr>")
_LONGEST = 10_000  # characters between the start of a run and its text
_OPENDOCUMENT = re.compile(r"<style:text-properties\b[^<>]*+>")
_FO = re.compile(r"(\sfo:(language|country)=[\"'])([\w-]*)")
_BOOK = re.compile(
    r"<dc:language\b[^<>]*+>(?:\s*+(?P<text>[\w-]++))?"
    r"|<(?:package|ncx|dc:title|dc:description)\b[^<>]*+>"
)
_XML_LANG = re.compile(r"\sxml:lang=[\"']([\w-]+)")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a translation of a document changed: the language of most of what is new, empty if
    nothing is; the languages of texts that stayed as they were; and that of the document before.
    """

    main: str
    kept: frozenset[str]
    old: str

    def replaces(self, code: str) -> bool:
        """Say whether a language that the document names is no longer right."""
        lang = languages.known(code)
        return lang not in ("", self.main) and lang not in self.kept

    def written(self, code: str) -> str:
        """Return the new language, with its country if the old one had one."""
        country = languages.country(self.main)
        return f"{self.main}-{country}" if country and re.search("[-_]", code) else self.main

    def stays(self, passage: Passage, answer: Passage) -> str:
        """Return the language of a text that stayed in another one than the new one, else ""."""
        if answer.text != passage.text or answer.lang == self.main:
            return ""
        return answer.lang or (self.old if is_in(answer.text, self.old, self.main) else "")


def spoken(passages: Sequence[Passage], answers: Sequence[Passage], styles: str) -> Spoken:
    """Return what a translation changed. `styles` is the part of Word that names its language."""
    pairs = [*zip(passages, answers, strict=True)]
    main = main_language(pairs)
    kept = {new.lang for old, new in pairs if old.text == new.text} - {"", main}
    named = next((code for code, _ in _named(styles)), "")
    return Spoken(main, frozenset(kept), languages.known(named))


def _named(source: str, first: int = 0, last: int | None = None) -> Iterator[tuple[str, int]]:
    """Yield the languages that a stretch of a part of Word names, and where each stands."""
    for element in _WORD.finditer(source, first, len(source) if last is None else last):
        if value := _VALUE.search(element[0]):
            yield value[1], element.start() + value.start(1)


def in_styles(source: str, told: Spoken) -> str:
    """Return a part of Word without text, with the language of the translation."""
    return edited(
        source,
        (
            (at, at + len(code), told.written(code))
            for code, at in _named(source)
            if told.replaces(code)
        ),
    )


def in_word(source: str, texts: Collection[tuple[Sequence[Item], str]], told: Spoken) -> str:
    """Return a part of Word in which each run names the language that its text will have. `texts`
    are the texts of each paragraph with the language in which they stay, if they do.
    """
    items = sorted((item.end, item.start, item.unit, lang) for own, lang in texts for item in own)
    ends = [end for end, *_ in items]
    edits: list[Edit] = []
    for code, at in _named(source):
        i = bisect_right(ends, at)
        stays = items[i][3] if i < len(items) else ""
        if not stays and languages.known(code) not in ("", told.main):
            edits.append((at, at + len(code), told.written(code)))
    edits += (
        edit for _, start, unit, lang in items if lang for edit in _added(source, start, lang)
    )
    return edited(source, {*edits})  # a run may have several texts


def _added(source: str, start: int, lang: str) -> Iterator[Edit]:
    """Yield the language of the run in which a text begins, unless it has one."""
    first = max(0, start - _LONGEST)
    begin = max(source.rfind("<w:r>", first, start), source.rfind("<w:r ", first, start))
    run = _RUN.match(source, begin) if begin >= 0 else None
    if run is None or any(_named(source, begin, start)):
        return
    country = languages.country(lang)
    value = f' w:val="{lang}{f"-{country}" * bool(country)}"'
    named = f"<w:lang{value}/>"
    if own := _LANG.search(source, run.end(), start):
        yield own.end(), own.end(), value
    elif run[1] and not run[1].endswith("/>"):
        behind = _BEHIND.search(source, run.end(), start)
        if behind:
            yield behind.start(), behind.start(), named
    elif run[1]:
        yield run.start(1), run.end(1), f"<w:rPr>{named}</w:rPr>"
    else:
        yield run.end(), run.end(), f"<w:rPr>{named}</w:rPr>"


def in_opendocument(source: str, told: Spoken) -> str:
    """Return a part of OpenDocument whose styles name the language of the translation."""

    def properties(found: re.Match[str]) -> str:
        named = {one[2]: one[3] for one in _FO.finditer(found[0])}
        if not told.replaces(named.get("language", "")):
            return found[0]
        new = {"language": told.main, "country": languages.country(told.main) or "none"}
        return _FO.sub(lambda one: one[1] + new[one[2]], found[0])

    return _OPENDOCUMENT.sub(properties, source)


def in_properties(source: str, told: Spoken) -> str:
    """Return the properties of a document, or the contents of a book, with the language of the
    translation.
    """
    edits: list[Edit] = []
    for element in _BOOK.finditer(source):
        if element["text"]:
            edits.append((*element.span("text"), element["text"]))
        elif value := _XML_LANG.search(element[0]):
            at = element.start() + value.start(1)
            edits.append((at, at + len(value[1]), value[1]))
    return edited(
        source,
        ((a, b, told.written(code)) for a, b, code in edits if told.replaces(code)),
    )
