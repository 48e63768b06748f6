"""Repairs text that was decoded with the wrong character table, if the repair is certain.

UTF-8 that was read in a one-byte encoding is repaired by ftfy (Speer 2019,
doi:10.5281/zenodo.2591652). Our own rules repair UTF-8 read as koi8-r or cp866, and Russian in
Windows-1251 read as Latin-1. One Cyrillic encoding read as another is not repaired, because the
result consists of letters again.
"""

from __future__ import annotations

import re
from collections.abc import Callable

# The second and later bytes of UTF-8, as Windows-1252 and as Windows-1251 show them.
_TAIL_1252 = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_TAIL_1251 = "[\x80-\xbfЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґёєјЅѕї№]"
# Each sign begins with one class of characters: the search for that is the fast one.
_UTF8_AS_1252 = re.compile(
    f"[Â-ô]{_TAIL_1252}(?:(?<=[Â-ß].)|{_TAIL_1252}(?:(?<=[à-ï]..)|{_TAIL_1252}))"
)
_UTF8_AS_1251 = re.compile(f"[РСТУв]{_TAIL_1251}(?:[РСТУ]{_TAIL_1251}|(?<=в[Ђ†„]){_TAIL_1251})")

# Frames are drawn with lines: none is drawn with letters between.
_FRAME_IN_WORD = re.compile("[\u2500-\u259f](?:(?<=[а-яА-Я].)|(?=[а-яА-Я]))")
_HIGH_RUN = re.compile("[^\x00-\x7f]+")
_FRAMED = ("koi8-r", "cp866")

# Russian letters of Windows-1251 as Latin-1 shows them: no language writes whole words in these.
_HIGH_WORD = re.compile("[À-ÿ][À-ÿ][À-ÿ][À-ÿ]")
_CYRILLIC_WORD = re.compile("(?<![A-Za-zÀ-ÿ¨¸])[À-ÿ¨¸]{4,}(?![A-Za-zÀ-ÿ¨¸])")
_CYRILLIC_RUN = re.compile("(?<![A-Za-z])[\x80-\x9fÀ-ÿ¨¸¹]+(?![A-Za-z])")
_RUSSIAN_WORD = re.compile(
    "(?=.*[аеёиоуыэюя])(?=.*[бвгджзйклмнпрстфхцчшщ])(?!.*[бвгджзйклмнпрстфхцчшщ]{5})"
    "(?:[а-яё]+|[А-ЯЁ][а-яё]+)"
)
_CYRILLIC = {
    i: bytes([i]).decode("cp1251")
    for i in (*range(0x80, 0x98), *range(0x99, 0xA0), 0xA8, 0xB8, 0xB9, *range(0xC0, 0x100))
}
_LETTERS_TO_BE_SURE = 6


def mend(text: str) -> str:
    """Return `text` with its wrongly decoded lines repaired.

    Guarantees: a text without signs of wrong decoding is returned unchanged.
    """
    if text.isascii():
        return text
    text = _in_lines(_UTF8_AS_1252, text, _utf8)
    text = _in_lines(_UTF8_AS_1251, text, _utf8)
    text = _in_lines(_FRAME_IN_WORD, text, _framed)
    return _in_lines(_HIGH_WORD, text, _windows_1251)


def _in_lines(sign: re.Pattern[str], text: str, mend_line: Callable[[str], str]) -> str:
    """Return `text` with each line that shows the sign repaired by `mend_line`."""
    parts: list[str] = []
    at = 0
    while found := sign.search(text, at):
        start = max(at, text.rfind("\n", at, found.start()) + 1)
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        parts += text[at:start], mend_line(text[start:end])
        at = end
    return "".join((*parts, text[at:])) if parts else text


def _utf8(line: str) -> str:
    from ftfy import fix_encoding  # slow to import and seldom needed

    return fix_encoding(line)


def _framed(line: str) -> str:
    """Return the line with the words mended that are UTF-8, byte by byte, in a table that has
    frames.
    """
    return _HIGH_RUN.sub(lambda found: _as_utf8(found[0]), line)


def _as_utf8(word: str) -> str:
    for table in _FRAMED:
        try:
            return word.encode(table).decode("utf-8")
        except UnicodeError:
            continue
    return word


def _windows_1251(line: str) -> str:
    words = [w.translate(_CYRILLIC) for w in _CYRILLIC_WORD.findall(line)]
    letters = sum(map(len, words))
    if letters < _LETTERS_TO_BE_SURE or not all(map(_reads_as_russian, words)):
        return line
    return _CYRILLIC_RUN.sub(lambda m: m[0].translate(_CYRILLIC), line)


def _reads_as_russian(word: str) -> bool:
    shape = word.capitalize() if word.isupper() else word
    return _RUSSIAN_WORD.fullmatch(shape) is not None
