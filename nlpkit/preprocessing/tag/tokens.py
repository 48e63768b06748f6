"""Words for language tagging: where they are, their script, and how much language they carry."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

# First code point of each stretch of Unicode that one script fills with letters; the stretches end
# where the next begins. "" holds no letters or letters of scripts that no language here uses.
_SCRIPT_STARTS = (
    (0x0000, "Latn"), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"),
    (0x0600, "Arab"), (0x0700, ""), (0x0750, "Arab"), (0x0780, ""), (0x08A0, "Arab"),
    (0x0900, "Deva"), (0x0980, "Beng"), (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, ""),
    (0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"), (0x0D00, "Mlym"), (0x0D80, ""),
    (0x0E00, "Thai"), (0x0E80, ""), (0x1000, "Mymr"), (0x10A0, "Geor"), (0x1100, "Hang"),
    (0x1200, "Ethi"), (0x13A0, ""), (0x1C80, "Cyrl"), (0x1C90, "Geor"), (0x1CC0, ""),
    (0x1D00, "Latn"), (0x1D2B, "Cyrl"), (0x1D2C, "Latn"), (0x1F00, "Grek"), (0x2000, ""),
    (0x2C60, "Latn"), (0x2C80, ""), (0x2D00, "Geor"), (0x2D30, ""), (0x2DE0, "Cyrl"), (0x2E00, ""),
    (0x3005, "Hani"), (0x3040, "Hira"), (0x30A0, "Kana"), (0x3100, ""), (0x3130, "Hang"),
    (0x3190, ""), (0x31F0, "Kana"), (0x3200, ""), (0x3400, "Hani"), (0xA000, ""), (0xA640, "Cyrl"),
    (0xA6A0, ""), (0xA720, "Latn"), (0xA800, ""), (0xAC00, "Hang"), (0xD7B0, ""), (0xF900, "Hani"),
    (0xFB00, "Latn"), (0xFB13, "Armn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFE00, ""),
    (0xFE70, "Arab"), (0xFF00, "Latn"), (0xFF66, "Kana"), (0xFFA0, "Hang"), (0xFFE0, ""),
    (0x1AFF0, "Kana"), (0x1B170, ""), (0x20000, "Hani"), (0x32000, ""),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _SCRIPT_STARTS)
_DENSE = frozenset(
    {"Hani", "Hira", "Kana", "Hang"}
)  # written without spaces, or with endings glued

# Latin letters that look like Cyrillic ones, for words that mix the two.
_LATIN = "aceopxyABCEHKMOPTXk"
_CYRILLIC = "асеорхуАВСЕНКМОРТХк"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼʻ‘`ʹ", "'") | dict.fromkeys("‐‑", "-"))


class DescribedWord(NamedTuple):
    """What a distinct written form is, apart from its place.

    `script` is '' for what never has a language: addresses, numbers, tags, designators.
    `form` is what the statistics see; `name` says that it is written as a name is.
    """

    script: str
    form: str
    name: bool


def script_of(char: str) -> str:
    """Return the ISO 15924 code of a letter, '' where no language here uses its script."""
    return _SCRIPT_STARTS[bisect_right(_STARTS, ord(char)) - 1][1]


def _ranges(codes: list[int]) -> str:
    """Return a character class body for sorted code points."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in runs)


@cache
def pattern() -> re.Pattern[str]:
    """Return the pattern that splits text into words (the group) and what lies between them.

    An address, a tag, a designator or a hyphenated compound is one word. Writing without spaces is
    cut where another script begins.
    """
    letters = (*range(0x41, 0x3200), *range(0xA4D0, 0xAC00), *range(0xF900, 0xFFE0))
    kinds = map(unicodedata.category, map(chr, letters))
    codes = [code for code, kind in zip(letters, kinds, strict=True) if kind[0] in "LM"]
    spaced: list[int] = []
    dense: list[int] = []
    for code in sorted((*codes, 0x200C, 0x200D)):
        (dense if script_of(chr(code)) in _DENSE else spaced).append(code)
    dense_class = _ranges(dense) + "\u3400-\u9fff\uac00-\ud7a3\U00020000-\U00031fff"
    char = rf"{_ranges(spaced)}\d_"
    return re.compile(
        rf"(</?[a-zA-Z!][^<>]{{0,200}}>|`[^`\n]{{1,100}}`|[#@/\\$]?[{char}]++"
        rf"(?:(?:://|[-'’ʼʻ‘`.@:/\\&=+%#~?‐‑])[{char}]++)*+|[{dense_class}]++)"
    )


_ADDRESS = re.compile(
    r"[#@/\\$<`]|.*(?:[@_=\\]|://|www\.)|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}(?:[/:?#].*)?$"
)
_CYRILLIC_WORD = re.compile(r"[\u0400-\u052f]+\Z")


def describe(chunk: str) -> DescribedWord:
    """Return what one group of `pattern` is."""
    if chunk.isascii() and chunk.isalpha():
        return DescribedWord("Latn", chunk.lower(), not chunk.islower())
    if _CYRILLIC_WORD.match(chunk):
        return DescribedWord("Cyrl", chunk.lower(), not chunk.islower())
    letters = [char for char in chunk if char.isalpha()]
    if not letters or _ADDRESS.match(chunk):
        return DescribedWord("", "", False)
    if any(char.isdigit() for char in chunk):
        if not chunk[0].isdigit() or len(letters) < 4:
            return DescribedWord("", "", False)
        chunk = chunk.lstrip("0123456789.,-:/")
    script = _majority(letters)
    return DescribedWord(script, fold(chunk, script), letters[0].isupper() or letters[-1].isupper())


def _majority(letters: list[str]) -> str:
    scripts = [script_of(char) for char in letters]
    if "Hira" in scripts or "Kana" in scripts:
        return "Jpan"
    return max(set(scripts), key=lambda script: (scripts.count(script), script))


def fold(chunk: str, script: str) -> str:
    """Return the chunk in lower case, with one kind of apostrophe and without look-alikes of a
    rival script.
    """
    if script == "Cyrl":
        chunk = chunk.translate(_TO_CYRILLIC)
    elif script == "Latn" and not chunk.isascii():
        chunk = chunk.translate(_TO_LATIN)
    return chunk.lower().translate(_APOSTROPHES)
