"""What a sentence shows of itself: that it leans on the one before, asks, quotes, is furniture.

The words are in data/markers.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files

import regex

LISTS = files(__package__).joinpath("data/markers.toml").read_text(encoding="utf-8")
_PHRASES = {
    name: [phrase for phrases in languages.values() for phrase in phrases]
    for name, languages in tomllib.loads(LISTS).items()
}

_OPENING = r"[\s\"'«»“”„‘’(\[*•–—-]*"  # quotes, dashes and bullets a sentence may begin with
_CLOSING = " \n\"'»”’)].!"  # what may follow the question mark


def _any(phrases: Iterable[str]) -> str:
    return "(?:" + "|".join(map(regex.escape, sorted(phrases, key=len, reverse=True))) + ")"


# After the phrase neither "-" nor an initial's dot: "А. Иванов" is a name, not a conjunction.
_DANGLING = regex.compile(
    rf"{_OPENING}(?!{_any(_PHRASES['free'])}\b){_any(_PHRASES['dangling'])}\b(?!-|\.\s?\p{{L}})"
)
_FURNITURE = regex.compile(rf"(?<!\w){_any(_PHRASES['boilerplate'])}")
_ATTRIBUTION = regex.compile(rf"(?<!\w){_any(_PHRASES['attribution'])}\b")
_FIRST_PERSON = regex.compile(rf"(?<!\w){_any(_PHRASES['first_person'])}(?![\w’'])")
_QUOTE = regex.compile(r"[\s(–—-]*[\"'«“„‘]")


def fold(text: str) -> str:
    """The text as the lists are written: lower case, plain apostrophes, "ё" as "е"."""
    return text.lower().replace("ё", "е").replace("’", "'")


def dangling(text: str) -> bool:
    """Whether it begins with a word that needs the sentence before: "He …", "Однако …"."""
    return _DANGLING.match(fold(text)) is not None


def furniture(text: str) -> bool:
    """Whether a phrase of page furniture stands in it: "Read more", "Читайте также"."""
    return _FURNITURE.search(fold(text)) is not None


def attribution(text: str) -> bool:
    """Whether it is ascribed to a mere "he" or "она"."""
    return _ATTRIBUTION.search(fold(text)) is not None


def first_person(text: str) -> bool:
    """Whether someone speaks in it of themselves or to the reader."""
    return _FIRST_PERSON.search(fold(text)) is not None


def question(text: str) -> bool:
    """Whether it ends as a question, in any script's question mark."""
    return text.rstrip(_CLOSING).endswith(("?", "？", "؟"))


def aside(text: str) -> bool:
    """Whether all of it stands in brackets: an editor's note, a translation of what came before."""
    inner = text.strip(" \n\"'«»“”„‘’.")
    return (inner[:1], inner[-1:]) in (("(", ")"), ("[", "]"))


def quote(text: str) -> bool:
    """Whether it begins with a quotation mark."""
    return _QUOTE.match(text) is not None


def unbalanced(text: str) -> bool:
    """Whether a quotation or bracket opens without closing in it, or closes without opening."""
    odd = text.count('"') % 2 or sum(map(text.count, "“”„")) % 2
    paired = all(text.count(a) == text.count(b) for a, b in ("«»", "「」", "『』", "‹›"))
    opened = text.count("(") > text.count(")") or text.count("‘") > text.count("’")
    return bool(odd or opened or not paired)
