"""Gives parts of a document the languages that their source declares, such as `lang` in HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .. import languages
from ..document import Document, Span
from ..text import alphabets
from ..translate.passages import MIN_LETTERS

# Detected languages are certain if a text has `MIN_LETTERS` letters and its spans have such a mean
# score. No declared language is believed against such a score of shorter texts.
MIN_SCORE = 0.8

Declared = Sequence[tuple[int, int, str]]


def as_declared(
    read: Mapping[str, Document], declared: Mapping[str, Declared]
) -> dict[str, Document]:
    """Return the documents, by their texts, of which a declaration changes the languages.

    Pages often declare a language in which they are not. Of each declared language the longer texts
    are looked at first: if most of them are in another one, it is not believed at all. It then
    decides for short texts only, if they have its letters and are not surely in another language.
    Ranges of a text that was normalised are left out, unless they are the whole text.
    """
    believed = _believed(read, declared)
    changed: dict[str, Document] = {}
    for text, document in read.items():
        made = document
        for start, end, lang in declared.get(text, ()):
            end = len(made.text) if (start, end) == (0, len(text)) else end
            whole = (start, end) == (0, len(made.text))
            if lang in believed and (whole or text == made.text):
                made = _with_language(made, start, end, lang)
        if made is not document:
            changed[text] = made
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
        for start, end, lang in said:
            own = found.setdefault(lang, Counter())
            document = read.get(text)
            if document and (start, end) == (0, len(text)) and is_certain(document):
                own[document.language] += len(text)
    return {
        lang for lang, own in found.items() if not own or max(own, key=lambda one: own[one]) == lang
    }


def _with_language(document: Document, start: int, end: int, lang: str) -> Document:
    """Return the document with the letters at [start, end) in this language, if they may be."""
    own = [one for one in document.spans if start <= one.start and one.end <= end]
    letters, _ = _letters(document, own)
    _, others = _letters(document, (one for one in own if one.lang != lang))
    text = document.text[start:end]
    known = alphabets.letters(lang)
    if letters >= MIN_LETTERS or others > MIN_SCORE * letters:
        return document
    if known and not alphabets.cyrillic(text.lower()) <= known:
        return document
    spans = []
    for one in _cut(document.spans, start, end):
        inside = start <= one.start and one.end <= end and one.script in languages.SCRIPTS[lang]
        if inside and (one in own or _is_foreign(document.slice(one), one.lang)):
            one = replace(one, lang=lang, score=1.0)
        spans.append(one)
    changed = spans != [*_cut(document.spans, start, end)]
    return replace(document, spans=tuple(spans)) if changed else document


def _is_foreign(text: str, lang: str) -> bool:
    """Return whether a word that is no name has a letter that a language lacks."""
    known = alphabets.letters(lang)
    return bool(known) and any(
        word.islower() and not alphabets.cyrillic(word) <= known for word in text.split()
    )


def _cut(spans: Iterable[Span], *places: int) -> Iterator[Span]:
    """Yield the spans, cut at the places."""
    for span in spans:
        at = span.start
        for place in sorted(place for place in places if span.start < place < span.end):
            yield replace(span, start=at, end=place)
            at = place
        yield replace(span, start=at)
