"""What surrounds words and is never translated: quotes, brackets, separators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

import regex

from .verbatim import VERBATIM

_LEADING = frozenset(" \t\r\n\u00a0\u202f,،;؛:.!?…–—-‐‑•·*|/\\_~=")
_TRAILING = frozenset(" \t\r\n\u00a0\u202f,،;؛:–—-‐‑•·*|/\\_~=")
# What ends a sentence, and how English writes it.
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
_STRAIGHT = str.maketrans(dict.fromkeys("«»‹›„“”「」『』《》", '"'))


def core(
    text: str, start: int = 0, end: int | None = None, *, quotes: bool = False
) -> tuple[int, int]:
    """The stretch of text[start:end] without separators and enclosing or unpaired marks around it.

    With `quotes`, quote marks around it are kept in. A mark whose partner stands among the words
    stays with them, and so does the full stop, question or exclamation mark at the end.

    Guarantees: empty, or it begins and ends with neither white space nor a separator; time linear
    in the stretch.
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
        start, end = _unwrap(text, start, end, pairs, partner)
        if (start, end) == before:
            return start, end


def fields(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of text[start:end] that hold more than white space, without that around them.

    Tabs and vertical bars part them; a stretch without those is one cell. A bar inside of what
    stays as it is, as in `a | b`, parts nothing.

    Guarantees: in order, without overlap; time linear in the stretch.
    """
    cut = _SEPARATOR.search(text, start, end)
    kept = list(VERBATIM.finditer(text, start, end)) if cut else []
    at, seen = start, 0
    for separator in _SEPARATOR.finditer(text, start, end):
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
    """What stands before the core, the core, what stands after; quotes outside it made straight."""
    start, end = core(text)
    return text[:start].translate(_STRAIGHT), text[start:end], text[end:].translate(_STRAIGHT)


def partners(text: str, start: int, end: int) -> dict[int, int]:
    """For every quote mark and bracket of text[start:end] that has a partner there, its place.

    Each sort pairs within itself; of straight quotes every second one closes.
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
    """text[start:end] without the opening marks it begins and the closing ones it ends with.

    Only those whose place is `loose` go; a full stop after such a closing mark goes with it.
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
    """Where text[start:end] ends without its full stops, question and exclamation marks."""
    while end > start and text[end - 1] in TERMINAL:
        end -= 1
    return end


def _unwrap(
    text: str, start: int, end: int, pairs: Mapping[str, str], partner: Mapping[int, int]
) -> tuple[int, int]:
    """One step: drop a pair that encloses all, or an opening or closing mark without partner."""
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
