"""Asks an engine for translations, and asks again for those that have faults (see `checking`).

Importing this module loads the readers of numbers, dates and names, which takes time. It is
therefore imported when an engine is asked for the first time.

In this package, "core" is a text without the quotes and brackets around it (`marks.frame`), and a
"hypothesis" is one of several translations of the same text that an engine offers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..document import Draft
from ..engines import GivesAlternatives, Translator
from ..errors import EngineError
from ..glossary import NO_TERMS, Glossary
from ..text.abbreviations import spelled_out
from ..text.alphabets import in_russian
from . import confidence, naming
from .checking import Checker, misplaced, severity
from .halves import halves
from .marks import frame
from .naming import Insertable
from .outcomes import DIFFERS, Outcome
from .terms import TermsOfTexts

_HYPOTHESES = 8  # hypotheses to check if a translation failed or lost a negation
_ROUNDS = 2  # attempts with words in English in the text
_MORE_IMPORTANT = DIFFERS[: DIFFERS.index("negation_differs")]


class Attempt:
    """Translates texts from one language into another with one engine, and checks the result.

    A text is translated a second time if its first translation is refused, has faults or lacks
    words of the engine's dictionary, and a long one in halves if its translation leaves words out.
    """

    def __init__(
        self, engine: Translator, source: str, target: str, glossary: Glossary = NO_TERMS
    ) -> None:
        self._engine = engine
        self._source = source
        self._target = target
        self._terms = TermsOfTexts(NO_TERMS if engine.exact else glossary, source, target)
        self._checks = Checker(engine, source, target, self._terms)

    def outcomes(self, texts: Sequence[str]) -> dict[str, Outcome]:
        """Return the checked translation of each text, with its final score (see `confidence`)."""
        made = self._outcomes(texts)
        pair = self._source, self._target
        return {text: confidence.rated(self._engine, text, o, *pair) for text, o in made.items()}

    def _outcomes(self, texts: Sequence[str]) -> dict[str, Outcome]:
        if not texts:
            return {}
        if not self._engine.supports(self._source, self._target):
            pair = f"{self._source}-{self._target}"
            return {text: self._checks.failed(text, "no_translator", pair) for text in texts}
        self._terms.ask(self._engine, texts)
        try:
            answered = self._asked(texts, safe=False)
        except EngineError:
            return {text: self._alone(text) for text in texts}
        doubtful = [text for text in texts if severity(answered[text])]
        try:
            again = self._asked(doubtful, safe=True)
        except EngineError:
            again = {text: self._alone(text) for text in doubtful}
        better = {t: self._checks.better(t, answered[t], again[t]) for t in doubtful}
        named = self._with_names_inserted({**answered, **better})
        return self._in_halves(self._with_words_inserted(self._with_hypotheses(named)))

    def _with_names_inserted(self, answered: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Return the outcomes after a second attempt on texts whose translation lost names or
        terms, with these in English in the text. It is used if it has fewer faults.
        """
        faulty = {text: o for text, o in answered.items() if o.reason in DIFFERS}
        lost = {text: self._checks.lost(text, outcome) for text, outcome in faulty.items()}
        again = self._asked_with({t: [n for n in names if n.sure] for t, names in lost.items()})
        better = {t: self._checks.better(t, answered[t], again[t]) for t in again}
        return {**answered, **better}

    def _with_words_inserted(self, answered: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Return the outcomes after further attempts on texts whose translation lacks words of the
        engine's dictionary, with these in English in the text, as are names that are lost.

        A new translation is used if it leaves fewer words out, has no more faults and its words are
        not misplaced. If it lacks other words, these are added for the next attempt.
        """
        best, last = dict(answered), answered
        english: dict[str, list[Insertable]] = {}
        for _ in range(_ROUNDS):
            wanted = {}
            for text, outcome in last.items():
                names = [name for name in self._checks.lost(text, outcome) if name.sure]
                known = english.get(text, names)
                words = _united(known, self._checks.lacking(text, outcome))
                if len(words) > len(known):
                    wanted[text] = words
            english |= wanted
            last = self._asked_with(wanted)
            best |= {
                text: outcome
                for text, outcome in last.items()
                if self._checks.fuller(text, outcome, best[text])
                and not misplaced(text, outcome.text, english[text])
            }
        return best

    def _asked_with(self, words: Mapping[str, Sequence[Insertable]]) -> dict[str, Outcome]:
        """Translate the texts with these of their words in English, because models copy them.

        Texts without such words, and those that would be too long for the engine, have no outcome.
        There are none if the engine fails.
        """
        changed = {text: naming.inserted(text, found) for text, found in words.items()}
        fitting = {
            text: new
            for text, new in changed.items()
            if new != text and self._engine.count(new) <= self._engine.max_tokens
        }
        try:
            return self._asked(list(fitting), safe=False, inserted=fitting)
        except EngineError:
            return {}

    def _with_hypotheses(self, answered: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Return the outcomes after a search among the hypotheses of the engine.

        A translation that failed or lost a negation is replaced by the likeliest hypothesis that
        did neither and has no more faults. If there is none, the outcome stays, and a lost negation
        becomes its reason.
        """
        keeps = self._checks.acceptable
        rejected = {text: o for text, o in answered.items() if not keeps(text, o)}
        found = self._hypotheses(rejected, _HYPOTHESES)
        better = {
            text: next(
                (o for o in found.get(text, ()) if keeps(text, o)),
                _with_negation_reason(outcome),
            )
            for text, outcome in rejected.items()
        }
        return {**answered, **better}

    def _in_halves(self, answered: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """Return the outcomes after a second attempt on long texts whose translation leaves words
        out: they are translated in two halves.

        The new translation is used if it leaves fewer words out and has no more faults.
        """
        cut = {text: two for text in answered if (two := halves(frame(text)[1])) is not None}
        cut = {t: two for t, two in cut.items() if self._checks.left_out(t, answered[t])}
        if not cut:
            return dict(answered)
        lines = [self._readable(half) for two in cut.values() for half in two.sentences]
        try:
            drafts = iter(self._drafts(lines))
        except EngineError:
            return dict(answered)
        better: dict[str, Outcome] = {}
        for (text, two), one, other in zip(cut.items(), drafts, drafts, strict=True):
            made = self._checks.checked(text, frame(text), two.joined(one, other), mend=True)
            if self._checks.fuller(text, made, answered[text]):
                better[text] = made
        return {**answered, **better}

    def alternatives(self, made: Mapping[str, Outcome], count: int) -> dict[str, tuple[str, ...]]:
        """Return other translations of the texts, at most `count` each, the likeliest first.

        `made` has the outcome of each text. An alternative has no more faults than the translation.
        The result is empty if the engine does not offer alternatives.
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
            faults = self._checks.faults(text, made[text])
            checked = (self._checks.checked(text, parts, draft, mend=False) for draft in drafts)
            found[text] = [o for o in checked if self._checks.faults(text, o) <= faults]
        return found

    def _alone(self, text: str) -> Outcome:
        """Return the outcome of one text. If the engine fails, so does the outcome."""
        try:
            return self._asked([text], safe=True)[text]
        except EngineError as error:
            return self._checks.failed(text, "engine_failed", error.message)

    def _asked(
        self, texts: Sequence[str], *, safe: bool, inserted: Mapping[str, str] | None = None
    ) -> dict[str, Outcome]:
        """Translate all texts at once and return their outcomes.

        `safe` is passed to the engine (see `engines.Translator`) and, if true, a wrong number in a
        translation may be corrected. `inserted` gives for each text the text with names inserted
        that the engine reads instead. The translation is still checked against the original text.
        Raises EngineError if the engine fails or returns a wrong number of lines.
        """
        if not texts:
            return {}
        exact = self._engine.exact
        framed = [("", text, "") if exact else frame(text) for text in texts]
        shown = [frame(inserted[text]) for text in texts] if inserted else framed
        cores = [core for _, core, _ in shown]
        lines = cores if exact else [self._readable(core, safe=safe) for core in cores]
        drafts = self._drafts(lines, safe=safe)
        if exact:
            name = self._engine.name
            return {
                text: Outcome(draft.text, "translated", name, draft.score)
                for text, draft in zip(texts, drafts, strict=True)
            }
        answers = zip(texts, framed, drafts, strict=True)
        return {text: self._checks.checked(text, parts, d, mend=safe) for text, parts, d in answers}

    def _drafts(self, lines: Sequence[str], *, safe: bool = False) -> list[Draft]:
        """Return what the engine answers, one draft for each line.

        Raises EngineError if the engine fails or returns a wrong number of lines.
        """
        drafts = self._engine.translate(lines, self._source, self._target, safe=safe)
        if len(drafts) != len(lines):
            raise EngineError(f"the translator answered {len(drafts)} lines to {len(lines)}")
        return drafts

    def _readable(self, text: str, *, safe: bool = False) -> str:
        """Return the text in the form that engines translate best.

        Abbreviations are spelled out, except at a second attempt (`safe`). In Russian, letters of
        other languages are replaced by the Russian letters that they stand for. The text is
        returned as it is if the result would be too long for the engine.
        """
        words = text if safe else spelled_out(text, self._source)
        if self._source == "ru":
            words = in_russian(words)
        fits = words == text or self._engine.count(words) <= self._engine.max_tokens
        return words if fits else text


def _united(known: Sequence[Insertable], more: Sequence[Insertable]) -> list[Insertable]:
    """Return the known names and words, and more of them that lie in none of these, in order."""
    alone = [m for m in more if all(m.end <= k.start or k.end <= m.start for k in known)]
    return sorted([*known, *alone], key=lambda one: one.start)


def _with_negation_reason(outcome: Outcome) -> Outcome:
    """Return the outcome with the reason `negation_differs`, unless it has a more important one."""
    if outcome.status == "failed" or outcome.reason in _MORE_IMPORTANT:
        return outcome
    return replace(outcome, reason="negation_differs", detail="")
