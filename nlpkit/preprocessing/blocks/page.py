"""Lines in context: runs of similar lines, and the range of lines that is the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from ...document import Block
from ...text import bylines, datelines
from . import asides, chronologies, lines, pagination, tables, threads
from .lines import LIMITS, Line

_RUN, _ZONE, _HEADER = LIMITS["run"], LIMITS["zone"], LIMITS["header"]
_WITHIN = frozenset(_ZONE["within"])
_SINGLE = frozenset(_ZONE["single"])
_ENDING = LIMITS["ending"]
_LINKS = ("read_also", "related_headline")
_YEAR_OR_HOUR = re.compile(r"(?<!\d)(?:\d{4}|\d\d?[:.]\d\d)(?!\d)")
_CONTENT = re.compile(r"\w{4,}")
_STEM = 5  # letters of a word that are compared, because endings change


class LineRun(NamedTuple):
    """A maximal run of prose, of rows of a table or of other lines, [first, end).

    `links` is true where it is a list of links.
    """

    first: int
    end: int
    links: bool


class Page:
    """The lines of a text, each described with regard to the others.

    `asides` has, for each line, the kind of aside that it belongs to, or None. `paged` are the
    indices of the running heads and page numbers of a printed text. `first` and `last` are the
    indices of the first and last line of the article; without prose, `last` is before `first`.
    `chronologies` are those of lines that begin with a time, one after another.
    `thread` is the index of the line that begins signed comments of readers, or None.
    """

    def __init__(self, text: str, hints: Sequence[Block] = ()) -> None:
        self.lines = lines.read(text, hints)
        for i in tables.find(text, self.lines):
            self.lines[i].row, self.lines[i].prose = True, False
        self.asides = asides.find(self.lines)
        for line, kind in zip(self.lines, self.asides, strict=True):
            line.prose = line.prose and kind is None
        self.chronologies = chronologies.find(self.lines)
        for i in self.chronologies:
            self.lines[i].marked = True
        self.paged = pagination.find(self.lines)
        self.thread = None if hints else threads.start(self.lines)
        self.first, self.last = self._article()
        self._include_closing_sentences()

    def _article(self) -> tuple[int, int]:
        """Return the first and last line of the article.

        It is the range with the largest sum, in which a line of prose counts its words and a short
        line a negative number (the maximum subarray problem, Kadane's algorithm). If the text
        begins with a sentence or a greeting, so does the article.
        """
        best, total, start, place, run = 0, 0, 0, (0, -1), 0
        linked = 0  # lines since a label such as "Read also:"
        for i, line in enumerate(self.lines[: self.thread]):
            if total <= 0:
                total, start = 0, i
            run = 0 if line.prose else run + 1
            linked = 1 if _announces_links(line) else linked + 1 if linked and not line.prose else 0
            between = 1 < linked <= _ZONE["linked"] + 1 and line.found is None
            cost = 0 if i in self.paged or between else _cost(line, run)
            total += line.words if line.prose else -cost
            if total > best:
                best, place = total, (start, i)
        first, last = place
        return self._opening(first), last

    def _opening(self, first: int) -> int:
        """Return the index of the sentence or greeting that opens the text, or `first`.

        Such a line opens the article only if it is not far above line `first`.
        """
        head = self.lines[: min(first, _HEADER["lines"])]
        at = next((i for i, line in enumerate(head) if line.prose), first)
        opens = at < first and (lines.greets(head[at]) or (at == 0 and head[at].stops))
        return at if opens and first <= _HEADER["lines"] else first

    def _include_closing_sentences(self) -> None:
        """Mark short sentences with a full stop as prose if they follow prose of the article.

        Such a sentence may end the article. The label of an advert, a photo credit, a list of
        lines of the same form or a few other short lines may stand between. Before a sentence that
        is a paragraph of its own, any junk may but for what ends an article.
        """
        goes_on, items = False, 0  # whether the article may go on here; short lines since its prose
        told = False  # whether it may go on with a paragraph of its own
        for i, line in enumerate(self.lines[self.first : self.thread], self.first):
            if line.prose and i <= self.last:
                goes_on, items, told = True, 0, True
            elif self._is_item(i):
                continue
            elif line.found is None:
                known = line.hint is not None or self.asides[i] is not None
                goes_on, told = goes_on and not known, told and not known and line.text[0] != "©"
                items = 0 if line.stops else items + 1
                near = items <= _ZONE["items"]
                goes_on, told = goes_on and near, told and (near or i <= self.last)
                if (goes_on and line.stops) or (told and line.told):
                    line.prose, self.last = True, max(self.last, i)
                    goes_on, items = True, 0
            else:
                goes_on = goes_on and line.found.reason in _SINGLE
                told = told and not _ends_article(line)
            if not (goes_on or told) and i > self.last:
                return

    def _is_item(self, i: int) -> bool:
        """Return whether line `i` is of a list, of a table, or the heading right above a table."""
        line, below = self.lines[i], self.lines[i + 1 : i + 2]
        heads = bool(below) and below[0].row
        return line.row or line.listed or (not line.found and (line.marked or heads))

    @property
    def prose(self) -> bool:
        """Whether there is any prose at all."""
        return self.last >= self.first

    @property
    def article(self) -> list[Line]:
        return self.lines[self.first : self.last + 1]

    def inside(self, i: int) -> bool:
        """Return whether line `i` stands within the article."""
        return self.first <= i <= self.last

    def near(self, i: int) -> bool:
        """Return whether line `i` stands in the article, shortly before it, or shortly after it."""
        before, after = int(_HEADER["lines"]), int(_HEADER["after"])
        return self.first - before <= i <= self.last + after

    def amid_prose(self, i: int) -> bool:
        """Return whether line `i` stands in the article with prose right before and after it."""
        return self.first < i < self.last and self.lines[i - 1].prose and self.lines[i + 1].prose

    @cached_property
    def substantial(self) -> bool:
        """Whether the article has so much prose that short lines around it are page furniture."""
        return any(x.prose and x.words >= LIMITS["prose"]["strong"] for x in self.article)

    @cached_property
    def cluttered(self) -> bool:
        """Whether the text was copied from a web page together with parts of its interface.

        It has an interface phrase, some known menu words above the article, or many unknown ones.
        """
        if not self.substantial:
            return False
        if any(x.found and x.found.how != "menu" for x in self.lines):
            return True
        if len({x.found.phrase for x in self.lines[: self.first] if x.found}) >= _RUN["known_menu"]:
            return True
        menu = (x for x in self.lines if x.words < _RUN["headline"] and x.text[0].isupper())
        return sum(not (x.prose or x.ends or x.marked or x.row) for x in menu) >= int(_RUN["menu"])

    @cached_property
    def runs(self) -> list[LineRun]:
        """The run of each line."""
        return [run for run in self._runs() for _ in range(run.first, run.end)]

    def _runs(self) -> Iterator[LineRun]:
        first = 0
        for prose_or_row, members in groupby(self.lines, key=lambda line: (line.prose, line.row)):
            end = first + sum(1 for _ in members)
            yield LineRun(first, end, not any(prose_or_row) and self._links(first, end))
            first = end

    def _links(self, first: int, end: int) -> bool:
        """Return True if short lines are links to other pages, and not a list of the article."""
        run = self.lines[first:end]
        if len(run) < _RUN["headlines"] or not self.substantial or self._announced(first):
            return False
        if 2 * sum(x.quantity or x.listed for x in run) >= len(run):
            return False
        if self.inside(first):
            long = len(run) >= _RUN["inner_headlines"]
            own = any(x.marked for x in run) or 2 * sum(x.plain for x in run) >= len(run)
            return self.cluttered and long and not own
        headlines = (x.words >= _RUN["headline"] and x.text[0].isupper() for x in run)
        goes_on = any(x.prose for x in self.lines[end:])  # then the list belongs to the text
        return self.cluttered or (all(headlines) and not goes_on)

    def _announced(self, first: int) -> bool:
        """Return whether a run begins with, or follows, a line that ends with a colon."""
        before = self.lines[max(0, first - 1) : first + 1]
        return any(x.text.endswith(":") and x.words >= _RUN["headline"] for x in before)

    @cached_property
    def script(self) -> str | None:
        """The script of the article, if it is one of those that `lines.script` recognises."""
        return lines.script("".join(x.text for x in self.article[:20])[:2000])

    @cached_property
    def title(self) -> int | None:
        """The index of the title: the line before the article with most words of its beginning."""
        if any(x.hint and x.hint.kind == "title" for x in self.lines):
            return None
        before = range(max(0, self.first - _HEADER["lines"]), self.first)
        if not self.substantial:  # in a poem or a note, only the first line may be a title
            before = before[:1] if before.start == 0 else range(0)
        opening = set(_content(" ".join(x.text for x in self.article[:4])[:3000]))
        similarity = {i: len(opening.intersection(_content(self.lines[i].text))) for i in before}
        header = [
            i
            for i in before
            if not (self.asides[i] or i in self.paged)
            and _may_be_title(
                self.lines[i], _HEADER["words"] - (i == 0 and self._opens(similarity[i]))
            )
        ]
        return max(header, key=lambda i: (similarity[i], not self.lines[i].dated, -i), default=None)

    def _opens(self, similarity: int) -> bool:
        """Return whether the first line may be a title although it is short.

        It may if it shares words with the article, or if it directly precedes the article and is
        neither a sentence nor a name.
        """
        line = self.lines[0]
        name = not line.text.split()[-1][0].islower()
        return similarity > 0 or not (line.ends or name or self.first != 1)

    @cached_property
    def comments(self) -> int | None:
        """The index of the line after the article that opens the readers' comments, or None."""
        words = 0  # of prose before the line
        for i, line in enumerate(self.lines[self.first :], self.first):
            words += line.words if line.prose else 0
            if words >= _ZONE["before_comments"] and line.found and line.found.how == "closes":
                return i
        return None


def _announces_links(line: Line) -> bool:
    """Return whether a line announces headlines of other articles: "Read also:"."""
    return line.found is not None and line.found.reason in _LINKS


def _ends_article(line: Line) -> bool:
    """Return whether no short sentence below a line of junk belongs to the article."""
    found = line.found
    return found is not None and (found.how in _ENDING["how"] or found.reason in _ENDING["reasons"])


def _cost(line: Line, run: int) -> int:
    """Return how much a short line, the `run`th in a row, subtracts from the sum of the article."""
    between = line.found is not None and line.found.reason in _WITHIN
    item = line.quantity or line.row or (line.marked and not line.found)
    if between or item or line.time:
        return 0
    if (line.plain or line.text[-1] == ":") and not line.found:
        return int(_ZONE["plain_line"])
    return int(_ZONE["box_line" if run <= _ZONE["box"] else "short_line"])


def _may_be_title(line: Line, least: int) -> bool:
    other = line.prose or line.found or line.marked or line.row or line.clause
    other = other or not any(map(str.isalpha, line.text))
    # A day alone may be a headline: "День Победы — 9 мая".
    dated = datelines.dateline(line.text) is not None and _YEAR_OR_HOUR.search(line.text)
    return line.words >= least and not (other or dated or bylines.signed(line.text))


def _content(text: str) -> list[str]:
    return [word[:_STEM] for word in _CONTENT.findall(text.casefold())]
