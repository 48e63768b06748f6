"""What surrounds words and is never translated: quotes, brackets, separators, links, emoji."""

from __future__ import annotations

from collections.abc import Mapping

import regex

# Kept character by character: links and addresses with their scheme or a common top domain,
# e-mail addresses, @names, emoji.
LINK = regex.compile(
    r"""(?xi)
    (?: https?:// | ftp:// | www\. ) [^\s<>«»"]* [^\s<>«»".,;:!?…)\]'”]
  | [\w.+-]+ @ [\w-]+ (?: \. [\w-]+ )+
  | (?<! [\w@] ) @ [A-Za-z0-9_]{2,}
  | (?<! [\w.@-] ) (?: [a-z0-9-]+ \. )+
      (?: com|org|net|info|gov|edu|io|tv|me|eu|uk|us|de|fr|cn|tr
        | ru|su|ua|by|kz|kg|uz|tj|tm|az|ge|am )
      (?: / [^\s<>«»"]* [^\s<>«»".,;:!?…)\]'”] )? (?! [\w-] )
  | (?: \p{Extended_Pictographic} [\uFE0F\u200D\U0001F3FB-\U0001F3FF]* )+
    """
)

_LEADING = frozenset(" \t\r\n\u00a0\u202f,;:.!?…–—-‐‑•·*|/\\_~=")
_TRAILING = frozenset(" \t\r\n\u00a0\u202f,;:–—-‐‑•·*|/\\_~=")
# What ends a sentence, and how English writes it.
TERMINAL = {
    ".": ".", "!": "!", "?": "?", "…": "…", "。": ".", "！": "!", "？": "?", "؟": "?", "۔": ".",
    "।": ".",
}  # fmt: skip
_BRACKETS = {"(": ")", "[": "]", "{": "}", "【": "】", "（": "）"}
_QUOTES = {"«": "»", "‹": "›", "„": "“”", "“": "”", '"': '"', "「": "」", "『": "』", "《": "》"}
_PAIRS = _BRACKETS | _QUOTES
_STRAIGHT = str.maketrans(dict.fromkeys("«»‹›„“”「」『』《》", '"'))


def core(
    text: str, start: int = 0, end: int | None = None, *, quotes: bool = False
) -> tuple[int, int]:
    """The stretch of text[start:end] without separators and enclosing or unpaired marks around it.

    With `quotes`, quote marks around it are kept in. A mark whose partner stands among the words
    stays with them, and so does the full stop, question or exclamation mark at the end.

    Guarantees: empty, or it begins and ends with neither white space nor a separator.
    """
    end = len(text) if end is None else end
    pairs = _BRACKETS if quotes else _PAIRS
    while True:
        before = start, end
        while start < end and text[start] in _LEADING:
            start += 1
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
        start, end = _unwrap(text, start, end, pairs)
        if (start, end) == before:
            return start, end


def frame(text: str) -> tuple[str, str, str]:
    """What stands before the core, the core, what stands after; quotes outside it made straight."""
    start, end = core(text)
    return text[:start].translate(_STRAIGHT), text[start:end], text[end:].translate(_STRAIGHT)


def _unwrap(text: str, start: int, end: int, pairs: Mapping[str, str]) -> tuple[int, int]:
    """One step: drop a pair that encloses all, or an opening or closing mark without partner."""
    last = end
    while last > start and text[last - 1] in TERMINAL:
        last -= 1
    if last == start:
        return start, end
    if text[start] in pairs:
        partner = _partner(text, start, last)
        if partner is None:
            return start + 1, end
        if partner == last - 1:
            return start + 1, partner
    closing = any(text[last - 1] in closers for closers in pairs.values())
    if closing and not _has_opener(text, start, last - 1):
        return start, last - 1
    return start, end


def _partner(text: str, start: int, end: int) -> int | None:
    """Where the mark that opens at `start` is closed."""
    opener, closers, depth = text[start], _PAIRS[text[start]], 1
    for i in range(start + 1, end):
        if text[i] in closers:
            depth -= 1
            if depth == 0:
                return i
        elif text[i] == opener:
            depth += 1
    return None


def _has_opener(text: str, start: int, closing: int) -> bool:
    """Whether the mark at `closing` closes one that opened after `start`."""
    closer, depth = text[closing], 1
    openers = {opener for opener, closers in _PAIRS.items() if closer in closers}
    if closer in openers:  # straight quotes: an even number of them are pairs among themselves
        return text.count(closer, start, closing) % 2 == 1
    for i in range(closing - 1, start - 1, -1):
        if text[i] in openers:
            depth -= 1
            if depth == 0:
                return True
        elif text[i] == closer:
            depth += 1
    return False
