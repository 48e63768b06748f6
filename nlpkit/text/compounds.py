"""Numbers inside words: "двадцативосьмилетний" has 28, "шестнадцатый" 16, "decade" 10, "noon" 12.

This reader finds every number that a text may mean. It serves the question whether a number has
been made up. `numbers` reads what is written as a number.
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
    """Return the numbers with which words of the text may begin, in time linear in its length."""
    found = set()
    for match in _WORD.finditer(fold(text)):
        tens, unit = _TENS.get(match["tens"] or "", 0), _UNITS.get(match["unit"] or "", 0)
        found |= {tens + unit, tens, unit}
    return found - {0}
