"""Translates foreign fragments with an engine. This module and `attempts` do all the work that
engines need not do.

It looks up known phrases, cuts fragments at text that stays as it is and at the limit of the
engine, orders and batches the parts, and remembers earlier translations. `attempts` checks every
translation and asks a second time if one is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from ..document import joined_alternatives
from ..engines import Lazy, SeveralTranslators, Translator, serving
from ..glossary import NO_TERMS, Glossary
from . import guard, inline
from .cut import Part, join, parts, shorten
from .outcomes import MEMORY, Fragment, Outcome, combined


class KnownPhrases(Protocol):
    """Translations that are known without an engine, such as those of menu words."""

    def lookup(self, text: str) -> str | None: ...


# Returns the known phrases for a source and a target language, or None if there are none.
PhrasesOf = Callable[[str, str], KnownPhrases | None]


class FragmentTranslator:
    """Translates fragments into one language.

    Guarantees:
    - There is one outcome for each fragment, in order. Equal fragments are translated once and have
      equal outcomes.
    - Links, code, tags and placeholders (see `verbatim`), and the white space and quotes around a
      fragment, stay as they are.
    - If the numbers of a translation differ from those of its source, its reason is
      `number_differs`. If it lacks a name, its reason is `name_differs`. Both need languages that
      `text` reads. If it lacks a term of the glossary, its reason is `term_differs`.
    - A fragment fails as a whole, and its text stays as it is.
    - A fragment without a letter of its language's own script fails without asking the engine,
      because the engine would invent a translation.
    """

    def __init__(
        self,
        target: str,
        engine: Lazy[Translator],
        phrasebook: PhrasesOf | None,
        glossary: Glossary = NO_TERMS,
        alternatives: int = 0,
    ) -> None:
        self._target = target
        self._alternatives = alternatives
        self._engine = engine
        self._phrasebook = phrasebook
        self._glossary = glossary

    def unloaded(self, fragments: Sequence[Fragment]) -> list[str]:
        """Return the names of the models that must be loaded for these fragments."""
        if not self._engine.loaded:
            return [self._engine.model] if self._need_engine(fragments) else []
        engine = self._engine.get()
        if not isinstance(engine, SeveralTranslators):
            return []
        models: dict[str, None] = {}
        for lang in dict.fromkeys(fragment.lang for fragment in fragments):
            if self._need_engine(f for f in fragments if f.lang == lang):
                models |= dict.fromkeys(engine.unloaded(lang, self._target))
        return list(models)

    def _need_engine(self, fragments: Iterable[Fragment]) -> bool:
        """Return True if a fragment contains text that neither the phrasebook nor the glossary
        knows.
        """
        return any(
            part.core and self._known(Fragment(part.core, fragment.lang)) is None
            for fragment in fragments
            if not guard.unread(fragment.text, fragment.lang)
            for part in parts(fragment.text)
        )

    def translate(self, fragments: Sequence[Fragment]) -> list[Outcome]:
        """Return one outcome for each fragment. Raises what loading the engine raises."""
        marked = {f: inline.marked(f.text) for f in fragments}
        if not any(marked.values()) or self._engine.get().exact:
            return self._outcomes(fragments)
        bare = {f: Fragment(inline.bare(f.text), f.lang) for f in fragments}
        inner = [Fragment(one.inner, f.lang) for f in fragments for one in marked[f] if one.inner]
        asked = list(dict.fromkeys([*bare.values(), *inner]))
        known = dict(zip(asked, self._outcomes(asked), strict=True))
        return [_restored(f, known[bare[f]], known) for f in fragments]

    def _outcomes(self, fragments: Sequence[Fragment]) -> list[Outcome]:
        """Return one outcome for each fragment, without regard to marks of Markdown."""
        unread = {
            fragment: Outcome(fragment.text, "failed", reason="latin_letters", detail=fragment.lang)
            for fragment in fragments
            if guard.unread(fragment.text, fragment.lang)
        }
        cut = {f: parts(f.text) for f in fragments if f not in unread}
        cores = _cores(cut)
        answers = {core: known for core in cores if (known := self._known(core)) is not None}
        for lang in dict.fromkeys(core.lang for core in cores if core not in answers):
            own = {f: p for f, p in cut.items() if f.lang == lang}
            engine = serving(self._engine.get(), lang, self._target)
            if engine is not None:
                own = {f: _shortened(p, engine, answers, lang) for f, p in own.items()}
                cut |= own
            asked = [core for core in _cores(own) if core not in answers]
            answers |= self._ask(engine, lang, asked) if engine else self._unserved(asked)
        outcomes = {**unread, **{f: _joined(f, p, answers) for f, p in cut.items()}}
        return [outcomes[fragment] for fragment in fragments]

    def _known(self, core: Fragment) -> Outcome | None:
        """Return the outcome of a text that is a term, or a phrase without terms, else None."""
        if self._glossary:
            from . import terms

            if term := terms.whole(core.text, self._glossary, core.lang):
                return Outcome(term[0], "translated", "glossary", 1.0, terms=(term[1],))
            if self._with_terms(core).terms:
                return None
        phrases = None if self._phrasebook is None else self._phrasebook(core.lang, self._target)
        text = None if phrases is None else phrases.lookup(core.text)
        return None if text is None else Outcome(text, "translated", "phrasebook", 1.0)

    def _unserved(self, cores: Sequence[Fragment]) -> dict[Fragment, Outcome]:
        return {
            core: Outcome(
                core.text, "failed", reason="no_translator", detail=f"{core.lang}-{self._target}"
            )
            for core in cores
        }

    def _ask(
        self, engine: Translator, lang: str, cores: Sequence[Fragment]
    ) -> dict[Fragment, Outcome]:
        from .attempts import Attempt

        keys = {core: self._with_terms(core) for core in cores}
        kept = MEMORY.get(engine.name, self._target, keys.values())
        answers = {core: kept[key] for core, key in keys.items() if key in kept}
        # Lines of similar length are translated together. The longest come first, so that a lack of
        # memory shows at once.
        texts = sorted((c.text for c in cores if c not in answers), key=len, reverse=True)
        attempt = Attempt(engine, lang, self._target, self._glossary)
        outcomes = attempt.outcomes(texts)
        made = {Fragment(text, lang): outcome for text, outcome in outcomes.items()}
        good = {keys[core]: o for core, o in made.items() if o.status == "translated"}
        MEMORY.put(engine.name, self._target, good)
        answers |= made
        if not self._alternatives:
            return answers
        outcomes = {core.text: outcome for core, outcome in answers.items()}
        others = attempt.alternatives(outcomes, self._alternatives)
        return {c: replace(o, alternatives=others.get(c.text, ())) for c, o in answers.items()}

    def _with_terms(self, core: Fragment) -> Fragment:
        """Return the key of a text in the memory: a translation depends on the terms in it."""
        if not self._glossary:
            return core
        from ..text import terms

        found = terms.read(core.text, self._glossary, core.lang)
        return replace(core, terms=tuple(dict.fromkeys(one.term for one in found)))


def _restored(fragment: Fragment, bare: Outcome, known: Mapping[Fragment, Outcome]) -> Outcome:
    """Return the outcome of the text without marks, with the marks."""
    if bare.status == "failed":
        return replace(bare, text=fragment.text)

    def translate(inner: str) -> str:
        return known[Fragment(inner, fragment.lang)].text

    text, *others = (
        inline.restored(fragment.text, one, translate) for one in (bare.text, *bare.alternatives)
    )
    return replace(bare, text=text, alternatives=tuple(others))


def _cores(cut: Mapping[Fragment, Sequence[Part]]) -> list[Fragment]:
    """Return the distinct texts to translate."""
    cores = (Fragment(p.core, f.lang) for f, parts in cut.items() for p in parts if p.core)
    return list(dict.fromkeys(cores))


def _shortened(
    parts: Sequence[Part], engine: Translator, known: Mapping[Fragment, Outcome], lang: str
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

    def whole(write: Callable[[Outcome], str]) -> str:
        return join(parts, lambda core: write(answers[Fragment(core, fragment.lang)]))

    text = whole(lambda outcome: outcome.text)
    return replace(combined(text, outcomes), alternatives=joined_alternatives(outcomes, whole))
