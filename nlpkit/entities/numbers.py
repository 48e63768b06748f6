"""Numbers in digits, with what they count or measure.

Left out are clock times, ordinals, numbers of sections ("2. Method") and digits inside words;
number words ("three") say too little.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from ..text.units import SCALES
from .lists import LISTS, Found

# Without "k" and "m": after a space they are units of something else, "5 m" is five metres.
_SCALES = {word: scale for word, scale in SCALES.items() if len(word) > 1}
_GAP = "[ \u00a0\u202f\u2009]"
# A single dot before three digits is a decimal one: 6.125 percent.
_GROUPED = rf"\d{{1,3}}(?:(?:[,’']|{_GAP})\d{{3}}(?!\d))+|\d{{1,3}}(?:\.\d{{3}}(?!\d)){{2,}}"
_NUMBER = rf"(?:{_GROUPED}|\d+)(?:[.,]\d+)?"
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_LEFT_OUT = "|".join(LISTS["not_counted"])
_FOUND = regex.compile(
    rf"(?!^\d{{1,2}}[.)]\s+\p{{Lu}})"
    rf"(?<![\p{{L}}\d.,:/#№-])(?P<money>(?:US|A|C)?[$€£¥₸₽₹₺]\s?)?(?P<number>{_NUMBER})"
    r"(?P<glued>(?:bn|mn|tn)\b|(?(money)m\b|(?!)))?"  # without money "m" is a metre
    rf"(?![\d:/]|[.,]\d|\p{{L}}|-(?:{'|'.join(LISTS['ordinal_endings'])})\b)"
    rf"(?:[\s-](?P<scale>{_SCALE})\b(?:\.(?=\s\p{{Ll}}))?)?"
    rf"(?:\s(?:percentage\spoints?|процентн\p{{L}}+\sпункт\p{{L}}*)\b"
    rf"|(?P<share>\s?(?:%|(?:per\s?cent|percent|pct|процент\p{{L}}*)\b))"
    rf"|[\s-](?:(?:{'|'.join(LISTS['measure_adjectives'])})\s)?"
    rf"(?!(?:{_LEFT_OUT}|\p{{L}}{{2,}}(?:{'|'.join(LISTS['verb_endings'])}))\b)\p{{Ll}}[\p{{L}}-]+)?",
)
_WHOLE = regex.compile(_GROUPED)


def find(text: str) -> Iterator[Found]:
    """The numbers of a sentence in order; dates have to be taken out of them."""
    for match in _FOUND.finditer(text):
        scale = {"m": "mn"}.get(match["glued"], match["glued"]) or match["scale"] or ""
        value = _value(match["number"]) * _SCALES.get(scale.lower(), 1)
        written = f"{value:f}"
        if "." in written:
            written = written.rstrip("0").rstrip(".")
        yield Found(match.start(), match.end(), "number", written + "%" * bool(match["share"]))


def _value(written: str) -> Decimal:
    """The number: "1,200", "1 200" and "1.200.000" are grouped, "4,5" and "6.125" are not."""
    match = _WHOLE.match(written)
    if match is None:
        return Decimal(written.replace(",", "."))
    digits = "".join(filter(str.isdigit, match[0]))
    return Decimal(digits + written[match.end() :].replace(",", "."))
