"""Checks translations: the whole text (`guard`), its numbers, names, negations and terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import regex

from ..document import Draft, PieceReason
from ..engines import DictionaryWord, HasDictionary, Translator
from ..text.proper import ProperName
from . import apposition, confidence, figures, guard, naming, negation
from .naming import Insertable
from .notation import in_english
from .outcomes import Outcome
from .terms import LostTerm, TermsOfTexts

_BEFORE_NOUNS = "the|an?|of|is|are|its|his|her|their"
_DOUBLED = regex.compile(r"(?<!\w)(\p{L}{4,})\s+\1(?!\w)", regex.IGNORECASE)


class Checker:
    """Checks the translations of one engine from one language into another, and counts faults.

    "core" is a text without the quotes and brackets around it (`marks.frame`).
    """

    def __init__(self, engine: Translator, source: str, target: str, terms: TermsOfTexts) -> None:
        self._engine = engine
        self._source = source
        self._target = target
        self._terms = terms

    def checked(
        self, text: str, framed: tuple[str, str, str], draft: Draft, *, mend: bool
    ) -> Outcome:
        """Return the checked translation within the quotes of its source, or a failed outcome.

        `framed` is the text as `marks.frame` splits it. Where the engine has other words for a term
        of the glossary, they are replaced by the term (see `terms`).
        """
        before, core, after = framed
        answer = guard.tidy(core, self._terms.mended(core, draft.text))
        outcome = self._checked_core(self._terms.reference(core, answer), answer, draft, mend=mend)
        if outcome.status == "failed":
            return replace(outcome, text=text)
        inside = self._terms.completed(core, outcome.text)
        if "." in after:  # in "3 февраля 2025 г.»." only the second full stop is one in English
            inside = guard.unstopped(inside)
        answer = before + inside + after
        lost, terms = self._terms.lost(text, answer), self._terms.applied(text, answer)
        if lost and outcome.reason != "number_differs":
            detail = self._terms.described(text, lost)
            outcome = replace(outcome, reason="term_differs", detail=detail)
        return replace(outcome, text=answer, terms=terms)

    def _checked_core(self, core: str, answer: str, draft: Draft, *, mend: bool) -> Outcome:
        """Return the outcome of a core and its translation `answer`.

        Misspelt names are corrected, and lost minus signs are inserted. If `mend` is true, a wrong
        number is also corrected where the right one is certain.
        """
        if self._target == "en":
            answer = in_english(core, answer)
        pair = self._source, self._target
        answer = figures.signed(core, answer, *pair)
        reason = self._refused(core, answer, draft)
        if mend and reason in (None, "lost_number", "invented_number"):
            answer = figures.mended(core, answer, *pair) or answer
            reason = self._refused(core, answer, draft)
        if reason is not None:
            return self.failed(core, reason, self._target if reason == "wrong_script" else "")
        if lost := naming.missing(core, answer, *pair):
            answer = naming.mended(core, answer, lost)
            lost = naming.missing(core, answer, *pair)
        answer = naming.with_initials(core, answer, *pair)
        if pair == ("ru", "en"):
            answer = apposition.mended(core, answer)
        doubt: PieceReason | None = None
        detail = ""
        if differs := figures.difference(core, answer, *pair):
            doubt, detail = "number_differs", figures.described(core, answer, differs)
        elif lost:
            doubt, detail = "name_differs", naming.described(core, answer, lost)
        return Outcome(answer, "translated", self._engine.name, draft.score, doubt, detail)

    def _refused(self, source: str, answer: str, draft: Draft) -> PieceReason | None:
        """Return the reason to refuse the translation, or None if it is good enough."""
        if not draft.finished:
            return "cut_off"
        if reason := guard.refusal(source, answer, self._target):
            return reason
        return "unsure" if guard.unsure(draft.score) else None

    def failed(self, text: str, reason: PieceReason, detail: str = "") -> Outcome:
        """Return the outcome of a text that is not translated, for this reason."""
        return Outcome(text, "failed", self._engine.name, reason=reason, detail=detail)

    def acceptable(self, text: str, outcome: Outcome) -> bool:
        """Return True if the text is translated and its negations are kept.

        Negations are not checked for engines that are exact.
        """
        if outcome.status != "translated" or self._engine.exact:
            return outcome.status == "translated"
        return not negation.lost(text, outcome.text, self._source, self._target)

    def lost(self, text: str, outcome: Outcome) -> list[ProperName | LostTerm]:
        """Return the names and terms of a text that its translation lacks, in order."""
        if self._engine.exact or outcome.status != "translated":
            return []
        terms = self._terms.found(text)
        names = naming.missing(text, outcome.text, self._source, self._target)
        separate = [n for n in names if all(n.end <= t.start or t.end <= n.start for t in terms)]
        lost: list[ProperName | LostTerm] = [*separate, *self._terms.lost(text, outcome.text)]
        return sorted(lost, key=lambda one: one.start)

    def lacking(self, text: str, outcome: Outcome) -> list[DictionaryWord]:
        """Return the words of the engine's dictionary that a translation has wrong or leaves out.

        For a text that is not translated, these are all words of the dictionary.
        """
        if not isinstance(self._engine, HasDictionary):
            return []
        answer = outcome.text if outcome.status == "translated" else ""
        return self._engine.lacking(text, answer, self._source, self._target)

    def left_out(self, text: str, outcome: Outcome) -> int:
        """Return how many words of the text its translation leaves out, as far as can be told."""
        if outcome.status != "translated":
            return 0
        pair = self._source, self._target
        return len(confidence.left_out(self._engine, text, outcome, *pair))

    def fuller(self, text: str, made: Outcome, before: Outcome) -> bool:
        """Return whether a translation leaves fewer words out than the one before it, and has no
        more faults. If the one before it failed, any acceptable translation is fuller.
        """
        if not self.acceptable(text, made):
            return False
        if before.status == "failed":
            return True
        fewer = self.left_out(text, made) < self.left_out(text, before)
        return fewer and self.faults(text, made) <= self.faults(text, before)

    def faults(self, text: str, outcome: Outcome) -> tuple[int, int, int]:
        """Return how faulty a translation is, as a sort key: lower is better.

        First comes how severe its worst fault is, then the number of numbers and dates that differ,
        then the number of names and terms that are lost.
        """
        differs = None
        if outcome.reason == "number_differs":
            differs = figures.difference(text, outcome.text, self._source, self._target)
        numbers = len(differs.missing) + len(differs.extra) if differs else 0
        return severity(outcome), numbers, len(self.lost(text, outcome))

    def better(self, text: str, first: Outcome, second: Outcome) -> Outcome:
        """Return the outcome with fewer faults; the first one if they have equally many."""
        return min(first, second, key=lambda outcome: self.faults(text, outcome))


def severity(outcome: Outcome) -> int:
    """Return 2 for a failed translation, 1 for one with a wrong number, 0 for any other.

    A translation that is not 0 is asked for a second time.
    """
    if outcome.status == "failed":
        return 2
    return int(outcome.reason == "number_differs")


def misplaced(text: str, answer: str, written: Sequence[Insertable]) -> bool:
    """Return whether the answer to a text with these words in English has them at a wrong place.

    That is certain where a finite verb stands as an adjective does ("The scolded minister"), and
    where a word is doubled that the text does not double.
    """
    verbs = [w for w in written if isinstance(w, DictionaryWord) and w.predicate]
    if any(_as_adjective(verb.spellings[0]).search(answer) for verb in verbs):
        return True
    return _DOUBLED.search(answer) is not None and _DOUBLED.search(text) is None


@lru_cache(maxsize=1024)
def _as_adjective(verb: str) -> regex.Pattern[str]:
    """Return a pattern for a finite verb behind an article, a preposition or the like."""
    first = regex.escape(verb.split()[0])
    return regex.compile(rf"(?<!\w)(?:{_BEFORE_NOUNS})\s+{first}(?!\w)", regex.IGNORECASE)
