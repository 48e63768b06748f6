"""Replaces code and what models write wrong (10⁶, § 12) in a sentence by placeholders (X1, X2,
...), so that a model reads it whole.

If the sentence were cut there instead, its parts would be no sentences, and models lose words of
such parts.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

# Code between one, two or three backticks. A backtick after a letter is an apostrophe: "об`єкт".
CODE = regex.compile(r"(?<![`\p{L}])(?P<fence>`{1,3})(?!`)[^`\n]++(?P=fence)(?!`)")
_RAISED = "[⁰¹²³⁴-⁹]"
# Numbers with raised digits: "10⁶", "5×10⁻³", "8500³"; isotopes and ions: "¹³⁷Cs", "Ca²⁺";
# paragraphs of a law: "§ 12"; options of commands: "--force".
# This is the source of a pattern to be compiled with regex.VERBOSE.
FIXED = rf"""
    (?<! [\w.,] ) (?: \d++ (?: [.,]\d++ )?+ [ \u00a0]? [×·*] [ \u00a0]? )?
        \d++ (?: [.,]\d++ )?+ [⁺⁻]? {_RAISED}++ (?! \w )
  | (?<! [\w⁰¹²³⁴-⁹⁺⁻] ) {_RAISED}{{1,3}}+ (?-i: [A-Z][a-z]? ) (?! \w )
  | (?<! \w ) (?-i: [A-Z][a-z]? ) {_RAISED}?+ [⁺⁻] (?! \w )
  | §{{1,2}} [ \u00a0]? \d++ (?: [.\-–—] \d++ )*+ (?! \w )
  | (?<! [^\s(\["'«“„] ) -- \p{{L}} [\w-]*+ (?: = [^\s<>«»"“”,;()]{{0,80}} (?<! [.:!?] ) )?+
"""
_ITEM = regex.compile(r"(?:^|(?<=[:;,][ \u00a0]))[а-яА-Я](?=\)[ \u00a0])")  # "а) мука; б) соль"
_KEPT = regex.compile(f"{CODE.pattern}|{FIXED}|{_ITEM.pattern}", regex.VERBOSE)
_PLACEHOLDER = regex.compile(r"(?<!\w)X([1-9])(?!\w)")
_MOST = 9  # placeholders of one text


def with_placeholders(text: str) -> tuple[str, list[str]]:
    """Return the text with placeholders, and in order the pieces of the text that they stand for.

    If the text has no words besides them, more than nine of them, or a placeholder already, it is
    returned as it is, with an empty list.
    """
    codes = [] if text.isascii() and "`" not in text else [one[0] for one in _KEPT.finditer(text)]
    words = any(map(str.isalpha, _KEPT.sub("", text))) if codes else False
    if not words or len(codes) > _MOST or _PLACEHOLDER.search(text):
        return text, []
    numbers = iter(range(1, _MOST + 1))
    return _KEPT.sub(lambda found: f"X{next(numbers)}", text), codes


def restored(answer: str, codes: Sequence[str]) -> str | None:
    """Return the answer with the code in place of its placeholders.

    The result is None unless the answer has each placeholder exactly once.
    """
    found = sorted(int(number) for number in _PLACEHOLDER.findall(answer))
    if found != [*range(1, len(codes) + 1)]:
        return None
    return _PLACEHOLDER.sub(lambda found: codes[int(found[1]) - 1], answer)
