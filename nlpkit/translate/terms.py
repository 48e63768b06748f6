"""Brings the terms of a glossary into translations.

A translation has a term if it has the words of the term, the last of them in any English form. If
it lacks a term, the engine is asked to translate the term alone, and these words are replaced in
the translation. If the translation lacks these words too, the engine is asked again for the text
with the translation of the term inserted (`naming.inserted`).

Engines copy Latin letters from a Cyrillic text and rewrite Cyrillic ones. Until the translation is
complete, a term in Cyrillic letters is therefore written in Latin letters ("Яндекс" as "Yandeks").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from .. import languages
from ..document import Term
from ..engines import Translator
from ..errors import EngineError
from ..glossary import Glossary
from ..text import terms
from ..text.romanization import romanized
from ..text.terms import FoundTerm
from . import guard
from .marks import TERMINAL, frame

_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_ARTICLE = regex.compile(r"(?:the|an?)\s+(?=\S)", regex.IGNORECASE)
_ENDING = r"(?:['’]s|s['’]|e?s)?"  # of the last word, in the plural and the possessive
_MARKS = "".join(TERMINAL) + ",;: "


@dataclass(frozen=True, slots=True)
class LostTerm:
    """A term at [start, end) of a text that its translation lacks; see `naming.Insertable`."""

    start: int
    end: int
    spellings: tuple[str, ...]
    sure: bool = True


def whole(text: str, glossary: Glossary, language: str) -> tuple[str, Term] | None:
    """Return the translation of a text that is one term and nothing else, with the term."""
    before, core, after = frame(text)
    found = terms.read(core, glossary, language)
    if len(found) != 1 or found[0].start or core[found[0].end :].strip(_MARKS):
        return None
    return before + guard.tidy(core, found[0].term.written) + after, found[0].term


class TermsOfTexts:
    """The terms in the texts that one engine translates from one language into another.

    A `draft` is a translation in which terms are still in Latin letters; `completed` makes it
    final.
    """

    def __init__(self, glossary: Glossary, source: str, target: str) -> None:
        self._glossary = glossary
        self._source, self._target = source, target
        self._rewrites = "Cyrl" not in languages.SCRIPTS[target]
        self._called: dict[str, str] = {}
        self._found: dict[str, list[FoundTerm]] = {}

    def ask(self, engine: Translator, texts: Sequence[str]) -> None:
        """Ask the engine what it calls the terms of these texts alone."""
        written = {text[one.start : one.end] for text in texts for one in self.found(text)}
        new = sorted(w for w in written - set(self._called) if engine.count(w) <= engine.max_tokens)
        try:
            answers = engine.translate(new, self._source, self._target) if new else []
        except EngineError:
            return
        self._called |= {w: a.text.strip(_MARKS) for w, a in zip(new, answers, strict=False)}

    def found(self, text: str) -> list[FoundTerm]:
        """Return the terms of the text. Each text is read only once."""
        if text not in self._found:
            self._found[text] = terms.read(text, self._glossary, self._source)
        return self._found[text]

    def mended(self, text: str, draft: str) -> str:
        """Return the draft with the engine's own words for a term replaced by the term.

        The engine's own words are its translation of the term alone. They are replaced if the draft
        lacks the term and has these words, but not in more places than the text has the term.
        """
        found = self.found(text)
        for term in dict.fromkeys(one.term for one in found):
            spelling = self._in_draft(term)
            if _pattern(spelling).search(draft):
                continue
            own = [text[one.start : one.end] for one in found if one.term == term]
            for called in dict.fromkeys(self._called[o] for o in own if self._called.get(o)):
                words = _pattern(called, article=_ARTICLE.match(spelling) is not None)
                if 0 < len(words.findall(draft)) <= len(own):
                    draft = _replaced(words, draft, spelling)
        return draft

    def reference(self, text: str, draft: str) -> str:
        """Return the text in which each term that the draft has is replaced by its translation.

        The numbers and names of a draft are compared with this text, because the translation of a
        term may have other numbers and names than the term itself: "Большая двадцатка" is "G20".
        """
        for one in reversed(self.found(text)):
            if translated := _pattern(self._in_draft(one.term)).search(draft):
                text = text[: one.start] + translated[0] + text[one.end :]
        return text

    def completed(self, text: str, draft: str) -> str:
        """Return the draft with every term as the glossary writes it."""
        for term in dict.fromkeys(one.term for one in self.found(text)):
            spelling = self._in_draft(term)
            if spelling != term.written:
                draft = _replaced(_pattern(spelling), draft, term.written)
        return draft

    def applied(self, text: str, translation: str) -> tuple[Term, ...]:
        """Return the terms that the translation has."""
        found = dict.fromkeys(one.term for one in self.found(text))
        return tuple(term for term in found if _pattern(term.written).search(translation))

    def lost(self, text: str, translation: str) -> list[LostTerm]:
        """Return the terms that the translation lacks."""
        lacking = [o for o in self.found(text) if not _pattern(o.term.written).search(translation)]
        return [LostTerm(one.start, one.end, (self._in_draft(one.term),)) for one in lacking]

    def described(self, text: str, lost: Sequence[LostTerm]) -> str:
        """Return the lost terms with the translations that the glossary has: "управы → council"."""
        wanted = {one.start: one.term.written for one in self.found(text)}
        lines = (f"{text[one.start : one.end]} → {wanted[one.start]}" for one in lost)
        return ", ".join(dict.fromkeys(lines))

    def _in_draft(self, term: Term) -> str:
        """Return the translation of a term as it is written in a draft.

        It is in Latin letters if the target language is not written in Cyrillic letters.
        """
        written = term.written
        if not self._rewrites or not _CYRILLIC.search(written):
            return written
        return " ".join(map(romanized, written.split()))


def _replaced(words: regex.Pattern[str], text: str, other: str) -> str:
    return words.sub(lambda _: other, text)


@lru_cache(maxsize=4096)
def _pattern(written: str, *, article: bool = False) -> regex.Pattern[str]:
    """Return a pattern for words in any case, the last of them in any English form.

    An article before them counts only as a part of what is found, and only with `article`.
    """
    bare = _ARTICLE.sub("", written, count=1) if _ARTICLE.match(written) else written
    words = r"[\s-]+".join(map(regex.escape, regex.split(r"[\s-]+", bare)))
    last = "(?:y|ies)" if words.endswith("y") else words[-1:]
    before = rf"(?:\b{_ARTICLE.pattern})?" if article else ""
    return regex.compile(rf"{before}(?<!\w){words[:-1]}{last}{_ENDING}(?!\w)", regex.IGNORECASE)
