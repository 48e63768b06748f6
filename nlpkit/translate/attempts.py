"""Asks an engine and judges its translations: whether they are any, their numbers, names and
terms.

The readers of numbers, dates and names are loaded with this module, so it is imported when an
engine is asked for the first time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..document import Draft, PieceReason
from ..engines import GivesAlternatives, Translator
from ..errors import EngineError
from ..glossary import NO_TERMS, Glossary
from ..text.abbreviations import spelled_out
from ..text.alphabets import in_russian
from . import confidence, figures, guard, naming, negation
from .marks import frame
from .notation import in_english
from .outcomes import DIFFERS, Outcome
from .terms import TermsOfTexts

_HYPOTHESES = 8  # looked at where a translation failed or lost a negation
_WEIGHTIER = DIFFERS[: DIFFERS.index("negation_differs")]


class Attempt:
    """Asks one engine for one pair of languages, checks the translations, asks again if refused."""

    def __init__(
        self, engine: Translator, source: str, target: str, glossary: Glossary = NO_TERMS
    ) -> None:
        self._engine = engine
        self._source = source
        self._target = target
        self._terms = TermsOfTexts(NO_TERMS if engine.exact else glossary, source, target)

    def outcomes(self, texts: Sequence[str]) -> dict[str, Outcome]:
        """Return the checked translation of each text, with its final score (see `confidence`)."""
        made = self._outcomes(texts)
        return {text: confidence.rated(self._engine, text, o) for text, o in made.items()}

    def _outcomes(self, texts: Sequence[str]) -> dict[str, Outcome]:
        if not texts:
            return {}
        if not self._engine.supports(self._source, self._target):
            pair = f"{self._source}-{self._target}"
            return {text: self._failed(text, "no_translator", pair) for text in texts}
        self._terms.ask(self._engine, texts)
        try:
            answered = self._asked(texts, safe=False)
        except EngineError:
            return {text: self._alone(text) for text in texts}
        doubtful = [text for text in texts if _asks_again(answered[text])]
        try:
            again = self._asked(doubtful, safe=True)
        except EngineError:
            again = {text: self._alone(text) for text in doubtful}
        better = {t: self._better(t, answered[t], again[t]) for t in doubtful}
        return self._with_hypotheses(self._with_leads({**answered, **better}))

    def _with_leads(self, answered: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Return the outcomes after a second attempt on texts whose translation lost names or
        terms.

        The engine is given the text with the name or term in English in it, because models copy
        it. The new translation is used if it has more of them.
        """
        lost = {text: self._lost(text, o) for text, o in answered.items() if o.reason in DIFFERS}
        led = {text: naming.led(text, names) for text, names in lost.items() if names}
        led = {t: o for t, o in led.items() if o != t}
        led = {t: o for t, o in led.items() if self._engine.count(o) <= self._engine.max_tokens}
        try:
            again = self._asked(list(led), safe=False, led=led)
        except EngineError:
            again = {}
        better = {t: self._better(t, answered[t], again[t]) for t in again}
        return {**answered, **better}

    def _with_hypotheses(self, answered: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Return the outcomes; where a translation failed or lost a negation, the likeliest
        hypothesis that did neither, if there is one with no more faults. Otherwise the lost
        negation is the reason of the outcome.
        """
        unsound = {text: o for text, o in answered.items() if not self._sound(text, o)}
        found = self._hypotheses(unsound, _HYPOTHESES)
        better = {
            text: next((o for o in found.get(text, ()) if self._sound(text, o)), _marked(outcome))
            for text, outcome in unsound.items()
        }
        return {**answered, **better}

    def _sound(self, text: str, outcome: Outcome) -> bool:
        """Say whether the text is translated and has its negations; engines that are exact keep
        them.
        """
        if outcome.status != "translated" or self._engine.exact:
            return outcome.status == "translated"
        return not negation.lost(text, outcome.text, self._source, self._target)

    def alternatives(self, made: Mapping[str, Outcome], count: int) -> dict[str, tuple[str, ...]]:
        """Return other translations of the texts, at most `count` each, the likeliest first.

        `made` has the outcome of each text. An alternative has no more faults than the translation.
        The texts of engines without alternatives have none.
        """
        translated = {text: o for text, o in made.items() if o.status == "translated"}
        # One more is asked for, because the translation itself is among them.
        found = self._hypotheses(translated, count + 1)
        texts = {text: dict.fromkeys(o.text for o in good) for text, good in found.items()}
        return {t: tuple(o for o in texts[t] if o != made[t].text)[:count] for t in texts}

    def _hypotheses(self, made: Mapping[str, Outcome], count: int) -> dict[str, list[Outcome]]:
        """Return the engine's hypotheses with no more faults than the outcome, likeliest first."""
        engine, texts = self._engine, list(made)
        if not isinstance(engine, GivesAlternatives) or not texts:
            return {}
        framed = [frame(text) for text in texts]
        cores = [self._readable(core) for _, core, _ in framed]
        try:
            answers = engine.alternatives(cores, self._source, self._target, count)
        except EngineError:
            return {}
        found: dict[str, list[Outcome]] = {}
        for text, parts, drafts in zip(texts, framed, answers, strict=True):
            faults = self._faults(text, made[text])
            judged = (self._judged(text, parts, draft, mend=False) for draft in drafts)
            found[text] = [outcome for outcome in judged if self._faults(text, outcome) <= faults]
        return found

    def _alone(self, text: str) -> Outcome:
        try:
            return self._asked([text], safe=True)[text]
        except EngineError as error:
            return self._failed(text, "engine_failed", error.message)

    def _asked(
        self, texts: Sequence[str], *, safe: bool, led: Mapping[str, str] | None = None
    ) -> dict[str, Outcome]:
        """Translate all texts at once and return their outcomes.

        `led` gives the text that the engine reads instead of a source text; the translation is
        still checked against the source text. Raises EngineError if the engine fails or returns a
        wrong number of lines.
        """
        if not texts:
            return {}
        exact = self._engine.exact
        framed = [("", text, "") if exact else frame(text) for text in texts]
        cores = [frame(led[text])[1] for text in texts] if led else [core for _, core, _ in framed]
        bare = cores if exact else [self._readable(core, safe=safe) for core in cores]
        drafts = self._engine.translate(bare, self._source, self._target, safe=safe)
        if len(drafts) != len(texts):
            raise EngineError(f"the translator answered {len(drafts)} lines to {len(texts)}")
        if exact:
            name = self._engine.name
            answers = zip(texts, drafts, strict=True)
            return {text: Outcome(d.text, "translated", name, d.score) for text, d in answers}
        judged = zip(texts, framed, drafts, strict=True)
        return {text: self._judged(text, parts, d, mend=safe) for text, parts, d in judged}

    def _readable(self, text: str, *, safe: bool = False) -> str:
        """Return the text as the engine reads it best, or as it is if that were too long.

        Abbreviations become words, except at a second attempt (`safe`). Russian has no letters of
        other languages.
        """
        words = text if safe else spelled_out(text, self._source)
        if self._source == "ru":
            words = in_russian(words)
        fits = words == text or self._engine.count(words) <= self._engine.max_tokens
        return words if fits else text

    def _judged(
        self, text: str, framed: tuple[str, str, str], draft: Draft, *, mend: bool
    ) -> Outcome:
        """Return the checked translation within the quotes of its source, or a failed outcome.

        Terms are put in where the engine has other words for them (see `terms`).
        """
        before, core, after = framed
        answer = guard.tidy(core, self._terms.mended(core, draft.text))
        outcome = self._checked(self._terms.reference(core, answer), answer, draft, mend=mend)
        if outcome.status == "failed":
            return replace(outcome, text=text)
        inside = self._terms.completed(core, outcome.text)
        if "." in after:  # of "3 февраля 2025 г.»." the first full stop is no end in English
            inside = guard.unstopped(inside)
        answer = before + inside + after
        lost, terms = self._terms.lost(text, answer), self._terms.applied(text, answer)
        if lost and outcome.reason != "number_differs":
            detail = self._terms.described(text, lost)
            outcome = replace(outcome, reason="term_differs", detail=detail)
        return replace(outcome, text=answer, terms=terms)

    def _checked(self, core: str, answer: str, draft: Draft, *, mend: bool) -> Outcome:
        """Return the outcome of a text without quotes around it and of the answer to it.

        Misspelt names are corrected, and lost minus signs are put in. With `mend`, a wrong number
        is also corrected if the right one is certain.
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
            return self._failed(core, reason, self._target if reason == "wrong_script" else "")
        if lost := naming.missing(core, answer, *pair):
            answer = naming.mended(core, answer, lost)
            lost = naming.missing(core, answer, *pair)
        answer = naming.with_initials(core, answer, *pair)
        doubt: PieceReason | None = None
        detail = ""
        if differs := figures.difference(core, answer, *pair):
            doubt, detail = "number_differs", figures.described(core, answer, differs)
        elif lost:
            doubt, detail = "name_differs", naming.described(core, answer, lost)
        return Outcome(answer, "translated", self._engine.name, draft.score, doubt, detail)

    def _lost(self, text: str, outcome: Outcome) -> list[naming.Leading]:
        """Return the names and terms of a text that its translation lacks, in order."""
        if self._engine.exact or outcome.status != "translated":
            return []
        terms = self._terms.found(text)
        names = naming.missing(text, outcome.text, self._source, self._target)
        apart = [n for n in names if all(n.end <= t.start or t.end <= n.start for t in terms)]
        lost: list[naming.Leading] = [*apart, *self._terms.lost(text, outcome.text)]
        return sorted(lost, key=lambda one: one.start)

    def _better(self, text: str, first: Outcome, second: Outcome) -> Outcome:
        return min(first, second, key=lambda outcome: self._faults(text, outcome))

    def _faults(self, text: str, outcome: Outcome) -> tuple[int, int, int]:
        """Return the faults of a translation as a sort key: failure, numbers that differ, then lost
        names and terms.
        """
        differs = None
        if outcome.reason == "number_differs":
            differs = figures.difference(text, outcome.text, self._source, self._target)
        numbers = len(differs.missing) + len(differs.extra) if differs else 0
        return _asks_again(outcome), numbers, len(self._lost(text, outcome))

    def _refused(self, source: str, answer: str, draft: Draft) -> PieceReason | None:
        """Return the reason to refuse the translation, or None if it is good enough."""
        if not draft.finished:
            return "cut_off"
        if reason := guard.refusal(source, answer, self._target):
            return reason
        return "unsure" if guard.unsure(draft.score) else None

    def _failed(self, text: str, reason: PieceReason, detail: str = "") -> Outcome:
        return Outcome(text, "failed", self._engine.name, reason=reason, detail=detail)


def _marked(unsound: Outcome) -> Outcome:
    """Return the outcome with its lost negation as its reason, if it has no weightier one."""
    if unsound.status == "failed" or unsound.reason in _WEIGHTIER:
        return unsound
    return replace(unsound, reason="negation_differs", detail="")


def _asks_again(outcome: Outcome) -> int:
    """Return how much a better translation is needed: 2 if it failed, 0 if not at all."""
    if outcome.status == "failed":
        return 2
    return int(outcome.reason == "number_differs")
