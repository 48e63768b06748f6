"""How well spans were found: characters and stretches of a text with marks for its languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

TOLERANCE = 2


@dataclass
class Tally:
    letters: int = 0
    foreign: int = 0
    found: int = 0
    right: int = 0
    alarms: int = 0
    stretches: int = 0
    found_stretches: int = 0
    exact: int = 0

    def add(self, other: Tally) -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def f1(self) -> float:
        both = self.foreign + self.found
        return 200 * self.right / both if both else 100.0

    @property
    def alarm_rate(self) -> float:
        return 100 * self.alarms / max(self.letters, 1)

    @property
    def exact_f1(self) -> float:
        both = self.stretches + self.found_stretches
        return 200 * self.exact / both if both else 100.0


def letters_of(text: str, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """The language of every character, '' for what is no letter or not covered."""
    languages = [""] * len(text)
    for start, end, language in spans:
        for at in range(start, end):
            if text[at].isalpha():
                languages[at] = language
    return languages


def stretches(text: str, languages: list[str], main: str) -> set[tuple[int, int, str]]:
    """Maximal runs of one foreign language, only non-letters or unscored letters in between."""
    found, run = set(), None
    for at, language in enumerate(languages):
        if not language or language == "zz":
            continue
        if run is not None and language != run[2]:
            if run[2] != main:
                found.add(run)
            run = None
        run = (at if run is None else run[0], at + 1, language)
    if run is not None and run[2] != main:
        found.add(run)
    return found


def tally(example: dict, spans: list[tuple[int, int, str]]) -> Tally:
    text, main = example["text"], example["main"]
    gold = letters_of(text, [tuple(span) for span in example["spans"]])
    found = letters_of(text, spans)
    found = ["zz" if g == "zz" else f for g, f in zip(gold, found, strict=True)]
    result = Tally()
    for g, f in zip(gold, found, strict=True):
        if g and g != "zz":
            result.letters += 1
            result.foreign += g != main
            result.found += f != main
            result.right += g == f != main
    if len(example["langs"]) == 1:
        result.alarms = result.found
    wanted, got = stretches(text, gold, main), stretches(text, found, main)
    result.stretches, result.found_stretches = len(wanted), len(got)
    result.exact = sum(
        any(
            abs(a - c) <= TOLERANCE and abs(b - d) <= TOLERANCE and language == other
            for c, d, other in got
        )
        for a, b, language in wanted
    )
    return result
