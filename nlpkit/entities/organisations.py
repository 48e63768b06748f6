"""Organisations that are not just a run of capitals.

In quotation marks after a word for their kind: «Меркурий». With words in small letters, as in
Russian: "Министерство финансов", "Национального банка", "комитет национальной безопасности".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from ..text.capitals import ORGANISATIONS, Word
from .candidates import SMALL, keys
from .lists import LISTS, Finding

_STRONG = keys("strong_organisations")
_QUOTED = regex.compile(r"[«“„\"](?P<name>[\p{Lu}\d][^«»“”„\".!?]{1,40})[»”“\"]")
_BELONGING = regex.compile(rf"\p{{Ll}}{{2,}}(?:{'|'.join(LISTS['belonging'].split())})")
_NOT_BELONGING = frozenset(LISTS["not_belonging"].split())
_ADJECTIVE = regex.compile(
    r"\p{Lu}[\p{Ll}-]+(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ом|ем|ую|юю)"
)
_SPACE = regex.compile(r"[\s\u00a0]+")
_BESIDE = 3  # words before a quotation; the word for its kind has to be one of them


def find(sentence: str, words: Sequence[Word]) -> Iterator[Finding]:
    """Yield the organisations of a sentence that have words in small letters or stand in quotes."""
    yield from _quoted(sentence, words)
    at = 0
    while at < len(words):
        end = _long_name(words, at)
        if end is not None:
            yield Finding(words[at].start, words[end - 1].end, "organisation")
        at = end or at + 1


def _quoted(sentence: str, words: Sequence[Word]) -> Iterator[Finding]:
    for match in _QUOTED.finditer(sentence):
        before = [word for word in words if word.end <= match.start()][-_BESIDE:]
        near = before and _SPACE.fullmatch(sentence[before[-1].end : match.start()])
        inside = [w for w in words if match.start("name") <= w.start < match.end("name")]
        kinds = {word.key for word in (*before, *inside[:1])}
        if near and not ORGANISATIONS.isdisjoint(kinds) and len(inside) <= 5:
            yield Finding(match.start("name"), match.end("name"), "organisation")


def _long_name(words: Sequence[Word], start: int) -> int | None:
    """Return where a Russian name of a kind and what belongs to it ends, if one starts there."""
    first = words[start]
    if not first.cyrillic or first.key in SMALL:
        return None
    head = start
    if first.capital and first.key not in ORGANISATIONS:
        # An adjective with a capital: "Национальный банк", "Государственный таможенный комитет".
        if not _ADJECTIVE.fullmatch(first.text):
            return None
        head = next((i for i in range(start + 1, start + 3) if _is_kind(words, i)), -1)
        if head < 0:
            return None
    elif not (first.capital or first.key in _STRONG) or first.key not in ORGANISATIONS:
        return None
    end = _belonging(words, head + 1)
    return end if end > head + 1 or head > start else None


def _is_kind(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and not words[at].capital and words[at].key in ORGANISATIONS


def _belonging(words: Sequence[Word], at: int) -> int:
    """Return the end of up to four words in small letters that belong to the name before them."""
    end = at
    while end < len(words) and end < at + 4 and _SPACE.fullmatch(words[end].gap):
        text = words[end].text
        if text == "по" and end == at:
            end += 1
            continue
        another = words[end].key in ORGANISATIONS  # "завод компании «Меркурий»"
        if not _BELONGING.fullmatch(text) or text in _NOT_BELONGING or another:
            break
        end += 1
    return end if end == at or words[end - 1].text != "по" else end - 1
