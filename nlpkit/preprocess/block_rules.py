"""What a line is and why: small rules named after what they find, in one ordered tuple.

A rule looks at line `i` of a page and gives a verdict, or None where it has nothing to say. The
first verdict counts. Rules that go by the place of a line speak only on a page whose article is
substantial, so that a note, a poem, a list or a handful of headlines is never taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..document import BlockKind
from .lines import LIMITS, Line, Page, script

_RUN, _HEADER = LIMITS["run"], LIMITS["header"]
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}[:.]\d\d\b|"
    r"\b\d+ (?:" + "|".join(LIMITS["byline"]["ago"]) + r")\b",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:" + "|".join(LIMITS["byline"]["by"]) + r")\b\W*\w", re.IGNORECASE)
_CREDIT = re.compile("|".join(LIMITS["credit"]["marks"]), re.IGNORECASE)
_WORD = re.compile(r"\w{4,}")


class Verdict(NamedTuple):
    kind: BlockKind
    reason: str | None = None


Rule = Callable[[Page, int], Verdict | None]


def hinted(page: Page, i: int) -> Verdict | None:
    """The markup said so."""
    hint = page.lines[i].hint
    if hint is None or (hint.kind == "junk" and hint.reason is None):
        return None
    return Verdict(hint.kind, hint.reason)


def heading_of_one_word(page: Page, i: int) -> Verdict | None:
    """A menu word alone between paragraphs of the article is a heading."""
    found = page.lines[i].found
    alone = page.runs[i] == (i, i + 1) and 0 < i < len(page.lines) - 1
    if found and found.how == "menu" and alone and page.inside(i):
        return Verdict("heading")
    return None


def interface_phrase(page: Page, i: int) -> Verdict | None:
    """A line the tables of phrases know; its reason is the table's name."""
    found = page.lines[i].found
    return Verdict("junk", found.reason) if found else None


def copyright(page: Page, i: int) -> Verdict | None:
    line = page.lines[i]
    if line.text[0] in "©℗®" or (line.words <= _RUN["furniture"] and "©" in line.text):
        return Verdict("junk", "copyright")
    return None


def photo_credit(page: Page, i: int) -> Verdict | None:
    """A short line with an agency's mark, such as `(Image: …)` or `/ Getty Images`."""
    line = page.lines[i]
    if line.words <= _RUN["furniture"] and _CREDIT.search(line.text):
        if line.words <= _RUN["credit"]:
            return Verdict("junk", "photo credit")
        return Verdict("caption")
    return None


def comments(page: Page, i: int) -> Verdict | None:
    """Everything after the form for comments."""
    if page.comments is not None and i > page.comments:
        return Verdict("junk", "comments")
    return None


def section(page: Page, i: int) -> Verdict | None:
    """A short line under a heading such as `Related articles`."""
    line = page.lines[i]
    if not page.substantial or line.prose or line.clause:
        return None
    for k in range(i - 1, max(page.runs[i][0], i - _RUN["section"]) - 1, -1):
        found = page.lines[k].found
        if found and found.how == "sections":
            return Verdict("junk", found.reason)
    return None


def title(page: Page, i: int) -> Verdict | None:
    return Verdict("title") if i == page.title else None


def byline(page: Page, i: int) -> Verdict | None:
    """An author, a date or both, near the head or the foot of the article."""
    line = page.lines[i]
    if line.words > LIMITS["byline"]["words"] or line.ends or not page.near(i):
        return None
    if _BY.match(line.text) or (_DATE.search(line.text) and line.words <= 8):
        return Verdict("byline")
    return None


def interface_in_another_script(page: Page, i: int) -> Verdict | None:
    """A short line after the article, in another script than the article's."""
    line = page.lines[i]
    if not page.substantial or i <= page.last or line.words > _RUN["prompt"]:
        return None
    own = script(line.text)
    if own and page.script and own != page.script:
        return Verdict("junk", "prompt in another language")
    return None


def related_headline(page: Page, i: int) -> Verdict | None:
    """A line of a run of headlines outside the article, or of a long one within it."""
    line = page.lines[i]
    if line.prose or line.words < _RUN["headline"] or not _is_list_of_links(page, i):
        return None
    return Verdict("junk", "related headline")


def navigation(page: Page, i: int) -> Verdict | None:
    """A menu word in a run of short lines."""
    line = page.lines[i]
    if line.prose or line.words >= _RUN["headline"] or not _is_list_of_links(page, i):
        return None
    return Verdict("junk", "navigation")


def outside_the_article(page: Page, i: int) -> Verdict | None:
    """Prose that short lines part from the article: a teaser, an imprint, another story."""
    if page.substantial and not page.inside(i) and page.lines[i].prose:
        return Verdict("junk", "outside the article")
    return None


def list_item(page: Page, i: int) -> Verdict | None:
    return Verdict("list") if page.lines[i].marked else None


def quote(page: Page, i: int) -> Verdict | None:
    return Verdict("quote") if page.lines[i].text.startswith(">") else None


def heading(page: Page, i: int) -> Verdict | None:
    """One or two short lines before prose."""
    line, (first, end) = page.lines[i], page.runs[i]
    if line.prose or line.ends or line.clause or end - first > 2 or end == len(page.lines):
        return None
    return Verdict("heading")


def paragraph(page: Page, i: int) -> Verdict:
    return Verdict("paragraph")


def _is_list_of_links(page: Page, i: int) -> bool:
    """Whether the run of line `i` is a list of headlines or menu words, not of the article."""
    first, end = page.runs[i]
    line = page.lines[i]
    if not page.substantial or line.marked or line.clause or page.announced(i):
        return False
    if end - first < _RUN["headlines"]:
        return False
    return not page.inside(i) or page.links(first, end)


RULES: tuple[Rule, ...] = (
    hinted,
    heading_of_one_word,
    title,
    interface_phrase,
    comments,
    copyright,
    photo_credit,
    section,
    byline,
    interface_in_another_script,
    related_headline,
    navigation,
    outside_the_article,
    list_item,
    quote,
    heading,
    paragraph,
)
