"""Reads the lines of a text and what can be seen of each one alone, before any rule decides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby, pairwise
from typing import Any

from ...document import Block
from ...document.telling import without_notes
from ...text import courtesies, disclaimers
from .. import phrases

LIMITS: dict[str, Any] = phrases.data("blocks.toml")
_PROSE, _ADVERT = LIMITS["prose"], LIMITS["advert"]
_CLOSERS = "\"'”’»“)]*†¹²³⁴⁵⁶⁷⁸⁹⁰"
_OPENERS = "\"'“”«„‘—–"  # of what somebody says
_TERMINATORS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "।", "։", "።")
_STOPS = (".", "。", "۔", "।", "։")  # of what is told: not asked, shouted or broken off
_DASHES = ("— ", "– ")  # of what is said in a dialogue
_TURNS = ("— ", "– ", "- ")
_PARTINGS = (": ", " – ", " — ", " - ")  # of an item and what is said of it
_CLAUSE_ENDS = (":", ",", ";", "：", "，", "،", "؛", "—", "–")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_MARKER = re.compile(r"(?:[-–*•▪●◦‣·■□➤►✓✔]|\(?\d{1,3}[.)]|\(?[a-zа-я][.)])[ \t]+(?=\S)")
_TIME = re.compile(r"\d{1,2}[:.]\d\d")
_TASK = re.compile(r"[-*+•] \[[ xX✓]\] ")
_QUANTITY = re.compile(r"\d[\d.,/½¼–-]* ?[^\W\d_A-ZА-Я]")  # "500 г муки", "2 onions"
_SPEAKER = re.compile(r"([^\W\d_][^:]{0,30}): ?\S")
_LETTER = re.compile(r"[^\W\d_]")
_LOWER_WORD = re.compile(r"\s[^\w\s]*[^\W\d_A-ZА-ЯЁ]{2}")  # no name, no abbreviation
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|"
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b(?![.,:]?\d)|"
    r"\b\d+ (?:" + "|".join(LIMITS["byline"]["ago"]) + r")\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NOTE_SIGNS = "*†‡¹²³"
_NOTED = re.compile(rf"\w[.,!?»”\")]{{0,3}}([{re.escape(_NOTE_SIGNS)}])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S*@\S+|\b[A-Za-z][\w.-]*\.[a-z]{2,}\b\S*")
_SCRIPTS = (
    ("Latn", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("Cyrl", re.compile("[\u0400-\u052f]")),
    ("Arab", re.compile("[\u0600-\u06ff]")),
)


@dataclass(slots=True)
class Line:
    """A line that is not blank, without white space around it, and what is known about it."""

    start: int
    text: str
    words: int
    ends: bool  # as a sentence ends
    prose: bool
    marked: bool  # by a bullet or a number
    dated: bool  # holds a date or a time of day
    found: phrases.Match | None
    hint: Block | None = None
    row: bool = False  # of a pasted table
    listed: bool = False  # beside a line of the same form, "Monday: 9 to 18"
    apart: bool = False  # a paragraph of its own: blank lines, or nothing, before and after it

    @property
    def clause(self) -> bool:
        """Whether the line breaks off inside a sentence or announces what follows."""
        return self.text.endswith(_CLAUSE_ENDS)

    @property
    def quantity(self) -> bool:
        """Whether the line is a number of something, as in a list of ingredients."""
        return _QUANTITY.match(self.text) is not None

    @property
    def time(self) -> bool:
        """Whether the line is a time of day alone, as above an entry of a live blog."""
        return _TIME.fullmatch(self.text) is not None

    @property
    def stops(self) -> bool:
        """Whether the line is a sentence of two words or more with its final stop."""
        end = without_notes(self.text).rstrip(_CLOSERS)
        told = end.endswith(_STOPS) and not end.endswith("...")
        return told and self.words > 1 and not self.marked and self.text[0] != ">"

    @property
    def told(self) -> bool:
        """Whether the line is a paragraph of one sentence, with its capital and its final stop."""
        if not self.apart or self.found or not self.stops or self.text.isupper():
            return False
        first = self.text.lstrip(_OPENERS + "(… ")[:1]
        return first.isalnum() and not first.islower() and _LOWER_WORD.search(self.text) is not None

    @property
    def plain(self) -> bool:
        """Whether a short line reads like a sentence or an item rather than like a headline."""
        return self.ends or self.text[0].islower() or self.quantity


def read(text: str, hints: Sequence[Block] = ()) -> list[Line]:
    """Return the lines of a text that are not blank, each with the hint in which it starts."""
    lines: list[Line] = []
    at, held = 0, phrases.inside(text)
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        raw = text[at:end]
        stripped = raw.strip()
        if stripped:
            lines.append(_line(at + raw.index(stripped[0]), stripped, held))
        at = end + 1
    _mark_apart(lines, text)
    _mark_dashes(lines)
    _unmark_dialogues(lines)
    _clear_announcements(lines)
    _mark_footnotes(lines)
    _mark_series(lines)
    _mark_instructions(lines)
    _mark_adverts(lines)
    _set_hints(lines, hints)
    _unmark_questions(lines)
    _mark_speakers(lines)
    _mark_answers(lines)
    _mark_greeting(lines)
    return lines


def greets(line: Line) -> bool:
    """Return whether a line greets the readers of a letter, "Dear colleagues,"."""
    short = line.words <= int(LIMITS["greeting"]["words"])
    return short and line.found is None and courtesies.salutation(line.text)


def script(text: str) -> str | None:
    """Return the script of most letters if it is Latin, Cyrillic or Arabic, else None.

    Addresses do not count, because they are in Latin letters in every language.
    """
    text = _ADDRESS.sub("", text)
    counts = [(len(pattern.findall(text)), name) for name, pattern in _SCRIPTS]
    most, name = max(counts)
    return name if 2 * most > len(_LETTER.findall(text)) else None


def _line(start: int, text: str, held: phrases.Held) -> Line:
    words = len(text.split())
    if len(text) > 9 * words and _UNSPACED.search(text):
        words = max(words, len(text) // 2)
    ends = without_notes(text).rstrip(_CLOSERS).endswith(_TERMINATORS)
    spoken = ends and words > 1 and text.startswith(_DASHES)
    # "— Назад!" and "- [x] share it" are no buttons.
    found = None if spoken or _TASK.match(text) else phrases.find(text, words, held)
    marked = _MARKER.match(text) is not None
    prose = spoken or words >= (_PROSE["sentence"] if ends else _PROSE["unpunctuated"])
    dated = words <= _PROSE["unpunctuated"] and _DIGIT.search(text) and _DATE.search(text)
    return Line(start, text, words, ends, prose and found is None, marked, bool(dated), found)


def _set_hints(lines: list[Line], hints: Sequence[Block]) -> None:
    """Set the hint of each line that starts in one. Lines and hints must be in order."""
    at = 0
    for line in lines:
        while at < len(hints) and hints[at].end <= line.start:
            at += 1
        if at < len(hints) and hints[at].start <= line.start:
            line.hint = hints[at]
            line.prose = line.prose and line.hint.kind != "junk"


def _mark_apart(lines: list[Line], text: str) -> None:
    """Mark the lines that have a blank line, or the edge of the text, on both sides."""
    blank = [text.count("\n", a.start + len(a.text), b.start) > 1 for a, b in pairwise(lines)]
    for line, before, after in zip(lines, [True, *blank], [*blank, True], strict=False):
        line.apart = before and after


def _mark_dashes(lines: list[Line]) -> None:
    """Mark lines that begin with dashes as list items if one of them ends with a semicolon."""
    for dashed, group in groupby(lines, key=lambda line: line.text.startswith(_DASHES)):
        run = list(group)
        if dashed and any(line.text.endswith(";") for line in run):
            for line in run:
                line.marked = True


def _unmark_dialogues(lines: list[Line]) -> None:
    """Unmark questions that begin with a dash, and their answers: they are no items of a list."""
    for dashed, group in groupby(lines, key=lambda line: line.text.startswith(_TURNS)):
        run = list(group)
        asked = [line.text.endswith("?") for line in run]
        if dashed and sum(a and not b for a, b in pairwise(asked)) >= _PROSE["turns"]:
            for line in run:
                line.marked, line.prose = False, line.prose or line.ends


def _mark_series(lines: list[Line]) -> None:
    """Mark short lines of the same form, side by side, as items of a list without bullets."""
    for line, following in pairwise(lines):
        if _is_alike(line, following):
            line.listed = following.listed = True


def _is_alike(line: Line, other: Line) -> bool:
    """Return whether two short lines have the same form.

    They have at least two of these in common: the first word, a colon or dash between two parts,
    and numbers.
    """
    a, b = line.text, other.text
    if any(x.prose or x.found or x.stops for x in (line, other)):
        return False
    word = a.split()[0] == b.split()[0]
    parted = any(sign in a and sign in b for sign in _PARTINGS)
    counted = _DIGIT.search(a) is not None and _DIGIT.search(b) is not None
    return word + parted + counted >= 2


def _clear_announcements(lines: list[Line]) -> None:
    """Remove the interface phrase that was found in an announcement of a list.

    Such a line ends with a colon, and an item in small letters follows: `Main points:`.
    """
    for line, following in pairwise(lines):
        how = line.found.how if line.found else ""
        if how in ("sections", "exact", "menu") and line.text.endswith(":"):
            item = _MARKER.sub("", following.text).lstrip("-–—•* ")
            if item[:1].islower() or (following.marked and not following.found):
                line.found = None


def _mark_footnotes(lines: list[Line]) -> None:
    """Mark the legal notices behind the sign of a note that marks a word above them.

    Below a colon, or at the beginning of several lines, such a sign is the bullet of a list.
    """
    signs: set[str] = set()
    listed = False
    for i, (before, line) in enumerate(pairwise(lines), 2):
        signs.update(_NOTED.findall(before.text))
        listed = before.text.endswith(":") or (listed and before.text[0] in _NOTE_SIGNS)
        beside = before.text[0] + (lines[i].text[0] if i < len(lines) else "")
        alone = not listed and line.text[0] not in beside
        if line.text[0] in signs and alone and disclaimers.footnote(line.text):
            line.found, line.prose = phrases.DISCLAIMER, False


def _mark_instructions(lines: list[Line]) -> None:
    """Mark sentences that begin like a prompt as prose if no line is a button.

    Instructions begin so too.
    """
    if any(x.found and x.found.how not in ("starts", "labels", "menu") for x in lines):
        return
    for line in lines:
        if line.found and line.found.how == "starts" and line.ends and line.words >= _PROSE["free"]:
            line.found, line.prose = None, True


def _mark_adverts(lines: list[Line]) -> None:
    """Mark the text of an advert, "Buy a flat from $900!", which stands between two labels."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        labels = [x.found for x in (before, after) if x.found and x.found.reason == "advertising"]
        called = line.text[-1] == "!" and line.found is None and line.words <= _ADVERT["words"]
        if called and len(labels) == 2 and line.text[0] not in _OPENERS:
            line.found, line.prose = labels[0]._replace(how="patterns"), False


def _unmark_questions(lines: list[Line]) -> None:
    """Mark short questions between headlines as no prose: they are headlines too."""
    asked = [x.prose and x.words <= _PROSE["question"] and x.text.endswith("?") for x in lines]
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and asked[end]:
            end += 1
        before = at > 0 and lines[at - 1].prose
        after = end < len(lines) and lines[end].prose
        for line in lines[at:end]:
            line.prose = before or after
        at = end + 1


def _mark_speakers(lines: list[Line]) -> None:
    """Mark alternating lines of two named speakers as prose."""
    labelled = [(line, match[1]) for line in lines if (match := _SPEAKER.match(line.text))]
    times = Counter(name for line, name in labelled if line.found is None and line.ends)
    speakers = {name for name, count in times.items() if count > 1}
    said = [(line, name) for line, name in labelled if name in speakers]
    turns = sum(a != b for (_, a), (_, b) in pairwise(said))
    if len(speakers) == 2 and 3 * turns >= 2 * (len(said) - 1):
        for line, _ in said:
            line.prose = True


def _mark_answers(lines: list[Line]) -> None:
    """Mark questions and their answers as prose, even short ones. Headlines have no answers."""
    pairs = [
        (a, b)
        for a, b in pairwise(lines)
        if a.text[-1] == "?" and b.ends and b.text[-1] != "?" and not (a.found or b.found)
    ]
    if len(pairs) >= _PROSE["answers"]:
        for line in chain.from_iterable(pairs):
            line.prose = True


def _mark_greeting(lines: list[Line]) -> None:
    """Mark the greeting of a letter as prose, because the letter begins with it."""
    for line, following in pairwise(lines):
        if line.prose:
            return
        if greets(line):
            line.prose = following.found is None
            return
