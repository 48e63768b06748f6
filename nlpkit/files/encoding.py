"""Bytes to text: marks, UTF-8, UTF-16 without a mark, what the file declares, then a guess.

The guess decodes a sample with each likely single-byte encoding and takes the one that reads most
like text: letter frequencies, case and alphabet of each word. Statistical detectors err on short
Russian texts, where windows-1251, koi8-r and cp866 differ in just these.
"""

from __future__ import annotations

import codecs
import math
import re
from functools import cache
from typing import Any, NamedTuple

from ..document import Flag
from ..resources import load_toml

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_CUT_OFF = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{1,2}\Z")


class Guess(NamedTuple):
    """An encoding, how many bytes of mark precede the text, and whether it was only guessed."""

    encoding: str
    mark: int = 0
    guessed: bool = False


def decode(data: bytes, declared: str | None = None) -> tuple[str, list[Flag]]:
    """The text and what a reader should know of how it was decoded.

    `declared` is the encoding the file itself names. Guarantees: the text has no mark and no lone
    surrogates; each character that could not be decoded is U+FFFD and is counted in a warning.
    """
    guess = detect(data, declared)
    warnings = [Flag("decoded_as", guess.encoding)] if guess.guessed else []
    body = data[guess.mark :]
    try:
        return body.decode(guess.encoding), warnings
    except UnicodeDecodeError:
        text = _damaged(body, guess.encoding)
    return text, [*warnings, undecoded(text)] if "\ufffd" in text else warnings


def _damaged(body: bytes, encoding: str) -> str:
    """What can be decoded; pairs of surrogates written as UTF-8 are the character they mean."""
    if encoding == "utf-8" and _is_wtf8(body):
        halves = body.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return halves.decode("utf-16-le", "replace")
    return body.decode(encoding, "replace")


def undecoded(text: str) -> Flag:
    """The warning for the U+FFFD of a text that was decoded with replacement."""
    return Flag("undecoded", str(text.count("\ufffd")))


def detect(data: bytes, declared: str | None = None) -> Guess:
    """The encoding of `data`; see the docstring of the module for the order of the checks."""
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return Guess(marked, len(mark))
    if wide := _utf16(data):
        return Guess(wide, guessed=True)
    if _is_utf8(data):
        return Guess("utf-8")
    if declared and (encoding := _usable(declared, data)):
        return Guess(encoding)
    return Guess(_guess(data), guessed=True)


def is_binary(data: bytes) -> bool:
    """Whether more than one byte in a hundred is a control character no text holds.

    Random or compressed bytes have 11 in a hundred; the one byte allows a stray NUL.
    """
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _utf16(data):
        return False
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls * 100 > len(data)


def _utf16(data: bytes) -> str | None:
    """UTF-16 by its high bytes: 00 for Latin, 04 for Cyrillic; other text has hardly any."""
    sample = data[:4096]
    if len(sample) < 2:
        return None
    for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
        high, low = sample[start::2], sample[1 - start :: 2]
        if _share(high) > 0.9 and _share(low) < 0.5:
            return encoding
    return None


def _share(data: bytes) -> float:
    return (data.count(0) + data.count(4)) / max(len(data), 1)


def _is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, a few damaged ones among many good ones allowed.

    A character cut off at the end of the file is no damage: so end files that were cut.
    """
    if _is_wtf8(data):
        return True
    whole = data[: -len(cut[0])] if (cut := _CUT_OFF.search(data)) else data
    errors, good = whole.decode("utf-8", "replace").count("\ufffd"), len(_MULTIBYTE.findall(whole))
    return good > 0 and errors * 20 <= good


def _is_wtf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, or would be were it not for surrogates."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _usable(declared: str, data: bytes) -> str | None:
    """The declared encoding, when Python knows it and the bytes fit it."""
    try:
        name = codecs.lookup(declared.strip()).name
        # Browsers read Latin-1 and ASCII as windows-1252, and pages are written for browsers.
        name = "windows-1252" if name in ("iso8859-1", "ascii") else name
        return name if isinstance(data.decode(name), str) else None
    except (LookupError, ValueError):
        return None


def _guess(data: bytes) -> str:
    table = _table()
    first = next(i for i, byte in enumerate(data) if byte > 127)
    sample = data[first : first + table["sample"]]
    scores = {name: _plausibility(sample, name) for name in table["candidates"]}
    best: str = max(scores, key=lambda name: scores[name])
    if scores[best] < 0 and (other := _statistical(data)):
        return other
    return best


def _statistical(data: bytes) -> str | None:
    """What charset-normalizer says when the encodings already ruled out are kept from it."""
    from charset_normalizer import from_bytes

    ruled_out = [codecs.lookup(name).name for name in _table()["candidates"]]
    ruled_out += ["utf_16", "utf_16_le", "utf_16_be"]
    match = from_bytes(data, cp_exclusion=[n.replace("-", "_") for n in ruled_out]).best()
    return match.encoding.replace("_", "-") if match else None


def _plausibility(sample: bytes, encoding: str) -> float:
    """By how much the mean score of the characters outside ASCII exceeds what is believable."""
    text = f" {sample.decode(encoding, 'replace')} "
    scores = [
        _score(before, char, after)
        for before, char, after in zip(text, text[1:], text[2:], strict=False)
        if char > "\x7f"
    ]
    table = _table()
    slack = table["slack"] - table["rare"].get(encoding, 0)
    return float((sum(scores) + slack) / len(scores) - table["floor"])


def _score(before: str, char: str, after: str) -> float:
    table = _table()
    score: dict[str, float] = table["score"]
    if char in table["characters"]["typography"]:
        inside = before.isalpha() and after.isalpha()
        lost = inside and char in table["characters"]["outside"]
        return score["strange" if lost else "typography"]
    lower = char.lower()
    if lower in table["characters"]["accented"]:
        beside = (before + after).replace("\ufffd", "\xff")
        return (
            score["strange"]
            if any(c > "\x7f" and c.isalpha() for c in beside)
            else (score["accented"])
        )
    if lower not in table["log"]:
        return score["strange"]
    total: float = table["log"][lower]
    if char != lower:
        follows = "capitals" if before.isupper() else "capital"
        total += score["case_jump" if before.islower() else follows]
    if any(c.isascii() and c.isalpha() for c in before + after):
        total += score["mixed_word"]
    return total


@cache
def _table() -> dict[str, Any]:
    table = load_toml(__package__, "data/encodings.toml")
    table["log"] = {letter: math.log(value / 100) for letter, value in table["letters"].items()}
    return table
