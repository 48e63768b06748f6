"""Translates foreign fragments with an engine. This module does all the work that engines need not
do.

It looks up known phrases, cuts fragments at text that stays as it is and at the limit of the
engine, orders and batches the parts, remembers earlier translations, checks every translation and
asks a second time if one is refused.
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
    """Translations that are known without an engine, such as those of menu words."""

    def lookup(self, text: str) -> str | None: ...


# Returns the known phrases for a source and a target language, or None if there are none.
PhrasesOf = Callable[[str, str], KnownPhrases | None]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A foreign text and its language."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of translating one text. If `status` is kept or failed, `text` is the source text.

    `reason` says why the translation failed or why it is doubtful. `detail` adds to the reason, as
    in a `Piece`.
    """

    text: str
    status: Status
    engine: str | None = None
    score: float | None = None
    reason: PieceReason | None = None
    detail: str = ""


class Memory:
    """Remembers the latest outcomes by engine, languages and text. Threads may share it."""

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


# The memory of this process. It takes about ten megabytes when full.
MEMORY = Memory(20_000)


class FragmentTranslator:
    """Translates fragments into one language.

    Guarantees:
    - There is one outcome for each fragment, in order. Equal fragments are translated once and have
      equal outcomes.
    - Links, code, tags and placeholders (see `verbatim`), and the white space and quotes around a
      fragment, stay as they are.
    - If the numbers of a translation differ from those of its source, its reason is
      `number_differs`. If it lacks a name, its reason is `name_differs`. Both need languages that
      `text` reads.
    - A fragment fails as a whole, and its text stays as it is.
    - A fragment without a letter of its language's own script fails without asking the engine,
      because the engine would invent a translation.
    """

    def __init__(self, target: str, engine: Lazy[Translator], phrasebook: PhrasesOf | None) -> None:
        self._target = target
        self._engine = engine
        self._phrasebook = phrasebook

    def needs_engine(self, fragments: Iterable[Fragment]) -> bool:
        """Return True if a fragment contains text that the phrasebook does not know."""
        return any(
            part.core and self._known(Fragment(part.core, fragment.lang)) is None
            for fragment in fragments
            if not guard.unread(fragment.text, fragment.lang)
            for part in parts(fragment.text)
        )

    def translate(self, fragments: Sequence[Fragment]) -> list[Outcome]:
        """Return one outcome for each fragment. Raises what loading the engine raises."""
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
            # Lines of similar length are translated together. The longest come first, so that a
            # lack of memory shows at once.
            texts = [c.text for c in cores if c.lang == lang and c not in answers]
            texts.sort(key=len, reverse=True)
            for text, outcome in _Attempt(engine, lang, self._target).outcomes(texts).items():
                answers[Fragment(text, lang)] = outcome
                if outcome.status == "translated":
                    MEMORY.put(engine.name, self._target, Fragment(text, lang), outcome)
        return answers


class _Attempt:
    """Asks one engine for one pair of languages, checks the translations, asks again if refused."""

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
        """Return the outcomes after a second attempt on texts whose translation lost a name.

        The engine is given the text with the English name in it, because models copy such names.
        The new translation is used if it has more of the names.
        """
        lost = {text: self._lost(text, o) for text, o in answered.items() if o.reason in _DIFFERS}
        led = {text: naming.led(text, names) for text, names in lost.items() if names}
        led = {t: o for t, o in led.items() if o != t}
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
        """Translate all texts at once and return their outcomes.

        `led` gives the text that the engine reads instead of a source text; the translation is
        still checked against the source text. Raises EngineError if the engine fails or returns a
        wrong number of lines.
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
        """Return the checked translation within the quotes of its source, or a failed outcome.

        Misspelt names are corrected. With `mend`, a wrong number is also corrected if the right one
        is certain.
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
        """Return the names of a text that its translation lacks."""
        if self._engine.exact or outcome.status != "translated":
            return []
        return naming.missing(text, outcome.text, self._source, self._target)

    def _worth(self, text: str, outcome: Outcome) -> tuple[int, int]:
        """Return the faults of a translation as a sort key: failure, numbers, then lost names."""
        return _asks_again(outcome), len(self._lost(text, outcome))

    def _refused(self, source: str, answer: str, draft: Draft) -> PieceReason | None:
        """Return the reason to refuse the translation, or None if it is good enough."""
        if not draft.finished:
            return "cut_off"
        if reason := guard.refusal(source, answer, self._target):
            return reason
        return "unsure" if guard.unsure(draft.score) else None

    def _failed(self, text: str, reason: PieceReason, detail: str = "") -> Outcome:
        return Outcome(text, "failed", self._engine.name, reason=reason, detail=detail)


# The reasons to doubt a translation. The most important one comes first.
_DIFFERS: tuple[PieceReason | None, ...] = ("number_differs", "name_differs")
_DOUBTS = (*_DIFFERS, "low_confidence")


def _asks_again(outcome: Outcome) -> int:
    """Return how much a better translation is needed: 2 if it failed, 0 if not at all."""
    if outcome.status == "failed":
        return 2
    return int(outcome.reason == "number_differs")


def _cores(cut: Mapping[Fragment, Sequence[Part]]) -> list[Fragment]:
    """Return the distinct texts to translate."""
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
    """Return the outcome of a text that consists of these parts.

    It is failed if one part is failed, and kept if all parts are kept. Its score is the lowest
    score of the translated parts, or None if one of them has no score. Its reason is that of the
    first doubtful part; numbers and names that differ come before low confidence.
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
