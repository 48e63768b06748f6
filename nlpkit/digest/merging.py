"""Groups the statements of several articles that say the same."""

from __future__ import annotations

from collections.abc import Sequence

from ..faithfulness import unseen_numbers
from ..faithfulness.negation import denies
from ..resources import load_toml
from .similarity import Similarity, Statement
from .values import Citation

SETTINGS = load_toml(__package__, "data/digest.toml")
_SAME = SETTINGS["same"]


def group(statements: Sequence[Statement], similarity: Similarity) -> list[tuple[int, ...]]:
    """Put every statement into one group of statements that say the same, the earliest first.

    Guarantees: a negated statement and one that is not negated are never in one group.
    """
    groups: list[list[int]] = []
    for i in sorted(range(len(statements)), key=lambda i: (statements[i].place, i)):
        alike = similarity.of_statements(i)
        best = max(groups, key=lambda g: alike[g[0]], default=None)
        if best and _same(statements[i], statements[best[0]], float(alike[best[0]])):
            best.append(i)
        else:
            groups.append([i])
    return [tuple(members) for members in groups]


def cite(
    members: Sequence[int], lead: int, statements: Sequence[Statement], similarity: Similarity
) -> tuple[Citation, ...]:
    """Return where a group is said: in `lead`, whose text is shown, in
    its other members, then in other sentences.
    """
    said = statements[lead].own
    cited: dict[int, Citation] = {}
    for one in (statements[i] for i in (lead, *members)):
        if one.article not in cited:
            differs = differing(said, one.own)
            cited[one.article] = Citation(one.article, one.sources, differs)
    alike = similarity.of_sentences(lead)
    for place in (-alike).argsort(kind="stable").tolist():
        supporting = similarity.sentences[place]
        if alike[place] < _SAME["in_one_language"]:
            break
        if supporting.article not in cited and denies(said) == denies(supporting.text):
            differs = differing(said, supporting.text)
            cited[supporting.article] = Citation(supporting.article, (supporting.index,), differs)
    return tuple(cited.values())


def differing(said: str, other: str) -> tuple[str, ...]:
    """Return the numbers of `other` that are not in `said`, where
    both have numbers the other lacks.

    Otherwise they do not differ: one of two texts may simply leave a number out.
    """
    return unseen_numbers(other, [said]) if unseen_numbers(said, [other]) else ()


def _same(one: Statement, other: Statement, similarity: float) -> bool:
    needed = "in_one_language" if one.language == other.language else "across_languages"
    return similarity >= _SAME[needed] and denies(one.own) == denies(other.own)
