"""The only reader of names in running text: words with capitals, and runs of them.

A run is a row of capitalised words that may be one name: "Касым-Жомарт Токаев", "Bank of England".
At the beginning of a sentence or of a quotation, a capital does not show that a word is a name. The
reader marks such words (`first`, `after_stop`), and the caller decides. What kind of thing a run
names, and whether a source has it, is not decided here. The word lists are in data/capitals.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from ..resources import load_toml
from .folding import fold
from .function_words import FUNCTION_WORDS
from .names import root

_LISTS = load_toml(__package__, "data/capitals.toml")
ORGANISATIONS = frozenset(map(root, _LISTS["organisations"].split()))
_PARTICLES = frozenset(_LISTS["particles"].split())
_ABBREVIATIONS = frozenset(_LISTS["abbreviations"].split())
_HEADLINE: float = _LISTS["headline"]

# Initials in one piece ("U.S.", "J.K."), or letters and digits joined by hyphens and apostrophes.
_WORD = regex.compile(
    r"(?<![\p{L}\p{M}\p{N}])"
    r"(?P<word>(?:\p{Lu}\.)+(?:\p{Lu}(?![\p{L}\p{N}]))?(?!\p{Ll})"
    r"|\p{L}[\p{L}\p{M}\p{N}]*(?:[’'-](?!s\b)\p{L}[\p{L}\p{M}\p{N}]*)*)"
    r"(?P<possessive>[’']s\b)?"
)
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_OPENING = regex.compile(r"[«“„\"'‘`(\[|*•–—:-]")
_STOP = regex.compile(r"[.!?…;]")
_SENTENCE_ENDS = (".", "!", "?", "…", "”", "»", '"')
_JOINT = regex.compile(r"[\s\u00a0]+|\s?&\s?|")  # what may stand between the words of a name


class Word(NamedTuple):
    """A word of a text.

    `start` and `end` count code points of the text; a possessive "'s" is left out. `gap` is the
    text between the word before and this one.
    """

    start: int
    end: int
    text: str
    gap: str
    first: bool  # of the text, a quotation, a bracket or what follows a colon or dash
    after_stop: bool  # after a full stop, which may also belong to an abbreviation
    possessive: bool

    @property
    def key(self) -> str:
        """The word without the ending of its case; see `names.root`."""
        return root(self.text)

    @property
    def cyrillic(self) -> bool:
        return _CYRILLIC.match(self.text) is not None

    @property
    def is_function_word(self) -> bool:
        """Whether it is a word of grammar: "the", "в"."""
        return fold(self.text).partition("'")[0] in FUNCTION_WORDS

    @property
    def acronym(self) -> bool:
        """Whether it has capitals only: "UN", or a Roman number such as "XIX"."""
        return len(self.text) > 1 and self.text.isupper() and not self.text.endswith(".")

    @property
    def placed(self) -> bool:
        """Whether it may have its capital only because of its place in the text."""
        return self.first or self.after_stop

    @property
    def capital(self) -> bool:
        """Whether its capital may be that of a name.

        "The" at the beginning of a sentence is no name.
        """
        upper = self.text[0].isupper()
        return upper and not (self.placed and not self.acronym and self.is_function_word)


def words(text: str) -> list[Word]:
    """Return the words of a text in order, with and without capitals."""
    found: list[Word] = []
    at = 0
    for match in _WORD.finditer(text):
        start, end = match.span("word")
        gap = text[at:start]
        first = not found or _OPENING.search(gap) is not None
        stopped = bool(found) and _STOP.search(gap) is not None
        possessive = match["possessive"] is not None
        found.append(Word(start, end, match["word"], gap, first, stopped, possessive))
        at = match.end()
    return found


def runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words, as half-open ranges of indices into `words`, in order.

    A particle joins capitals: "Ursula von der Leyen". "of", "the", "for" and "and" do so only
    within the name of an organisation. All words of a run are of one script.
    """
    at = 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        end = _end(words, at)
        yield at, end
        at = end


def _end(words: Sequence[Word], start: int) -> int:
    """Return the end of the run that begins at `start`. Time is linear in the length of the run."""
    end, organisation, has_of = start + 1, words[start].key in ORGANISATIONS, False
    while end < len(words):
        step = end
        while step < len(words) and _joins(words[step].text, organisation, has_of):
            has_of = has_of or words[step].text == "of"
            step += 1
        if step == len(words) or not words[step].capital:
            break
        if not all(_joined(words, at) for at in range(end, step + 1)):
            break
        if words[step].cyrillic != words[end - 1].cyrillic:
            break
        organisation = organisation or words[step].key in ORGANISATIONS
        end = step + 1
    return end


def _joins(word: str, organisation: bool, has_of: bool) -> bool:
    """Return whether a word in small letters may stand inside a name that has begun."""
    if word in ("of", "the", "for", "and"):
        return organisation and (word != "and" or has_of)
    return word in _PARTICLES


def _joined(words: Sequence[Word], at: int) -> bool:
    """Return whether a word can be of one name with the word before it: "St. Louis", "A & B"."""
    gap, before = words[at].gap, words[at - 1]
    if before.possessive:
        return False
    return _JOINT.fullmatch(gap) is not None or (
        gap == ". " and before.text.lower() in _ABBREVIATIONS
    )


def is_headline(text: str, words: Sequence[Word]) -> bool:
    """Return whether so many words have capitals that they show no names, as in English headlines.

    A text that ends like a sentence is no headline. `words` are the words of `text`.
    """
    if text.rstrip().endswith(_SENTENCE_ENDS):
        return False
    capitals = [w.text[0].isupper() for w in words if not w.is_function_word]
    return len(capitals) > 3 and sum(capitals) >= _HEADLINE * len(capitals)
