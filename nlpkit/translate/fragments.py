"""Foreign fragments in, translated or failed fragments out: all that engines need not know.

Looking up phrases, cutting at what stays as it is and where a line is too long, order and batches,
the memory of earlier answers, the check of every answer, the second try.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..document import Draft, Piece, PieceReason, Status
from ..engines import Lazy, Translator
from ..errors import EngineError
from ..text.proper import ProperName
from . import figures, guard, naming
from .cut import Part, join, parts, shorten
from .marks import frame


class KnownPhrases(Protocol):
    """Translations known beforehand, such as menu words."""

    def lookup(self, text: str) -> str | None: ...


# The phrases of a source and a target language, None where there are none.
PhrasesOf = Callable[[str, str], KnownPhrases | None]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A foreign text and its language."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text; kept and failed ones have the source text.

    `reason` says why it failed, or why its translation is to be doubted; `detail` says more to it,
    as that of a `Piece`.
    """

    text: str
    status: Status
    engine: str | None = None
    score: float | None = None
    reason: PieceReason | None = None
    detail: str = ""


class Memory:
    """The latest outcomes by engine, languages and text; threads may share it."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = threading.Lock()
        self._outcomes: OrderedDict[tuple[str, str, Fragment], Outcome] = OrderedDict()

    def get(self, engine: str, target: str, fragment: Fragment) -> Outcome | None:
        with self._lock:
            outcome = self._outcomes.get((engine, target, fragment))
            if outcome is not None:
                self._outcomes.move_to_end((engine, target, fragment))
            return outcome

    def put(self, engine: str, target: str, fragment: Fragment, outcome: Outcome) -> None:
        with self._lock:
            self._outcomes[engine, target, fragment] = outcome
            if len(self._outcomes) > self._size:
                self._outcomes.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._outcomes.clear()


# About ten megabytes of sentences for the process.
MEMORY = Memory(20_000)


class FragmentTranslator:
    """Translates fragments into one language.

    Guarantees:
    - one outcome a fragment, in order; equal fragments have equal outcomes and cost one answer;
    - links, code, tags, placeholders, … (`verbatim`), white space and quotes around a fragment
      stay as they are;
    - a translated one whose numbers differ from its text's says so (`number_differs`), and so does
      one that lacks a name (`name_differs`), where those are read;
    - a fragment fails as a whole, with its text untouched;
    - one in other letters than its language has fails unasked: engines would make something up.
    """

    def __init__(self, target: str, engine: Lazy[Translator], phrasebook: PhrasesOf | None) -> None:
        self._target = target
        self._engine = engine
        self._phrasebook = phrasebook

    def needs_engine(self, fragments: Iterable[Fragment]) -> bool:
        """Whether something remains that is not in the phrasebook."""
        return any(
            part.core and self._known(Fragment(part.core, fragment.lang)) is None
            for fragment in fragments
            if not guard.unread(fragment.text, fragment.lang)
            for part in parts(fragment.text)
        )

    def translate(self, fragments: Sequence[Fragment]) -> list[Outcome]:
        """The outcome of each. Raises what loading the engine raises (ModelMissing, …)."""
        unread = {
            fragment: Outcome(fragment.text, "failed", reason="latin_letters", detail=fragment.lang)
            for fragment in fragments
            if guard.unread(fragment.text, fragment.lang)
        }
        cut = {f: parts(f.text) for f in fragments if f not in unread}
        cores = _cores(cut)
        answers = {core: known for core in cores if (known := self._known(core)) is not None}
        if len(answers) < len(cores):
            engine = self._engine.get()
            cut = {f: _shortened(p, f.lang, engine, answers) for f, p in cut.items()}
            answers |= self._ask(engine, [core for core in _cores(cut) if core not in answers])
        outcomes = {**unread, **{f: _joined(f, p, answers) for f, p in cut.items()}}
        return [outcomes[fragment] for fragment in fragments]

    def _known(self, core: Fragment) -> Outcome | None:
        phrases = None if self._phrasebook is None else self._phrasebook(core.lang, self._target)
        text = None if phrases is None else phrases.lookup(core.text)
        return None if text is None else Outcome(text, "translated", "phrasebook", 1.0)

    def _ask(self, engine: Translator, cores: Sequence[Fragment]) -> dict[Fragment, Outcome]:
        remembered = ((core, MEMORY.get(engine.name, self._target, core)) for core in cores)
        answers = {core: outcome for core, outcome in remembered if outcome is not None}
        for lang in dict.fromkeys(core.lang for core in cores):
            # Lines of like length go together; the longest first, so that memory runs out at once.
            texts = [c.text for c in cores if c.lang == lang and c not in answers]
            texts.sort(key=len, reverse=True)
            for text, outcome in _Attempt(engine, lang, self._target).outcomes(texts).items():
                answers[Fragment(text, lang)] = outcome
                if outcome.status == "translated":
                    MEMORY.put(engine.name, self._target, Fragment(text, lang), outcome)
        return answers


class _Attempt:
    """Asks one engine about one pair of languages, checks, and asks again what was refused."""

    def __init__(self, engine: Translator, source: str, target: str) -> None:
        self._engine = engine
        self._source = source
        self._target = target

    def outcomes(self, texts: Sequence[str]) -> dict[str, Outcome]:
        if not texts:
            return {}
        if not self._engine.supports(self._source, self._target):
            pair = f"{self._source}-{self._target}"
            return {text: self._failed(text, "no_translator", pair) for text in texts}
        try:
            answered = self._asked(texts, safe=False)
        except EngineError:
            return {text: self._alone(text) for text in texts}
        doubtful = [text for text in texts if _asks_again(answered[text])]
        try:
            again = self._asked(doubtful, safe=True)
        except EngineError:
            again = {text: self._alone(text) for text in doubtful}
        better = {t: min(again[t], answered[t], key=_asks_again) for t in doubtful}
        return self._with_names({**answered, **better})

    def _with_names(self, answered: Mapping[str, Outcome]) -> dict[str, Outcome]:
        """The same, where a name was lost with the answer to the text that has it in English.

        Models copy what is written so. The new answer counts if it has more of the names.
        """
        lost = {text: self._lost(text, o) for text, o in answered.items() if o.reason in _DIFFERS}
        led = {text: naming.led(text, names) for text, names in lost.items() if names}
        led = {t: o for t, o in led.items() if self._engine.count(o) <= self._engine.max_tokens}
        try:
            again = self._asked(list(led), safe=False, led=led)
        except EngineError:
            again = {}
        better = {t: min(answered[t], again[t], key=lambda o: self._worth(t, o)) for t in again}
        return {**answered, **better}

    def _alone(self, text: str) -> Outcome:
        try:
            return self._asked([text], safe=True)[text]
        except EngineError as error:
            return self._failed(text, "engine_failed", error.message)

    def _asked(
        self, texts: Sequence[str], *, safe: bool, led: Mapping[str, str] | None = None
    ) -> dict[str, Outcome]:
        """All at once; `led` has what to ask instead of a text, its answer is judged as that of
        the text. Raises EngineError where the engine fails as a whole or loses count.
        """
        if not texts:
            return {}
        exact = self._engine.exact
        framed = [("", text, "") if exact else frame(text) for text in texts]
        bare = [core for _, core, _ in framed]
        if led:
            bare = [frame(led[text])[1] for text in texts]
        drafts = self._engine.translate(bare, self._source, self._target, safe=safe)
        if len(drafts) != len(texts):
            raise EngineError(f"the translator answered {len(drafts)} lines to {len(texts)}")
        if exact:
            name = self._engine.name
            answers = zip(texts, drafts, strict=True)
            return {text: Outcome(d.text, "translated", name, d.score) for text, d in answers}
        judged = zip(texts, framed, drafts, strict=True)
        return {text: self._judged(text, parts, d, mend=safe) for text, parts, d in judged}

    def _judged(
        self, text: str, framed: tuple[str, str, str], draft: Draft, *, mend: bool
    ) -> Outcome:
        """The answer, within the quotes of its text, where it can stand.

        Misspelt names in it are put right; with `mend`, a number that is wrong as well, where it
        is clear which.
        """
        before, core, after = framed
        answer = guard.tidy(core, draft.text)
        pair = self._source, self._target
        reason = self._refused(core, answer, draft)
        if mend and reason in (None, "lost_number", "invented_number"):
            answer = figures.mended(core, answer, *pair) or answer
            reason = self._refused(core, answer, draft)
        if reason is not None:
            return self._failed(text, reason, self._target if reason == "wrong_script" else "")
        if lost := naming.missing(core, answer, *pair):
            answer = naming.mended(core, answer, lost)
            lost = naming.missing(core, answer, *pair)
        doubt: PieceReason | None = "low_confidence" if guard.doubtful(draft.score) else None
        detail = ""
        if differs := figures.difference(core, answer, *pair):
            doubt, detail = "number_differs", figures.described(core, answer, differs)
        elif lost:
            doubt, detail = "name_differs", naming.described(core, answer, lost)
        answer = before + answer + after
        return Outcome(answer, "translated", self._engine.name, draft.score, doubt, detail)

    def _lost(self, text: str, outcome: Outcome) -> list[ProperName]:
        """The names of a text that its translation lacks."""
        if self._engine.exact or outcome.status != "translated":
            return []
        return naming.missing(text, outcome.text, self._source, self._target)

    def _worth(self, text: str, outcome: Outcome) -> tuple[int, int]:
        """How far an answer is from a good one: by failing or its numbers, then by its names."""
        return _asks_again(outcome), len(self._lost(text, outcome))

    def _refused(self, source: str, answer: str, draft: Draft) -> PieceReason | None:
        """Why the answer cannot stand."""
        if not draft.finished:
            return "cut_off"
        if reason := guard.refusal(source, answer, self._target):
            return reason
        return "unsure" if guard.unsure(draft.score) else None

    def _failed(self, text: str, reason: PieceReason, detail: str = "") -> Outcome:
        return Outcome(text, "failed", self._engine.name, reason=reason, detail=detail)


# Why a translation is doubted, the most important first.
_DIFFERS: tuple[PieceReason | None, ...] = ("number_differs", "name_differs")
_DOUBTS = (*_DIFFERS, "low_confidence")


def _asks_again(outcome: Outcome) -> int:
    """How much an answer asks for a better one: 0 for not at all."""
    if outcome.status == "failed":
        return 2
    return int(outcome.reason == "number_differs")


def _cores(cut: Mapping[Fragment, Sequence[Part]]) -> list[Fragment]:
    """The distinct texts to translate."""
    cores = (Fragment(p.core, f.lang) for f, parts in cut.items() for p in parts if p.core)
    return list(dict.fromkeys(cores))


def _shortened(
    parts: Sequence[Part], lang: str, engine: Translator, known: Mapping[Fragment, Outcome]
) -> list[Part]:
    def fits(text: str) -> bool:
        return Fragment(text, lang) in known or engine.count(text) <= engine.max_tokens

    return [short for part in parts for short in shorten(part, fits)]


def _joined(
    fragment: Fragment, parts: Sequence[Part], answers: Mapping[Fragment, Outcome]
) -> Outcome:
    outcomes = [answers[Fragment(p.core, fragment.lang)] for p in parts if p.core]
    if any(outcome.status == "failed" for outcome in outcomes):
        return combined(fragment.text, outcomes)
    text = join(parts, lambda core: answers[Fragment(core, fragment.lang)].text)
    return combined(text, outcomes)


def combined(text: str, parts: Sequence[Outcome | Piece]) -> Outcome:
    """The outcome of a text made of parts: failed as soon as one is, kept when all are.

    It is scored as the least sure of its parts, and not at all where one is not. It is doubted as
    the first part that is, before others as one whose numbers or names differ.
    """
    failed = next((part for part in parts if part.status == "failed"), None)
    if failed is not None:
        return Outcome(text, "failed", failed.engine, reason=failed.reason, detail=failed.detail)
    done = [part for part in parts if part.status == "translated"]
    if not done:
        return Outcome(text, "kept")
    engines = dict.fromkeys(part.engine for part in done if part.engine)
    scores = [part.score for part in done if part.score is not None]
    score = min(scores) if len(scores) == len(done) else None
    doubted = [part for part in done if part.reason is not None]
    doubted.sort(key=lambda part: _DOUBTS.index(part.reason))
    reason, detail = (doubted[0].reason, doubted[0].detail) if doubted else (None, "")
    return Outcome(text, "translated", "+".join(engines), score, reason, detail)
