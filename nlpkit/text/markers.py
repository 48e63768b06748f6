"""What a sentence shows of itself: that it leans on the one before, asks, quotes, is furniture.

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


# After the phrase neither "-" nor an initial's dot: "А. Иванов" is a name, not a conjunction.
_DANGLING = regex.compile(
    rf"{_OPENING}(?!{_any(_PHRASES['free'])}\b){_any(_PHRASES['dangling'])}\b(?!-|\.\s?\p{{L}})"
)
_LATER = regex.compile(
    rf"{_OPENING}(?:(?:{_any(_PHRASES['time'])}|\d+\w*),?\s+){{1,8}}{_any(_PHRASES['pronoun'])}\b"
)
_FURNITURE = regex.compile(rf"(?<!\w){_any(_PHRASES['boilerplate'])}")
# A place, a day and maybe an agency: "АСТАНА, 3 апреля.", "Almaty, April 3, 2026."
_DATELINE = regex.compile(
    r"\s*(?:\p{Lu}[\p{L}-]*[.,]?\s+){0,3}"
    rf"(?:\d{{1,2}}\s+(?i:{_any(_PHRASES['time'])})|(?i:{_any(_PHRASES['time'])})\s+\d{{1,2}})\b"
    r"(?:,?\s+\d{4})?(?:\s(?:года|г\b))?[\s.,]*(?:\p{Lu}[\p{L}-]*[\s.]*)?$"
)
_ATTRIBUTION = regex.compile(rf"(?<!\w){_any(_PHRASES['attribution'])}\b")
_FIRST_PERSON = regex.compile(rf"(?<!\w){_any(_PHRASES['first_person'])}(?![\w’'])")
_ATTRIBUTED_LAST = regex.compile(
    rf"(?<!\w){_any(_PHRASES['attribution'])}(?:\s\w+){{0,2}}[\s.!…]*$"
)
_ENDING = regex.compile(rf"(?<!\w){_any(_PHRASES['ending'])}[\s.!…]*$")
_QUOTE = regex.compile(r"[\s(–—-]*[\"'«“„‘]")
_SPEECHLESS = regex.compile(r"[\s(–—-]*[\"«“„][^\"»”“]*[\"»”“][\s.!?…]*$")
_PLAIN = str.maketrans("ё’ʻʼ", "е'''")


def fold(text: str) -> str:
    """The text as the lists are written: lower case, plain apostrophes, "ё" as "е"."""
    return text.lower().translate(_PLAIN)


def dangling(text: str) -> bool:
    """Whether it needs the sentence before.

    It begins with "He", "Однако" and the like, or with a time and then "he"; it ends with "do not
    agree" or "denied it"; it is said by a mere "he"; or it is nothing but a quotation, and does not
    tell whose.
    """
    folded = fold(text)
    return (
        _DANGLING.match(folded) is not None
        or _LATER.match(folded) is not None
        or _ATTRIBUTED_LAST.search(folded) is not None
        or _ENDING.search(folded) is not None
        or _SPEECHLESS.match(text) is not None
        or (quote(text) and attribution(text))
    )


def furniture(text: str) -> bool:
    """Whether a phrase of page furniture stands in it: "Read more", "Читайте также"."""
    return _FURNITURE.search(fold(text)) is not None


def dateline(text: str) -> bool:
    """Whether it tells only where and when an article was written."""
    return _DATELINE.match(text.translate(_PLAIN)) is not None


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


def opens(text: str) -> bool:
    """Whether a quotation begins in it that it does not end."""
    return _left(text) > 0


def closes(text: str) -> bool:
    """Whether a quotation ends in it that began before."""
    return _left(text) < 0


def _left(text: str) -> int:
    """How many quotations are open at its end that were not at its beginning."""
    paired = sum(map(text.count, "“„«")) - sum(map(text.count, "”»"))
    if text.count('"') % 2:
        return 1 if text.lstrip("([ ").startswith('"') or text.count(' "') else -1
    return paired
