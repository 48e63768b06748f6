"""Translates subtitles (SubRip, WebVTT): what is said changes; numbers, times and notes stay."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from itertools import accumulate, chain, islice, pairwise

from .. import languages
from ..document import Passage
from .declaring import main_language
from .markup import CUE
from .tagged import Tagged

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)|[^\r\n]++")
_TIMING = re.compile(r"\s*([\d:]+[.,]\d{1,3})\s*-->\s*([\d:]+[.,]\d{1,3})")
_PLACE = re.compile(r"\s*(?:\{\\[^{}]*\}\s*)*")  # where on the picture a cue of SubRip stands
_DASHES = ("-", "–", "—")
_VOICE = re.compile(r"\s*<v[.\s]")
_LANGUAGE = re.compile(r"(\s*Language:\s*)([\w-]+)", re.IGNORECASE)
_LANG = re.compile(r"(<lang(?:\.[\w.-]*)?\s+)([\w-]+)(?=\s*>([^<]*))")
# When the next word of a cue is said or appears.
_MOMENT = re.compile(r"<(?:\d+:)?\d\d:\d\d\.\d{3}>")
_CLOSED = re.compile(r"\A(?:</[^<>]*>)*+")
_ENTITY = re.compile(r"&#?\w+;")
_TAG = re.compile(r"</?[a-zA-Z\d][^<>]*>|\{\\[^{}]*\}")
# Tags belong to the word that they touch, with the spaces in them. Unlike \s, a space that forbids
# a break is no end of a word.
_WORD = re.compile(rf"(?:{_TAG.pattern}|[^ \t\r\n\f\v])++")
_OPEN_END = re.compile(r"[\w,;»\"”)-]\s*\Z")  # the end of a cue that may go on in the next one
# Translates passages one by one, in order.
Translate = Callable[[Sequence[Passage]], Sequence[Passage]]
_MOST_CUES = 4  # that one sentence goes over
_LONGEST_PAUSE = 2.0  # seconds between two cues of one sentence
_BREAKS = (",", ";")  # where a longer sentence is divided


def retitled(source: str, translate: Translate) -> str:
    """Return the subtitles with the text of every cue translated, in at most as many lines.

    `translate` gets the passages of all cues at once; a sentence that goes on in the next cues is
    one, unless its translation has too few words for them. Each line keeps its own end.
    """
    lines = _LINE.findall(source)
    cues = [_Cue(lines, places) for places in _joined(lines)]
    answered = _answered(cues, translate)
    # What has fewer words than it has cues is translated again, cue by cue.
    short = {cue: cue.apart(lines) for cue, own in answered if not cue.is_filled_by(own)}
    again = iter(_answered([*chain.from_iterable(short.values())], translate))
    told: list[tuple[_Cue, Sequence[Passage]]] = []
    for cue, answers in answered:
        told += islice(again, len(cue.places)) if cue in short else [(cue, answers)]
    main = main_language(
        pair for cue, answers in told for pair in zip(cue.tagged.passages, answers, strict=True)
    )
    first = cues[0].places[0].start if cues else len(lines)
    lines[:first] = _headed(lines[:first], main)
    made: list[str] = []
    at = 0
    for cue, answers in told:
        for where, own in zip(cue.places, cue.filled(answers), strict=True):
            made += lines[at : where.start]
            made += own
            at = where.stop
    return "".join([*made, *lines[at:]])


def _answered(cues: Sequence[_Cue], translate: Translate) -> list[tuple[_Cue, Sequence[Passage]]]:
    """Return the cues, each with the translation of its passages."""
    passages = [one for cue in cues for one in cue.tagged.passages]
    left = iter(translate(passages) if passages else ())
    return [(cue, [*islice(left, len(cue.tagged.passages))]) for cue in cues]


def _headed(lines: Sequence[str], main: str) -> list[str]:
    """Return the lines before the first cue, of which one may say the language of all."""
    return [
        _LANGUAGE.sub(lambda found: found[1] + main, line, count=1)
        if main and languages.known((_LANGUAGE.match(line) or ["", "", ""])[2]) not in ("", main)
        else line
        for line in lines
    ]


class _Cue:
    """Lines that are said together, with their tags and ends; the lines of several cues if a
    sentence goes over them. `places` are where these stand.
    """

    def __init__(self, source: Sequence[str], places: Sequence[slice]) -> None:
        self.places = places
        self._cues = [source[where] for where in places]
        lines = [line for own in self._cues for line in own]
        self._moments = _moments(" ".join(line.strip() for line in lines))
        self._text = " ".join(_MOMENT.sub("", line).strip() for line in lines)
        place = _PLACE.match(self._text)
        self._place = place[0] if place else ""
        self.tagged = Tagged(self._text[len(self._place) :], CUE)

    def apart(self, source: Sequence[str]) -> list[_Cue]:
        """Return each of its cues alone."""
        return [_Cue(source, [where]) for where in self.places]

    def is_filled_by(self, passages: Sequence[Passage]) -> bool:
        """Return whether each of several cues gets a word of this translation."""
        count = len(self.places)
        return count < 2 or count <= sum(len(one.text.split()) for one in passages)

    def filled(self, passages: Sequence[Passage]) -> Sequence[Sequence[str]]:
        """Return the lines of each cue with these passages in place of those of `tagged`.

        The moments of words stand in proportion: the words of a translation have another order, and
        those of a cue appear one after the other. So do the words of several cues.
        """
        if all(a.text == b.text for a, b in zip(passages, self.tagged.passages, strict=True)):
            return self._cues
        filled = self._place + self.tagged.filled(passages)
        if not _ENTITY.search(self._text):  # then a sign such as & stands for itself
            filled = unescape(filled)
        filled = self._spoken(
            filled, main_language(zip(self.tagged.passages, passages, strict=True))
        )
        parts = _shared(self._timed(filled), [sum(map(len, own)) for own in self._cues])
        return [_with_ends(text, own) for text, own in zip(parts, self._cues, strict=True)]

    def _spoken(self, text: str, main: str) -> str:
        """Return the text with the language of the translation in its tags."""

        before = {found[3] for found in _LANG.finditer(self._text)}

        def written(found: re.Match[str]) -> str:
            stays = found[3].strip() and found[3] in before
            other = languages.known(found[2]) not in ("", main)
            return found[1] + (main if main and other and not stays else found[2])

        return _LANG.sub(written, text)

    def _timed(self, text: str) -> str:
        """Return the text with the moments of the source before words of it."""
        words = _WORD.findall(text)
        ends = list(accumulate(len(_TAG.sub("", word)) + 1 for word in words))
        starts = [0, *ends[:-1]]
        free = 0  # the first word that has no moment yet and none behind it
        for share, moment in self._moments:
            at = share * (ends[-1] - 1) if ends else 0
            i = bisect_left(starts, at)
            # The nearest word. Only what is said first stands before the first one.
            nearer = i > 1 and at - starts[i - 1] < (starts[i] if i < len(words) else ends[-1]) - at
            i = max(i - nearer, free)
            if i < len(words):
                words[i] = _CLOSED.sub(rf"\g<0>{moment}", words[i], count=1)
                free = i + 1
        return " ".join(words)


def _joined(lines: Sequence[str]) -> Iterator[list[slice]]:
    """Yield the places of the lines that are translated together (see `_cues`), joined where a
    sentence without tags goes on in the next cue: that one begins soon, with a small letter.
    """
    joined: list[slice] = []
    texts: list[str] = []
    ended = 0.0
    for where, start, end in _cues(lines):
        text = " ".join(line.strip() for line in lines[where])
        before = texts[-1] if texts else ""
        goes_on = _OPEN_END.search(before) and text[:1].islower()
        goes_on = goes_on and start - ended <= _LONGEST_PAUSE
        plain = not any(_TAG.search(one) or one.startswith(_DASHES) for one in (before, text))
        if joined and not (goes_on and plain):
            yield joined
            joined, texts = [], []
        elif len(joined) == _MOST_CUES:
            size = _divided(texts)
            yield joined[:size]
            joined, texts = joined[size:], texts[size:]
        joined.append(where)
        texts.append(text)
        ended = end
    if joined:
        yield joined


def _divided(texts: Sequence[str]) -> int:
    """Return after how many of its cues a sentence over too many is divided: at a comma, if any."""
    return max((i for i, one in enumerate(texts, 1) if one.endswith(_BREAKS)), default=len(texts))


def _cues(lines: Sequence[str]) -> Iterator[tuple[slice, float, float]]:
    """Yield where the lines stand that are said together, and when they begin and end: those of a
    cue, from below its times to the next empty line; each of its lines alone, if they are said by
    several people.
    """
    at = 0
    while at < len(lines):
        at += 1
        if not (timing := _TIMING.match(lines[at - 1])):
            continue
        times = _seconds(timing[1]), _seconds(timing[2])
        start = at
        while at < len(lines) and lines[at].strip():
            at += 1
        dashes = any(line.lstrip().startswith(_DASHES) for line in lines[start:at])
        if dashes or sum(map(bool, map(_VOICE.match, lines[start:at]))) > 1:
            yield from ((slice(i, i + 1), *times) for i in range(start, at))
        else:
            yield slice(start, at), *times


def _seconds(moment: str) -> float:
    """Return a time such as "00:01:02,500" in seconds; hours may lack."""
    seconds = 0.0
    for part in moment.replace(",", ".").split(":")[-3:]:
        seconds = 60 * seconds + float(part or 0)
    return seconds


def _moments(text: str) -> list[tuple[float, str]]:
    """Return the moments in a text, each with the share of the text that stands before it."""
    found = [*_MOMENT.finditer(text)]
    starts = [0, *(one.end() for one in found)]
    ends = [*(one.start() for one in found), len(text)]
    sizes = [len(_TAG.sub("", text[a:b])) for a, b in zip(starts, ends, strict=True)]
    whole = max(1, sum(sizes))
    return [(size / whole, one[0]) for size, one in zip(accumulate(sizes), found, strict=False)]


def _shared(text: str, sizes: Sequence[int]) -> Iterator[str]:
    """Yield the words of a text in as many parts as there are sizes, in proportion to them. Each
    part has a word as long as there are any.
    """
    words = _WORD.findall(text)
    ends = [*accumulate(len(_TAG.sub("", word)) + 1 for word in words)]
    middles = [(a + b) / 2 for a, b in pairwise([0, *ends])]
    at, left = 0, len(sizes)
    for until in accumulate(sizes):
        left -= 1
        share = until / max(1, sum(sizes)) * (ends[-1] if ends else 0)
        end = min(max(bisect_left(middles, share), at + 1), max(at + 1, len(words) - left))
        yield " ".join(words[at : end if left else None])
        at = end


def _with_ends(text: str, lines: Sequence[str]) -> list[str]:
    """Return the text in at most as many lines, with the ends of these."""
    made = _in_lines(text, len(lines))
    ends = [line[len(line.rstrip("\r\n")) :] for line in lines]
    # Where there are fewer lines now, the last one ends as the last one did.
    ends[len(made) - 1 :] = ends[-1:]
    return [line + end for line, end in zip(made, ends, strict=False)]


def _in_lines(text: str, count: int) -> list[str]:
    """Return the text in at most `count` lines of about one length. Tags take no room in them."""
    words = _WORD.findall(text)
    sizes = [len(_TAG.sub("", word)) for word in words]
    widest = sum(sizes) + len(words) - 1
    narrowest = -(-widest // count)
    widths = range(narrowest, widest)
    fits = bisect_left(widths, True, key=lambda width: len(_starts(sizes, width)) <= count)
    starts = _starts(sizes, narrowest + fits)
    return [" ".join(words[a:b]) for a, b in pairwise([*starts, len(words)])]


def _starts(sizes: Sequence[int], width: int) -> list[int]:
    """Return which of the words begin a line, if lines have at most this width."""
    starts: list[int] = []
    used = 0
    for i, size in enumerate(sizes):
        used += 1 + size
        if not starts or used > width:
            starts.append(i)
            used = size
    return starts
