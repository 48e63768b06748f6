"""The only reader of initials beside a surname: "А. С. Пушкин", "Иванов И.И.", "K.-J. Tokayev"."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from ..resources import load_toml
from .romanization import romanized

_ENGLISH: dict[str, list[str]] = load_toml(__package__, "data/initials.toml")["english"]
# An initial is a capital letter, or one written with several English letters: "Zh.", "Дж.".
_ONE = r"(?:Shch|[ZKCST]h|Ph|Ts|Y[aeou]|D[zjh]{1,2}|Дж|\p{Lu})\."
_GROUP = rf"{_ONE}(?:[\s\u00a0]?-?{_ONE}){{0,3}}"
_BEFORE = regex.compile(rf"(?<!\w|\w[.-])(?P<group>{_GROUP})[\s\u00a0]?$")
_AFTER = regex.compile(rf"[\s\u00a0](?P<group>{_GROUP})(?!\w)")
# Two or three initials without a surname: "житель А.К.". Abbreviations such as "U.S." are none.
_ALONE = regex.compile(
    r"(?<![\w.])(?!U\.\s?[SNK]|[DB]\.\s?C|A\.\s?D|P\.\s?S)"
    r"\p{Lu}\.[\s\u00a0]?\p{Lu}\.(?:[\s\u00a0]?\p{Lu}\.)?(?![\s\u00a0]?[\p{Lu}\w])"
)
_INITIAL = regex.compile(r"\p{L}+")
_LONGEST = 24  # characters of the initials of a name
ANY = regex.compile(r"\p{Lu}\.")


@dataclass(frozen=True, slots=True)
class Initials:
    """Initials at [start, end) of a text, beside a surname."""

    start: int
    end: int
    text: str

    @property
    def letters(self) -> list[str]:
        return _INITIAL.findall(self.text)

    @property
    def in_english(self) -> str:
        """The initials in English letters: "К.-Ж. К." is "K.-Zh. K."."""
        return _INITIAL.sub(lambda one: romanized(one[0]).capitalize(), self.text)


def beside(text: str, start: int, end: int) -> Initials | None:
    """Return the initials before or after the surname at [start, end), or None.

    The time does not depend on the length of the text.
    """
    at = max(0, start - _LONGEST)
    found = _BEFORE.search(text[at:start])
    if found is None:
        at, found = end, _AFTER.match(text[end : end + _LONGEST])
    if found is None:
        return None
    return Initials(at + found.start("group"), at + found.end("group"), found["group"])


def alone(text: str) -> list[Initials]:
    """Return the groups of initials that no surname follows, in order. Time is linear."""
    return [Initials(*match.span(), match[0]) for match in _ALONE.finditer(text)]


def same(one: Initials, other: Initials) -> bool:
    """Return whether Russian initials (`one`) and English ones (`other`) may be of one person."""
    pairs = zip(one.letters, other.letters, strict=False)
    size = len(one.letters) == len(other.letters)
    return size and all(latin in _english(letter) for letter, latin in pairs)


def _english(letter: str) -> list[str]:
    return [romanized(letter).capitalize(), *_ENGLISH.get(letter, ())]
