"""Reads datelines: where, when and by which agency an article was written.

The words are in data/datelines.toml.
"""

from __future__ import annotations

import tomllib

import regex

from ..resources import load_text

LISTS = load_text(__package__, "data/datelines.toml")
_LISTS = {name: f"(?i:{'|'.join(words)})" for name, words in tomllib.loads(LISTS).items()}
_LONGEST = 120  # characters
_MONTH = rf"{_LISTS['months']}(?!\p{{L}})\.?"
_YEAR = rf"{_LISTS['years']}\b\.?"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[\s-]{{0,2}}{_MONTH}(?:,?\s+\d{{4}})?|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|"
    rf"\d{{4}}[\s-]?{_YEAR}\s+\d{{1,2}}[\s-]?{_MONTH}|"
    rf"\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d\d-\d\d)(?:[\s-]?{_YEAR})?"
)
_NAME = r"\p{Lu}[\p{L}\p{M}'‘’ʻʼ-]*+"
_PLACE = rf"(?:(?:г|гор|с|м)\.\s*)?{_NAME}(?:\s+{_NAME}){{0,2}}(?:\s\([^()]{{2,30}}\))?"
# An agency: capitalised words, or an address such as "24.kg".
_SOURCE = rf"(?:(?:{_NAME}|[\p{{L}}\d-]+\.[\p{{L}}]{{2,5}})[»\"”)/]?\s*){{1,4}}"
_AGENCY = rf"(?:{_SOURCE}|{_LISTS['correspondents']})"
_DATELINE = regex.compile(
    rf"\s*(?:{_PLACE}\s*[.,:–—-]?\s*(?:\p{{L}}+,\s)?){{0,3}}{_DAY}\s*"
    rf"(?:[.,:;–—/|(«\"“-][\s.,:;–—/|(«\"“-]*{_AGENCY}?)?[\s.,:;–—/-]*$"
)


def dateline(text: str) -> bool:
    """Say whether the text tells only where, when and by which agency an article was written."""
    return len(text) <= _LONGEST and _DATELINE.match(text) is not None
