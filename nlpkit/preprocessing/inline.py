"""Writes inline markup that has a meaning, such as superscripts, as plain text.

Without this, a superscript would change a value: 8500 with the note 3 would become 85003.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category, normalize

_RAISED = dict(zip("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ", strict=True)) | dict(
    zip("xkmjp", "ˣᵏᵐʲᵖ", strict=True)
)
_LOWERED = dict(zip("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True)) | dict(
    zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")  # back to plain ones
_NOTES = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})+")
_MARK = re.compile(r"\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|[a-zа-я]")
_NOTE_NAME = re.compile(r"note|ref|cite|\bfn")
_ENDING = re.compile(r"[-‑–](?:[\u0400-\u052f]+|[^\W\d_]{2,})")  # of an ordinal: 1-е, 2-nd
_DEGREE = re.compile(r"(?<=\d)(?:⁰(?=\s?[CFС](?!\w))|\ue000[oо](?=\s?[CFСNSEW](?!\w)))")
_LONE_DEGREE = re.compile(r"(?<=\d)\ue000[oо](?![^\W\d_])")
_FRACTION = re.compile(r"(?<![^\W\d_])(?:(\d)\s?)?([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s?[/⁄]\s?([₀₁₂₃₄₅₆₇₈₉]+)")
_WHOLE = {normalize("NFKC", sign).replace("⁄", "/"): sign for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_SMALL_O = "\ue000"  # marks a raised o until the text behind it is known
_GUILLEMETS = re.compile("[\u0400-\u052f]")
_OPENING = "«“„\"‘'"
_SIMPLE = re.compile(r"[\w.,]+")


def marks_note(names: str) -> bool:
    """Return True if the class or the id of an element names a footnote or a reference."""
    return _NOTE_NAME.search(names.lower()) is not None


def raised(text: str, note: bool) -> str:
    """Return a superscript as ² or ⁻⁶, a footnote in brackets. Letters as in 5th or Mme stay."""
    text = text.strip()
    if (note and _MARK.fullmatch(text)) or _NOTES.fullmatch(text):
        return f"[{text}]"
    if text in ("o", "о"):
        return f"{_SMALL_O}{text}"
    if text[:1] == "[" or (text.isalpha() and text not in _RAISED):
        return text
    if _ENDING.fullmatch(text) or (text and all(category(char) == "No" for char in text)):
        return text
    return _shifted(text, _RAISED, "^")


def completed(line: str) -> str:
    """Return a line whose raised and lowered parts have become what they mean together.

    A raised o or 0 behind a number is the sign of degrees if C or F follows, or in Cyrillic text;
    a raised and a lowered number with a bar between them are a fraction.
    """
    line = _FRACTION.sub(_fraction, line)
    line = _DEGREE.sub("°", line)
    if _SMALL_O in line and _GUILLEMETS.search(line):
        line = _LONE_DEGREE.sub("°", line)
    return line.replace(_SMALL_O, "")


def _fraction(match: re.Match[str]) -> str:
    before, *parts = match.groups()
    plain = "/".join(part.translate(DIGITS) for part in parts)
    number = plain if before is None else f" {plain}"
    return (before or "") + _WHOLE.get(plain, number)


def lowered(text: str) -> str:
    """Return a subscript as in CO₂ or xᵢ, or after an underscore (t_max) if Unicode lacks the
    letters.
    """
    return _shifted(text.strip(), _LOWERED, "_")


def _shifted(text: str, table: dict[str, str], sign: str) -> str:
    if all(char in table for char in text):
        return "".join(map(table.__getitem__, text))
    return text if not any(map(str.isalnum, text)) else f"{sign}{_grouped(text)}"


def quoted(text: str, depth: int) -> str:
    """Return the words of a `q` element in the quote marks that a browser would show."""
    core = text.strip()
    if not core or core[0] in _OPENING:
        return text
    russian = _GUILLEMETS.search(core)
    opening, closing = ("„“" if depth else "«»") if russian else ("‘’" if depth else "“”")
    at = text.index(core)
    return f"{text[:at]}{opening}{core}{closing}{text[at + len(core) :]}"


def formula(tag: str, parts: Sequence[str]) -> str:
    """Return an element of MathML from the texts of its children."""
    first, second, third = (*parts, "", "", "")[:3]
    if tag == "mfrac":
        return f"{_grouped(first)}/{_grouped(second)}"
    if tag == "msqrt":
        return f"√{_grouped(''.join(parts))}"
    if tag == "mroot":
        return f"{_shifted(second, _RAISED, '^')}√{_grouped(first)}"
    if tag in ("msup", "mover"):
        return f"{first}{_shifted(second, _RAISED, '^')}"
    above = _shifted(third, _RAISED, "^") if third else ""
    return f"{first}{_shifted(second, _LOWERED, '_')}{above}"


def _grouped(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"
