"""Gives parts of a document the languages that their source declares, such as `lang` in HTML."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate

from .. import languages
from ..document import Document, Span
from ..text import alphabets
from ..translate.passages import MIN_LETTERS

# Detected languages are certain if a text has `MIN_LETTERS` letters and its spans have such a mean
# score. No declared language is believed against such a score of shorter texts.
MIN_SCORE = 0.8
_NESTED = 8  # declarations around one text that are looked at, the innermost first

_WORD = re.compile(r"\S+")
Declared = Sequence[tuple[int, int, str]]


def as_declared(
    read: Mapping[str, Document], declared: Mapping[str, Declared]
) -> dict[str, Document]:
    """Return the documents, by their texts, of which a declaration changes the languages.

    Pages often declare a language in which they are not. Of each declared language the longer texts
    are looked at first: if most of them are in another one, it is not believed at all. It then
    decides for short texts only, if they have its letters and are not surely in another language.
    Ranges of a text that was normalised are left out, unless they are the whole text.

    Time grows with the size of the texts and the number of their ranges, not with the product.
    """
    believed = _believed(read, declared)
    changed: dict[str, Document] = {}
    for text, document in read.items():
        said = [
            (0, len(document.text), lang) if (start, end) == (0, len(text)) else (start, end, lang)
            for start, end, lang in declared.get(text, ())
            if lang in believed and (text == document.text or (start, end) == (0, len(text)))
        ]
        spans = _declared_spans(document, said) if said else document.spans
        if spans != document.spans:
            changed[text] = replace(document, spans=spans)
    return changed


def is_certain(document: Document) -> bool:
    """Return whether the languages detected in a document are certain: see the constants above."""
    letters, sure = _letters(document, document.spans)
    return letters >= MIN_LETTERS and sure > MIN_SCORE * letters


def _letters(document: Document, spans: Iterable[Span]) -> tuple[int, float]:
    """Return how many letters the spans have, and how many of those are in the right language."""
    letters, sure = 0, 0.0
    for span in spans:
        own = sum(map(str.isalpha, document.slice(span)))
        letters += own
        sure += own * span.score * (span.lang != "und")
    return letters, sure


def _believed(read: Mapping[str, Document], declared: Mapping[str, Declared]) -> set[str]:
    """Return the declared languages that no longer texts contradict."""
    found: dict[str, Counter[str]] = {}
    for text, said in declared.items():
        document = read.get(text)
        certain = document.language if document and is_certain(document) else ""
        for lang, whole in {(lang, (start, end) == (0, len(text))) for start, end, lang in said}:
            own = found.setdefault(lang, Counter())
            if whole and certain:
                own[certain] += len(text)
    return {
        lang for lang, own in found.items() if not own or max(own, key=lambda one: own[one]) == lang
    }


def _declared_spans(document: Document, said: Declared) -> tuple[Span, ...]:
    """Return the spans of a document with the languages that are declared for ranges of it.

    A range counts if its letters may be of its language; an inner one counts before the outer ones.
    """
    detected = _Detected(document)
    ranges = sorted((one for one in said if detected.allows(*one)), key=lambda one: one[:1])
    made: list[Span] = []
    before: Span | None = None  # what the last of `made` is a part of
    around: list[tuple[int, int, str]] = []
    at = 0
    for part, span in _cut(document.spans, sorted({p for one in ranges for p in one[:2]})):
        while around and around[-1][1] <= part.start:
            around.pop()
        while at < len(ranges) and ranges[at][0] <= part.start:
            around += [ranges[at]] * (part.start < ranges[at][1])
            at += 1
        new = _with_language(detected, part, span, around[: -_NESTED - 1 : -1])
        if span is before and (made[-1].lang, made[-1].score) == (new.lang, new.score):
            new = replace(new, start=made.pop().start)
        made.append(new)
        before = span
    return tuple(made)


class _Detected:
    """What the letters and the spans of a document say on languages declared for ranges of it."""

    def __init__(self, document: Document) -> None:
        self._text, self._spans = document.text, document.spans
        self._starts = [one.start for one in document.spans]
        self._ends = [one.end for one in document.spans]
        self._sizes = [sum(map(str.isalpha, document.slice(one))) for one in document.spans]
        self._letters = [0, *accumulate(self._sizes)]
        self._others, self._lacking = cache(self._in_others), cache(self._lacking_in)
        self._foreign = [*self._in_foreign_words()]

    def allows(self, start: int, end: int, lang: str) -> bool:
        """Return whether the letters at [start, end) are few and may be in this language."""
        first = bisect_left(self._starts, start)
        last = max(first, bisect_right(self._ends, end))
        letters = self._letters[last] - self._letters[first]
        others = self._others(lang)[last] - self._others(lang)[first]
        few = letters < MIN_LETTERS and others <= MIN_SCORE * letters
        return few and not _has_any(self._lacking(lang), start, end)

    def is_foreign(self, start: int, end: int) -> bool:
        """Return whether a word there that is no name has a letter that its detected language
        lacks.
        """
        return _has_any(self._foreign, start, end)

    def _in_others(self, lang: str) -> list[float]:
        """Return how many letters before each span are in another language, by their scores."""
        return [
            0.0,
            *accumulate(
                size * one.score * (one.lang not in ("und", lang))
                for one, size in zip(self._spans, self._sizes, strict=True)
            ),
        ]

    def _lacking_in(self, lang: str) -> list[int]:
        """Return where the letters stand that a language lacks."""
        lacking = _lacking(set(self._text), lang)
        return [i for i, char in enumerate(self._text) if char in lacking]

    def _in_foreign_words(self) -> Iterator[int]:
        chars = set(self._text)
        lacking = {lang: _lacking(chars, lang) for lang in {one.lang for one in self._spans}}
        for span in self._spans:
            for word in _WORD.finditer(self._text, span.start, span.end):
                if lacking[span.lang] and word[0].islower():
                    yield from (
                        i
                        for i, char in enumerate(word[0], word.start())
                        if char in lacking[span.lang]
                    )


def _lacking(chars: Iterable[str], lang: str) -> frozenset[str]:
    """Return which characters are letters that a language lacks, if its letters are known."""
    known = alphabets.letters(lang)
    return frozenset(
        char for char in chars if known and not alphabets.cyrillic(char.lower()) <= known
    )


def _has_any(places: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(places, start) < bisect_left(places, end)


def _with_language(detected: _Detected, part: Span, span: Span, around: Declared) -> Span:
    """Return a part of a span with the language of the first range around it that it may be in.

    A span is of one language as a whole, unless its words have letters that this one lacks.
    """
    for start, end, lang in around:
        if part.script in languages.SCRIPTS[lang] and (
            (start <= span.start and span.end <= end)
            or detected.is_foreign(max(start, span.start), min(end, span.end))
        ):
            return replace(part, lang=lang, score=1.0)
    return part


def _cut(spans: Iterable[Span], places: Sequence[int]) -> Iterator[tuple[Span, Span]]:
    """Yield the parts of the spans between the places, which are in order, each with its span."""
    for span in spans:
        inside = places[bisect_right(places, span.start) : bisect_left(places, span.end)]
        for start, end in zip([span.start, *inside], [*inside, span.end], strict=True):
            yield replace(span, start=start, end=end), span
