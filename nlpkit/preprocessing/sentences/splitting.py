"""Sentences: one pass over each block, a tuple of named rules, offsets only.

A compiled expression finds the places where a sentence might end; at each of them the rules of
`rules` are asked in order and the first that has an opinion decides. Nothing else is
looked at, so the work is linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...document import Block, Sentence
from .candidates import CANDIDATE, Candidate
from .rules import rules_at

VERSION = 11


@dataclass(frozen=True, slots=True)
class Decision:
    """What the debug view says of one candidate: the sentence would end at `at`."""

    at: int
    ends: bool
    reason: str


def _decide(candidate: Candidate) -> Decision:
    for rule in rules_at(candidate):
        ends = rule(candidate)
        if ends is not None:
            return Decision(candidate.at, ends, rule.__name__.replace("_", " "))
    raise AssertionError("the last rule always decides")


def _decisions(text: str, block: Block) -> Iterator[Decision]:
    start = block.start
    for match in CANDIDATE.finditer(text, block.start, block.end):
        if match.end() >= block.end or match.start() == start:
            continue
        decision = _decide(Candidate(text, block, start, match))
        if decision.ends:
            start = match.end()
        yield decision


def explain(text: str, blocks: Sequence[Block]) -> tuple[Decision, ...]:
    """Return every place looked at, in order, and the rule that decided it."""
    return tuple(decision for block in blocks for decision in _decisions(text, block))


def split(text: str, blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """Return the sentences of every block.

    Guarantees:
    - in order, without overlap, each inside one block and trimmed of outer white space;
    - every character that is not white space lies in a sentence;
    - time linear in the text.
    """
    sentences = []
    for index, block in enumerate(blocks):
        start = block.start
        ends = (decision.at for decision in _decisions(text, block) if decision.ends)
        for end in (*ends, block.end):
            piece = text[start:end]
            left = start + len(piece) - len(piece.lstrip())
            right = start + len(piece.rstrip())
            if left < right:
                sentences.append(Sentence(left, right, index))
            start = end
    return tuple(sentences)
