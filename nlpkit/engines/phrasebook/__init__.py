"""A phrasebook: translations of the short texts around articles on news sites, from a list.

Log-in prompts, section names, share bars, dates and counters stand alone, without the context that
a model needs, and they recur thousands of times. A list written by hand answers them before any
model does. Fixed phrases are data (`data/phrasebook.SOURCE-TARGET.tsv`). Dates, times and amounts
are rules, which read Russian; their words come from the sections of the list.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from itertools import product
from typing import NamedTuple

from ...errors import ConfigError
from ...resources import folder

_DATA = folder(__package__, "data")
# Letters and marks with one meaning. Replacing them one by one is faster than str.translate.
_SAME = [("ё", "е"), ("…", "..."), *((c, '"') for c in "«»„“”‚‘’'"), *((c, "-") for c in "‐‑–—−")]
# Sections of proper names. These keep their capital however the source is written.
_NAMES = {
    "Cities",
    "Countries and regions",
    "International organizations and companies",
    "Social networks",
}
_PLURALS = {"person": "people"}
_OPENING = str.maketrans("«„", "““")
_CLOSING = str.maketrans("»“", "””")

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ONE_NUMBER = r"\d{1,3}(?: \d{3})+|\d+(?:[.,]\d+)?"
_NUMBER = rf"(?:{_ONE_NUMBER})(?:\s?[-–—]\s?(?:{_ONE_NUMBER}))?"
_YEAR = r"(?P<year>[12]\d{3})"
_OF_YEAR = r"(?:\s?(?:г\.?|год[ау]?))"
_DAY = re.compile(
    rf"(?:(?P<weekday>\D+?)\s+)?(?P<day>\d\d?(?:\s?[-–—]\s?\d\d?)?)\s+(?P<month>[^\s\d,]+)"
    rf"(?:,?\s+{_YEAR}{_OF_YEAR}?)?",
    re.I,
)
_MONTH = re.compile(rf"(?P<month>\D+?),?\s+{_YEAR}{_OF_YEAR}?", re.I)
_WHOLE_YEAR = re.compile(rf"(?P<within>в\s+)?{_YEAR}{_OF_YEAR}", re.I)
_TIME = re.compile(
    r"(?:(?P<date>.+?)(?P<comma>,?)\s+)??(?P<at>в\s+)?(?P<time>\d\d?:\d\d)", re.I | re.S
)
_AMOUNT = re.compile(
    rf"(?P<later>через\s+)?(?P<number>{_NUMBER})\s*(?P<what>[^\W\d].*?)(?P<ago>\s+назад)?",
    re.I | re.S,
)
_BEFORE_NUMBER = re.compile(r"(?P<name>\D*[^\W\d])(?P<space>\s+)(?P<rest>\d.*)", re.S)
_BETWEEN = re.compile(r"(\s*[|/›·•,;→(\n]\s*|:\s+|\s+[-–—»]\s+)")


Rule = Callable[["Phrasebook", str], "str | None"]


class PhraseEntry(NamedTuple):
    """One line of the list, and the section in which it stands."""

    source: str
    target: str
    section: str


class Phrasebook:
    """Translates short texts by a list and a few rules. Unknown texts get no answer.

    Guarantees:
    - a text is translated as a whole or not at all: None says that some part of it is unknown;
    - whether a text is known does not depend on letter case, on ё or е, on the style of quotes and
      dashes, on the width of spaces or on the punctuation around it;
    - the answer keeps the punctuation («» become “”), and takes over CAPITALS and a small or
      capital first letter where the source shows one;
    - the source side of every line is translated by its target side;
    - nothing is read before the first look-up. A list with a mistake then raises ConfigError, which
      names the file and line.
    """

    def __init__(self, file: Traversable) -> None:
        self._file = file

    @classmethod
    @cache
    def load(cls, source: str, target: str) -> Phrasebook | None:
        """Return the shipped phrasebook of a pair of languages, or None."""
        if (source, target) not in pairs():
            return None
        return cls(_DATA / f"phrasebook.{source}-{target}.tsv")

    @cached_property
    def entries(self) -> dict[str, PhraseEntry]:
        """The list, by the folded source side without its final punctuation."""
        return _parse(self._file.read_text(encoding="utf-8"), self._file.name)

    def lookup(self, text: str) -> str | None:
        """Return the translation of the whole text, or None where some part of it is unknown."""
        text = unicodedata.normalize("NFC", text)
        start, end = _core(text)
        if start == end:
            return None
        core = _even_spaces(text[start:end])
        # A full stop may belong to an abbreviation ("2024 г.", "5 мин."). That is tried first.
        stops = (".", "") if text[end : end + 1] == "." and text[end : end + 2] != ".." else ("",)
        for rule, stop in product(_RULES, stops):
            answer = rule(self, core + stop)
            if answer is not None:
                lead, trail = _english_quotes(text[:start], text[end + len(stop) :])
                return lead + answer + trail
        return None

    def word(self, section: str, text: str) -> str | None:
        """Return the target side of an entry of the named section, or None."""
        entry = self._entry(text)
        return entry.target if entry and entry.section == section else None

    def phrase(self, text: str) -> str | None:
        """Return the target side of an entry of any section, in the
        letter case of the text, or None.
        """
        entry = self._entry(text)
        if entry is None:
            return None
        if entry.section in _NAMES and text[0].islower():
            return entry.target
        return _in_case_of(text, entry.target, entry.source)

    def _entry(self, text: str) -> PhraseEntry | None:
        entry = self.entries.get(_fold(text).replace("\n", " ").removesuffix("."))
        # A full stop counts as part of the text only where it marks an abbreviation.
        return None if entry and text.endswith(".") and entry.source[-1] != "." else entry


@cache
def pairs() -> frozenset[tuple[str, str]]:
    """Return the pairs of languages, (source, target), that have a phrasebook."""
    names = (re.fullmatch(r"phrasebook\.(\w+)-(\w+)\.tsv", f.name) for f in _DATA.iterdir())
    return frozenset((m[1], m[2]) for m in names if m)


def fixed_phrase(book: Phrasebook, text: str) -> str | None:
    """Translate a phrase of the list: "Войти"."""
    return book.phrase(text)


def day_of_month(book: Phrasebook, text: str) -> str | None:
    """Translate a day with its month: "10 декабря 2024 г.", "Пн 3 марта", "3–5 марта"."""
    match = _DAY.fullmatch(text)
    month = match and book.word("Months", match["month"])
    if not match or not month:
        return None
    weekday = book.word("Weekdays", match["weekday"]) if match["weekday"] else ""
    if weekday is None:
        return None
    return _in_case_of(text, " ".join(filter(None, (weekday, match["day"], month, match["year"]))))


def month_of_year(book: Phrasebook, text: str) -> str | None:
    """Translate a month with its year: "декабрь 2024", "в марте 2025 года"."""
    match = _MONTH.fullmatch(text)
    month = match and book.word("Months", match["month"])
    return _in_case_of(text, f"{month} {match['year']}") if match and month else None


def whole_year(book: Phrasebook, text: str) -> str | None:
    """Translate a year: "2024 год", "в 2024 году"."""
    match = _WHOLE_YEAR.fullmatch(text)
    return match and _in_case_of(text, ("in " if match["within"] else "") + match["year"])


def time_of_day(book: Phrasebook, text: str) -> str | None:
    """Translate a time, also with its day: "Сегодня в 12:30", "10 декабря 2024 14:05"."""
    match = _TIME.fullmatch(text)
    if not match or not (match["date"] or match["at"]):
        return None
    time = f"at {match['time']}" if match["at"] else match["time"]
    if not match["date"]:
        return _in_case_of(text, time)
    date = _first((fixed_phrase, day_of_month), book, match["date"])
    return date and f"{date}{match['comma']} {time}"


def amount(book: Phrasebook, text: str) -> str | None:
    """Translate a number of things: "3 часа назад", "12 комментариев", "3,5 млн сомов"."""
    match = _AMOUNT.fullmatch(text)
    if not match:
        return None
    magnitude = book.word("Magnitudes", match["what"].split()[0])
    what = match["what"].split(maxsplit=1)[1:] if magnitude else [match["what"]]
    unit = _unit(book, what[0], match["number"] == "1") if what else ""
    if unit is None:
        return None
    quantity = " ".join(filter(None, (_english_number(match["number"]), magnitude, unit)))
    before, after = "in " if match["later"] else "", " ago" if match["ago"] else ""
    return _in_case_of(text, before + quantity + after)


def name_and_number(book: Phrasebook, text: str) -> str | None:
    """Translate a phrase with a number, date or time after it: "Комментарии 12"."""
    match = _BEFORE_NUMBER.fullmatch(text)
    name = match and book.phrase(match["name"])
    if not match or not name:
        return None
    rest = match["rest"]
    known = rest if rest.isdecimal() else _first((day_of_month, time_of_day, amount), book, rest)
    return known and f"{name}{match['space']}{known}"


def each_part(book: Phrasebook, text: str) -> str | None:
    """Translate a text part by part if each part is known: "Главная / Политика", "Пн, 3 марта"."""
    parts = _BETWEEN.split(text)
    if len(parts) == 1 or not _CYRILLIC.search(text):
        return None
    for i in range(0, len(parts), 2):
        if _CYRILLIC.search(parts[i]):
            answer = book.lookup(parts[i])
            if answer is None:
                return None
            parts[i] = answer
    return "".join(parts)


_RULES = (
    fixed_phrase,
    day_of_month,
    month_of_year,
    whole_year,
    time_of_day,
    amount,
    name_and_number,
    each_part,
)


def _first(rules: tuple[Rule, ...], book: Phrasebook, text: str) -> str | None:
    """Return the answer of the first rule that has one, or None."""
    return next((a for rule in rules if (a := rule(book, text)) is not None), None)


def _parse(text: str, name: str) -> dict[str, PhraseEntry]:
    """Return the entries by key.

    The text is folded as a whole, which is several times faster than line by line.
    """
    entries: dict[str, PhraseEntry] = {}
    section = ""
    for number, (line, folded) in enumerate(
        zip(text.split("\n"), _fold(text).split("\n"), strict=True), 1
    ):
        if not line or line[0] == "#":
            section = line[2:] or section
            continue
        source, _, target = line.partition("\t")
        key = folded.partition("\t")[0]
        if not key[:1].isalnum() or not target[:1].isalnum() or "\t" in target:
            raise ConfigError(
                f"{name}, line {number}: not a source, a tab and a target",
                hint="begin both sides with a letter or a digit; # begins a comment",
            )
        if not key[-1].isalnum():
            key = key[: _core(key)[1]]
            # A question mark is copied from the text that is translated. Only the full stop of an
            # abbreviation belongs to the entry.
            target = target if source[-1] == "." else target[: _core(target)[1]]
        if key in entries:
            raise ConfigError(
                f"{name}, line {number}: {source!r} stands in the list already",
                hint=f"keep one of it and {entries[key].source!r}",
            )
        entries[key] = PhraseEntry(source, target, section)
    return entries


def _fold(text: str) -> str:
    """Return the text in small letters, with one spelling of marks that have one meaning."""
    text = text.casefold()
    for mark, plain in _SAME:
        text = text.replace(mark, plain)
    return text


def _even_spaces(text: str) -> str:
    """Reduce white space to single spaces and line ends; long runs slow the patterns down."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))


def _core(text: str) -> tuple[int, int]:
    """Return where the text starts and ends without the punctuation and space around it."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _in_case_of(text: str, answer: str, source: str = "") -> str:
    """Return the answer in the letter case of the text, if that differs from the entry's source."""
    if _all_capitals(text) and not _all_capitals(source):
        return answer.upper()
    if text[0].isupper() and not source[:1].isupper():
        return answer[0].upper() + answer[1:]
    # "I", "UN" and "Interior Ministry" keep their capitals: these do not begin a sentence.
    if text[0].islower() and source[:1].isupper() and answer[1:2].isalpha():
        return answer[0].lower() + answer[1:] if answer[1:].islower() else answer
    return answer


def _all_capitals(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 1


def _english_quotes(lead: str, trail: str) -> tuple[str, str]:
    """Turn Russian quotes around the text into English ones. Arrows, set off by a space, stay."""
    if not lead or not trail or lead[-1].isspace() or trail[0].isspace():
        return lead, trail
    return lead.translate(_OPENING), trail.translate(_CLOSING)


def _english_number(number: str) -> str:
    """Write 1 234 as 1,234 and 3,5 as 3.5."""
    return re.sub(r"(?<=\d) (?=\d{3})", "\0", number).replace(",", ".").replace("\0", ",")


def _unit(book: Phrasebook, text: str, one: bool) -> str | None:
    """Return the unit in English, in the singular only after the number 1.

    Russian has the singular after 21 too: "21 час" is "21 hours".
    """
    noun = book.word("Counted nouns", text)
    if noun is None:
        return book.word("Units", text)
    return noun if one or noun.endswith("s") else _PLURALS.get(noun, noun + "s")
