"""Decodes bytes into text.

The encoding is found by these checks, in this order: a byte order mark, UTF-8, UTF-16 without a
mark, the encoding that the file declares, a guess. The guess decodes a sample with each likely
single-byte encoding and takes the one that reads most like text, by the letter frequencies, the
case and the alphabet of each word. General statistical detectors make mistakes on short Russian
texts, because windows-1251, koi8-r and cp866 differ only in these.
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
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, since its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_CUT_OFF = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{1,2}\Z")
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


class Guess(NamedTuple):
    """An encoding, the number of bytes of the mark before the
    text, and whether it was only guessed.
    """

    encoding: str
    mark: int = 0
    guessed: bool = False


def decode(data: bytes, declared: str | None = None) -> tuple[str, list[Flag]]:
    """Return the text, and warnings about how it was decoded.

    `declared` is the encoding that the file itself names.

    Guarantees: the text has no byte order mark and no lone surrogates. Each character that could
    not be decoded is U+FFFD and is counted in a warning.
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
    """Decode as much as possible.

    Two surrogates written as UTF-8 become the character they stand for.
    """
    if encoding == "utf-8" and _is_wtf8(body):
        halves = body.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return halves.decode("utf-16-le", "replace")
    return body.decode(encoding, "replace")


def undecoded(text: str) -> Flag:
    """Return the warning about the U+FFFD characters of a text
    that was decoded with replacement.
    """
    return Flag("undecoded", str(text.count("\ufffd")))


def detect(data: bytes, declared: str | None = None) -> Guess:
    """Return the encoding of `data`. The docstring of the module has the order of the checks."""
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
    """Return whether more than one byte in a hundred is a control character that no text holds.

    Random or compressed bytes have 11 in a hundred. One such byte is always allowed.
    """
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _utf16(data):
        return False
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls * 100 > len(data)


def _utf16(data: bytes) -> str | None:
    """Recognise UTF-16 by its high bytes: 00 for Latin, 04 for Cyrillic.

    Other text has few of them.
    """
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
    """Return whether the bytes are UTF-8. A few damaged ones among many good ones are allowed.

    A character that is cut off at the end is not damage: files that were cut end so. Surrogates
    are not damage either.
    """
    if _is_wtf8(data):
        return True
    whole = data[: -len(cut[0])] if (cut := _CUT_OFF.search(data)) else data
    good = len(_MULTIBYTE.findall(whole))
    errors = _SURROGATE.sub(b"", whole).decode("utf-8", "replace").count("\ufffd")
    return good > 0 and errors * 20 <= good


def _is_wtf8(data: bytes) -> bool:
    """Return whether the bytes are UTF-8, or would be if surrogates were allowed in it."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _usable(declared: str, data: bytes) -> str | None:
    """Return the declared encoding if Python knows it and the bytes fit it; else None."""
    try:
        name = codecs.lookup(declared.strip()).name
        # Browsers read Latin-1 and ASCII as windows-1252, and web pages are written for browsers.
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
    """Ask charset-normalizer, without the encodings that have been excluded before."""
    from charset_normalizer import from_bytes

    ruled_out = [codecs.lookup(name).name for name in _table()["candidates"]]
    ruled_out += ["utf_16", "utf_16_le", "utf_16_be"]
    match = from_bytes(data, cp_exclusion=[n.replace("-", "_") for n in ruled_out]).best()
    return match.encoding.replace("_", "-") if match else None


def _plausibility(sample: bytes, encoding: str) -> float:
    """Return how far the mean score of the characters outside ASCII is above the threshold."""
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
