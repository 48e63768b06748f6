"""Finds who says the answers of an interview, so that a summary can name the speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from .. import entities
from ..document import NOT_TRANSLATED, Document, Entity, Mention, Point
from ..resources import load_toml
from ..text import bylines, markers, persons
from ..text.romanization import romanized

_LISTS = load_toml(__package__, "data/interview.toml")
_ANSWERS = frozenset(_LISTS["roles"]["answer"])
_ROLES = _ANSWERS | frozenset(_LISTS["roles"]["question"])
_LONGEST_NAME_LINE = 100  # characters of a line that may consist of a name and an outlet
_SMALL_WORD = regex.compile(r"(?<![\w.])\p{Ll}{2,}")  # not the end of an address such as "24.kg"
_ALONE = regex.compile(r"\s*(?:[,|/(©·–—-].*)?$", regex.DOTALL)
_LABEL = regex.compile(r"^[\s–—*-]*(\p{L}[\p{L}\p{M}'’.-]*(?: \p{Lu}[\p{L}\p{M}'’.-]*){0,2}) ?:\s+")
_DASHES = ("-", "–", "—")
_DASH = regex.compile(r"^\s*[–—-]?\s*")
_SPOKEN = frozenset({"paragraph", "quote", "list", "heading"})
_MIN_ANSWERS = 3  # questions with an answer: a text with fewer is no interview
_MIN_TURNS = 2  # turns with the same label: a label of fewer turns is not taken for a speaker
_MIN_FIRST_PERSON = (
    2  # answers in the first person: with fewer, the newspaper may explain something
)


@dataclass(frozen=True, slots=True)
class Speech:
    """The speaker of a sentence. `labelled` is True if the sentence has a label: "Guest: Yes."."""

    speaker: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class _Turn:
    """A block of an interview, which may be a question or an answer.

    `sentences` are indices into the document. `label` is the text before the colon at its
    beginning, and `dash` says whether it begins with a dash. `question` says whether it ends with a
    question.
    """

    sentences: Sequence[int]
    label: str | None
    dash: bool
    question: bool


def speeches(document: Document) -> dict[int, Speech]:
    """Return the speaker of each sentence of an interview's answers, by sentence index.

    The speaker is the label of a block if it is a name ("Kerimova: Some do."). If answers have a
    role as their label ("Answer:") or no label, the speaker is the guest: the only person, besides
    journalists, who is named before the first question. Then only the first block of each answer
    has a speaker. Answers without a label or dash have a speaker only if several of them are in the
    first person, because explanatory articles consist of questions and answers too.

    The result is empty for a text that is no interview. A sentence that has the name of its speaker
    in it, such as one that begins with a name as its label, is left out.
    """
    turns = _turns(document)
    answers = [other for one, other in pairwise(turns) if one.question and not other.question]
    if len(answers) < _MIN_ANSWERS:
        return {}
    first = next(i for i, turn in enumerate(turns) if turn.question)
    guest = _only_person(document, turns[first].sentences[0])
    names = _speakers(turns, guest)
    personal = sum(_first_person(document, answer) for answer in answers) >= _MIN_FIRST_PERSON
    said: dict[int, Speech] = {}
    speaker: str | None = None
    for before, turn in pairwise(turns[first:]):
        role = turn.label is not None and turn.label.lower() in _ANSWERS
        bare = turn.label is None and before.question and (personal or turn.dash)
        if turn.label in names:
            speaker = turn.label
        elif role or bare:
            speaker = guest
        elif turn.label or turn.question or speaker == guest:
            speaker = None
        if speaker and not turn.question:
            for place in turn.sentences[turn.label in names :]:
                said[place] = Speech(speaker, role and place == turn.sentences[0])
    return {i: speech for i, speech in said.items() if not _names(document, i, speech.speaker)}


def _speakers(turns: Sequence[_Turn], guest: str | None) -> frozenset[str]:
    """Return the labels that are names: those of several turns, and the name of the guest."""
    times = Counter(turn.label for turn in turns if turn.label and turn.label.lower() not in _ROLES)
    own = (guest, *guest.split()) if guest else ()
    return frozenset(label for label, n in times.items() if n >= _MIN_TURNS or label in own)


def attributed(points: Sequence[Point], document: Document, target: str) -> list[Point]:
    """Return the points, with the speaker's name before those that are answers of an interview."""
    said = speeches(document)
    language = None if document.language == target else document.language
    return [
        _with_speaker(point, said[point.sources[0]], language)
        if len(point.sources) == 1 and point.sources[0] in said
        else point
        for point in points
    ]


def _with_speaker(point: Point, speech: Speech, language: str | None) -> Point:
    """Return the point with the name of its speaker before it.

    `language` is the language from which the point was translated, or None. The name is then
    written in Latin letters.
    """
    name = speech.speaker
    if language and NOT_TRANSLATED not in point.flags:
        name = " ".join(romanized(word, language) for word in name.split())
    labelled = speech.labelled and _LABEL.match(point.text)
    return replace(point, text=f"{name}: {(_LABEL if labelled else _DASH).sub('', point.text)}")


def _turns(document: Document) -> list[_Turn]:
    """Return the blocks that can be questions or answers, in order."""
    places: dict[int, list[int]] = {}
    for i, sentence in enumerate(document.sentences):
        if document.blocks[sentence.block].kind in _SPOKEN:
            places.setdefault(sentence.block, []).append(i)
    turns = []
    for found in places.values():
        texts = [document.slice(document.sentences[i]) for i in found]
        label, dash = _LABEL.match(texts[0]), texts[0].lstrip().startswith(_DASHES)
        question = markers.question(texts[-1])
        turns.append(_Turn(found, label[1] if label else None, dash, question))
    return turns


def _first_person(document: Document, turn: _Turn) -> bool:
    return any(markers.first_person(document.slice(document.sentences[i])) for i in turn.sentences)


def _only_person(document: Document, before: int) -> str | None:
    """Return the name of the only person who is named before that sentence, in the nominative.

    People who are named somewhere as author or journalist ask the questions and do not count. The
    result is None if there is not exactly one person, or if the nominative is not certain.
    """
    named = [
        entity
        for entity in entities.find(document).of("person")
        if entity.sources[0] < before
        and not any(_of_the_press(document, mention) for mention in entity.mentions)
    ]
    return _nominative(document, named[0]) if len(named) == 1 else None


def _nominative(document: Document, person: Entity) -> str | None:
    """Return the name of a person in the nominative, None where it is not certain."""
    called = [m for m in person.mentions if document.text[m.start : m.end] == person.text]
    oblique = bool(called) and all(persons.oblique(document.text, m.start) for m in called)
    return persons.nominative(person.text, oblique=oblique)


def _of_the_press(document: Document, mention: Mention) -> bool:
    """Return whether a name is that of an author or journalist.

    Such a name stands in a byline, beside a word for such people, or alone in its line, perhaps
    with the name of an outlet.
    """
    sentence = document.sentences[mention.sentence]
    text = document.slice(sentence)
    start, end = mention.start - sentence.start, mention.end - sentence.start
    if document.blocks[sentence.block].kind == "byline" or bylines.beside(text, start, end):
        return True
    before, after = text[:start], text[end:]
    first = not before.strip() or before.rstrip().endswith((",", "|", "/", "©"))
    alone = first and len(text) <= _LONGEST_NAME_LINE
    return alone and _ALONE.match(after) is not None and not _SMALL_WORD.search(before + after)


def _names(document: Document, place: int, speaker: str) -> bool:
    """Return whether the sentence names the speaker. Then somebody else says it."""
    return speaker.split()[-1] in document.slice(document.sentences[place])
