"""The only reader of numbers, in digits and in English and Russian words.

A number has one reading, or several where the text alone does not say which is meant. All callers
choose from the readings given here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal
from unicodedata import numeric

import regex

from ..resources import load_toml
from . import spoken
from .folding import any_of, fold
from .spoken import SCALES

_LISTS = load_toml(__package__, "data/numbers.toml")
_MOST = 14  # words of one number
_SHORT = frozenset(_LISTS["short_scales"])

Kind = Literal["digits", "word", "part", "weak", "joined"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number at [start, end) of a text, with its scale ("million").

    `values` are its readings in plain digits, the likeliest first: "1.2 million" is ("1200000",),
    "1.200" is ("1.2", "1200"). `kind` says how it is written:
    - "digits" and "word" for ordinary numbers;
    - "part" for digits of a date, a time, an ordinal or a name: 12 in 12.04.2024 or in 12th;
    - "weak" for words that may mean something else: "one", "second", "half";
    - "joined" for digits that stand apart, as in "235, 000", and may be one number.

    `negative` says whether a minus sign or such a word stands before digits. It is no part of the
    range.
    """

    start: int
    end: int
    values: tuple[str, ...]
    kind: Kind
    percent: bool = False
    negative: bool = False

    @property
    def ambiguous(self) -> bool:
        """Whether the text does not say which of several values is meant."""
        return len(self.values) > 1


_GAP = "[ \u00a0\u202f\u2009]"
_DIGITS = regex.compile(
    rf"(?P<grouped>\d{{1,3}}(?P<mark>[,']|{_GAP})\d{{3}}(?:(?P=mark)\d{{3}})*(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d))(?:[.,](?P<more>\d+))?"
    r"|(?P<whole>\d+)(?:(?P<point>[.,])(?P<part>\d+))?"
)
_COMPOUND = regex.compile(r"\d+(?:[.,:/]\d+)+")
_RUN = regex.compile(r"\d+")
# "235, 000" and "98. 7": numbers in texts whose words were separated from their marks by a tool.
_PARTED = regex.compile(r"(?<!\d)\d++(?:[.,] ?\d++)+")
# A power of ten with its factor, a mixed number or a fraction of one sign, and a raised number
# behind digits, which is another power or a note.
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED + "⁺⁻−–", "0123456789+---")
_FRACTIONS = {sign: f"{round(numeric(sign), 3):g}" for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_SIGNS = regex.compile(
    rf"(?<!\d)(?:(?P<factor>\d++(?:[.,]\d++)?+){_GAP}?[×·*]{_GAP}?)?"
    rf"10(?P<power>[⁺⁻]?[{_RAISED}]{{1,2}}|\^[-−–]?\d{{1,2}})(?![\d{_RAISED}])"
    rf"|(?:(?<![\d.,])(?P<whole>\d++){_GAP}?+)?+(?P<fraction>[{''.join(_FRACTIONS)}])"
    rf"|(?<=\d)[⁺⁻]?(?P<raised>[{_RAISED}]++)"
)
_SCALE = regex.compile(rf"(?:\s|-)?(?P<scale>{any_of(SCALES)})(?!\w)")
_POINTS = regex.compile(r"\spercentage\spoint|\sпроцентн\p{L}*\sпункт")
_PERCENT = regex.compile(r"\s?%|\s?(?:per\s?cent|pct)\b|\s?процент\p{L}*\b")
_CYRILLIC = regex.compile(r"[\s-]?\p{Cyrillic}")
_MONEY = regex.compile(r"[$€£¥₸₽₹₺]\s?$")
# The end of the text before a negative number. A sign between digits makes a range: "10 -15".
_NEGATIVE = regex.compile(
    rf"(?:(?:^|(?<!\d)\s|[(\[«\"/:;,…]|\.\.)[-−–]|(?<!\w)(?:{any_of(_LISTS['minus'])})\s)[$€£¥₸₽₹₺]?$"
)
_LONGEST_SIGN = 12
_BETWEEN = regex.compile(rf"\s*(?:[-–—]|\b(?:{any_of(_LISTS['between'])})\b)\s*")
# What follows "5 m" where it is a length, and where it is a count.
_MEASURED = regex.compile(rf"\s?(?:[²³×/]|\b(?:{any_of(_LISTS['after_metres'])})\b)")
_COUNTED = regex.compile(rf"\s(?:{any_of(_LISTS['counted'])}|\p{{Ll}}{{3,}}s)\b")
_WORD = regex.compile(r"\p{L}+")


def read(text: str) -> list[Number]:
    """Return the numbers of a text in order. A joined number overlaps those of which it is made.

    The time is linear in the length of the text.
    """
    folded = fold(text)
    digits = [_signed(folded, number) for number in _with_signs(folded)]
    scales = {number.end for number in digits}  # the "million" of "5 million" is no further number
    words = [word for word in _in_words(folded) if word.end not in scales]
    found = [*digits, *words, *_joined(folded)]
    return sorted(found, key=lambda number: (number.start, number.kind == "joined"))


def _signed(text: str, number: Number) -> Number:
    before = text[max(0, number.start - _LONGEST_SIGN) : number.start]
    return replace(number, negative=True) if _NEGATIVE.search(before) else number


def _with_signs(text: str) -> Iterator[Number]:
    """Yield the numbers in digits and those of signs: "5×10⁻³", "1½", the 3 of "8500³"."""
    signs = list(_in_signs(text))
    at = 0
    for number in _in_digits(text):
        while at < len(signs) and signs[at].end <= number.start:
            at += 1
            yield signs[at - 1]
        if at == len(signs) or number.end <= signs[at].start:
            yield number
    yield from signs[at:]


def _in_signs(text: str) -> Iterator[Number]:
    if text.isascii() and "^" not in text:
        return
    for match in _SIGNS.finditer(text):
        if match["power"]:
            power = int(match["power"].lstrip("^").translate(_PLAIN))
            factor = Decimal((match["factor"] or "1").replace(",", "."))
            value = f"{factor.scaleb(power).normalize():f}"
            yield Number(*match.span(), (value,), "digits")
        elif match["fraction"]:
            part = _FRACTIONS[match["fraction"]].partition(".")[2]
            end = match.end()
            percent = _PERCENT.match(text, end) is not None
            value = _decimal(match["whole"] or "0", part)
            yield Number(match.start(), end, (value,), "digits", percent)
        else:
            raised = match["raised"].translate(_PLAIN)
            yield Number(match.start(), match.end(), (_plain(raised),), "part")


def _in_digits(text: str) -> Iterator[Number]:
    before: tuple[Number, bool] | None = None  # the number before, and whether it has no scale
    for match in _tokens(text):
        if isinstance(match, Number):
            found, bare, scale = match, False, 0
        else:
            found, scale = _number(text, match)
            bare = found.kind == "digits" and not scale
        if before is not None:
            last, without = before
            # "5 or 6 million": the first may be 5 million.
            if without and scale and _BETWEEN.fullmatch(text, last.end, found.start):
                more = tuple(_shifted(value, scale) for value in last.values)
                last = replace(last, values=_once(*last.values, *more))
            yield last
        before = found, bare
    if before is not None:
        yield before[0]


def _tokens(text: str) -> Iterator[Number | regex.Match[str]]:
    """Yield the numbers in digits, and the parts of a match that is not one number."""
    at = 0
    while match := _DIGITS.search(text, at):
        at = match.end()
        if text[at : at + 1] in (".", ",", ":", "/") and text[at + 1 : at + 2].isdecimal():
            whole = _COMPOUND.match(text, match.start()) or match
            at = max(at, whole.end())
            for run in _RUN.finditer(text, match.start(), at):
                yield Number(*run.span(), (_plain(run[0]),), "part")
        else:
            yield match


def _number(text: str, match: regex.Match[str]) -> tuple[Number, int]:
    """Return the number that a match is, and the power of ten behind it."""
    start, end = match.span()
    if text[start - 1 : start].isalpha() and start:
        return Number(start, end, (_value(match)[0],), "part"), 0
    scaled = None if _is_model(text, start, end) else _SCALE.match(text, end)
    glued = text[end : end + 1].isalpha() and not scaled
    ordinal = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
    if glued:
        return Number(start, end, _value(match), "part"), 0
    after = scaled.end() if scaled else end
    points = _POINTS.match(text, after) is not None
    percent = not points and _PERCENT.match(text, after) is not None
    values = _readings(text, match, scaled, percent or points)
    if scaled is None:
        kind: Kind = "part" if ordinal and not text[end + 1 : end + 4].isascii() else "digits"
        return Number(start, end, values, kind, percent), 0
    power = SCALES[scaled["scale"]]
    more = tuple(_shifted(value, power) for value in values)
    if scaled["scale"] in _SHORT and not _MONEY.search(text, max(0, start - 2), start):
        if scaled["scale"] == "m" and _MEASURED.match(text, after):
            return Number(start, end, values, "digits", percent), 0
        if not _COUNTED.match(text, after):
            first = end == scaled.start("scale")
            both = (*more, *values) if first else (*values, *more)
            return Number(start, after, _once(*both), "digits", percent), 0
    return Number(start, after, more, "digits", percent), power


def _is_model(text: str, start: int, end: int) -> bool:
    """Return whether digits belong to a name, with letters on both sides: "Tu-154M"."""
    return (
        start > 1
        and text[start - 1] == "-"
        and text[start - 2].isalpha()
        and text[end : end + 1].isalpha()
    )


def _readings(
    text: str, match: regex.Match[str], scaled: regex.Match[str] | None, share: bool
) -> tuple[str, ...]:
    """Return the values of the digits.

    Three digits behind a mark may be thousands or a fraction.
    """
    first, *others = _value(match)
    exact = scaled is not None or share
    if match["mark"] == "," and len(others) == 1:
        russian = _CYRILLIC.match(text, match.end()) is not None
        if exact and russian:
            return (others[0],)
        return (first, others[0]) if russian or (share and not scaled) else (first,)
    return (first,) if exact else (first, *others)


def _value(match: regex.Match[str]) -> tuple[str, ...]:
    """Return the digits as a number, with the other value that they may have: "1.200" as 1200."""
    if match["grouped"]:
        digits = "".join(_RUN.findall(match["grouped"]))
        first = _decimal(digits, match["more"])
        whole, _, three = match["grouped"].rpartition(",")
        single = match["mark"] == "," and whole.isdecimal() and not match["more"]
        return (first, _decimal(whole, three)) if single else (first,)
    first = _decimal(match["whole"], match["part"])
    dotted = match["point"] == "." and len(match["part"]) == 3 and len(match["whole"]) <= 3
    if dotted and _plain(match["whole"]) != "0":
        return first, _plain(match["whole"] + match["part"])
    return (first,)


def _joined(text: str) -> Iterator[Number]:
    for match in _PARTED.finditer(text):
        glued = match[0].replace(" ", "")
        one = _DIGITS.fullmatch(glued) if glued != match[0] else None
        if one is not None:
            scaled = _SCALE.match(text, match.end())
            power = SCALES[scaled["scale"]] if scaled else 0
            values = (_shifted(_value(one)[0], power),)
            end = scaled.end() if scaled else match.end()
            yield Number(match.start(), end, values, "joined")


def _in_words(text: str) -> Iterator[Number]:
    """Yield the numbers in words: "five", "forty-two", "two million", "пятеро"."""
    words = list(_WORD.finditer(text))
    i = 0
    while i < len(words):
        start = words[i].start()
        found = None if _inside(text, *words[i].span()) else spoken.read(text, words[i : i + _MOST])
        if found is not None:
            strong = found.strong and (found.used > 1 or text[start - 1 : start] != "-")
            value = f"{found.value.normalize():f}"
            yield Number(start, found.end, (value,), "word" if strong else "weak")
        i += found.used if found else 1


def _inside(text: str, start: int, end: int) -> bool:
    """Return whether letters or digits are attached to the word."""
    return (start > 0 and text[start - 1].isalnum()) or text[end : end + 1].isdecimal()


def _decimal(whole: str, part: str | None) -> str:
    fraction = _ascii(part or "").rstrip("0")
    return _plain(whole) + ("." + fraction if fraction else "")


def _plain(digits: str) -> str:
    """Return the number in European digits, without leading zeros."""
    return _ascii(digits).lstrip("0") or "0"


def _ascii(digits: str) -> str:
    return digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)


def _shifted(value: str, power: int) -> str:
    """Return the value times ten to that power."""
    whole, _, part = value.partition(".")
    part = part.ljust(power, "0")
    return _decimal(whole + part[:power], part[power:])


def _once(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
