"""What stands among the sentences of an article and tells none of its news.

These are datelines, greetings, thanks, notes of the editors, legal notices, advertising, captions
of tables, totals, and sentences that only say who reported the news. The words are in
data/remarks.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable

import regex

from ..resources import load_text
from . import courtesies, datelines, disclaimers
from .courtesies import courtesy
from .dates import MONTHS
from .disclaimers import disclaimer
from .folding import alternation, any_of
from .markers import fold, quote

_TEXT = load_text(__package__, "data/remarks.toml")
_LISTS = tomllib.loads(_TEXT)
LISTS = datelines.LISTS + courtesies.LISTS + disclaimers.LISTS + _TEXT


_BEGINS, _ADVERTISING = _LISTS["begins"], _LISTS["advertising"]
_OPENING = r"[\s*•–—(\[-]*"
_NOTE = regex.compile(rf"{_OPENING}{alternation(_BEGINS['notes'])}")
_CAPTIONED = alternation(_BEGINS["captions"])
_CAPTION = regex.compile(
    rf"{_OPENING}(?:{_CAPTIONED}\s?№?\s?\d+(?:\.\d+)*|\d+\s?-?\s?{_CAPTIONED})\s*(?:[.:)–—]|$)"
)
# A figure with one unit: "1 200 сом", "$1.2 million", "40 %", "3 млн долларов США".
_FIGURE = (
    r"\s?[+−–-]?[$€£¥₸₽₹₺]?\d[\d\s.,']{0,20}"
    rf"(?:\s?[%$€£¥₸₽₹₺]|(?:\s?{alternation(_LISTS['totals']['scales'])}(?!\w)\.?){{0,2}}"
    r"(?:\s?\p{L}[\p{L}'’ʻ]*\.?)?)"
)
_UNITS = regex.compile(
    rf"[^\d.!?]{{2,80}}[,(]\s?(?:{alternation(_LISTS['units']['words'])}(?:\.\s?|\s|(?=[).]*$))){{1,4}}"
    r"[).\s]*$"
)
_TOTAL = regex.compile(
    rf"{_OPENING}{alternation(_LISTS['totals']['words'])}(?!\w)(?:\s?\([^()]{{1,40}}\))?"
    rf"(?:[^:.!?\d]{{0,60}}:|(?:\s{alternation(_LISTS['totals']['of'])}\s\p{{L}}+)?"
    rf"(?:\s?[–—-])?)(?:{_FIGURE})?[.\s]*$"
)
_LISTED = r"(?![-–—*•●▪◦‣·+]\s|\d{1,2}[.)]\s)"  # an item of a list is no row
_ROW = regex.compile(
    rf"{_LISTED}([^.!?…]{{2,200}}?)"
    rf"(?:(?<=[\s:]){_FIGURE}(?<!\.)|(?::|\s[–—-]\s){_FIGURE}\.?)$"
)
_VERB = regex.compile(rf"(?<!\w){alternation(_LISTS['rows']['verbs'])}(?!\w)")
_PREPOSITION = regex.compile(rf"(?<!\w){alternation(_LISTS['rows']['prepositions'])}\s*$")
_DAY = regex.compile(rf"(?<!\w)(?:{any_of(MONTHS)})(?!\w)[\s\d.,]*$")
_REPORTED = alternation(_LISTS["attribution"]["verbs"])
# What a source may be called by: no clause, and nothing that adds a fact.
_SOURCE = rf"(?:(?!\b{alternation(_LISTS['attribution']['adds'])}\b)[^,;:!?()–—\n]){{0,120}}"
_ATTRIBUTION = regex.compile(
    rf"{_OPENING}(?:{alternation(_LISTS['attribution']['begins'])}\b{_SOURCE}"
    rf"(?:,\s(?:как\s)?{_REPORTED}\b{_SOURCE})?"
    rf"|{_SOURCE}\b{alternation(_LISTS['attribution']['ends'])})[.\s]*"
)
_CALL = regex.compile(rf"{_OPENING}{alternation(_ADVERTISING['calls'])}\b")
_OFFER = regex.compile(rf"(?<!\w){alternation(_ADVERTISING['offers'])}\s[$€£₸₽]?\d")
_POLITE = regex.compile(rf"{alternation(_ADVERTISING['polite'])}$")


def remark(text: str) -> bool:
    """Return whether the sentence tells none of the news of its article."""
    return any(rule(text) for rule in RULES)


def dateline(text: str) -> bool:
    """Return whether it tells only where, when and by which agency the article was written."""
    return datelines.dateline(text) is not None


def note(text: str) -> bool:
    """Return whether it tells of the article itself, or is a letter to its editors."""
    return _NOTE.match(fold(text)) is not None


def caption(text: str) -> bool:
    """Return whether it is the caption of a table or picture: 'Table 2.', 'Sales, mln dollars'."""
    folded = fold(text)
    return _CAPTION.match(folded) is not None or _UNITS.match(folded) is not None


def total(text: str) -> bool:
    """Return whether it is the total of a table: 'Total: 1,200', 'Итого', 'Всего 5 т'.

    It has no verb. "Итого: трое ранены." and "Всего 12 человек погибли." are sentences.
    """
    folded = fold(text)
    return _TOTAL.match(folded) is not None and _VERB.search(folded) is None


def row(text: str) -> bool:
    """Return whether it ends with a figure as a row of a table does: 'Аренда зала 500 сом'.

    A sentence may end so too. It is a row where others like it stand beside it. An item of a
    list, a line with a verb, a day, and a figure behind a preposition ("Born in 1925") are none.
    """
    folded = fold(text).strip()
    found = _ROW.fullmatch(folded)
    told = _VERB.search(folded) or _DAY.search(folded)
    return bool(found and not told and not _PREPOSITION.search(found[1]))


def attribution(text: str) -> bool:
    """Return whether it only tells who reported the news: 'Об этом сообщает 24.kg.'"""
    return _ATTRIBUTION.fullmatch(fold(text).strip()) is not None


def advertisement(text: str) -> bool:
    """Return whether it calls the reader to buy, to come or to subscribe."""
    folded = fold(text).rstrip(" )*")
    if not folded.endswith("!"):
        return False
    called = folded.rstrip("! ")
    offered = not quote(text) and _OFFER.search(called)
    return bool(offered or _CALL.match(called) or _POLITE.search(called))


RULES: tuple[Callable[[str], bool], ...] = (
    dateline,
    note,
    disclaimer,
    caption,
    total,
    attribution,
    courtesy,
    advertisement,
)
