"""Joins the mentions of one thing into one entity: inflected, shortened, or in two scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ..text.capitals import Word
from ..text.names import skeleton
from .candidates import place_of
from .rules import is_kind_word
from .values import Entity, EntityKind, Mention


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands in the text. `kind` is None if no rule recognised it."""

    kind: EntityKind | None
    words: tuple[Word, ...]
    mention: Mention


def gather(found: Sequence[Named], text: str) -> list[Entity]:
    """Return the entities of an article's names.

    Two names of persons are one entity if the shorter name is a part of the longer one. A single
    name belongs to the person with that name who was mentioned last. Names of places are one entity
    if the list of places says so or their words are equal, names of organisations if their words
    are equal or one of them is only the first word of the other. A name of unknown kind that
    belongs to no known entity is left out.
    """
    groups: list[list[Named]] = []
    index: defaultdict[str, list[int]] = defaultdict(list)
    # Full names come first, so that a surname finds its person; known kinds before unknown ones.
    order = sorted(found, key=lambda n: (n.kind is None, len(n.words) == 1, n.mention.start))
    for one in order:
        near = {g for word in one.words for g in index[_sound(word)] if _same(groups[g][0], one)}
        if near:
            groups[_nearest(groups, near, one)].append(one)
        elif one.kind is not None:
            for word in one.words:
                index[_sound(word)].append(len(groups))
            groups.append([one])
    return [_entity(sorted(group, key=lambda n: n.mention.start), text) for group in groups]


def _nearest(groups: Sequence[Sequence[Named]], near: set[int], one: Named) -> int:
    """Return the group with the last mention before this one, else the first mention after it."""
    at = one.mention.start

    def distance(group: int) -> tuple[bool, int]:
        starts = [n.mention.start for n in groups[group]]
        before = [at - start for start in starts if start < at]
        return (False, min(before)) if before else (True, min(starts))

    return min(near, key=distance)


def _same(known: Named, one: Named) -> bool:
    """Return whether a name is another mention of something known."""
    if one.kind not in (known.kind, None):
        return False
    short, long = sorted((known.words, one.words), key=len)
    if known.kind == "person":
        return _same_person(short, long)
    if known.kind == "place":
        listed = place_of(known.words)
        return (listed is not None and listed == place_of(one.words)) or _meet_all(short, long)
    begins = len(short) == 1 and not is_kind_word(short[0]) and _meet(short[0], long[0])
    return begins or _meet_all(short, long)


def _same_person(short: Sequence[Word], long: Sequence[Word]) -> bool:
    """Return whether each word of the shorter name is in the longer one.

    An initial only needs to be the first letter of a word.
    """
    full = [word for word in short if not word.text.endswith(".")]
    if not full or not all(any(_meet(word, other) for other in long) for word in full):
        return False
    rest = [other for other in long if not any(_meet(word, other) for word in full)]
    initials = [word.text[0] for word in short if word.text.endswith(".")]
    return not initials or not rest or initials[0] == rest[0].text[0]


def _meet_all(short: Sequence[Word], long: Sequence[Word]) -> bool:
    return len(short) == len(long) and all(map(_meet, short, long))


def _meet(one: Word, other: Word) -> bool:
    """Return whether two words are one name, by their roots or, in two scripts, by their sound."""
    if one.cyrillic == other.cyrillic:
        return one.key == other.key
    return bool(sound := skeleton(one.text)) and sound == skeleton(other.text)


def _sound(word: Word) -> str:
    return skeleton(word.text) or word.key


def _entity(group: Sequence[Named], text: str) -> Entity:
    """Return the entity of a group of mentions.

    Its text is the mention with most words and, among those, the fewest letters. In Russian this is
    mostly the nominative, the form to show, which is shorter than most other cases.
    """
    kind = next(named.kind for named in group if named.kind)
    called = min(group, key=lambda n: _awkwardness(n, text))
    return Entity(kind, _written(called, text), tuple(named.mention for named in group))


def _awkwardness(named: Named, text: str) -> tuple[bool, int, bool, int]:
    written = _written(named, text)
    return named.kind is None, -len(named.words), written.isupper(), len(written)


def _written(named: Named, text: str) -> str:
    return " ".join(text[named.mention.start : named.mention.end].split())
