"""Decides whether a translation can be accepted, by rules with reasons, and tidies it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import takewhile
from typing import Any

import regex

from .. import languages
from ..document import PieceReason
from ..resources import load_toml
from .marks import TERMINAL
from .verbatim import VERBATIM

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’-][\p{L}\p{M}\p{N}]+)*")
# One of these characters carries about as much text as three letters of an alphabet.
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
# Replacement characters, private-use characters and unassigned characters.
_NO_LETTER = regex.compile(r"[\uFFFD\p{Co}\p{Cn}\p{Cs}]")
_LETTERS = regex.compile(r"\p{L}+")
# A word with letters of two of these alphabets is broken. A single Greek letter is a symbol, as in
# "μm".
_ALPHABETS = [
    *(regex.compile(rf"\p{{{name}}}") for name in ("Latin", "Cyrillic", "Armenian", "Georgian")),
    *(regex.compile(rf"\p{{{name}}}") for name in ("Arabic", "Hebrew", "Devanagari")),
    regex.compile(r"\p{Greek}.*\p{Greek}"),
]
_LATIN = regex.compile(r"\p{Latin}")
# Digits in groups of three are one number: 1 000 000, 1,000,000, 1.000.000.
_NUMBER = regex.compile(r"\d{1,3}(?:[ \u00a0\u202f,.'’]\d{3})+(?!\d)|\d+")
_DECADE = regex.compile(r"\b\d{3}0['’]?s\b")
_PADDED = regex.compile(r"(?<=[(\[]) | (?=[)\]])")  # a space inside brackets
_QUOTED = regex.compile(r'^["“«„](.*)["”»“]$', regex.DOTALL)
# A unit that is repeated without a break. The key is the name of its limit in `guard.toml`.
_REPETITIONS = {
    "digits": regex.compile(r"(\p{N})\1+"),
    "letters": regex.compile(r"(\p{L})\1+", regex.IGNORECASE),
    "syllables": regex.compile(r"(\p{L}{2,4}?)\1+", regex.IGNORECASE),
    "stops": regex.compile(r"([.,:;] )\1+"),
}
# A full stop that belongs to its word: U.S., p.m., etc., Inc.
_ABBREVIATION = regex.compile(r"(?:\b\w\.\w|\b(?:etc|Inc|Ltd|Co|Jr|Sr|St|Mr|Mrs|Dr|No|al))\.$")


def refusal(source: str, answer: str, target: str) -> PieceReason | None:
    """Return why `answer` cannot be a translation of `source`, or None if it can."""
    broken = (reason for reason, rule in RULES.items() if rule(source, answer, target))
    return next(broken, None)


def latin_letters(source: str, language: str) -> bool:
    """Return True if the source has Latin letters but no letter of its language's own script.

    Such text is not given to an engine. Engines learn a language in its own script, so they would
    invent a translation.
    """
    bare = VERBATIM.sub(" ", source)
    return not _share(bare, language) > 0 and _LATIN.search(bare) is not None


def unsure(score: float | None) -> bool:
    """Return True if the engine's own score is too low to accept the translation."""
    return score is not None and score < _table()["unsure"]["score"]


def doubtful(score: float | None) -> bool:
    """Return True if the final score is so low that the translation is marked as doubtful."""
    return score is not None and score < _table()["doubtful"]["score"]


def tidy(source: str, answer: str) -> str:
    """Return the answer on one line, with the final mark and the capitalisation of its source.

    `source` has no quotes around it. Quotes, full stops and spaces inside brackets that only the
    answer has are removed. A full stop, question mark or exclamation mark that it lost is added
    again. A capital at the start is made small only if the word has it only because it begins a
    sentence.
    """
    answer = " ".join(answer.split())
    quoted = _QUOTED.match(answer)
    if quoted and not regex.search(r'["“”«»„]', quoted[1]) and not _QUOTED.match(source):
        answer = quoted[1].strip()
    if not _PADDED.search(source):
        answer = _PADDED.sub("", answer)
    mark = _closing(source)
    if mark and not _closing(answer.rstrip("\"'”’»)")):
        answer += mark
    elif not mark and answer.endswith(".") and not _closing(answer[:-1]):
        answer = unstopped(answer)
    first = answer.split(" ", 1)[0]
    if source[:1].isupper() and first.islower():
        answer = answer[0].upper() + answer[1:]
    elif source[:1].islower() and regex.split("['’]", first)[0] in _openings():
        answer = answer[0].lower() + answer[1:]
    return answer


def unstopped(answer: str) -> str:
    """Return the answer without its final full stop, unless the stop belongs to a word: U.S."""
    return answer if _ABBREVIATION.search(answer) else answer.removesuffix(".")


@cache
def _openings() -> frozenset[str]:
    return frozenset(str(_limits(tidy)["openings"]).split())


def _closing(text: str) -> str:
    """Return the full stops, question and exclamation marks at the end, as English writes them."""
    return "".join(TERMINAL[c] for c in takewhile(TERMINAL.__contains__, reversed(text)))[::-1]


def empty(source: str, answer: str, target: str) -> bool:
    """Return True for an answer without words, or with numbers alone where the source has words."""
    has_words = any(len(word) > 3 for word in _LETTERS.findall(source))
    return (_LETTERS if has_words else _WORD).search(answer) is None


def wrong_script(source: str, answer: str, target: str) -> bool:
    """Return True if both texts have too few letters in a script of the target language."""
    share = float(_limits(wrong_script)["share"])
    return _share(answer, target) < share and _share(source, target) < share


def broken_letters(source: str, answer: str, target: str) -> bool:
    """Return True if the answer has invalid characters or words of mixed alphabets, unlike the
    source.
    """
    if any(c not in source for c in _NO_LETTER.findall(answer)):
        return True
    mixed = (w for w in _LETTERS.findall(answer) if sum(bool(a.search(w)) for a in _ALPHABETS) > 1)
    return any(word not in source for word in mixed)


def echo(source: str, answer: str, target: str) -> bool:
    """Return True if the answer has the same words as the source and is too long for a name."""
    words = _words(answer)
    return len(words) >= _limits(echo)["words"] and words == _words(source)


def loop(source: str, answer: str, target: str) -> bool:
    """Return True if the answer repeats letters, words or phrases more often than its source."""
    limits = _limits(loop)
    if any(
        _longest_repetition(unit, answer) >= limits[name] > _longest_repetition(unit, source)
        for name, unit in _REPETITIONS.items()
    ):
        return True
    in_source = dict(_repeats(_words(source), limits["words"]))
    return any(
        times > max(limits["times"] if size == 1 else limits["phrase_times"], in_source[size])
        for size, times in _repeats(_words(answer), limits["words"])
    )


def too_long(source: str, answer: str, target: str) -> bool:
    """Return True if the answer is longer than a translation of the source can be."""
    limits = _limits(too_long)
    return _size(answer) > float(limits["ratio"]) * _size(source) + float(limits["extra"])


def too_short(source: str, answer: str, target: str) -> bool:
    """Return True if the answer is shorter than a translation of the source can be."""
    limits = _limits(too_short)
    return _size(answer) + float(limits["extra"]) < float(limits["ratio"]) * _size(source)


def lost_number(source: str, answer: str, target: str) -> bool:
    """Return True if the answer lacks a long number of the source; final zeros do not count."""
    digits = regex.sub(r"\D", "", answer)
    least = _limits(lost_number)["digits"]
    return any(n.rstrip("0") not in digits for n in _numbers(source) if len(n) >= least)


def invented_number(source: str, answer: str, target: str) -> bool:
    """Return True if the answer has a long number that the source lacks."""
    digits = regex.sub(r"\D", "", source)
    least = _limits(invented_number)["digits"]
    # "The thirties" may be translated as the 1930s.
    significant = (n.strip("0") for n in _numbers(_DECADE.sub("", answer)))
    return any(n not in digits for n in significant if len(n) >= least)


# The rules are applied in this order.
RULES: Mapping[PieceReason, Callable[[str, str, str], bool]] = {
    "empty": empty,
    "wrong_script": wrong_script,
    "broken_letters": broken_letters,
    "echo": echo,
    "loop": loop,
    "too_long": too_long,
    "too_short": too_short,
    "lost_number": lost_number,
    "invented_number": invented_number,
}


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return load_toml(__package__, "data/guard.toml")


def _limits(rule: Callable[..., object]) -> Mapping[str, Any]:
    return _table()[rule.__name__]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _numbers(text: str) -> list[str]:
    return [regex.sub(r"\D", "", number) for number in _NUMBER.findall(text)]


def _size(text: str) -> int:
    """Return the length of the text in letters of an alphabet."""
    return len(text) + 2 * len(_DENSE.findall(text))


def _share(text: str, language: str) -> float:
    """Return the share of letters in a script of the language, or 1.0 if there are no letters."""
    letters = regex.findall(r"\p{L}", text)
    return len(_script(language).findall("".join(letters))) / len(letters) if letters else 1.0


@cache
def _script(language: str) -> regex.Pattern[str]:
    # Jpan is a mixture of scripts. These are listed beside it.
    scripts = [script for script in languages.SCRIPTS[language] if script != "Jpan"]
    return regex.compile("|".join(rf"\p{{Script={script}}}" for script in scripts))


def _longest_repetition(unit: regex.Pattern[str], text: str) -> int:
    """Return the largest number of times that the unit stands in a row. It is at least 1.

    The pattern matches the whole repetition, and its first group is the unit.
    """
    return max((len(m[0]) // len(m[1]) for m in unit.finditer(text)), default=1)


def _repeats(words: list[str], longest: int) -> Iterator[tuple[int, int]]:
    """Yield, for each phrase size from 1 to `longest` words, the largest number of times that a
    phrase of that size stands in a row.
    """
    for size in range(1, longest + 1):
        most = run = 1
        for i in range(size, len(words)):
            run = run + 1 if words[i] == words[i - size] else 1
            most = max(most, (run - 1) // size + 1)
        yield size, most
