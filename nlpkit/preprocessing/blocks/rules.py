"""Decides what a line is and why, by small rules in one ordered tuple.

A rule is named after what it finds. It looks at line `i` of a page and returns a verdict, or None
if it does not apply. The first verdict counts. Rules about the place of a line apply only if the
article is substantial, so that notes, poems, lists and headlines are not taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ...document import BlockKind, JunkReason
from ...text import bylines, datelines
from ...text.dates import MONTHS
from ...text.folding import alternation
from .. import subtitles
from ..phrases import DISCLAIMER
from .lines import LIMITS, script
from .page import Page

_RUN, _BYLINE = LIMITS["run"], LIMITS["byline"]
_CREDIT = re.compile("|".join(LIMITS["credit"]["marks"]), re.IGNORECASE)
_CAPTION = re.compile("|".join(LIMITS["credit"]["captions"]), re.IGNORECASE)
_DATELINE = LIMITS["dateline"]
_COUNTER_SIGNS = frozenset(LIMITS["counter"]["signs"]) - {"\ufe0f"}
_MONTH = alternation(MONTHS)
_COUNTED = re.compile(
    rf"(?:[{LIMITS['counter']['signs']}{LIMITS['counter']['joiners']}\s·•|:.,\d]|"
    rf"(?<=\d)\s?{alternation(LIMITS['counter']['words'], MONTHS)}(?!\w)|"
    rf"(?<!\w){_MONTH}(?=\s\d)|"
    rf"(?<!\w){alternation(LIMITS['counter']['changed'])}(?!\w))+",
    re.IGNORECASE,
)
_SEEN = re.compile(f"[{LIMITS['counter']['seen']}]")
_DAY = re.compile(
    rf"(?:\d\d?\s{_MONTH}|(?<!\w){_MONTH}\s\d\d?)(?!\w)"
    r"(?:,?\s(?:19|20)\d\d(?!\d))?(?:[\s,·]+\d\d?:\d\d)?",
    re.IGNORECASE,
)
BODY = frozenset({"paragraph", "heading", "list", "quote", "table", "code"})
_PARTIAL = ("labels", "starts", "contains")


class Verdict(NamedTuple):
    kind: BlockKind
    reason: JunkReason | None = None


Rule = Callable[[Page, int], Verdict | None]


def hinted(page: Page, i: int) -> Verdict | None:
    """Recognise the kind from the markup. A phrase table knows buttons and kinds of junk better."""
    hint, found = page.lines[i].hint, page.lines[i].found
    if hint is None or (hint.kind == "junk" and hint.reason is None):
        return None
    if hint.kind == "code":  # a comment in it is no heading of comments
        return Verdict("code")
    if hint.reason in ("front_matter", "markup", "subtitle_timing"):
        return Verdict("junk", hint.reason)
    unsure = ("menu",) if hint.kind == "junk" else ("menu", "labels", "contains")
    if hint.kind == "quote" and found == DISCLAIMER:  # somebody is quoted with it
        return Verdict("quote")
    linked = found is not None and found.reason == "read_also" and not page.lines[i].ends
    if found and (linked or found.how not in unsure):
        return Verdict("junk", found.reason)
    if hint.kind != "junk" and (beside := aside(page, i)):
        return beside
    if hint.kind == "paragraph":
        return byline(page, i) or Verdict("paragraph")
    return Verdict(hint.kind, hint.reason)


def subtitle_timing(page: Page, i: int) -> Verdict | None:
    """Recognise the number and the times of a subtitle that was pasted below other text."""
    line, below = page.lines[i].text, page.lines[i + 1 : i + 2]
    numbers = line.isdigit() and bool(below) and subtitles.is_timing(below[0].text)
    return Verdict("junk", "subtitle_timing") if numbers or subtitles.is_timing(line) else None


def table_row(page: Page, i: int) -> Verdict | None:
    """Recognise a row of a table whose cells are parted by tabs, bars or columns of spaces."""
    return Verdict("table") if page.lines[i].row else None


def aside(page: Page, i: int) -> Verdict | None:
    """Recognise contacts, boilerplate, references, signatures and older mails."""
    kind = page.asides[i]
    return Verdict(kind) if kind else None


def running_head(page: Page, i: int) -> Verdict | None:
    """Recognise a running head or a page number of a printed text."""
    return Verdict("junk", "running_head") if i in page.paged else None


def heading_of_one_word(page: Page, i: int) -> Verdict | None:
    """Recognise a menu word alone between paragraphs of the article as a heading."""
    found = page.lines[i].found
    alone = page.runs[i][:2] == (i, i + 1) and 0 < i < len(page.lines) - 1
    if found and found.how == "menu" and alone and page.inside(i):
        return Verdict("heading")
    return None


def interface_phrase(page: Page, i: int) -> Verdict | None:
    """Recognise a line that is in the tables of phrases. Its reason is the table's name.

    A menu word counts only on a page and without a date beside it. A phrase that is part of a line
    counts only beside prose. Sentences in the article's prose may contain such phrases. If there is
    hardly any prose, as in a note or a poem, any line that ends like a sentence may, but for the
    patterns beside prose.
    """
    line = page.lines[i]
    found = line.found
    if found is None or (found.how == "menu" and (not page.cluttered or line.dated)):
        return None
    told = found.how == "patterns" and page.prose
    if not (page.substantial or told) and (line.ends or line.text[-1] in ",;"):
        return None
    if found.how in _PARTIAL and not page.prose:
        return None
    if found.how == "contains" and line.ends and page.amid_prose(i):
        return None
    return Verdict("junk", found.reason)


def counter(page: Page, i: int) -> Verdict | None:
    """Recognise the views, the time and the reactions that a messenger shows below a post.

    A day of the year counts nothing: "🎉 9 мая" announces one, unless the sign is of views.
    """
    text = page.lines[i].text
    signs = page.prose and not text.isascii() and not _COUNTER_SIGNS.isdisjoint(text)
    if not signs or not _COUNTED.fullmatch(text):
        return None
    counted = text if _SEEN.search(text) else _DAY.sub("", text)
    return Verdict("junk", "counter") if any(map(str.isdigit, counted)) else None


def copyright(page: Page, i: int) -> Verdict | None:
    line = page.lines[i]
    if line.found and line.found.reason == "photo_credit":
        return None
    sign = line.text[0] in "©℗®" or (line.words <= _RUN["furniture"] and "©" in line.text)
    if sign and page.prose:
        return Verdict("junk", "copyright")
    return None


def photo_credit(page: Page, i: int) -> Verdict | None:
    """Recognise photo credits and captions: short lines with the mark of an agency.

    Such marks are `(Image: …)` and `/ Getty Images`. A line that describes the picture before the
    mark is a caption, too.
    """
    line = page.lines[i]
    if not page.prose or line.words > _RUN["furniture"]:
        return None
    if _CAPTION.match(line.text):
        return Verdict("caption")
    mark = _CREDIT.search(line.text) if line.text[-1] not in ".!?" else None
    if mark is None:
        return None
    described = (
        len(line.text[: mark.start()].split()) >= _RUN["before_credit"] and mark[0][0] == "("
    )
    credit = line.words <= _RUN["credit"] and not described
    return Verdict("junk", "photo_credit") if credit else Verdict("caption")


def comments(page: Page, i: int) -> Verdict | None:
    """Recognise everything after the form for comments."""
    if page.comments is not None and i > page.comments:
        return Verdict("junk", "comments")
    return None


def thread(page: Page, i: int) -> Verdict | None:
    """Recognise everything from the first signed comment of a reader on."""
    if page.thread is not None and i >= page.thread:
        return Verdict("junk", "comments")
    return None


def section(page: Page, i: int) -> Verdict | None:
    """Recognise a short line under a heading such as `Related articles` or `Read also:`.

    If there is little prose, a line that ends with a full stop or begins small is none.
    """
    line = page.lines[i]
    if line.prose or line.clause or not page.prose:
        return None
    if not page.substantial and (line.stops or line.text[0].islower()):
        return None
    top = max(page.runs[i].first, i - _RUN["section"])
    if page.title is not None and page.title < i:  # a section of the menu ends at the title
        top = max(top, page.title)
    for k in range(i - 1, top - 1, -1):
        found = page.lines[k].found
        if found:
            return Verdict("junk", found.reason) if _heads(page, k) else None
    return None


def title(page: Page, i: int) -> Verdict | None:
    return Verdict("title") if i == page.title else None


def author(page: Page, i: int) -> Verdict | None:
    """Recognise a line such as `Author: Ann Lee`, however far below the article."""
    line = page.lines[i]
    short = line.words <= _BYLINE["dated"] and not (line.ends and line.prose)
    return Verdict("byline") if short and page.prose and bylines.named(line.text) else None


def byline(page: Page, i: int) -> Verdict | None:
    """Recognise an author, a date or both, near the head or the foot of the article."""
    line = page.lines[i]
    if line.words > _BYLINE["words"] or line.ends or line.clause or not page.near(i):
        return None
    if not (line.text[0].isalnum() or line.text[0] == "@") and i > page.first:  # of a quotation
        return None
    # "2026: 5.8 %", above "2027: 4.9 %"
    told = (line.listed and page.inside(i)) or i in page.chronologies
    words = sum(any(map(str.isalnum, word)) for word in line.text.split())
    dated = line.dated and words <= _BYLINE["dated"] and not told
    return Verdict("byline") if dated or bylines.signed(line.text) else None


def dateline(page: Page, i: int) -> Verdict | None:
    """Recognise a date, a place with a date, a name below the title, or a place by date or author.

    A place in capitals with its full stop, right above a paragraph, is also a dateline.
    """
    line = page.lines[i]
    if line.words > _DATELINE["words"] or not page.near(i):
        return None
    if datelines.dateline(line.text) and not (line.listed and page.inside(i)):
        return Verdict("byline")
    if line.words <= _DATELINE["place"] and datelines.place(line.text):
        told = i + 1 < len(page.lines) and page.lines[i + 1].prose
        return Verdict("byline") if told else None
    above = page.lines[i - 1] if 0 < i < page.first and not line.ends else None
    if above and bylines.role(line.text) and _is_name(above.text):
        return Verdict("byline")
    header = i < page.first and line.words <= _DATELINE["place"] and not line.ends
    if header and _named(line.text):
        author = line.words > 1 and page.title == i - 1
        found = above.found if above else None
        counted = line.words > 1 and found and found.reason == "counter"
        if author or any(_is_signed(page, k) for k in (i - 2 if counted else i - 1, i + 1)):
            return Verdict("byline")
    return None


def interface_in_another_script(page: Page, i: int) -> Verdict | None:
    """Recognise a short line after the article, in another script; letters end with some, too."""
    line = page.lines[i]
    if "@" in line.text or not page.cluttered:
        return None
    if i <= page.last or line.words > _RUN["prompt"]:
        return None
    own = script(line.text)
    if own and page.script and own != page.script:
        return Verdict("junk", "prompt_in_another_language")
    return None


def related_headline(page: Page, i: int) -> Verdict | None:
    """Recognise a line of a run of headlines outside the article, or of a long one within it."""
    line = page.lines[i]
    if line.words >= _RUN["headline"] and _is_link(page, i):
        return Verdict("junk", "tags" if _hashed(line.text) else "related_headline")
    return None


def shouted_headline(page: Page, i: int) -> Verdict | None:
    """Recognise a long line of capitals amid prose, as some sites link their other stories."""
    line = page.lines[i]
    if page.cluttered and line.words >= _RUN["shouted"] and line.text.isupper() and not line.prose:
        return Verdict("junk", "related_headline")
    return None


def navigation(page: Page, i: int) -> Verdict | None:
    """Recognise a menu word in a run of short lines.

    A number alone counts something, and a hash makes a tag.
    """
    line = page.lines[i]
    if line.words < _RUN["headline"] and _is_link(page, i):
        wordless = not any(map(str.isalpha, line.text)) and any(map(str.isdigit, line.text))
        plain: JunkReason = "counter" if wordless else "navigation"
        return Verdict("junk", "tags" if _hashed(line.text) else plain)
    return None


def outside_the_article(page: Page, i: int) -> Verdict | None:
    """Recognise what the markup leaves out, or prose that short lines part from the article."""
    line = page.lines[i]
    if line.hint is not None or (page.cluttered and not page.inside(i) and line.prose):
        return Verdict("junk", "outside_the_article")
    return None


def list_item(page: Page, i: int) -> Verdict | None:
    return Verdict("list") if page.lines[i].marked else None


def quote(page: Page, i: int) -> Verdict | None:
    return Verdict("quote") if page.lines[i].text.startswith(">") else None


def heading(page: Page, i: int) -> Verdict | None:
    """Recognise one or two short lines before prose. A remark in brackets is none: "(смеётся)"."""
    line, (first, end, _) = page.lines[i], page.runs[i]
    if line.text[0] in "([" and line.text.rstrip(".")[-1:] in (")", "]"):
        return None
    if line.prose or line.ends or line.clause or end - first > 2 or end == len(page.lines):
        return None
    return Verdict("heading")


def paragraph(page: Page, i: int) -> Verdict:
    return Verdict("paragraph")


def _is_signed(page: Page, i: int) -> bool:
    """Return whether a line is an author, what the author does, or a date."""
    text = page.lines[i].text if 0 <= i < len(page.lines) else ""
    return bylines.signed(text) or bylines.role(text) or datelines.dateline(text) is not None


def _is_name(text: str) -> bool:
    """Return whether a line may be the name of an author, alone or behind "By"."""
    return bylines.signed(text) or (1 < len(text.split()) <= _DATELINE["place"] and _named(text))


def _named(text: str) -> bool:
    """Return True if there are words and each begins with a capital."""
    words = re.findall(r"[^\W\d_]+", text)
    return bool(words) and all(word[0].isupper() for word in words)


def _heads(page: Page, i: int) -> bool:
    """Return True if a line is the heading of the short lines below it."""
    line = page.lines[i]
    found = line.found
    if found is None or found.how == "sections":
        return found is not None
    label = found.how in ("labels", "starts") and found.reason == "read_also"
    return label and line.words == len(found.phrase.split())


def _hashed(text: str) -> bool:
    return all(word[0] == "#" and len(word) > 1 for word in text.split())


def _is_link(page: Page, i: int) -> bool:
    line = page.lines[i]
    return page.runs[i].links and not line.marked and not line.clause


RULES: tuple[Rule, ...] = (
    copyright,
    hinted,
    subtitle_timing,
    table_row,
    running_head,
    aside,
    heading_of_one_word,
    title,
    interface_phrase,
    counter,
    thread,
    comments,
    photo_credit,
    author,
    section,
    byline,
    dateline,
    interface_in_another_script,
    related_headline,
    shouted_headline,
    navigation,
    outside_the_article,
    list_item,
    quote,
    heading,
    paragraph,
)
