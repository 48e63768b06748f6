"""Names: whether the names of a text stand in its sources.

A name is recognised by its capitals, in any script that has them. A source also has a name if it
has another form of it: with another ending, as a possessive, as initials, or as another name of the
same thing (data/names.toml).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..resources import load_toml
from ..text.capitals import Word, is_headline, runs, words
from ..text.folding import fold
from ..text.function_words import FUNCTION_WORDS
from ..text.names import BEGINS, alike, readings
from ..text.words import stem
from .dates import without_dates

_LISTS = load_toml("nlpkit.text", "data/names.toml")
# Names of several words are looked up as they are, single words by their stems.
_SAME: dict[str, set[str]] = defaultdict(set)
for _line in _LISTS["same"]:
    for _name in _line:
        _SAME[_name if " " in _name else stem(_name)].update(_line)
_TITLES = frozenset(_LISTS["titles"].split())

_LONGEST = 6  # letters of the longest abbreviation that is compared with initials


class Names:
    """The names of the sources. `language` is the code of their language.

    In a language that writes all nouns with a capital, a capital does not show a name. Then no name
    is reported.
    """

    def __init__(self, sources: Iterable[str], language: str = "und") -> None:
        self._capitals_show_names = language not in _LISTS["capital_nouns"]
        self._words: set[str] = set()
        self._by_beginning: defaultdict[str, set[str]] = defaultdict(set)
        self._roots: set[str] = set()
        self._initials: set[str] = set()
        self._texts: list[str] = []
        for source in sources:
            self._texts.append(fold(source))
            self._learn(source)
        for word in self._words:
            self._by_beginning[word[:BEGINS]].add(word)

    def _learn(self, source: str) -> None:
        capitals = initials = ""  # of the last capitalised words, and of the last content words
        line = words(source)
        for at, one in enumerate(line):
            word = _plain(one.text)
            self._words.update({word, *word.split("-")})
            upper = one.text[0].isupper()
            if upper:
                self._roots.update(readings(word, _following(line, at)))
            if word in FUNCTION_WORDS:
                continue
            capitals = (capitals + word[0])[-_LONGEST:] if upper else ""
            initials = (initials + word[0])[-_LONGEST:]
            # Two letters count as initials of two names, three or more as initials of any words.
            self._initials.update(capitals[-n:] for n in range(2, len(capitals) + 1))
            self._initials.update(initials[-n:] for n in range(3, len(initials) + 1))

    def unseen(self, text: str) -> tuple[str, ...]:
        """Return the names of `text`, as written, that no source has."""
        text = without_dates(text)
        line = words(text)
        no_names = not self._capitals_show_names
        if no_names or is_headline(text, line) or (len(line) > 1 and text.isupper()):
            return ()
        found: list[str] = []
        for start, end in runs(line):
            places = [at for at in range(start, end) if line[at].capital]
            name = [line[at].text for at in places]
            known = [self._has(line[at].text, _following(line, at)) for at in places]
            # A first word with a capital counts as part of the name only if the next word is a name
            # that the sources do not have.
            if _may_be_common(line[start]) and known[1:2] != [False]:
                known[0] = True
            missing = [word for word, has in zip(name, known, strict=True) if not has]
            if missing and not self._abbreviated(name):
                found.append(" ".join(missing))
        return tuple(dict.fromkeys(found))

    def _has(self, name: str, following: str) -> bool:
        """Return whether every part of a word such as "Anglo-French" stands in the sources."""
        word = _plain(name)
        if not self._roots.isdisjoint(readings(word, following)):
            return True
        if self._has_part(word) or (name.isupper() and word in self._initials):
            return True
        parts = word.split("-")
        return len(parts) > 1 and all(len(p) < 2 or self._has_part(p) for p in parts)

    def _has_part(self, word: str) -> bool:
        if word in self._words or word in _TITLES or word.partition("'")[0] in FUNCTION_WORDS:
            return True
        if any(alike(word, other) for other in self._by_beginning.get(word[:BEGINS], ())):
            return True
        return any(self._mentions(other) for other in _SAME.get(stem(word), ()))

    def _mentions(self, name: str) -> bool:
        if " " in name:
            return any(name in text for text in self._texts)
        return name in self._words or any(
            alike(name, other) for other in self._by_beginning.get(name[:BEGINS], ())
        )

    def _abbreviated(self, run: Sequence[str]) -> bool:
        """Return whether the sources have the initials of the run, or another name of it."""
        initials = "".join(fold(word)[0] for word in run)
        whole = " ".join(map(_plain, run))
        return (len(run) > 1 and initials in self._words) or any(
            self._mentions(other) for other in _SAME.get(whole, ())
        )


def _may_be_common(word: Word) -> bool:
    """Return whether a word may have its capital only because of its place."""
    return word.placed and not word.possessive and not word.text[1:2].isupper()


def _following(words: Sequence[Word], at: int) -> str:
    """Return the word after the one at `at`, or "" if it is the last."""
    return words[at + 1].text if at + 1 < len(words) else ""


def _plain(word: str) -> str:
    """Return the word in lower case without the dots between its letters."""
    return fold(word).replace(".", "")
