"""Writes numbers that a model copied from its source as English writes them."""

from __future__ import annotations

from string import ascii_lowercase
from unicodedata import normalize

import regex

# A number that only other languages write so: groups between spaces, or a decimal comma. Three
# digits behind a comma may be thousands unless a zero is before it.
_FOREIGN = regex.compile(
    r"(?<![\w.,:/]|\d[ \u00a0\u202f])"
    r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![ \u00a0\u202f]\d|[-–]\d\d[-–]\d\d)(?:,\d{1,2})?"
    r"|\d+,(?:\d{1,2}|\d{4,})|0,\d+)"
    r"(?![\d:/]|[.,]\d)"
)
# Before the number of a telephone, an account or a document, whose groups are no thousands.
_CALLED = regex.compile(
    r"(?:\b(?:тел|телефон\w*|факс\w*|лини[яию]|позвони\w+|звони\w+|сч[её]т\w*|карт[аыуе]|паспорт\w*|инн|бин|иин|код\w*"
    r"|номер\w*|phone|call|hotline|account|card)\b|№)[^\d\n]{0,20}$",
    regex.IGNORECASE,
)
_BEFORE = 40  # characters before a number that may say that it is a telephone's
_LISTED = regex.compile(r"\s?(?:,|и|или)\s?\d")  # "в домах 5,6 и 7" has no fraction
_GROUPED = regex.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])")
_ORDINAL = regex.compile(r"(?<![\w.,])((?:\d*[02-9])?(\d))(?:st|nd|rd|th)\b")
_SUFFIXES = {"1": "st", "2": "nd", "3": "rd"}
_POWERS = {"²": "2", "³": "3"}
_FRACTIONS = {sign: normalize("NFKC", sign) for sign in "½⅓⅔¼¾"}  # "½": "1⁄2"
# Languages that write a decimal point, as English does.
_POINT = frozenset(
    "am bn cy en ga gu ha he hi ig ja kn ko ml mr ms mt my pa so sw ta te th tl ur yo zh zu".split()
)
# Two times or dates beside each other, and such a pair that a model joined by a comma.
_POINTED = r"\d++(?:[.:]\d++)*+"
_BESIDE = regex.compile(rf"(?<![\w.,:])({_POINTED})[ \u00a0]{{1,9}}(?=({_POINTED}))")
_FUSED = regex.compile(rf"(?<![\w.:])({_POINTED})(?:,(?=({_POINTED})))")
_CYRILLIC_ITEMS = "абвгдежзиклмнопрстуфхцчшщэ"  # the letters of items, which have no "ё" or "й"
# Between the cells of a table in Markdown, and what else a cell may have that has only numbers.
_BETWEEN = regex.compile(r"([|\n\t])")
_FIGURES = regex.compile(r"[\d\s,+\-−–—%‰°$€£₽₸~*_()≈±<>=×·⁰¹²³⁴-⁹⁺⁻]*+")
_COMMA = regex.compile(r"(?<=\d),(?=\d)")
_GAP = regex.compile(r"[ \u00a0\u202f]")


def item_in_latin(letter: str) -> str | None:
    """Return the Latin letter of an item of a list: "в" is "c", the third. It is None for a text
    that is no such letter.
    """
    place = _CYRILLIC_ITEMS.find(letter.lower()) if len(letter) == 1 else -1
    if place < 0:
        return None
    latin = ascii_lowercase[place]
    return latin if letter.islower() else latin.upper()


def in_english(source: str, answer: str) -> str:
    """Return the answer with numbers and units of its source in English notation.

    "1 250,5" is "1,250.5" then, and "3th" is "3rd". Powers and fractions that a model wrote apart
    are put together again: "5 m2" is "5 m²" where the source has "²". The number of an account or
    a telephone keeps its spaces. Time is linear.
    """
    copied: set[str] = set()
    called: set[str] = set()
    for match in _FOREIGN.finditer(source):
        (copied if _counts(source, match) else called).add(match[0])
    grouped = {_english(number): number for number in called - copied}
    if grouped:
        answer = _GROUPED.sub(lambda m: grouped.get(m[0], m[0]), answer)
    if copied:
        answer = _FOREIGN.sub(lambda m: _english(m[0]) if m[0] in copied else m[0], answer)
    answer = _ORDINAL.sub(lambda m: m[1] + _SUFFIXES.get(m[2], "th"), answer)
    answer = _unfused(source, answer)
    for power, digit in _POWERS.items():
        if power in source:
            answer = regex.sub(rf"(?<=\d\s?(?:[ckdm]?m)|\b[ckdm]?m){digit}\b", power, answer)
    for fraction, apart in _FRACTIONS.items():
        if fraction in source:
            answer = answer.replace(apart, fraction)
    return answer


def has_comma(language: str) -> bool:
    """Say whether a language writes a comma before decimals."""
    return language not in _POINT and language != "und"


def figures_in_english(text: str) -> str:
    """Return a text without letters, such as cells of a table, with decimal points.

    A cell changes if it has nothing but numbers, and each of its commas is one before decimals:
    dates, versions, ratios, lists, and numbers with three digits behind the comma stay as they are.
    The text keeps its length. Time is linear.
    """
    if "," not in text or any(map(str.isalpha, text)):
        return text
    return "".join(map(_cell_in_english, _BETWEEN.split(text)))


def _cell_in_english(cell: str) -> str:
    if not _FIGURES.fullmatch(cell):
        return cell
    numbers = [one for one in _FOREIGN.finditer(cell) if "," in one[0] and _counts(cell, one)]
    if len(numbers) != cell.count(",") or len(numbers) != len(_COMMA.findall(cell)):
        return cell
    return _FOREIGN.sub(lambda one: _english(one[0]) if "," in one[0] else one[0], cell)


def _unfused(source: str, answer: str) -> str:
    """Return the answer with times and dates apart that are apart in the source."""
    pairs = {pair.groups() for pair in _BESIDE.finditer(source)}
    pairs = {two for two in pairs if any(":" in one or one.count(".") == 2 for one in two)}
    if not pairs:
        return answer
    return _FUSED.sub(lambda pair: f"{pair[1]} " if pair.groups() in pairs else pair[0], answer)


def _counts(source: str, number: regex.Match[str]) -> bool:
    """Return whether a number says how much, and is none of a list, a telephone or an account."""
    if _LISTED.match(source, number.end()):
        return False
    before = source[max(0, number.start() - _BEFORE) : number.start()]
    return "," in number[0] or _CALLED.search(before) is None


def _english(number: str) -> str:
    whole, comma, part = number.partition(",")
    return _GAP.sub(",", whole) + ("." if comma else "") + part
