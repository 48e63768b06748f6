"""The only reader of abbreviations in Russian text that gives the words they stand for.

Translation models that have seen few of them take "5 чел." for bees and "им." for "them". What is
spelled out is meant for such a model, not for readers: the case of a word is told from the word
before it, where that says it, and may be wrong where it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import regex

from ..resources import load_toml
from . import roman
from .folding import any_of

Match = regex.Match[str]
_LISTS = load_toml(__package__, "data/abbreviations.toml")
_CASES = ("nominative", "genitive", "dative", "locative")
_PREPOSITIONS = {
    word: _CASES.index(case) for case, words in _LISTS["prepositions"].items() for word in words
}
_ENDINGS = {end: _CASES.index(case) for case, ends in _LISTS["adjectives"].items() for end in ends}
_ALONE = r"(?<![\w.-])"  # before an abbreviation
_BEFORE = regex.compile(r"([\w-]+)[\s\u00a0]*[«\"“]?$")
_COUNT = regex.compile(r"(?P<count>[0-9]{1,3})(?P<fraction>[,.][0-9]{1,3})?[\s\u00a0]?$")
_UNITS = {"".join(unit.split()): forms for unit, forms in _LISTS["after_number"].items()}
_NEAR = 40  # characters before an abbreviation that may tell its case
_LONGEST_ENDING = 3
_ENDS = regex.compile(r"[»\"”)]?\s*$")
_SENTENCE = regex.compile(r"[»\"”)]?\s*(?:$|[«\"“]?\p{Lu})")
_JOINING = frozenset({"и", "а", "но", "или", "либо"})


def spelled_out(text: str, language: str) -> str:
    """Return the text with its abbreviations as words. Only Russian ("ru") is read.

    A text without abbreviations is returned as it is. The full stop of an abbreviation that also
    ends its sentence stays. The time is linear in the length of the text.
    """
    if language != "ru":
        return text
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return text


def _any(phrases: Iterable[str]) -> str:
    """Return a pattern for the phrases; spaces inside them may be missing or be wider."""
    return any_of(regex.escape(p, literal_spaces=True).replace(" ", r"\s{0,2}") for p in phrases)


def _key(text: str) -> str:
    return "".join(text.split())


def _stop(found: Match) -> str:
    """Return the full stop of an abbreviation if it also ends the sentence."""
    ends = found[0].endswith(".") and _ENDS.match(found.string, found.end())
    return "." if ends else ""


def _month(found: Match) -> str:
    """Spell out a month. Its full stop stays before a capital: it ends a dateline there."""
    kept = found[0].endswith(".") and _SENTENCE.match(found.string, found.end())
    return str(_LISTS["months"][found["key"]]) + ("." if kept else "")


def _listed(name: str) -> Callable[[Match], str]:
    """Return a function for words that have one form."""
    table = {_key(phrase): words for phrase, words in _LISTS[name].items()}

    def words(found: Match) -> str:
        return _as_written(found, table[_key(found["key"]).lower()]) + _stop(found)

    return words


def _unit(found: Match) -> str:
    """Spell out a unit in the form that the number before it asks for."""
    number = _COUNT.search(found.string[max(0, found.start() - _NEAR) : found.start()])
    if number is None:
        form = 2  # after "млн" and the like
    elif number["fraction"]:
        form = 1
    else:
        tens, ones = divmod(int(number["count"]) % 100, 10)
        form = 2 if tens == 1 or ones in (0, 5, 6, 7, 8, 9) else min(ones - 1, 1)
    glued = found.string[found.start() - 1].isdecimal()
    return " " * glued + str(_UNITS[_key(found["key"])][form]) + _stop(found)


def _inflected(name: str) -> Callable[[Match], str]:
    """Return a function for words whose case the word before them tells."""
    table: dict[str, list[str]] = _LISTS[name]

    def words(found: Match) -> str:
        return _as_written(found, table[found["key"].lower()][_case(found)]) + " "

    return words


def _as_written(found: Match, words: str) -> str:
    return words[0].upper() + words[1:] if found["key"][0].isupper() else words


def _case(found: Match) -> int:
    """Return the case of the word at a match: an index into the forms of a list.

    A preposition tells it, and so does the ending of an adjective. After another word it is the
    genitive ("житель г. Ош"); at the start and after a comma it is the nominative.
    """
    start = found.start()
    before = _BEFORE.search(found.string[max(0, start - _NEAR) : start])
    word = "" if before is None else before[1].lower()
    if word in _JOINING or not word:
        return 0
    if word in _PREPOSITIONS:
        return _PREPOSITIONS[word]
    sizes = range(_LONGEST_ENDING, 1, -1)
    told = [_ENDINGS[word[-size:]] for size in sizes if word[-size:] in _ENDINGS]
    return told[0] if told else 1


def _weekday(found: Match) -> str:
    return str(_LISTS["weekdays"][found["key"]]) + _stop(found)


def _weekdays(found: Match) -> str:
    first = _LISTS["weekdays_from"][found["key"].lower()]
    from_word = "со" if first.startswith("вт") else "с"
    last = _LISTS["weekdays"][found["to"].lower()]
    return _as_written(found, f"{from_word} {first} по {last}") + _stop(found)


def _numeral(found: Match) -> str:
    """Write a Roman numeral, or the C of "°C", in Latin letters: Cyrillic ones are often typed."""
    return found[0].translate(roman.TYPED)


def _scale(found: Match) -> str:
    return str(found["key"])


def _thousands(found: Match) -> str:
    """Write "199,9 тыс." as "199 900"; models write "199.9,000" for it."""
    return f"{found['key']} {found['part'].ljust(3, '0')}" + _stop(found)


def _century(found: Match) -> str:
    return ("века" if found["key"] == "в" else "веков") + _stop(found)


def _region(found: Match) -> str:
    """Spell out "обл." after the adjective that names the region."""
    ending = found.string[found.start() - 3 : found.start() - 1]
    return {"ая": "область", "ую": "область"}.get(ending, "области") + _stop(found)


def _contracted(found: Match) -> str:
    return _as_written(found, _LISTS["contracted"][found["key"].lower()]) + found["ending"]


def _spelled(word: str) -> str:
    """Return a pattern for an abbreviation, which may have a capital if it is no initial."""
    return f"[{word[0].upper()}{word[0]}]{word[1:]}" if len(word) > 1 else word


def _alone(name: str) -> str:
    """Return a pattern for an abbreviation of the list with its full stop."""
    longest_first = sorted(_LISTS[name], key=len, reverse=True)
    return rf"{_ALONE}(?P<key>{'|'.join(map(_spelled, longest_first))})\."


# In order. What a rule has spelled out holds no abbreviation for the next.
_RULES: tuple[tuple[regex.Pattern[str], Callable[[Match], str]], ...] = tuple(
    (regex.compile(pattern), words)
    for pattern, words in (
        (r"(?<!\w)(?=\w*[ХІ])[IVXХІ]{2,6}(?!\w)|(?<=°\s?)С(?!\w)", _numeral),
        (rf"(?i:{_ALONE}(?P<key>{_any(_LISTS['phrases'])}))(?!\w)", _listed("phrases")),
        (
            rf"(?<![\w-])(?P<key>{_any(_LISTS['legal_forms'])})(?=\s?[«\"“])",
            lambda found: _LISTS["legal_forms"][found["key"]],
        ),
        (r"(?<=\d\s?)(?P<key>млн|млрд|трлн)\.(?=\s[\d\p{Ll}$€])", _scale),
        (
            r"(?<=\b[Сс]т(?:\.|ать[яиюе]й?)\s?\d{1,4}(?:[.-]\d{1,2})?\s)(?P<key>ч|п)\.\s?(?=\d)",
            _inflected("before_digits"),
        ),
        (rf"(?<=\d\s?)(?P<key>{_any(_LISTS['months'])})(?!\w)\.?", _month),
        (
            r"(?<=\d\s?|\b(?:тыс|млн|млрд|трлн)\.?\s)"
            rf"(?P<key>{_any(_LISTS['after_number'])})(?![\w-])\.?",
            _unit,
        ),
        (
            r"(?<![\d.,][\s\u00a0]?)(?P<key>[1-9]\d{0,2}),(?P<part>\d{1,3})[\s\u00a0]тыс(?:\.|яч)?(?!\w)",
            _thousands,
        ),
        (r"(?<=\b[IVXХ]{1,5}\s?)(?P<key>вв?)\.(?!\w)", _century),
        (
            rf"(?i:{_ALONE}(?P<key>{_any(_LISTS['weekdays'])})\.?[-–]"
            rf"(?P<to>{_any(_LISTS['weekdays'])}))(?![\w-])\.?",
            _weekdays,
        ),
        (rf"{_ALONE}(?P<key>{_any(_LISTS['weekdays'])})\.(?!\w)", _weekday),
        (r"(?<=(?:ой|ая|ую|ей)\s)(?P<key>обл)(?!\w)\.?", _region),
        (_alone("before_name") + r"\s?(?=[«\"“]?\p{Lu}[\p{L}.-])", _inflected("before_name")),
        (_alone("before_digits") + r"\s?(?=[№\d$€£])", _inflected("before_digits")),
        (_alone("before_word") + r"(?=\s\p{Ll}{3})", _listed("before_word")),
        (_alone("sciences") + r"\s?(?=наук)", lambda found: _LISTS["sciences"][found["key"]] + " "),
        (
            rf"(?i:(?<![\w-])(?P<key>{_any(_LISTS['contracted'])})(?P<ending>(?:а|у|ом|е|ы|ов)?))"
            r"(?![\w-])",
            _contracted,
        ),
    )
)
