"""Reads a web page. Trafilatura finds its article; all other visible lines are kept beside it.

Trafilatura (Barbaresi 2021, doi:10.18653/v1/2021.acl-demo.15) only says which lines belong to the
article. The lines themselves come from one pass over the markup, so no visible text is lost.
"""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ..document import Block, BlockKind, JunkReason
from . import phrases
from .inline import DIGITS
from .markup import Collector, VisibleLine
from .normalize import characters

_log = logging.getLogger(__name__)
_WORD = re.compile(r"\w+")
# The development pages were labelled with the same two values.
_SHINGLE = 4  # words of a shingle
_MIN_SHINGLES = 0.6  # the share of a line's shingles that must stand in the article
_MIN_WORDS = 0.75  # the share of a line's words that the extractor has if it changed the line
_STOPS = (".", "!", "?", "…", "»", "”", '"', ")", ":")
_ENDS = (".", "!", "?", "…")
_SHORTEST_ARTICLE = 200  # characters: in a shorter text no extractor can find the article
_LONGEST_PAGE = 2_000_000  # visible characters: a longer page is a book or a list, not an article
_MIN_PARAGRAPH = 12  # words of a line that is a paragraph rather than a button
_LONGEST_PAYWALL = 600  # characters of a box that asks to subscribe
_ASKING = ("paywall", "newsletter", "log_in_prompt")
Shingle = tuple[str, ...]


def read(
    html: str,
) -> tuple[str, tuple[Block, ...], str | None, str | None, str | None]:
    """Return the visible text of a page by line, hints for its blocks, its title and its address.

    Lines of the article have the kind that their markup gives them. All other lines are junk, with
    the reason that the markup gives, if any. Without an article, or if the text is too long to look
    for one, the rules for text decide on the lines that the markup does not mark as junk.

    Guarantees: visible text stays, in the order of the page, and is normalised. Scripts, styles and
    hidden elements are left out, unless they hide the whole page. No markup raises an error.
    """
    source = characters(html)
    page = _visible_page(source)
    lines = [line._replace(text=characters(line.text).strip()) for line in page.lines]
    lines = [line for line in lines if line.text]
    inside = _lines_of(_article(source, _size(lines)), lines)
    lines = _unmuted(lines, inside)
    walled = _walled(lines, inside)
    title = _plain(page.title)
    titled = _title_line(lines, title)
    hints, at = [], 0
    for i, line in enumerate(lines):
        kind: BlockKind | None
        reason: JunkReason | None
        if i == titled:
            kind, reason = "title", None
        elif i in walled:
            kind, reason = "junk", line.named
        else:
            kind, reason = _verdict(line, inside[i] if inside else None)
        if kind not in (None, "junk", "title"):
            lines[i] = line._replace(text=page.numbering.marked(line.text, line.item))
        end = at + len(lines[i].text) + 1
        if kind is not None:
            hints.append(Block(at, end, kind, reason))
        at = end
    text = "\n".join(line.text for line in lines)
    return text, tuple(hints), title, _plain(page.url), _plain(page.date)


def _verdict(line: VisibleLine, inside: bool | None) -> tuple[BlockKind | None, JunkReason | None]:
    """Return the kind and the junk reason that the markup and the extractor give a line.

    Both are None if they do not decide. `inside` says whether the line belongs to the article; it
    is None if the page has none.
    """
    if line.muted:
        return "junk", line.muted
    if inside:
        return line.kind or "paragraph", None
    if inside is None:
        if line.place:
            return "junk", line.place
        if line.named == "advertising" and _is_short(line):
            return "junk", line.named
        return (None, None) if line.named else (line.kind, None)
    if line.kind in ("caption", "code") and not (line.named or line.place):
        return line.kind, None
    return "junk", line.named or line.place


def _is_short(line: VisibleLine) -> bool:
    """Return whether a line is no paragraph or part of one: of few words, without a full stop."""
    return (
        line.kind is None
        and len(line.text.split()) < _MIN_PARAGRAPH
        and not line.text.endswith(".")
    )


def _unmuted(lines: list[VisibleLine], inside: list[bool] | None) -> list[VisibleLine]:
    """Return the lines with `muted` removed from all if it would cost half of the article.

    Elements that are hidden from screen readers repeat other text, are ornaments, or are covered by
    a dialog. A paragraph of the article that occurs nowhere else is none of these, so it is not
    muted either.
    """
    article = [line for i, line in enumerate(lines) if inside is None or inside[i]]
    if 2 * _size(line for line in article if line.muted) >= _size(article):
        return [line._replace(muted=None) for line in lines]
    shown = {line.text for line in lines if not line.muted}
    return [
        line._replace(muted=None)
        if (not inside or inside[i]) and _occurs_once(line, shown)
        else line
        for i, line in enumerate(lines)
    ]


def _occurs_once(line: VisibleLine, shown: set[str]) -> bool:
    """Return True if a muted line is a paragraph that is not among the shown texts."""
    long = len(line.text.split()) >= _MIN_PARAGRAPH and line.text.endswith(_STOPS)
    return bool(line.muted) and long and line.text not in shown


def _walled(lines: list[VisibleLine], inside: list[bool] | None) -> set[int]:
    """Return the lines of readers' comments and paywalls, found by the names of their elements.

    An element with a large part of the article is never one of these, whatever its name. A paywall
    is a small box that asks to subscribe. The paragraphs that it protects often stand in an element
    of the same name.
    """
    article = [i for i in range(len(lines)) if inside is None or inside[i]]
    size = _size(lines[i] for i in article)
    walled: set[int] = set()
    for name in ("comments", "paywall"):
        named = [i for i in article if lines[i].named == name]
        if name == "paywall":
            walled.update(_wall([(i, lines[i]) for i in named]))
        elif 2 * _size(lines[i] for i in named) < size:
            walled.update(named)
    return walled


def _wall(named: list[tuple[int, VisibleLine]]) -> Iterator[int]:
    """Yield the lines of small boxes that ask to subscribe, among elements named after a paywall.

    If no box asks, the elements hold the protected article, and no line is returned.
    """
    boxes: dict[int, list[int]] = defaultdict(list)
    for i, line in named:
        boxes[line.box].append(i)
    text = dict(named)
    asking = {box: _asks("\n".join(text[i].text for i in held)) for box, held in boxes.items()}
    if not any(asking.values()):
        return
    for box, held in boxes.items():
        small = _size(text[i] for i in held) <= _LONGEST_PAYWALL
        has_paragraph = any(len(text[i].text.split()) >= _MIN_PARAGRAPH for i in held)
        if small and (asking[box] or not has_paragraph):
            yield from held


def _asks(text: str) -> bool:
    """Return whether a line of the text asks to subscribe or to log in."""
    held = phrases.inside(text)
    found = (phrases.find(line, len(line.split()), held) for line in text.split("\n"))
    return any(match and match.reason in _ASKING for match in found)


def _size(lines: Iterable[VisibleLine]) -> int:
    return sum(len(line.text) for line in lines)


def _visible_page(source: str) -> Collector:
    """Return the visible text of a page.

    If almost nothing is visible, text that scripts may show later is included.
    """
    page = _collect(source, unseen=False)
    if _size(page.lines) >= _SHORTEST_ARTICLE:
        return page
    whole = _collect(source, unseen=True)
    return whole if _size(whole.lines) >= _SHORTEST_ARTICLE else page


def _collect(source: str, unseen: bool) -> Collector:
    from lxml import etree

    page = Collector(unseen)
    target: Any = page  # lxml calls it with text only; its stubs also allow bytes
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(source.encode())
        parser.close()
        return page
    except etree.LxmlError:  # the page has no element
        return Collector()


def _article(source: str, size: int) -> str:
    """Return the text of the article that trafilatura finds, or "" if it finds none or fails.

    It needs 0.6 s and 35 MB for a megabyte, so it is not given more than _LONGEST_PAGE characters.
    """
    if size > _LONGEST_PAGE:
        _log.warning("the page shows %d characters: too many to look for one article", size)
        return ""
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(source, fast=True, include_comments=False)
    except Exception as error:  # of any kind: it walks markup of any depth by recursion
        _log.warning("no article extracted: %s", error)
        return ""
    text = "" if found is None or isinstance(found, dict) else found.text or ""
    return text if len(text) >= _SHORTEST_ARTICLE else ""


def _lines_of(article: str, lines: list[VisibleLine]) -> list[bool] | None:
    """Return for each line whether it belongs to the article, or None if no line does.

    A line belongs to it if most of its shingles (runs of words) do. A short line must be a whole
    line of the article.
    """
    if not article:
        return None
    wholes = Counter(tuple(_words(line)) for line in article.splitlines())
    known = {shingle for whole in wholes for shingle in _shingles(whole)}
    words = [tuple(_words(line.text)) for line in lines]
    inside = [i for i, line in enumerate(words) if _belongs(line, wholes, known)]
    if not inside:
        return None
    chosen = _without_repeats(inside, words, wholes)
    chosen.update(_reworded(chosen, lines, words, {word for whole in wholes for word in whole}))
    chosen.update(i for i, line in enumerate(lines) if i > min(chosen) and _is_protected(line))
    chosen.update(i for i in _missed(chosen, lines) if words[i])
    return [i in chosen for i in range(len(lines))]


def _reworded(
    chosen: set[int], lines: list[VisibleLine], words: list[Shingle], known: set[str]
) -> list[int]:
    """Return the sentences near the article's lines that the extractor has in a changed form.

    It changes quotations, struck-out text, formulas and keys.
    """
    boxes = {lines[i].box for i in chosen}
    return [
        i
        for i, line in enumerate(lines)
        if line.box in boxes
        and not (line.named or line.place)
        and (i - 1 in chosen or i + 1 in chosen)
        and len(words[i]) >= _SHINGLE
        and line.text.endswith(_STOPS)
        and sum(word in known for word in words[i]) >= _MIN_WORDS * len(words[i])
    ]


def _is_protected(line: VisibleLine) -> bool:
    """Return whether a line is a paragraph that a paywall protects.

    It stands in an element named after a paywall. Extractors leave such elements out.
    """
    long = len(line.text.split()) >= _MIN_PARAGRAPH and line.text.endswith(_STOPS)
    return line.named == "paywall" and line.place is None and long and not _asks(line.text)


def _is_sentence(line: VisibleLine) -> bool:
    """Return whether a line is a paragraph of a capital, some words and a final stop."""
    plain = line.kind is None and not (line.place or line.named or line.muted)
    first = line.text.lstrip("«“„\"'—–( ")[:1]
    told = first.isalnum() and not first.islower() and line.text.rstrip('»”")').endswith(_ENDS)
    return plain and told and " " in line.text


def _missed(chosen: set[int], lines: list[VisibleLine]) -> Iterator[int]:
    """Yield the lines of the article that the extractor left out.

    These are quotes and code inside the article, tables inside it or with one row in it, headings
    and lists in one element with article lines before and after them, and sentences in one element
    with its paragraphs.
    """
    told = {line.text for line in lines if line.kind == "quote"} | {lines[i].text for i in chosen}
    paragraphs = {lines[i].box for i in chosen if lines[i].kind is None}
    tables = {lines[i].row for i in chosen} - {0}
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for i in sorted(chosen):
        first.setdefault(lines[i].box, i)
        last[lines[i].box] = i
    least, most = min(chosen), max(chosen)
    for i, line in enumerate(lines):
        if line.row in tables:
            yield i
        if i > least and line.box in paragraphs and _is_sentence(line) and line.text not in told:
            yield i
        if not least < i < most:
            continue
        if line.place or line.named:
            continue
        beside = first.get(line.box, i) < i < last.get(line.box, i)
        amid = line.kind in ("quote", "code", "table")
        if amid or (beside and line.kind in ("heading", "list")):
            yield i


def _without_repeats(inside: list[int], words: list[Shingle], wholes: Counter[Shingle]) -> set[int]:
    """Return the lines of the article without copies that the page has elsewhere.

    Of several copies, those nearest to the middle of the article are kept. A teaser is left out if
    all its words occur in lines that the article has as a whole.
    """
    places: dict[Shingle, list[int]] = defaultdict(list)
    for i in inside:
        places[words[i]].append(i)
    middle = inside[len(inside) // 2]
    chosen: set[int] = set()
    kept: set[Shingle] = set()
    for line in sorted(places, key=lambda line: line not in wholes):
        shingles = _shingles(line)
        if line in wholes or not shingles <= kept:
            nearest = sorted(places[line], key=lambda i: abs(i - middle))
            chosen.update(nearest[: max(1, wholes[line])])
            kept |= shingles
    return chosen


def _belongs(words: Shingle, wholes: Counter[Shingle], known: set[Shingle]) -> bool:
    if words in wholes:
        return bool(words)
    shingles = _shingles(words)
    return len(known.intersection(shingles)) >= _MIN_SHINGLES * len(shingles) > 0


def _shingles(words: Shingle) -> set[Shingle]:
    return {words[i : i + _SHINGLE] for i in range(len(words) - _SHINGLE + 1)}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.translate(DIGITS).casefold())


def _title_line(lines: Iterable[VisibleLine], title: str | None) -> int | None:
    """Return the first top heading, if the page's title begins with it, if the page has none, or if
    there is no other top heading.
    """
    tops = [(i, _words(line.text)) for i, line in enumerate(lines) if line.top]
    named = _words(title or "")
    for i, words in tops:
        if words and words == named[: len(words)]:
            return i
    return tops[0][0] if len(tops) == 1 or (tops and not named) else None


def _plain(text: str | None) -> str | None:
    return " ".join(characters(text or "").split()) or None
