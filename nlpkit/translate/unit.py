"""The unit of translation: a foreign sentence, or the foreign run inside a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from .. import languages
from ..document import Document, Sentence, Span
from .marks import LINK, core, partners, without

_SMALL_WORD = regex.compile(r"(?<![\w'’-])\p{Ll}+(?![\w'’-])")


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the text to be translated as one; `lang` is the language of most letters."""

    start: int
    end: int
    lang: str
    sentence: int
    block: int


def units(document: Document, target: str, source: str = "auto") -> tuple[Unit, ...]:
    """What has to be translated into `target`, in order, junk blocks included.

    A sentence is one unit when most of its letters are foreign (in a known language that is not
    the target's) and what it has of the target's language are names or single words. Otherwise
    each maximal run of foreign spans inside it is one, without the quotes, brackets and separators
    around it. Letters of links and addresses do not count. A quote mark or bracket at the edge of a
    sentence whose partner stands in no unit stays outside, as its partner does.

    A `source` other than "auto" says what language the letters of its script are in, where
    detection named another language or none.

    Guarantees: units are in order, do not overlap, lie inside their sentence and hold a letter;
    no unit lies wholly in text of the target language.
    """
    found: list[Unit] = []
    for index, group in groupby(document.spans, key=lambda span: span.sentence):
        weighed = _weigh(document, document.sentences[index], list(group), target, source)
        found += _of_sentence(document, index, weighed, target)
    return tuple(_without_loose_marks(document, found))


def sentence_units(document: Document, source: str, target: str) -> tuple[Unit, ...]:
    """Every sentence as a unit in `source`, whatever was detected: for text known to be foreign.

    A sentence without a letter of the source's script is none (of any letter where source and
    target share their script). Loose marks at its edges stay outside, as in `units`.
    """
    own = set(languages.SCRIPTS[source]) - set(languages.SCRIPTS[target])
    found = []
    for index, group in groupby(document.spans, key=lambda span: span.sentence):
        sentence, spans = document.sentences[index], list(group)
        if any(_letters(document.slice(s)) and (not own or s.script in own) for s in spans):
            found.append(Unit(sentence.start, sentence.end, source, index, sentence.block))
    return tuple(_without_loose_marks(document, found))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A span with the language it is taken for and its letters outside links."""

    start: int
    end: int
    lang: str
    letters: int


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _weigh(
    document: Document, sentence: Sentence, spans: Sequence[Span], target: str, source: str
) -> list[_Weighed]:
    text = LINK.sub(lambda link: " " * len(link[0]), document.slice(sentence))
    return [
        _Weighed(
            span.start,
            span.end,
            _language(span, target, source),
            _letters(text[span.start - sentence.start : span.end - sentence.start]),
        )
        for span in spans
    ]


def _language(span: Span, target: str, source: str) -> str:
    if source == "auto" or span.lang == target or span.script not in languages.SCRIPTS[source]:
        return span.lang
    # An unknown word in the target's own script is more likely a name than a foreign word.
    if span.lang == "und" and span.script in languages.SCRIPTS[target]:
        return span.lang
    return source


def _of_sentence(
    document: Document, index: int, spans: Sequence[_Weighed], target: str
) -> Iterator[Unit]:
    sentence = document.sentences[index]
    foreign = sum(s.letters for s in spans if s.lang not in (target, "und"))
    native = (document.slice(s) for s in spans if s.lang == target)
    if 2 * foreign > sum(s.letters for s in spans) and not any(map(_is_running_text, native)):
        yield Unit(sentence.start, sentence.end, _majority(spans, target), index, sentence.block)
        return
    for run in _runs(spans, target):
        start, end = core(document.text, run[0].start, run[-1].end)
        if start < end:
            yield Unit(start, end, _majority(run, target), index, sentence.block)


def _is_running_text(text: str) -> bool:
    """Whether it says something, unlike a name: two or more words in small letters."""
    return len(_SMALL_WORD.findall(LINK.sub(" ", text))) > 1


def _runs(spans: Sequence[_Weighed], target: str) -> Iterator[Sequence[_Weighed]]:
    """Maximal runs that begin and end with a foreign span; only spans without letters between."""
    first = last = None
    for i, span in enumerate(spans):
        if span.lang not in (target, "und") and span.letters:
            first = i if first is None else first
            last = i
        elif span.letters and first is not None and last is not None:
            yield spans[first : last + 1]
            first = None
    if first is not None and last is not None:
        yield spans[first : last + 1]


def _majority(spans: Sequence[_Weighed], target: str) -> str:
    weight: Counter[str] = Counter()
    for span in spans:
        if span.lang not in (target, "und"):
            weight[span.lang] += span.letters
    return weight.most_common(1)[0][0]


def _without_loose_marks(document: Document, units: Sequence[Unit]) -> Iterator[Unit]:
    """The units without marks at their edges that open or close something beyond all units."""
    starts = [unit.start for unit in units]
    partner: dict[int, int] = {}

    def loose(at: int) -> bool:
        place = partner.get(at, -1)
        return place < starts[0] or units[bisect_right(starts, place) - 1].end <= place

    for index, group in groupby(units, key=lambda unit: unit.block):
        block = document.blocks[index]
        partner = partners(document.text, block.start, block.end)
        for unit in group:
            start, end = without(document.text, unit.start, unit.end, loose)
            yield replace(unit, start=start, end=end)
