"""Finds the quotes, brackets and separators around a text, which are never translated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import regex

from .verbatim import VERBATIM

_LEADING = frozenset(" \t\r\n\u00a0\u202f,،;؛:.!?…–—-+‐‑•·*|/\\_~=>")
_TRAILING = frozenset(" \t\r\n\u00a0\u202f,،;؛:–—-‐‑•·*|/\\_~=")
# Marks that end a sentence, and how English writes them.
TERMINAL = {
    ".": ".", "!": "!", "?": "?", "…": "…", "。": ".", "！": "!", "？": "?", "؟": "?", "۔": ".",
    "।": ".",
}  # fmt: skip
_BRACKETS = {"(": ")", "[": "]", "{": "}", "【": "】", "（": "）"}
_QUOTES = {"«": "»", "‹": "›", "„": "“”", "“": "”", '"': '"', "「": "」", "『": "』", "《": "》"}
_PAIRS = _BRACKETS | _QUOTES
_OPENERS = {
    c: [o for o in _PAIRS if c in _PAIRS[o]] for closers in _PAIRS.values() for c in closers
}
_MARK = regex.compile("[" + regex.escape("".join({*_PAIRS, *_OPENERS})) + "]")
_SEPARATOR = regex.compile(r"[\t|\u2502]")
_COLUMN = regex.compile(r"[\t|\u2502]|[ \u00a0]{2,}")
# The run of "#" that opens a heading of Markdown, and the one that closes it.
_HASHES_BEFORE = regex.compile(r"#{1,6}(?=[ \t\u00a0])")
_HASHES_AFTER = regex.compile(r"[ \t\u00a0]#{1,80}+$")
_LONGEST_HASHES = 81  # characters of the latter
# The number of an item of a list. Behind a full stop, a small letter or one of another alphabet may
# make it the number of a day: "3. Mai".
_ITEM_NUMBER = regex.compile(
    r"\d{1,3}(?:\)|\.(?=[ \t\u00a0]+[\p{Lu}&&\p{Cyrillic}]))(?=[ \t\u00a0])", regex.VERSION1
)
# Quotes of other kinds than «» around text that begins with a Cyrillic letter or a number.
_LOW_QUOTED = regex.compile(r"[„‚](?=[\p{Cyrillic}\d])([^„“”‚‘’«»\n]{1,300}+)[“”‘’]")
_SINGLE_QUOTED = regex.compile(
    r"(?<![\w'’‘])['‘](?=[\p{Cyrillic}\d])([^'‘’«»\n]{1,300}+)(?<=[\w.,!?…)])['’](?![\w'’])"
)
_STRAIGHT = str.maketrans(dict.fromkeys("«»‹›„“”「」『』《》", '"'))


def core(
    text: str, start: int = 0, end: int | None = None, *, quotes: bool = False
) -> tuple[int, int]:
    """Return the range of text[start:end] without separators and unneeded marks around it.

    Separators are also the runs of "#" that open and close a heading of Markdown, with a space
    between them and the words, and the number of an item: "1." or "1)". Marks are unneeded if they
    enclose the whole text or have no partner in it. With `quotes`, quote marks around the text are
    kept. A mark whose partner stands between the words is kept, and so is the full stop, question
    or exclamation mark at the end.

    Guarantees: the range is empty, or it neither begins nor ends with white space or a separator.
    Time is linear.
    """
    end = len(text) if end is None else end
    partner = partners(text, start, end)
    pairs = _BRACKETS if quotes else _PAIRS
    while True:
        before = start, end
        while start < end and text[start] in _LEADING:
            start += 1
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
        opening = _HASHES_BEFORE.match(text, start, end) or _ITEM_NUMBER.match(text, start, end)
        if opening:
            start = opening.end()
        elif closing := _HASHES_AFTER.search(text, max(start, end - _LONGEST_HASHES), end):
            end = closing.start()
        else:
            start, end = _unwrap(text, start, end, pairs, partner)
        if (start, end) == before:
            return start, end


def fields(text: str, start: int, end: int, *, columns: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the cells of text[start:end], without white space around them.

    Tabs and vertical bars separate cells and, with `columns`, so do two or more spaces. Blank cells
    are left out. Without a separator the text is one cell. A bar inside text that stays as it is,
    such as the code `a | b`, separates nothing.

    Guarantees: cells are in order and do not overlap. Time is linear.
    """
    separators = _COLUMN if columns else _SEPARATOR
    cut = separators.search(text, start, end)
    kept = list(VERBATIM.finditer(text, start, end)) if cut else []
    at, seen = start, 0
    for separator in separators.finditer(text, start, end):
        while seen < len(kept) and kept[seen].end() <= separator.start():
            seen += 1
        if seen == len(kept) or separator.start() < kept[seen].start():
            yield from _trimmed(text, at, separator.start())
            at = separator.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cell = text[start:end]
    if cell and not cell.isspace():
        yield start + len(cell) - len(cell.lstrip()), start + len(cell.rstrip())


def frame(text: str) -> tuple[str, str, str]:
    """Return the text before the core, the core, and the text after it (see `core`).

    Outside the core, all quotes become straight ones. In the core, „…“ and '…' in Cyrillic become
    «…», which models read best.
    """
    text = _in_guillemets(text)
    start, end = core(text)
    return text[:start].translate(_STRAIGHT), text[start:end], text[end:].translate(_STRAIGHT)


def _in_guillemets(text: str) -> str:
    """Return the text with „…“ and '…' in Cyrillic as «…»; the length stays the same."""
    if text.isascii():
        return text
    return _SINGLE_QUOTED.sub(r"«\1»", _LOW_QUOTED.sub(r"«\1»", text))


def partners(text: str, start: int, end: int) -> dict[int, int]:
    """Return the position of the partner of each paired quote mark and bracket in the range.

    Each kind of mark is paired on its own. Every second straight quote is a closing one.
    """
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match[0]
        opened = [waiting[opener] for opener in _OPENERS.get(mark, ()) if waiting[opener]]
        if opened:
            opening = max(opened, key=lambda places: places[-1]).pop()
            found[opening], found[at] = at, opening
        elif mark in _PAIRS:
            waiting[mark].append(at)
    return found


def without(text: str, start: int, end: int, loose: Callable[[int], bool]) -> tuple[int, int]:
    """Return the range without the opening marks at its start and the closing marks at its end.

    Only marks whose position is `loose` are removed. If a closing mark is removed, so are the full
    stops, question and exclamation marks after it.
    """
    while start < end and (text[start].isspace() or (text[start] in _PAIRS and loose(start))):
        start += 1
    while (last := _words_end(text, start, end)) > start and text[last - 1] in _OPENERS:
        if not loose(last - 1):
            break
        end = last - 1
        while end > start and text[end - 1].isspace():
            end -= 1
    return start, end


def _words_end(text: str, start: int, end: int) -> int:
    """Return the end of the range without its final full stops, question and exclamation marks."""
    while end > start and text[end - 1] in TERMINAL:
        end -= 1
    return end


def _unwrap(
    text: str, start: int, end: int, pairs: Mapping[str, str], partner: Mapping[int, int]
) -> tuple[int, int]:
    """Remove one pair that encloses the whole range, or one mark at its edge without a partner."""
    last = _words_end(text, start, end)
    if last == start:
        return start, end
    if text[start] in pairs:
        if start not in partner:
            return start + 1, end
        if partner[start] == last - 1:
            return start + 1, last - 1
    closing = any(text[last - 1] in closers for closers in pairs.values())
    if closing and last - 1 not in partner:
        return start, last - 1
    return start, end
