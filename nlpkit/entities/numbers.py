"""Numbers in digits, with what they count or measure.

Clock times, ordinals, numbers of sections ("2. Method") and digits inside words are left out. So
are number words ("three"), which say too little.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from ..text import numbers
from ..text.numbers import Number
from .lists import LISTS, Finding

_MONEY = regex.compile(r"(?:US|A|C)?[$€£¥₸₽₹₺]\s?$")
_SECTION = regex.compile(r"\d{1,2}[.)]\s+\p{Lu}")
_NOT_BEFORE = regex.compile(r"[\p{L}\d.,:/#№-]$")
_NOT_AFTER = regex.compile(rf"[\d:/]|[.,]\d|\p{{L}}|-(?:{'|'.join(LISTS['ordinal_endings'])})\b")
_LEFT_OUT = "|".join(LISTS["not_counted"])
_WHAT = regex.compile(
    r"\s(?:percentage\spoints?|процентн\p{L}+\sпункт\p{L}*)\b"
    r"|\s?(?:%|(?:per\s?cent|percent|pct|процент\p{L}*)\b)"
    rf"|[\s-](?:(?:{'|'.join(LISTS['measure_adjectives'])})\s)?"
    rf"(?!(?:{_LEFT_OUT}|\p{{L}}{{2,}}(?:{'|'.join(LISTS['verb_endings'])}))\b)\p{{Ll}}[\p{{L}}-]+"
)
_MONEYS_LONGEST = 4  # characters of "US$ "


def find(text: str) -> Iterator[Finding]:
    """Yield the numbers of a sentence in order.

    Its dates have to be taken out of them by the caller.
    """
    for number in numbers.read(text):
        if number.kind == "digits" and not _left_out(text, number):
            value = number.values[0] + "%" * number.percent
            yield Finding(_start(text, number), _end(text, number), "number", value)


def _left_out(text: str, number: Number) -> bool:
    if number.start == 0 and _SECTION.match(text):
        return True
    start = _start(text, number)
    # "a 5m pole": the letter behind the digits may be a unit.
    unsure = number.ambiguous and text[number.end - 1].isalpha()
    glued = unsure and text[number.end - 2].isdecimal()
    before = _NOT_BEFORE.search(text, max(0, start - 1), start)
    return glued or before is not None or _NOT_AFTER.match(text, number.end) is not None


def _start(text: str, number: Number) -> int:
    """Return where it starts, with the sign of its currency."""
    money = _MONEY.search(text, max(0, number.start - _MONEYS_LONGEST), number.start)
    return money.start() if money else number.start


def _end(text: str, number: Number) -> int:
    """Return where it ends, with what it counts."""
    end = number.end
    if number.ambiguous and text[end - 1].isalpha():
        return end
    # "4,5 млрд. тенге": the full stop of an abbreviation.
    if text[end - 1].isalpha() and regex.match(r"\.\s\p{Ll}", text[end : end + 3]):
        end += 1
    what = _WHAT.match(text, end)
    return what.end() if what else end
