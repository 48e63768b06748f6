"""Makes a digest out of the summaries of its articles.

Every article is summarised on its own, in its own language, and the chosen sentences are
translated. Here these summaries are put together: articles on something else are set aside,
statements that say the same become one, and the most important statements are chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ..document import Document, Summary
from ..errors import PairUnsupported
from ..length import Length, count_words
from ..text import markers
from . import similarity as comparing
from .merging import SETTINGS, cite, group
from .similarity import Similarity, Statement
from .values import DIFFERS, Citation, Digest, DigestPoint, LeftOut

VERSION = 2
_POOL = SETTINGS["pool"]
_EVENT = SETTINGS["event"]
_RANK = SETTINGS["rank"]


def pool(length: Length) -> Length:
    """Return the length of the summary of each article, longer than
    needed, so that there is a choice.
    """
    words = length.unit == "words"
    wanted = length.amount // _POOL["words"] if words else length.amount
    return Length(_POOL["least"] if length.unit == "percent" else max(wanted, _POOL["least"]))


def main_language(documents: Sequence[Document]) -> str:
    """Return the language of most of the documents; "und" where there are none."""
    spoken = Counter(document.language for document in documents).most_common(1)
    return spoken[0][0] if spoken else "und"


def summaries(
    documents: Sequence[Document], summarize: Callable[[Document], Summary]
) -> tuple[dict[int, Summary], dict[int, str]]:
    """Return the summary of each document by its index, or why its language cannot be read."""
    made: dict[int, Summary] = {}
    failures: dict[int, str] = {}
    for i, document in enumerate(documents):
        try:
            made[i] = summarize(document)
        except PairUnsupported as error:
            failures[i] = error.message
    return made, failures


def digest(
    documents: Sequence[Document],
    summaries: Mapping[int, Summary],
    failures: Mapping[int, str],
    *,
    length: Length,
    target: str,
    signature: str,
) -> Digest:
    """Return at most `length` of points from the summaries, all in the target language.

    Each document has a summary, or a reason in `failures` why there is none.

    Guarantees:
    - articles that are not on the event of most articles are in `left_out`, and no point cites
      them;
    - each point is a point of a summary, word for word; its first citation is the article it comes
      from;
    - points of several articles that say the same are one point, which cites them all;
    - the points are in the order in which the articles tell them.
    """
    left_out = [
        LeftOut(i, "unreadable_language", said, failed=True) for i, said in failures.items()
    ]
    told = {i: summary for i, summary in summaries.items() if summary.points}
    left_out += [LeftOut(i, "nothing_to_summarize") for i in summaries if i not in told]
    statements = [s for i, summary in told.items() for s in statements_of(i, documents[i], summary)]
    main, off_topic = _event(sorted(told), comparing.of_articles(documents, statements))
    left_out += off_topic
    statements = [s for s in statements if s.article in main]
    words = sum(count_words(documents[i].clean_text) for i in main)
    points = _points(documents, statements, main, length.of(words))
    method = f"digest:{VERSION}+{next(iter(summaries.values())).method}" if summaries else ""
    gone = tuple(sorted(left_out, key=lambda one: one.article))
    return Digest(target, tuple(documents), points, gone, method, signature)


def statements_of(article: int, document: Document, summary: Summary) -> list[Statement]:
    """Return the points of a summary that make sense alone; all of them where none does."""
    prose = document.prose
    places = {sentence: i / len(prose) for i, sentence in enumerate(prose)}
    found = []
    for point in summary.points:
        own = comparing.line(document, point.sources) or point.text
        place = min((places.get(i, 1.0) for i in point.sources), default=1.0)
        language = comparing.language(document, point.sources)
        one = Statement(article, point.sources, language, own, point.text, point.flags, place)
        found.append((one, place > 0 and markers.dangling(own)))
    return [one for one, leans in found if not leans] or [one for one, _ in found]


def _event(
    articles: Sequence[int], alike: Mapping[tuple[int, int], float]
) -> tuple[set[int], list[LeftOut]]:
    """Return the articles of the largest group in which each is similar to another, and the others.

    Of groups of one size, the one with the first article is taken.
    """
    groups: list[set[int]] = []
    for i in articles:
        near = [g for g in groups if any(alike[j, i] >= _EVENT["similarity"] for j in g)]
        groups = [g for g in groups if g not in near] + [{i}.union(*near)]
    main = max(groups, key=lambda g: (len(g), -min(g)), default=set())
    off_topic = []
    for i in articles:
        if i not in main:
            nearest = max(alike[min(i, j), max(i, j)] for j in main)
            off_topic.append(LeftOut(i, "off_topic", f"{nearest:.2f}"))
    return main, off_topic


def _points(
    documents: Sequence[Document], statements: Sequence[Statement], main: set[int], length: Length
) -> tuple[DigestPoint, ...]:
    """Return the best groups as points, in the order in which the articles tell them.

    The best of the points with which an article begins comes first. Without that rule, details that
    several articles report (the helicopters, the inquiry) could take the place of the event itself.
    """
    similarity = Similarity(
        [d if i in main else _EMPTY for i, d in enumerate(documents)], statements
    )
    found: list[_Ranked] = []
    for members in group(statements, similarity):
        lead = min(members, key=lambda i: _penalty(statements[i]))
        cited = cite(members, lead, statements, similarity)
        place = sum(statements[i].place for i in members) / len(members)
        rank = len(cited) / len(main) - _RANK["place"] * place
        rank -= _RANK["flagged"] * bool(statements[lead].flags)
        begins = any(statements[i].place == 0 for i in members)
        found.append(_Ranked(rank, place, lead, begins, _point(statements[lead], cited)))
    ranked = sorted(found, key=lambda one: (-one.rank, one.place))
    event = next((n for n, one in enumerate(ranked) if one.begins), 0)
    ranked = [*ranked[event : event + 1], *ranked[:event], *ranked[event + 1 :]]
    chosen = _fresh(ranked, similarity, length)
    return tuple(one.point for one in sorted(chosen, key=lambda one: one.place))


class _Ranked(NamedTuple):
    """A point with its rank, its mean place in the articles, and the statement that it shows.

    `begins`: an article begins with it.
    """

    rank: float
    place: float
    lead: int
    begins: bool
    point: DigestPoint


def _fresh(ranked: Sequence[_Ranked], similarity: Similarity, length: Length) -> list[_Ranked]:
    """Return the best points that fit.

    Those that are similar to a better one come only where others lack.
    """
    chosen: list[_Ranked] = []
    repeating: list[_Ranked] = []
    budget = length.amount
    for one in ranked:
        alike = similarity.of_statements(one.lead)
        [size] = length.sizes([one.point.text])
        if any(alike[other.lead] >= _RANK["repeating"] for other in chosen):
            repeating.append(one)
        elif size <= budget:
            chosen.append(one)
            budget -= size
    for one in repeating:
        [size] = length.sizes([one.point.text])
        if size <= budget:
            chosen.append(one)
            budget -= size
    return chosen


_EMPTY = Document("", "", (), (), ())


def _penalty(one: Statement) -> tuple[bool, bool, float]:
    """Return the order in which statements that say the same are
    shown: unflagged, untranslated first.
    """
    return bool(one.flags), one.own != one.text, one.place


def _point(lead: Statement, cited: tuple[Citation, ...]) -> DigestPoint:
    differs = [DIFFERS] * any(citation.differs for citation in cited)
    return DigestPoint(lead.text, cited, (*lead.flags, *differs))
