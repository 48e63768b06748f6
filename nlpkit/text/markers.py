"""What a sentence shows of itself: it needs the one before, asks, quotes, or is page furniture.

The words are in data/markers.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable

import regex

from ..resources import load_text

LISTS = load_text(__package__, "data/markers.toml")
_PHRASES = {
    name: [phrase for phrases in languages.values() for phrase in phrases]
    for name, languages in tomllib.loads(LISTS).items()
}

_OPENING = r"[\s\"'«»“”„‘’(\[*•–—-]*"  # quotes, dashes and bullets a sentence may begin with
_CLOSING = " \n\"'»”’)].!"  # what may follow the question mark


def _any(phrases: Iterable[str]) -> str:
    return "(?:" + "|".join(map(regex.escape, sorted(phrases, key=len, reverse=True))) + ")"


# Behind the phrase there is neither "-" nor the dot of an initial: "А. Иванов" is a name, not a
# conjunction.
_DANGLING = regex.compile(
    rf"{_OPENING}(?!{_any(_PHRASES['free'])}\b){_any(_PHRASES['dangling'])}\b(?!-|\.\s?\p{{L}})"
)
_LATER = regex.compile(
    rf"{_OPENING}(?:(?:{_any(_PHRASES['time'])}|\d+\w*),?\s+){{1,8}}{_any(_PHRASES['pronoun'])}\b"
)
_FURNITURE = regex.compile(rf"(?<!\w){_any(_PHRASES['boilerplate'])}")
_ATTRIBUTION = regex.compile(rf"(?<!\w){_any(_PHRASES['attribution'])}\b")
_FIRST_PERSON = regex.compile(rf"(?<!\w){_any(_PHRASES['first_person'])}(?![\w’'])")
_ATTRIBUTED_LAST = regex.compile(
    rf"(?<!\w){_any(_PHRASES['attribution'])}(?:\s\w+){{0,2}}[\s.!…]*$"
)
_ANSWER = regex.compile(rf"{_OPENING}{_any(_PHRASES['answer'])}\s?[,.!…—–]")
_ENDING = regex.compile(rf"(?<!\w){_any(_PHRASES['ending'])}[\s.!…]*$")
_QUOTE = regex.compile(r"[\s(–—-]*[\"'«“„‘]")
_SPEECHLESS = regex.compile(r"[\s(–—-]*[\"«“„][^\"»”“]*[\"»”“][\s.!?…]*$")
_PLAIN = str.maketrans("ё’ʻʼ", "е'''")


def fold(text: str) -> str:
    """Return the text as the lists are written: lower case, plain apostrophes, "ё" as "е"."""
    return text.lower().translate(_PLAIN)


def dangling(text: str) -> bool:
    """Return whether the sentence needs the one before it.

    It begins with "He", "Однако" or a similar word, or with a time and then "he". Or it
    begins with the answer "Yes", or ends with "do not agree" or "denied it". Or only "he" is named
    as the speaker. Or it is nothing but a quotation, without its speaker.
    """
    folded = fold(text)
    return (
        _DANGLING.match(folded) is not None
        or _LATER.match(folded) is not None
        or _ATTRIBUTED_LAST.search(folded) is not None
        or _ENDING.search(folded) is not None
        or _ANSWER.match(folded) is not None
        or _SPEECHLESS.match(text) is not None
        or (quote(text) and attribution(text))
    )


def furniture(text: str) -> bool:
    """Return whether it has a phrase of page furniture: "Read more", "Читайте также"."""
    return _FURNITURE.search(fold(text)) is not None


def attribution(text: str) -> bool:
    """Return whether only "he" or "она" is named as its speaker."""
    return _ATTRIBUTION.search(fold(text)) is not None


def first_person(text: str) -> bool:
    """Return whether someone speaks in it of themselves, or to the reader."""
    return _FIRST_PERSON.search(fold(text)) is not None


def question(text: str) -> bool:
    """Return whether it ends as a question, with the question mark of any script."""
    return text.rstrip(_CLOSING).endswith(("?", "？", "؟"))


def aside(text: str) -> bool:
    """Return whether it stands in brackets as a whole: a note of the editor, or a translation."""
    inner = text.strip(" \n\"'«»“”„‘’.")
    return (inner[:1], inner[-1:]) in (("(", ")"), ("[", "]"))


def quote(text: str) -> bool:
    """Return whether it begins with a quotation mark."""
    return _QUOTE.match(text) is not None


def unbalanced(text: str) -> bool:
    """Return whether a quotation or bracket opens in it and does not
    close, or closes and did not open.
    """
    odd = text.count('"') % 2 or sum(map(text.count, "“”„")) % 2
    paired = all(text.count(a) == text.count(b) for a, b in ("«»", "「」", "『』", "‹›"))
    opened = text.count("(") > text.count(")") or text.count("‘") > text.count("’")
    return bool(odd or opened or not paired)


def opens(text: str) -> bool:
    """Return whether a quotation begins in it that does not end in it."""
    return _left(text) > 0


def closes(text: str) -> bool:
    """Return whether a quotation ends in it that began before."""
    return _left(text) < 0


def _left(text: str) -> int:
    """Return how many quotations are open at its end that were not open at its beginning."""
    paired = sum(map(text.count, "“„«")) - sum(map(text.count, "”»"))
    if text.count('"') % 2:
        return 1 if text.lstrip("([ ").startswith('"') or text.count(' "') else -1
    return paired
