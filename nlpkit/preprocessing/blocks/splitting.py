"""Divides a page into blocks: paragraphs, headings, lists, and junk.

The rules decide first and give the reasons. If a page contains junk, a forest that was trained on
pages scores each line again and may overrule the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from ...document import Block, JunkReason
from . import features, forest
from .lines import LIMITS
from .page import Page
from .rules import BODY, RULES, Verdict

VERSION = 18

_MODEL = LIMITS["model"]
_FIRM = frozenset(_MODEL["firm"])
_SINGLE = frozenset(LIMITS["zone"]["single"])
_WITHIN = frozenset(LIMITS["zone"]["within"])


class Decision(NamedTuple):
    """What a line is, the rule that says so, and the forest's score where it was asked.

    The score is the probability that the line is body of the article; `rule` is "model" where the
    forest overruled the rules.
    """

    verdict: Verdict
    rule: str
    score: float | None = None


def split(text: str, hints: Sequence[Block] = ()) -> tuple[Block, ...]:
    """Return the blocks of a normalised text: each line, with the line ends and blank lines after
    it.

    `hints` are stretches whose kind is known from the markup; they are in order and need not tile.

    Guarantees:
    - the blocks tile `text`; a text of white space alone has none;
    - a junk block says why; where all would be junk, nothing is.
    """
    page = Page(text, hints)
    starts = [0, *(line.start for line in page.lines[1:]), len(text)]
    return tuple(
        Block(start, end, *decision.verdict)
        for decision, (start, end) in zip(decide(page), pairwise(starts), strict=False)
    )


def explain(text: str, hints: Sequence[Block] = ()) -> str:
    """Return one line a block for people: kind or reason, what decided, the
    score, the beginning.
    """
    page = Page(text, hints)
    rows = []
    for line, (verdict, rule, score) in zip(page.lines, decide(page), strict=True):
        label = verdict.kind if verdict.reason is None else f"{verdict.kind}/{verdict.reason}"
        detail = f" {line.found.how} {line.found.phrase!r}" if line.found else ""
        sure = "" if score is None else f" {score:.2f}"
        rows.append(f"{label} | {rule}{detail}{sure} | {line.text[:60]}")
    return "\n".join(rows)


def decide(page: Page, model: forest.Forest | None = None) -> list[Decision]:
    """Return what is decided on each line; where all would be junk, nothing is.

    `model` is the shipped forest unless given (to judge a page the shipped one was trained on).
    """
    verdicts = ruled(page)
    decisions = [Decision(verdict, RULES[rule].__name__) for rule, verdict in verdicts]
    if asked(page, verdicts):
        model = model or forest.shipped()
        scores = model.scores(features.compute(page, verdicts)).tolist()
        decisions = _overruled(page, decisions, _listed(decisions, scores), model.body)
    if all(verdict.kind == "junk" for verdict, *_ in decisions):
        return [Decision(Verdict("paragraph"), "the_only_text")] * len(decisions)
    return decisions


def ruled(page: Page) -> list[tuple[int, Verdict]]:
    """Return for each line the index of the first rule that applies, and its verdict."""
    return [_first(page, i) for i in range(len(page.lines))]


def asked(page: Page, verdicts: Sequence[tuple[int, Verdict]]) -> bool:
    """Return True if the forest is asked: only if the rules find junk beside an article."""
    return page.substantial and any(verdict.kind == "junk" for _, verdict in verdicts)


def firm(rule: int) -> bool:
    """Return True if the forest cannot overrule the rule with this index in RULES."""
    return RULES[rule].__name__ in _FIRM


def _first(page: Page, i: int) -> tuple[int, Verdict]:
    for place, rule in enumerate(RULES):
        verdict = rule(page, i)
        if verdict is not None:
            return place, verdict
    raise AssertionError("the last rule always speaks")


def _listed(decisions: Sequence[Decision], scores: Sequence[float]) -> list[float]:
    """Return the scores, with the best score of each list or dialogue for all of its lines.

    The last line of a dialogue stands next to what follows the article.
    """
    out: list[float] = []
    rows = zip(decisions, scores, strict=True)
    for kind, group in groupby(rows, lambda row: row[0].verdict.kind):
        run = [score for _, score in group]
        out += [max(run)] * len(run) if kind == "list" else run
    return out


def _overruled(
    page: Page, decisions: list[Decision], scores: list[float], body: float
) -> list[Decision]:
    """Return the decisions after the forest has decided which lines are body and which are junk."""
    out: list[Decision] = []
    for i, (decision, score) in enumerate(zip(decisions, scores, strict=True)):
        verdict = decision.verdict
        if not _decided(page, i, decision):
            least = _MODEL["following"] if _follows(page, i, out) else body
            if verdict.kind in BODY and score < least and not _resumes(page, i):
                verdict = Verdict("junk", _reason(page, i, out))
            elif verdict.kind == "junk" and score >= body + _MODEL["surer"]:
                verdict = _kept(page, i)
        rule = decision.rule if verdict is decision.verdict else "model"
        out.append(Decision(verdict, rule, score))
    return out


def _decided(page: Page, i: int, decision: Decision) -> bool:
    """Return True if the markup, a firm rule or a phrase pattern decides about this line."""
    line = page.lines[i]
    told = line.found is not None and line.found.how == "patterns"
    return line.hint is not None or decision.rule in _FIRM or told


def _resumes(page: Page, i: int) -> bool:
    """Return True if a sentence continues the article after an advert's label or a photo credit,
    or is a short paragraph of its own.

    The forest has seen too few examples of this to decide it; it is not told of blank lines.
    """
    line = page.lines[i]
    label = page.lines[i - 1].found if i else None
    after = bool(label and label.reason in _SINGLE and line.ends)
    told = line.told and line.words < LIMITS["prose"]["strong"]
    return (after or told) and page.inside(i)


def _follows(page: Page, i: int, before: list[Decision]) -> bool:
    """Return True if a sentence stands behind a paragraph of the article, as its last may.

    A box of the kinds that stand within articles may part them, or the time of an entry of a live
    blog. Losing the sentence is worse than keeping one of the page's foot.
    """
    if not page.inside(i) or not page.lines[i].stops:
        return False
    for k in range(i - 1, max(-1, i - _MODEL["box"] - 2), -1):
        verdict = before[k].verdict
        if verdict.reason not in _WITHIN and not page.lines[k].time:
            return verdict.kind in BODY
    return False


def _reason(page: Page, i: int, before: list[Decision]) -> JunkReason:
    """Return why a line is junk if no rule knows: as the junk before it, or by its shape."""
    line = page.lines[i]
    if line.prose:
        return "outside_the_article"
    last = before[-1].verdict if before else None
    if last and last.reason and last.reason in _MODEL["lasting"]:
        return last.reason
    return "navigation" if line.words < LIMITS["run"]["headline"] else "related_headline"


def _kept(page: Page, i: int) -> Verdict:
    """Return what a line is when it is no junk: the first rule that says so."""
    verdicts = (rule(page, i) for rule in RULES)
    return next(verdict for verdict in verdicts if verdict and verdict.kind in BODY)
