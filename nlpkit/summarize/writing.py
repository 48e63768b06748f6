"""Summaries in a model's own words: linked to their sources, checked, and replaced if rejected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ..document import NOT_TRANSLATED, Document, Draft, Flag, Point, PointCode
from ..engines import Entailment
from .request import Request, TranslateSentences, one_line, quoted

if TYPE_CHECKING:
    from ..faithfulness import Check, SourceIndex

SOURCE_UNKNOWN = Flag("source_unknown")
# The flag of a sentence of the text that replaces a rejected one, by the flag that rejected it.
REPLACED: Mapping[str, PointCode] = {
    "number_not_in_source": "replaced_number",
    "date_not_in_source": "replaced_date",
    "little_support": "replaced_wording",
}


@dataclass(frozen=True, slots=True)
class Checks:
    """How the sentences that a model wrote are checked, and what is done with rejected ones.

    With `fallback` "extract", a rejected sentence is replaced by the most similar sentence of the
    text; with "flag", it stays. `entailment` is an optional model that judges each sentence as
    well.
    """

    fallback: Literal["extract", "flag"] = "extract"
    entailment: Entailment | None = None


def written(
    document: Document,
    request: Request,
    drafts: Sequence[Draft],
    target: str,
    split: Callable[[str], list[str]],
    translated: TranslateSentences,
    checks: Checks,
) -> list[Point]:
    """Return a point for each written sentence, with its sources and flags, or its replacement."""
    # Imported here: chosen sentences need no checks, so their patterns are not loaded for them.
    from ..faithfulness import Checker

    known = [document.clean_text, document.title or ""]
    checker = Checker(request.texts, known, language=request.language, entailment=checks.entailment)
    written = []
    for draft in drafts:
        for line in map(one_line, split(draft.text)):
            check = checker.check(line, draft.sources)
            flags = [] if check.sources else [SOURCE_UNKNOWN]
            flags += check.flags
            if not request.translated and request.language not in (target, "und"):
                flags.append(NOT_TRANSLATED)
            sources = tuple(sorted({request.indices[place] for place in check.sources}))
            written.append((Point(line, sources, tuple(flags)), check))
    if checks.fallback == "extract":
        return _replaced(document, request, written, checker.source_index, translated)
    return [point for point, _ in written]


def _replaced(
    document: Document,
    request: Request,
    written: Sequence[tuple[Point, Check]],
    source_index: SourceIndex,
    translated: TranslateSentences,
) -> list[Point]:
    """Return the points, with the most similar sentence of the text in place of each rejected one.

    A rejected sentence stays if no unused sentence of the text shares a word with it.
    """
    kept = [(point, check) for point, check in written if not check.rejecting]
    used = {point.text for point, _ in kept}
    used.update(request.texts[place] for _, check in kept for place in check.sources)
    points = []
    for point, check in written:
        nearest = source_index.nearest(point.text) if check.rejecting else []
        place = next((i for i in nearest if request.texts[i] not in used), None)
        if place is not None:
            [point] = quoted(document, request, [place], translated)
            flags = [Flag(REPLACED[flag.code], flag.detail) for flag in check.rejecting]
            point = replace(point, flags=(*point.flags, *flags))
            used.add(request.texts[place])
        points.append(point)
    return points
