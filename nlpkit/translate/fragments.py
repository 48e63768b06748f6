"""Translates foreign fragments with an engine.

It looks up known phrases, cuts fragments at text that stays as it is and at the limit of the
engine, orders and batches the parts, and remembers earlier translations. `attempts` checks every
translation and asks a second time if one has faults. An engine needs to do none of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..document import joined_alternatives
from ..engines import Aligns, Lazy, Link, SeveralTranslators, Translator, serving
from ..errors import EngineError
from ..glossary import NO_TERMS, Glossary
from ..languages import SCRIPTS
from . import guard, inline, snippets
from .correspondence import Range
from .cut import Part, join, parts, shorten
from .notation import figures_in_english, has_comma, in_english, item_in_latin
from .outcomes import MEMORY, Fragment, Outcome, combined
from .placement import place


class KnownPhrases(Protocol):
    """Translations that are known without an engine, such as those of menu words."""

    def lookup(self, text: str) -> str | None: ...


# Returns the known phrases for a source and a target language, or None if there are none.
PhrasesOf = Callable[[str, str], KnownPhrases | None]


_LONGEST_ALONE = 300  # characters of the longest range that is also translated alone


@dataclass(frozen=True, slots=True)
class Placing:
    """A text, its translation, and the ranges of the text that are searched for in it.

    Ranges are [start, end) in characters of `source`.
    """

    source: str
    answer: str
    lang: str
    ranges: tuple[Range, ...]

    @property
    def texts(self) -> list[str]:
        """The text of each range, or "" for a long one.

        Ranges may be nested, so the total of long ones could grow faster than the text.
        """
        return [
            self.source[start:end] if end - start <= _LONGEST_ALONE else ""
            for start, end in self.ranges
        ]

    @property
    def is_open(self) -> bool:
        """Whether an engine is needed to find the places of the ranges in the translation."""
        known = {(0, 0), (0, len(self.source)), (len(self.source), len(self.source))}
        return self.source != self.answer and not known.issuperset(self.ranges)


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
            if not guard.latin_letters(fragment.text, fragment.lang)
            for part in parts(fragment.text)
        )

    def translate(self, fragments: Sequence[Fragment]) -> list[Outcome]:
        """Return one outcome for each fragment. Raises what loading the engine raises."""
        marked = {f: read for f in fragments if (read := inline.read(f.text, f.labels))[1]}
        if not marked or self._engine.get().exact:
            return self._outcomes(fragments)
        bare = {f: Fragment(text, f.lang) for f, (text, _) in marked.items()}
        struck = [Fragment(m.struck, f.lang) for f in marked for m in marked[f][1] if m.struck]
        struck = list(dict.fromkeys(struck))
        told = {
            f: self._written(o.text, f.lang)
            for f, o in zip(struck, self._struck(struck), strict=True)
        }
        asked = list(dict.fromkeys(bare.get(f, f) for f in fragments))
        known = dict(zip(asked, self._outcomes(asked), strict=True))
        todo = [
            Placing(bare[f].text, answer, f.lang, tuple((m.start, m.end) for m in marks))
            for f, (_, marks) in marked.items()
            for answer in _answers(known[bare[f]])
        ]
        places = iter(self.places(todo))
        outcomes = {
            f: _restored(f, known[bare[f]], _with_struck(marks, f.lang, told), places)
            for f, (_, marks) in marked.items()
        }
        return [outcomes[f] if f in outcomes else known[f] for f in fragments]

    def _struck(self, fragments: Sequence[Fragment]) -> list[Outcome]:
        """Return the outcomes of texts that are struck out, each a text of its own."""
        return self.translate(fragments) if fragments else []

    def _kept(self, text: str, lang: str) -> str:
        """Return what a placeholder stands for as the target writes it."""
        item = item_in_latin(text) if "Latn" in SCRIPTS[self._target] else None
        return item or self._written(text, lang)

    def _written(self, text: str, lang: str) -> str:
        english = self._target == "en" and has_comma(lang)
        return figures_in_english(text) if english else text

    def places(self, todo: Sequence[Placing]) -> list[list[Range]]:
        """Return, for each text, the range in its translation for each of its ranges.

        How they are found is described in `placement`. Raises what loading the engine raises.
        """
        langs = dict.fromkeys(one.lang for one in todo if one.is_open)
        links: dict[Placing, Sequence[Link]] = {}
        alone: dict[Placing, Sequence[str]] = {}
        for lang in langs:
            engine = serving(self._engine.get(), lang, self._target)
            own = list(dict.fromkeys(one for one in todo if one.lang == lang and one.is_open))
            if isinstance(engine, Aligns):
                links |= zip(own, self._aligned(engine, lang, own), strict=True)
            else:
                alone |= self._alone(own)
        return [
            place(one.source, one.answer, one.ranges, links.get(one, ()), alone.get(one, ()))
            for one in todo
        ]

    def _aligned(
        self, engine: Aligns, lang: str, todo: Sequence[Placing]
    ) -> Sequence[Sequence[Link]]:
        """Return the alignment of each text with its translation; no links if the engine fails."""
        try:
            return engine.align([(one.source, one.answer) for one in todo], lang, self._target)
        except EngineError:
            return [()] * len(todo)

    def _alone(self, todo: Sequence[Placing]) -> dict[Placing, Sequence[str]]:
        """Return the translation of each range alone, for engines that give no alignment."""
        parts = {one: [Fragment(text, one.lang) for text in one.texts] for one in todo}
        asked = list(dict.fromkeys(f for own in parts.values() for f in own if f.text.strip()))
        texts = {f: o.text for f, o in zip(asked, self._outcomes(asked), strict=True)}
        return {one: [texts.get(f, "") for f in own] for one, own in parts.items()}

    def _outcomes(self, fragments: Sequence[Fragment]) -> list[Outcome]:
        """Return one outcome for each fragment, without regard to marks of Markdown.

        A fragment with code in it is translated as a whole (see `snippets`), or in parts if the
        code is lost.
        """
        coded = {f: own for f in fragments if (own := snippets.with_placeholders(f.text))[1]}
        if not coded or self._engine.get().exact:
            return self._in_parts(fragments)
        wholes = [Fragment(coded[f][0], f.lang) if f in coded else f for f in fragments]
        found = {
            f: _with_code(outcome, [self._kept(c, f.lang) for c in coded[f][1]])
            if f in coded
            else outcome
            for f, outcome in zip(fragments, self._in_parts(wholes), strict=True)
        }
        lost = [f for f, outcome in found.items() if outcome is None]
        again = dict(zip(lost, self._in_parts(lost), strict=True))
        return [found[f] or again[f] for f in fragments]

    def _in_parts(self, fragments: Sequence[Fragment]) -> list[Outcome]:
        """Return one outcome for each fragment, cut at text that stays as it is."""
        refused = {
            fragment: Outcome(fragment.text, "failed", reason="latin_letters", detail=fragment.lang)
            for fragment in fragments
            if guard.latin_letters(fragment.text, fragment.lang)
        }
        cut = {f: parts(f.text) for f in fragments if f not in refused}
        cores = _cores(cut)
        answers = {core: known for core in cores if (known := self._known(core)) is not None}
        for lang in dict.fromkeys(core.lang for core in cores if core not in answers):
            own = {f: p for f, p in cut.items() if f.lang == lang}
            engine = serving(self._engine.get(), lang, self._target)
            if engine is not None:
                own = {f: _shortened(p, engine, answers, lang) for f, p in own.items()}
                cut |= own
            asked = [core for core in _cores(own) if core not in answers]
            answers |= self._ask(engine, lang, asked) if engine else self._without_engine(asked)
        outcomes = {**refused, **{f: _joined(f, p, answers) for f, p in cut.items()}}
        return [outcomes[fragment] for fragment in fragments]

    def _known(self, core: Fragment) -> Outcome | None:
        """Return the outcome of a text that is a term of the glossary or a known phrase, else None.

        A known phrase that has a term in it is left to the engine.
        """
        if self._glossary:
            from . import terms

            if term := terms.whole(core.text, self._glossary, core.lang):
                return Outcome(term[0], "translated", "glossary", 1.0, terms=(term[1],))
            if self._with_terms(core).terms:
                return None
        phrases = None if self._phrasebook is None else self._phrasebook(core.lang, self._target)
        text = None if phrases is None else phrases.lookup(core.text)
        if text is None:
            return None
        if self._target == "en":
            text = in_english(core.text, text)
        return Outcome(text, "translated", "phrasebook", 1.0)

    def _without_engine(self, cores: Sequence[Fragment]) -> dict[Fragment, Outcome]:
        """Return failed outcomes for texts of a language that no engine translates."""
        return {
            core: Outcome(
                core.text, "failed", reason="no_translator", detail=f"{core.lang}-{self._target}"
            )
            for core in cores
        }

    def _ask(
        self, engine: Translator, lang: str, cores: Sequence[Fragment]
    ) -> dict[Fragment, Outcome]:
        """Return the outcomes of texts in one language, from the memory or else from the engine."""
        from .attempts import Attempt

        keys = {core: self._with_terms(core) for core in cores}
        remembered = MEMORY.get(engine.name, self._target, keys.values())
        answers = {core: remembered[key] for core, key in keys.items() if key in remembered}
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
        """Return the text with the terms of the glossary in it, as its key in the memory.

        The terms belong to the key because the translation depends on them.
        """
        if not self._glossary:
            return core
        from ..text import terms

        found = terms.read(core.text, self._glossary, core.lang)
        return replace(core, terms=tuple(dict.fromkeys(one.term for one in found)))


def _answers(outcome: Outcome) -> tuple[str, ...]:
    """Return the translation of an outcome and its alternatives. A failed outcome has none."""
    return () if outcome.status == "failed" else (outcome.text, *outcome.alternatives)


def _with_struck(
    marks: Sequence[inline.Mark], lang: str, texts: Mapping[Fragment, str]
) -> Sequence[inline.Mark]:
    """Return the marks with struck-out text replaced by its translation, which is in `texts`."""
    return [
        replace(m, open=m.open.replace(m.struck, texts[Fragment(m.struck, lang)]))
        if m.struck
        else m
        for m in marks
    ]


def _restored(
    fragment: Fragment,
    bare: Outcome,
    marks: Sequence[inline.Mark],
    places: Iterator[Sequence[Range]],
) -> Outcome:
    """Return the outcome of a fragment, made of that of its text without marks.

    `places` yields the ranges of the marks, for the translation and then for each alternative.
    """
    if bare.status == "failed":
        return replace(bare, text=fragment.text)
    text, *others = (inline.restored(one, marks, next(places)) for one in _answers(bare))
    return replace(bare, text=text, alternatives=tuple(others))


def _with_code(outcome: Outcome, codes: Sequence[str]) -> Outcome | None:
    """Return the outcome of a text with placeholders, with its code in their places.

    It is None if a placeholder is lost or the text is not translated.
    """
    text = snippets.restored(outcome.text, codes) if outcome.status == "translated" else None
    if text is None:
        return None
    others = (snippets.restored(one, codes) for one in outcome.alternatives)
    return replace(outcome, text=text, alternatives=tuple(one for one in others if one))


def _cores(cut: Mapping[Fragment, Sequence[Part]]) -> list[Fragment]:
    """Return the distinct texts to translate."""
    cores = (Fragment(p.core, f.lang) for f, parts in cut.items() for p in parts if p.core)
    return list(dict.fromkeys(cores))


def _shortened(
    parts: Sequence[Part], engine: Translator, known: Mapping[Fragment, Outcome], lang: str
) -> list[Part]:
    """Return the parts, with those cut that are too long for the engine and not known."""

    def fits(text: str) -> bool:
        return Fragment(text, lang) in known or engine.count(text) <= engine.max_tokens

    return [short for part in parts for short in shorten(part, fits)]


def _joined(
    fragment: Fragment, parts: Sequence[Part], answers: Mapping[Fragment, Outcome]
) -> Outcome:
    """Return the outcome of a fragment from those of its parts."""
    outcomes = [answers[Fragment(p.core, fragment.lang)] for p in parts if p.core]
    if any(outcome.status == "failed" for outcome in outcomes):
        return combined(fragment.text, outcomes)

    def whole(write: Callable[[Outcome], str]) -> str:
        return join(parts, lambda core: write(answers[Fragment(core, fragment.lang)]))

    text = whole(lambda outcome: outcome.text)
    return replace(combined(text, outcomes), alternatives=joined_alternatives(outcomes, whole))
