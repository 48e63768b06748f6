"""A dictionary of words that are rare in the text that a model was trained on.

A small model guesses such words. Where their translations stand in the text instead of them, it
copies these: Song et al. (2019), "Code-switching for enhancing NMT with pre-specified translation".
"""

from __future__ import annotations

import gzip
import json
import zlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import regex

from ..errors import EngineError
from ..text.folding import fold
from ..text.words import stem, words
from .contracts import DictionaryWord
from .lexicon import Lexicon

FILE = "dictionary.json.gz"  # in the folder of a model
_LONGEST = 60  # letters of a word without its ending
_FORMS_OF_NOUNS = 2  # tuples of translations; those of verbs have more
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*")
_ENDING = regex.compile(r"(?<=\w{3})(?:ied|ies|es|ly|(?<!s)s|[ey])$")
_DOUBLING = regex.compile(r"(?<=\w{3})(?:ings?|(?<!i)ed|ers?)$")  # "stopped", "bigger"
_DOUBLED = regex.compile(r"(\p{L})\1$")
# Words of grammar in translations of several words. An answer may lack them.
_GRAMMAR = frozenset(
    "a about am an are at be been by down for from in into is of off on out over the to up was "
    "were will with".split()
)


class _Entry(NamedTuple):
    """A word without its endings. `forms` has the index of a tuple of translations by ending. Each
    tuple has them in another form, such as the plural, and in the same order.
    """

    forms: dict[str, int]
    translations: tuple[tuple[str, ...], ...]


def read(folder: Path) -> Dictionary | None:
    """Return the dictionary of the model in the folder, or None if it has none.

    Raises EngineError if the file cannot be read.
    """
    return Dictionary(folder / FILE) if (folder / FILE).is_file() else None


def uncovered(
    lexicon: Lexicon | None, dictionary: Dictionary | None, text: str, answer: str
) -> list[str]:
    """Return the words of the text that no word of the answer stands for, by the lexicon.

    Words whose translation by the dictionary the answer has are not among them. See
    `Lexicon.uncovered`.
    """
    found = lexicon.uncovered(text, answer) if lexicon else []
    return [word for word in found if not (dictionary and dictionary.covers(word, answer))]


class Dictionary:
    """Translations of words in all their forms. `recipes/ru-en/dictionary.py` writes the file.

    Raises EngineError if the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                made = json.load(file)
            for beginning, paradigm, translations in made["entries"]:
                entry = _Entry(made["paradigms"][paradigm], tuple(map(tuple, translations)))
                if not all(entry.translations[form][0][0] for form in entry.forms.values()):
                    raise ValueError(f"no translation of {beginning!r}")
                self._entries.setdefault(beginning, []).append(entry)
        except (OSError, EOFError, ValueError, LookupError, TypeError, zlib.error) as error:
            raise EngineError(
                f"cannot read {path}: {error}", hint="fetch the model again"
            ) from error

    def lacking(
        self, text: str, answer: str, lexicon: Lexicon | None = None
    ) -> list[DictionaryWord]:
        """Return the words of the text of which the answer has no translation, in order.

        Forms of one English word are taken for equal. Words that the lexicon finds in the answer
        are not among them. A word with a capital is mostly a name, and is left out unless it is the
        first word of the text or all letters of the text are capitals.
        """
        shouted = text.isupper()
        left_out = set(map(stem, lexicon.uncovered(text, answer))) if lexicon else set()
        lacking: list[DictionaryWord] = []
        used: set[str] = set()
        for i, match in enumerate(_WORD.finditer(text)):
            word = match[0]
            begins = i == 0 and word[1:].islower()
            found = self._find(word) if word.islower() or begins or shouted else None
            if found is None or _has(found[0], answer):
                continue
            if lexicon and lexicon.knows(word) and stem(fold(word)) not in left_out:
                continue
            entry, form = found
            written = tuple(_like(word, one) for one in entry.translations[form])
            # Of two words with one translation the second gets another one, or stays as it is.
            if spellings := tuple(one for one in written if one.lower() not in used):
                used.add(spellings[0].lower())
                predicate = form > 0 and len(entry.translations) > _FORMS_OF_NOUNS
                lacking.append(DictionaryWord(*match.span(), spellings, predicate))
        return lacking

    def covers(self, word: str, answer: str) -> bool:
        """Return whether the answer has a translation of the word, which the dictionary has."""
        found = self._find(word)
        return found is not None and _has(found[0], answer)

    def _find(self, word: str) -> tuple[_Entry, int] | None:
        """Return the entry of a word and the index of the translations in its form."""
        plain = fold(word)
        for end in range(min(len(plain), _LONGEST), 0, -1):
            for entry in self._entries.get(plain[:end], ()):
                if (form := entry.forms.get(plain[end:])) is not None:
                    return entry, form
        return None


def _has(entry: _Entry, answer: str) -> bool:
    """Return whether the answer has one of the translations of an entry, in any form."""
    written = _roots_of(answer)
    return any(_roots(one) <= written for forms in entry.translations for one in forms)


def _like(word: str, translation: str) -> str:
    """Return the translation with a capital, or in capitals, if the word is written so."""
    if word.isupper() and len(word) > 1:
        return translation.upper()
    return translation[0].upper() + translation[1:] if word[0].isupper() else translation


def _roots(translation: str) -> frozenset[str]:
    """Return the roots of the words of a translation, but for words of grammar."""
    found = words(translation)
    return frozenset(_root(one) for one in found if one not in _GRAMMAR) or _roots_of(translation)


@lru_cache(maxsize=8)
def _roots_of(answer: str) -> frozenset[str]:
    return frozenset(map(_root, words(answer)))


def _root(word: str) -> str:
    """Return an English word without its ending: "hid" for "hides" and "hiding"."""
    bare = _DOUBLING.sub("", word)
    return _ENDING.sub("", word) if bare == word else _DOUBLED.sub(r"\1", bare)
