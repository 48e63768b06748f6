"""Numbers inside words: "двадцативосьмилетний" is 28, "шестнадцатый" 16, "decade" 10.

A loose reader: it tells every number that a text may mean, for those who ask whether a number has
been made up. `numbers` reads those that are numbers as such.
"""

from __future__ import annotations

import regex

from ..resources import load_toml
from .folding import any_of, fold

_LISTS = load_toml(__package__, "data/compounds.toml")
_TENS = {stem: int(value) for value, stems in _LISTS["tens"].items() for stem in stems}
_UNITS = {stem: int(value) for value, stems in _LISTS["units"].items() for stem in stems}
_ENDING = any_of(_LISTS["endings"])
_WORD = regex.compile(
    rf"(?<!\w)(?:(?P<tens>{any_of(_TENS)})(?:{_ENDING})?(?:\s(?=\p{{L}}))?)?"
    rf"(?P<unit>{any_of(_UNITS)})?",
)


def values(text: str) -> set[int]:
    """The numbers that words of the text may begin with; time linear in its length."""
    found = set()
    for match in _WORD.finditer(fold(text)):
        tens, unit = _TENS.get(match["tens"] or "", 0), _UNITS.get(match["unit"] or "", 0)
        found |= {tens + unit, tens, unit}
    return found - {0}
