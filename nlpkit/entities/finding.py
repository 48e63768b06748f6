"""Finds the mentions in each sentence of a document and joins them into entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..document import Document, Sentence
from ..engines import NameTagger
from ..text import datelines
from ..text.capitals import Word, is_headline, words
from ..text.folding import readable
from . import dates, numbers, organisations
from .candidates import NameCandidate, name_candidates, place_of
from .gathering import Named, gather
from .lists import Finding
from .rules import decide, place_word_after
from .values import KINDS, Entity, EntityKind, Mention


def find(document: Document, tagger: NameTagger | None) -> tuple[Entity, ...]:
    """See `nlpkit.entities.find`."""
    sentences = [
        (i, s) for i, s in enumerate(document.sentences) if not document.blocks[s.block].junk
    ]
    texts = [document.slice(sentence) for _, sentence in sentences]
    lines = [words(text) for text in texts]
    common = frozenset(word.key for line in lines for word in line if not word.capital)
    tagged = _read_by(document, tagger) if tagger else frozenset()
    values: list[tuple[Finding, Mention]] = []
    names: list[Named] = []
    for (index, sentence), text, line in zip(sentences, texts, lines, strict=True):
        taken = [*_values(text)]
        values += ((found, _mention(found, index, sentence)) for found in taken)
        named: Iterator[tuple[EntityKind | None, tuple[Word, ...]]]
        if tagger and index in tagged:
            named = _tagged(text, line, tagger)
        else:
            named = _names(text, line, taken, common)
        for kind, inside in named:
            found = Finding(inside[0].start, inside[-1].end, "person")
            names.append(Named(kind, inside, _mention(found, index, sentence)))
    entities = [*gather(names, document.text), *_gathered(values, document.text)]
    entities.sort(key=lambda f: (KINDS.index(f.kind), -len(f.mentions), f.mentions[0].start))
    return tuple(entities)


def _values(text: str) -> Iterator[Finding]:
    """Yield the dates of a sentence, and the numbers outside them."""
    text = readable(text)
    taken = list(dates.find(text))
    yield from taken
    yield from (n for n in numbers.find(text) if not _overlaps(n.start, n.end, taken))


def _names(
    text: str, line: list[Word], taken: Iterable[Finding], common: frozenset[str]
) -> Iterator[tuple[EntityKind | None, tuple[Word, ...]]]:
    """Yield the names of a sentence outside `taken`: the kind, and the words of the name."""
    headline = is_headline(text, line)
    found = [] if headline else list(organisations.find(text, line))
    for one in found:
        yield "organisation", tuple(w for w in line if one.start <= w.start and w.end <= one.end)
    found += taken
    place = _place_of_dateline(text)
    for name in name_candidates(line, common):
        name = replace(name, in_dateline=place[0] <= name.start and name.end <= place[1])
        if not _overlaps(name.start, name.end, found):
            kind = None if _unsure(name, headline) else decide(name)
            listed = place_of(name.words) is not None
            beside = place_word_after(name) if kind == "place" and not listed else None
            yield kind, (*name.words, beside) if beside else name.words


def _read_by(document: Document, tagger: NameTagger) -> frozenset[int]:
    """Return the sentences in which most letters are of a language that the tagger reads."""
    letters: Counter[int] = Counter()
    for span in document.spans:
        size = span.end - span.start
        letters[span.sentence] += size if span.lang in tagger.languages else -size
    return frozenset(index for index, balance in letters.items() if balance > 0)


def _tagged(
    text: str, line: list[Word], tagger: NameTagger
) -> Iterator[tuple[EntityKind, tuple[Word, ...]]]:
    """Yield the names of a sentence that the tagger finds."""
    for name in tagger.names(text):
        inside = tuple(w for w in line if name.start <= w.start and w.end <= name.end)
        if inside:
            yield name.kind, inside


def _place_of_dateline(text: str) -> tuple[int, int]:
    """Return the range of the place of a dateline with which a sentence begins; (0, 0) for none."""
    line = datelines.opening(text) or datelines.dateline(text)
    return (line and line.place) or (0, 0)


def _unsure(name: NameCandidate, headline: bool) -> bool:
    """Return whether its capital says nothing, so that it is a name
    only if another place shows that.
    """
    lone = len(name.words) == 1 and name.words[0].first and not name.words[0].text.isupper()
    known = name.titled or name.in_dateline or place_of(name.words) is not None
    return (headline or lone) and not known


def _gathered(values: Iterable[tuple[Finding, Mention]], text: str) -> list[Entity]:
    """Join dates and numbers of one value, and numbers of one wording, into one entity."""
    groups: dict[tuple[str, str], list[tuple[Finding, Mention]]] = {}
    for found, mention in values:
        written = " ".join(text[mention.start : mention.end].split())
        key = written.casefold() if found.kind == "number" or not found.value else found.value
        groups.setdefault((found.kind, key), []).append((found, mention))
    entities = []
    for group in groups.values():
        found, first = group[0]
        written = " ".join(text[first.start : first.end].split())
        entities.append(Entity(found.kind, written, tuple(m for _, m in group), found.value))
    return entities


def _overlaps(start: int, end: int, others: Iterable[Finding]) -> bool:
    return any(other.start < end and start < other.end for other in others)


def _mention(found: Finding, index: int, sentence: Sentence) -> Mention:
    return Mention(sentence.start + found.start, sentence.start + found.end, index)
