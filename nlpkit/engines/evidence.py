"""What, in the sentences a summary was written from, bears out a sentence of the summary."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from math import log1p

import regex

from .words import stem, words

_SETTINGS = tomllib.loads(
    files(__package__).joinpath("data/evidence.toml").read_text(encoding="utf-8")
)
_SOURCES = _SETTINGS["sources"]
_SCALES = {word: int(scale) for scale, forms in _SETTINGS["scales"].items() for word in forms}
_NUMERALS = {word: digits for digits, forms in _SETTINGS["numerals"].items() for word in forms}

_Gram = tuple[str, ...]


class Evidence:
    """The sentences a summary was written from, ready to be asked which of them bear it out.

    Stems and pairs of stems count by their rarity among the sentences, so that inflection does
    little harm and the little words little good. The work is that of the words they share.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._size = len(sentences)
        self._holders: defaultdict[_Gram, list[int]] = defaultdict(list)
        for i, sentence in enumerate(sentences):
            for gram in _grams(sentence):
                self._holders[gram].append(i)

    def sources(self, text: str) -> tuple[int, ...]:
        """The sentences, in order, that together say most of what `text` says; () if none does.

        Greedy cover: the one that shares most comes first, each further one for what it adds.
        """
        weights = {gram: self._weight(gram) for gram in _grams(text)}
        whole = sum(weights.values())
        found: list[int] = []
        needed = _SOURCES["first"] * whole
        while weights and len(found) < _SOURCES["most"]:
            shares: defaultdict[int, float] = defaultdict(float)
            for gram, weight in weights.items():
                for i in self._holders.get(gram, ()):
                    shares[i] += weight
            best = max(shares, key=lambda i: (shares[i], -i), default=None)
            if best is None or shares[best] < needed:
                break
            found.append(best)
            weights = {g: w for g, w in weights.items() if best not in self._holders.get(g, ())}
            needed = _SOURCES["more"] * whole
        return tuple(sorted(found))

    def _weight(self, gram: _Gram) -> float:
        rarity = log1p(self._size / max(1, len(self._holders.get(gram, ()))))
        return rarity if len(gram) == 1 else rarity * _SOURCES["pair"]


def _grams(text: str) -> set[_Gram]:
    stems = [stem(word) for word in words(text)]
    return {(one,) for one in stems} | set(pairwise(stems))


_SEPARATOR = r"[.,'’\u00a0\u202f\u2009 ]"
_NUMBER = regex.compile(rf"\d+(?:{_SEPARATOR}\d+)*")
_ONE_VALUE = regex.compile(
    rf"(?P<whole>\d{{1,3}}(?P<mark>{_SEPARATOR})\d{{3}}(?:(?P=mark)\d{{3}})*|\d+)"
    r"(?:[.,](?P<part>\d+))?"
)
_SCALED = regex.compile(
    rf"(?<!\w)(?P<number>{_NUMBER.pattern}|{'|'.join(_NUMERALS)})"
    rf"[\s\u00a0-]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})(?!\w)",
    regex.IGNORECASE,
)


def unseen_numbers(text: str, sources: Iterable[str]) -> tuple[str, ...]:
    """The numbers of `text`, as written, that stand in no source, as digits or as a word.

    "1,200", "1 200" and "1200" are the same number, and so are "3,5" and "3.50", and "two
    million", "2 млн", "2m" and "2,000,000".
    """
    seen: set[str] = set()
    for source in sources:
        seen.update(_NUMERALS[word] for word in words(source) if word in _NUMERALS)
        seen.update(_scaled(source).values())
        for written in _NUMBER.findall(source):
            seen.update(_values(written))
            seen.update(_plain(digits) for digits in regex.findall(r"\d+", written))
    scaled = _scaled(text)
    unseen = (
        match[0]
        for match in _NUMBER.finditer(text)
        if not seen.issuperset(_values(match[0])) and scaled.get(match.start()) not in seen
    )
    return tuple(dict.fromkeys(unseen))


def _scaled(text: str) -> dict[int, str]:
    """The values of the numbers with a word such as "million" behind them, by where they begin."""
    found: dict[int, str] = {}
    for match in _SCALED.finditer(text.replace("ё", "е")):
        word = _NUMERALS.get(match["number"].lower())
        values = [word] if word else list(_values(match["number"]))
        if len(values) == 1:
            whole = f"{Decimal(values[0]) * _SCALES[match['scale'].lower()]:f}"
            found[match.start()] = whole.rstrip("0").rstrip(".") if "." in whole else whole
    return found


def _values(written: str) -> Iterator[str]:
    """The number written, or the numbers, where digits and dots make no single one: a date."""
    one = _ONE_VALUE.fullmatch(written)
    if one is None:
        yield from (_plain(digits) for digits in regex.findall(r"\d+", written))
        return
    part = (one["part"] or "").rstrip("0")
    yield _plain("".join(regex.findall(r"\d", one["whole"]))) + ("." + part if part else "")


def _plain(digits: str) -> str:
    """Without leading zeros and in European digits."""
    return str(int(digits)) if len(digits) < 100 else digits


def numerals(text: str) -> set[str]:
    """The values of its number words: "three", "тремя" and "third" are 3."""
    return {_NUMERALS[word] for word in words(text) if word in _NUMERALS}
