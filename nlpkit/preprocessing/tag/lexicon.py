"""Keeps the evidence of every distinct word, so that running text is tagged quickly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ...languages import SCRIPTS
from ...text import alphabets
from . import langid, tokens

# The one language of a script no other language here uses.
SINGLE = {
    "Grek": "el", "Armn": "hy", "Hebr": "he", "Beng": "bn", "Guru": "pa", "Gujr": "gu",
    "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml", "Thai": "th", "Mymr": "my",
    "Geor": "ka", "Hang": "ko", "Ethi": "am", "Jpan": "ja", "Hani": "zh",
}  # fmt: skip
_CAPACITY = 60_000
_PARTS = re.compile("[/-]")  # what joins words: `сома/литр`
_LONGEST = 40  # letters of a word that are looked at


Rows = Callable[[int, int], np.ndarray]


class Lexicon:
    """A table of words that grows with the text and is cleared when full. It is not thread-safe.

    Words are numbered. `script[i]`, `name[i]` and `factor[i]` describe word i. `evidence[i]` says,
    in nats and never above 0, how much worse each language of its script explains it than the best
    one (columns as in that script's model). Words of `shared` tell nothing.
    `odd[i]` says which languages lack one of its letters.
    """

    def __init__(
        self,
        models: Mapping[str, langid.ScriptModel],
        evidence: Mapping[str, float],
        known: Mapping[str, frozenset[str]],
        shared: frozenset[str],
    ) -> None:
        self._models, self._evidence, self._known = models, evidence, known
        self._shared = shared
        self.scripts = ("", *models, *SINGLE)
        self._code = {script: code for code, script in enumerate(self.scripts)}
        self._width = max(len(model.languages) for model in models.values())
        self._clear()

    def _clear(self) -> None:
        self.ids: dict[str, int] = {}
        self.script = np.zeros(1024, np.int8)
        self.name = np.zeros(1024, bool)
        self.factor = np.ones(1024, np.float32)
        self.evidence = np.zeros((1024, self._width), np.float32)
        self.odd = np.zeros((1024, self._width), bool)

    def code(self, script: str) -> int:
        return self._code[script]

    def look_up(self, chunks: Sequence[str]) -> np.ndarray:
        """Return the numbers of the given words, all known from now on."""
        if len(self.ids) > _CAPACITY:
            self._clear()
        new = set(chunks).difference(self.ids)
        if new:
            self._learn(sorted(new))
        return np.array([*map(self.ids.__getitem__, chunks)], dtype=np.int64)

    def rows(self, number: np.ndarray, factor: np.ndarray, width: int) -> Rows:
        """Return the evidence of the words a to b of those given, weighed: float [b - a, width]."""
        evidence = self.evidence
        return lambda a, b: evidence[number[a:b], :width] * factor[a:b, None]

    def _learn(self, chunks: list[str]) -> None:
        first = len(self.ids)
        self._grow(first + len(chunks))
        words = [tokens.describe(chunk) for chunk in chunks]
        for number, (chunk, word) in enumerate(zip(chunks, words, strict=True), first):
            self.ids[chunk] = number
            self.script[number] = self._code.get(word.script, 0)
            self.name[number] = word.name
            self.factor[number] = self._factor(chunk, word.form)
        for script, model in self._models.items():
            chosen = [i for i, word in enumerate(words) if word.script == script]
            if chosen:
                scores = model.scores([words[i].form[:_LONGEST] for i in chosen])
                scores -= scores.max(axis=1, keepdims=True)
                rows = np.maximum(scores * self._evidence["weight"], self._evidence["floor"])
                self._doubt_names(rows, [words[i].name for i in chosen], script)
                odd = self._odd([words[i].form for i in chosen], script)
                names = np.array([words[i].name for i in chosen])
                rows[odd & ~names[:, None]] = self._evidence["alphabet"]
                self._allow_known(rows, [words[i].form for i in chosen], script)
                rows[[words[i].form in self._shared for i in chosen]] = 0.0
                self.evidence[np.array(chosen) + first, : rows.shape[1]] = rows
                self.odd[np.array(chosen) + first, : rows.shape[1]] = odd

    def _doubt_names(self, rows: np.ndarray, names: list[bool], script: str) -> None:
        """Reduce the evidence of names with foreign letters, because English
        keeps such spellings.
        """
        known = self._models[script].languages
        respelt = [i for i, lang in enumerate(known) if script not in SCRIPTS[lang]]
        if respelt:
            at = np.ix_(names, respelt)
            rows[at] = np.minimum(rows[at], rows[names, known.index("en")][:, None])

    def _odd(self, forms: list[str], script: str) -> np.ndarray:
        """Return for each word which languages do not have all of its letters: [words, languages].

        A name keeps its letters in other languages, so it is no evidence against them.
        """
        known = [alphabets.letters(lang) for lang in self._models[script].languages]
        if script != "Cyrl":
            return np.zeros((len(forms), len(known)), dtype=bool)
        written = frozenset().union(*known)  # a letter of an old spelling says nothing
        used = (alphabets.cyrillic(form) & written for form in forms)
        return np.array([[bool(own) and not word <= own for own in known] for word in used])

    def _allow_known(self, rows: np.ndarray, forms: list[str], script: str) -> None:
        """Reduce the evidence against a language in words that it is known to have."""
        for language, known in self._known.items():
            if language in self._models[script].languages and script in SCRIPTS[language]:
                column = self._models[script].languages.index(language)
                at = [i for i, form in enumerate(forms) if known.issuperset(_PARTS.split(form))]
                rows[at, column] = np.maximum(rows[at, column], self._evidence["known"])

    def _factor(self, chunk: str, form: str) -> float:
        if len(form) <= 2:
            return self._evidence["short"]
        return self._evidence["acronym"] if len(form) <= 5 and chunk.isupper() else 1.0

    def _grow(self, size: int) -> None:
        room = len(self.script)
        if size > room:
            more = max(size, 2 * room) - room
            self.script = np.concatenate((self.script, np.zeros(more, np.int8)))
            self.name = np.concatenate((self.name, np.zeros(more, bool)))
            self.factor = np.concatenate((self.factor, np.ones(more, np.float32)))
            rows = np.zeros((more, self._width), np.float32)
            self.evidence = np.concatenate((self.evidence, rows))
            self.odd = np.concatenate((self.odd, np.zeros((more, self._width), bool)))
