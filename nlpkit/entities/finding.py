"""Finding the entities of a document: sentence by sentence, then gathered by what they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..document import Document, Sentence
from ..text.folding import readable
from . import dates, numbers, organisations
from .gathering import Named, gather
from .lists import Found
from .rules import decide, place_word_after
from .runs import Run, Word, place_of, runs, words_of
from .values import KINDS, Entity, EntityKind, Mention

_ENDS = (".", "!", "?", "…", "”", "»", '"')


def find(document: Document) -> tuple[Entity, ...]:
    """See `nlpkit.entities.find`."""
    sentences = [
        (i, s) for i, s in enumerate(document.sentences) if not document.blocks[s.block].junk
    ]
    texts = [document.slice(sentence) for _, sentence in sentences]
    words = [words_of(text) for text in texts]
    common = frozenset(w.key for line in words for w in line if not w.capital)
    values: list[tuple[Found, Mention]] = []
    names: list[Named] = []
    for (index, sentence), text, line in zip(sentences, texts, words, strict=True):
        taken = [*_values(text)]
        values += ((found, _mention(found, index, sentence)) for found in taken)
        for kind, inside in _names(text, line, taken, common):
            found = Found(inside[0].start, inside[-1].end, "person")
            names.append(Named(kind, inside, _mention(found, index, sentence)))
    entities = [*gather(names, document.text), *_gathered(values, document.text)]
    entities.sort(key=lambda f: (KINDS.index(f.kind), -len(f.mentions), f.mentions[0].start))
    return tuple(entities)


def _values(text: str) -> Iterator[Found]:
    """The dates of a sentence, and the numbers outside them."""
    text = readable(text)
    taken = list(dates.find(text))
    yield from taken
    yield from (n for n in numbers.find(text) if not _overlaps(n.start, n.end, taken))


def _names(
    text: str, words: list[Word], taken: Iterable[Found], common: frozenset[str]
) -> Iterator[tuple[EntityKind | None, tuple[Word, ...]]]:
    """The names of a sentence outside what is taken: the kind, and the words they are."""
    headline = not text.endswith(_ENDS) and _in_capitals(words)
    found = [] if headline else list(organisations.find(text, words))
    for one in found:
        yield "organisation", tuple(w for w in words if one.start <= w.start and w.end <= one.end)
    found += taken
    for run in runs(words, common):
        if not _overlaps(run.start, run.end, found):
            kind = None if _unsure(run, headline) else decide(run)
            beside = place_word_after(run) if kind == "place" and not place_of(run.words) else None
            yield kind, (*run.words, beside) if beside else run.words


def _unsure(run: Run, headline: bool) -> bool:
    """Whether its capital says nothing: then it is a name only if another place says so."""
    lone = len(run.words) == 1 and run.words[0].first and not run.words[0].text.isupper()
    return (headline or lone) and not run.titled and place_of(run.words) is None


def _in_capitals(words: list[Word]) -> bool:
    """Whether most words have a capital, as in English headlines."""
    long = [word for word in words if len(word.text) > 3]
    return len(long) > 3 and sum(word.capital for word in long) >= 0.8 * len(long)


def _gathered(values: Iterable[tuple[Found, Mention]], text: str) -> list[Entity]:
    """Dates and numbers of one value, and numbers of one wording, as one entity."""
    groups: dict[tuple[str, str], list[tuple[Found, Mention]]] = {}
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


def _overlaps(start: int, end: int, others: Iterable[Found]) -> bool:
    return any(other.start < end and start < other.end for other in others)


def _mention(found: Found, index: int, sentence: Sentence) -> Mention:
    return Mention(sentence.start + found.start, sentence.start + found.end, index)
