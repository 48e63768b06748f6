"""Cuts a long text in two at a punctuation mark, and joins the translations of its halves.

Small translation models leave fewer words out of short texts.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log
from operator import itemgetter

import regex

from ..document import Draft
from ..length import count_words
from ..text import dates, proper
from ..text.romanization import sound
from .marks import partners

_LEAST = 5  # words of a half
_SHORTEST = 14  # words of a text that is cut
_BOUNDARY = regex.compile(r"(?P<mark>[,;:]?\s[—–]|[,;:])\s+(?=[\p{L}\p{N}«\"„“(])")
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*")
_STOP = regex.compile(r"(?<!\.)\.$")


@dataclass(frozen=True, slots=True)
class Halves:
    """A text in two: `first`, the `mark` between them (a comma, a dash), and `second`."""

    first: str
    mark: str
    second: str

    def joined(self, first: Draft, second: Draft) -> Draft:
        """Return the drafts of both halves as one. Its score is the mean of theirs, by words."""
        text = f"{_STOP.sub('', first.text)}{self.mark} {self._going_on(second.text)}"
        score = None
        if first.score and second.score:
            own, other = (max(1, count_words(draft.text)) for draft in (first, second))
            logs = own * log(first.score) + other * log(second.score)
            score = exp(logs / (own + other))
        return Draft(text, score, finished=first.finished and second.finished)

    @property
    def sentences(self) -> tuple[str, str]:
        """The halves, each beginning with a capital if the text does, as models know sentences."""
        second = self.second
        return self.first, second[0].upper() + second[1:] if self.first[0].isupper() else second

    def _going_on(self, second: str) -> str:
        """Return the translation of the second half without the capital of its first word.

        A capital stays where the half itself begins with one, and on "I", acronyms, names of
        the half and names of days and months.
        """
        word = _WORD.match(second)
        if not word or self.second[0].isupper() or word[0].isupper() or word[0].startswith("I'"):
            return second
        spellings = (spelling for name in proper.read(self.second) for spelling in name.spellings)
        named = {sound(part) for spelling in spellings for part in spelling.split()}
        dated = any(date.start == 0 for date in dates.read(second))
        if sound(word[0]) in named or dated:
            return second
        return second[0].lower() + second[1:]


def halves(text: str) -> Halves | None:
    """Return the two halves of a text, or None if it is short or has no place for a cut.

    The cut is at the mark nearest to the middle, counted in words, that has at least `_LEAST` words
    on either side and stands neither within quotes nor within brackets. Time is linear.
    """
    words = [word.start() for word in _WORD.finditer(text)]
    if len(words) < _SHORTEST:
        return None
    steps = [0] * len(text)
    for one, other in partners(text, 0, len(text)).items():
        steps[one] += 1 if one < other else -1
    depths = list(accumulate(steps))
    cuts = []
    for cut in _BOUNDARY.finditer(text):
        before = bisect_left(words, cut.start())
        least = min(before, len(words) - before)
        if least >= _LEAST and not depths[cut.start()]:
            cuts.append((least, cut))
    if not cuts:
        return None
    _, cut = max(cuts, key=itemgetter(0))
    return Halves(text[: cut.start()], cut["mark"], text[cut.end() :])
