"""A pipeline: preprocesses, translates and summarises articles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from .. import languages
from .. import summarize as summarizing
from .. import translate as translating
from ..config import Config
from ..digest import Digest
from ..document import (
    Article,
    ArticleKind,
    Document,
    Flag,
    Headline,
    Piece,
    Result,
    Summary,
    Translation,
)
from ..engines import Entailment, Lazy, NameTagger, Summarizer, Translator
from ..engines.phrasebook import Phrasebook
from ..entities import Entities
from ..errors import ReadError
from ..events import Event, Finished, Loading, Read, Started, Summarized, Translated
from ..glossary import NO_TERMS, Glossary
from ..length import Length
from ..preprocessing import preprocess
from ..summarize import headline as headlines
from . import pairs
from . import signature as signing
from .steps import (
    as_article,
    as_lines,
    complete,
    documents_of,
    entities_of,
    kept,
    one_length,
    sentences_of,
    timed,
)


class Pipeline:
    """Preprocesses, translates and summarises articles with one configuration.

    Models are loaded when they are first needed: an article in the target language loads no
    translator. Several threads may use one pipeline.

    Guarantees:
    - `run` and `stream` do the same; `stream` ends with Finished unless it raises;
    - a fragment that cannot be translated stays in its own language and is marked as failed.
    """

    def __init__(
        self,
        config: Config,
        translator: Lazy[Translator],
        summarizer: Lazy[Summarizer],
        entailment: Lazy[Entailment] | None = None,
        glossary: Glossary = NO_TERMS,
        name_tagger: Lazy[NameTagger] | None = None,
    ) -> None:
        self.config = config
        self.translator = translator
        self.summarizer = summarizer
        self.entailment = entailment
        self.glossary = glossary
        self.name_tagger = name_tagger

    def preprocess(self, text: str | Article, kind: ArticleKind = "text") -> Document:
        """Return the document of a text.

        Raises ReadError when it has no text or is over the limit.
        """
        article = text if isinstance(text, Article) else as_article(text, kind)
        limit = self.config.limits.max_chars
        if len(article.text) > limit:
            told = f"the text has {len(article.text):,} characters, the limit is {limit:,}"
            hint = "split it, or raise limits.max_chars in the configuration"
            raise ReadError(told, hint=hint, code="too_large")
        document = preprocess(article)
        if not document.sentences:
            hint = "paste or name an article"
            raise ReadError("there is no text in the input", hint=hint, code="empty")
        return document

    def run(
        self,
        text: str | Article | Document,
        *,
        kind: ArticleKind = "text",
        target: str | None = None,
        length: str | int | None = None,
        keep: Collection[int] = (),
        glossary: Mapping[str, str] | None = None,
        source: str | None = None,
    ) -> Result:
        """Return the result of an article: document, translation into `target`, summary.

        A document is not preprocessed again. `keep` are indices of blocks that a reader wants in
        the article although they were recognised as junk. If `source` is not "auto", every fragment
        that is not in the target language is taken to be in the language `source`. `glossary` has
        translations by term, or "keep"; they come before those of the configured glossary.
        """
        for event in self.stream(
            text, kind=kind, target=target, length=length, keep=keep, glossary=glossary,
            source=source,
        ):  # fmt: skip
            if isinstance(event, Finished):
                return event.result
        raise AssertionError("a stream ends with Finished")

    def stream(
        self, text: str | Article | Document, *, kind: ArticleKind = "text",
        target: str | None = None, length: str | int | None = None, keep: Collection[int] = (),
        glossary: Mapping[str, str] | None = None, source: str | None = None, own: bool = False,
    ) -> Iterator[Event]:  # fmt: skip
        """Do the same as `run`, and yield events while it works; Read has the blocks as found.

        With `own` the summary is in the language of the article.
        """
        article = text if isinstance(text, Article | Document) else as_article(text, kind)
        target = self._target(target)
        terms = self._terms(target, glossary)
        asked = self._length(length)
        timings: dict[str, float] = {}
        yield Started(article.id)
        with timed(timings, "preprocess"):
            document = self._document(article)
        yield Read(document)
        document = kept(document, keep)

        pieces: list[Piece] = []
        with timed(timings, "translate"):
            for event in self._translate(document, target, source=source, terms=terms):
                if isinstance(event, Translated):
                    pieces.extend(event.pieces)
                yield event
            translation = translating.assemble(document, target, pieces)

        if not self.summarizer.loaded:
            yield Loading(self.summarizer.model)
        with timed(timings, "summarize"):
            told = document.language if own and document.language != "und" else target
            whole = translation if told == target else None
            summary = self._summarize(document, told, asked, whole)
        yield Summarized(summary)
        made_by = signing.of(self.config, terms)
        yield Finished(complete(document, translation, summary, self.name_tagger, made_by, timings))

    def translate(
        self,
        text: str | Article | Document,
        *,
        source: str | None = None,
        target: str | None = None,
        glossary: Mapping[str, str] | None = None,
        alternatives: int = 0,
    ) -> Translation:
        """Return the translation alone: every foreign fragment translated, the rest as it is.

        If `source` is not "auto", every fragment that is not in the target language is taken to be
        in the language `source`. `glossary`: see `run`. `alternatives` is how many other
        translations a piece may have; only models that search with a beam give them.
        """
        document = self._document(text)
        target = self._target(target)
        terms = self._terms(target, glossary)
        events = self._translate(
            document, target, source=source, terms=terms, alternatives=alternatives
        )
        return translating.translate(events, document, target)

    def translate_all(
        self,
        texts: Sequence[str | Article | Document],
        *,
        source: str | None = None,
        target: str | None = None,
    ) -> list[Translation]:
        """Return the translation of every text, as `translate` makes it.

        The texts share batches.
        """
        target = self._target(target)
        return translating.translate_all(
            [self._document(text) for text in texts],
            target=target,
            engine=self.translator,
            phrasebook=self._phrasebook,
            glossary=self._terms(target),
            source=self._source(source),
        )

    def translate_lines(
        self, lines: Sequence[str], source: str | None = None, target: str | None = None
    ) -> list[str]:
        """Translate every line on its own.

        The result has as many lines as the input, in the same order. A part that cannot be
        translated stays as it is. Raises ReadError if a line is no str.
        """
        return [outcome.text for outcome in self.line_outcomes(lines, source, target)]

    def line_outcomes(
        self, lines: Sequence[str], source: str | None = None, target: str | None = None
    ) -> list[translating.Outcome]:
        """Do the same as `translate_lines`, and return the status of each line too.

        A line that failed has a reason.
        """
        target = self._target(target)
        return translating.translate_lines(
            as_lines(lines),
            read=preprocess,
            source=self._source(source),
            target=target,
            engine=self.translator,
            phrasebook=self._phrasebook,
            glossary=self._terms(target),
        )

    def summarize(
        self,
        text: str | Article | Document,
        *,
        length: str | int | None = None,
        target: str | None = None,
        sentences: str | int | None = None,
        glossary: Mapping[str, str] | None = None,
    ) -> Summary:
        """Return the summary alone. Only the sentences that it needs are translated.

        `length` is a number of sentences or another length: `"short"`, `"80 words"`, `"20%"`.
        `sentences` is another name for it. With `target` None the summary has the language of the
        article. `glossary`: see `run`.
        """
        length = one_length(length, sentences)
        document = self._document(text)
        language = document.language if target is None else languages.parse(target)
        terms = self._terms(language, glossary)
        return self._summarize(document, language, self._length(length), None, terms)

    def digest(
        self,
        texts: Sequence[str | Article | Document],
        *,
        length: str | int | None = None,
        target: str | None = None,
        sentences: str | int | None = None,
    ) -> Digest:
        """Return one summary of several articles on one event. Each point cites its articles.

        With `target` None the digest has the language of most of the articles. Articles on
        something else, and articles of which no summary could be made, are in `left_out` with the
        reason. `sentences` is the old name of `length`.
        """
        length = one_length(length, sentences, old=True)
        if isinstance(texts, str | Article | Document):
            raise ReadError("a digest is of several articles", hint="give a list of them")
        # Only digests need the code that compares articles, so a single article does not load it.
        from ..digest import making as digesting

        documents = documents_of(texts, self._document)
        language = languages.parse(target) if target else digesting.main_language(documents)
        asked = self._length(length)
        pool = digesting.pool(asked)
        summaries, failures = digesting.summaries(
            documents, lambda document: self._summarize(document, language, pool, None)
        )
        return digesting.digest(
            documents, summaries, failures, length=asked, target=language, signature=self.signature
        )

    def entities(self, text: str | Article | Document) -> Entities:
        """Return the people, places, organisations, numbers and dates, each with its sentences."""
        return entities_of(self._document(text), self.name_tagger)

    def headline(
        self,
        text: str | Article | Document,
        *,
        target: str | None = None,
        summary: Summary | None = None,
    ) -> Headline | None:
        """Return the title in the target language, else a short sentence of the summary.

        `summary` is the summary of the text in this language, if there is one already. Without it,
        a summary is made, unless there is a title.
        """
        document = self._document(text)
        language = document.language if target is None else languages.parse(target)
        events = self._translate(document, language, only=headlines.title_sentences(document))
        translation = translating.translate(events, document, language)
        if titled := headlines.from_title(document, translation):
            return titled
        made = summary or self._summarize(document, language, self._length(None), None)
        return headlines.headline(document, translation, made)

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the languages to choose from for the translation, without loading the model.

        The configured language comes first. For a model that does not say what it writes, all
        languages are returned.
        """
        return pairs.targets(self.config.translator)

    @property
    def signature(self) -> str:
        """How results are made: versions of the rules, models and their settings.

        It is the same before and after the models are loaded, so a batch can be continued by it.
        """
        return signing.of(self.config, self.glossary)

    def _document(self, text: str | Article | Document) -> Document:
        """Return a document as it is, so that an article is read once for several questions."""
        return text if isinstance(text, Document) else self.preprocess(text)

    def _target(self, target: str | None) -> str:
        return languages.parse(target or self.config.translator.target)

    def _terms(self, target: str, given: Mapping[str, str] | None = None) -> Glossary:
        """Return the terms for a target language. Those of the configuration are for its own."""
        own = self.glossary if target == self.config.translator.target else NO_TERMS
        return own | Glossary.of(given) if given else own

    def _length(self, length: str | int | None) -> Length:
        """Return the length asked for; None means the configured one."""
        return Length.parse(self.config.summarizer.length if length is None else length)

    def _source(self, source: str | None) -> str:
        source = source or self.config.translator.source
        return source if source == "auto" else languages.parse(source)

    @property
    def _phrasebook(self) -> Callable[[str, str], Phrasebook | None] | None:
        return Phrasebook.load if self.config.translator.phrasebook else None

    def _translate(
        self,
        document: Document,
        target: str,
        *,
        source: str | None = None,
        only: Sequence[int] | None = None,
        terms: Glossary | None = None,
        alternatives: int = 0,
    ) -> Iterator[Loading | Translated]:
        return translating.stream(
            document,
            target=target,
            engine=self.translator,
            phrasebook=self._phrasebook,
            glossary=self._terms(target) if terms is None else terms,
            source=self._source(source),
            only=only,
            alternatives=alternatives,
        )

    def _summarize(
        self,
        document: Document,
        target: str,
        length: Length,
        translation: Translation | None,
        terms: Glossary | None = None,
    ) -> Summary:
        flags: dict[int, tuple[Flag, ...]] = {}

        def translated(indices: Sequence[int]) -> list[str | None]:
            events = self._translate(document, target, only=indices, terms=terms)
            whole = translation or translating.translate(events, document, target)
            flags.update(translating.sentence_flags(document, whole))
            texts = translating.sentence_texts(document, whole)
            return [texts[i] for i in indices]

        engine = self.summarizer.get()
        entailment = self.entailment.get() if self.entailment and not engine.extractive else None
        summary = summarizing.summarize(
            document,
            engine,
            length=length,
            target=target,
            translated=translated,
            split=sentences_of,
            checks=summarizing.Checks(self.config.summarizer.fallback, entailment),
        )
        return summarizing.flagged(summary, flags)
