"""The whole way from an article to its result: `build(config)` alone creates engines."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from . import __version__, glance, languages
from . import config as configuration
from . import digest as digesting
from . import facts as finding
from . import summarize as summarizing
from . import translate as translating
from .config import Config, SummarizerSection, TranslatorSection
from .digest import Digest
from .document import Article, ArticleKind, Block, Document, Result, Summary, Translation
from .engines import Lazy, Summarizer, Translator, create, store
from .engines.phrasebook import Phrasebook
from .errors import ConfigError, PairUnsupported, ReadError
from .events import Event, Finished, Loading, Read, Started, Summarized, Translated
from .facts import Facts
from .glance import Headline
from .preprocess import blocks, preprocess, sentences, tag


class Pipeline:
    """Preprocess, translate and summarise articles with one configuration; threads may share it.

    Models are loaded when first needed: an article in the target language loads no translator.

    Guarantees:
    - `run` and `stream` do the same; `stream` ends with Finished unless it raises;
    - a fragment that cannot be translated stays in its own language, marked failed.
    """

    def __init__(
        self, config: Config, translator: Lazy[Translator], summarizer: Lazy[Summarizer]
    ) -> None:
        self.config = config
        self.translator = translator
        self.summarizer = summarizer

    def preprocess(self, text: str | Article, kind: ArticleKind = "text") -> Document:
        """The document of a text. Raises ReadError when it has no text or is over the limit."""
        article = text if isinstance(text, Article) else as_article(text, kind)
        limit = self.config.limits.max_chars
        if len(article.text) > limit:
            raise ReadError(
                f"the text has {len(article.text):,} characters, the limit is {limit:,}",
                hint="split it, or raise limits.max_chars in the configuration",
            )
        document = preprocess(article)
        if not document.sentences:
            raise ReadError("there is no text in the input", hint="paste or name an article")
        return document

    def run(
        self,
        text: str | Article,
        *,
        kind: ArticleKind = "text",
        target: str | None = None,
        length: str | int | None = None,
        keep: Collection[int] = (),
    ) -> Result:
        """The result of an article: document, translation into `target`, summary of `length`.

        `keep` are indices of blocks that a reader wants in the article although they look like
        junk.
        """
        for event in self.stream(text, kind=kind, target=target, length=length, keep=keep):
            if isinstance(event, Finished):
                return event.result
        raise AssertionError("a stream ends with Finished")

    def stream(
        self,
        text: str | Article,
        *,
        kind: ArticleKind = "text",
        target: str | None = None,
        length: str | int | None = None,
        keep: Collection[int] = (),
    ) -> Iterator[Event]:
        """The same as `run`, as events."""
        article = text if isinstance(text, Article) else as_article(text, kind)
        target = self._target(target)
        count = self._count(length)
        timings: dict[str, float] = {}
        yield Started(article.id)
        with _timed(timings, "preprocess"):
            document = _keep(self.preprocess(article), keep)
        yield Read(document)

        pieces = []
        with _timed(timings, "translate"):
            for event in self._translate(document, target):
                if isinstance(event, Translated):
                    pieces.extend(event.pieces)
                yield event
            translation = translating.assemble(document, target, pieces)

        if not self.summarizer.loaded:
            yield Loading(self.summarizer.model)
        with _timed(timings, "summarize"):
            summary = self._summarize(document, target, count, translation)
        yield Summarized(summary)
        warnings = _warnings(translation)
        yield Finished(Result(document, translation, summary, self.signature, timings, warnings))

    def translate(
        self, text: str | Article, *, source: str | None = None, target: str | None = None
    ) -> Translation:
        """The translation alone: every foreign fragment of the text, the rest as it is.

        With a `source` other than "auto" every fragment that is not in the target language is
        taken to be in that language.
        """
        document = self.preprocess(text)
        target = self._target(target)
        events = self._translate(document, target, source=self._source(source))
        return translating.translate(events, document, target)

    def translate_lines(
        self, lines: Sequence[str], source: str | None = None, target: str | None = None
    ) -> list[str]:
        """Every line translated for itself: as many lines as came in, in the same order.

        What cannot be translated of a line stays as it was.
        """
        return [outcome.text for outcome in self.line_outcomes(lines, source, target)]

    def line_outcomes(
        self, lines: Sequence[str], source: str | None = None, target: str | None = None
    ) -> list[translating.Outcome]:
        """The same with what became of each line: its status and, where it failed, the reason."""
        return translating.translate_lines(
            lines,
            read=preprocess,
            source=self._source(source),
            target=self._target(target),
            engine=self.translator,
            phrasebook=self._phrasebook,
        )

    def summarize(
        self,
        text: str | Article,
        *,
        sentences: int | str | None = None,
        target: str | None = None,
    ) -> Summary:
        """The summary alone; only the sentences it needs are translated.

        `target` None keeps the language of the article.
        """
        document = self.preprocess(text)
        language = document.language if target is None else languages.parse(target)
        return self._summarize(document, language, self._count(sentences), None)

    def digest(
        self,
        texts: Sequence[str | Article | Document],
        *,
        sentences: int | str | None = None,
        target: str | None = None,
    ) -> Digest:
        """One summary over several articles on one event, each point citing its articles.

        `target` None is the language of most of the articles. Articles on something else, and
        those no summary could be made of, are in `left_out` with the reason.
        """
        documents = [self._numbered(i, text) for i, text in enumerate(texts, 1)]
        language = languages.parse(target) if target else digesting.main_language(documents)
        count = self._count(sentences)
        pool = max(count, digesting.POOL)
        summaries, failures = digesting.summaries(
            documents, lambda document: self._summarize(document, language, pool, None)
        )
        return digesting.digest(
            documents, summaries, failures, count=count, target=language, signature=self.signature
        )

    def facts(self, text: str | Article) -> Facts:
        """The people, places, organisations, numbers and dates, each with its sentences."""
        return finding.find(self.preprocess(text))

    def headline(self, text: str | Article, *, target: str | None = None) -> Headline | None:
        """The title in the target language, else a short sentence of the summary."""
        document = self.preprocess(text)
        language = document.language if target is None else languages.parse(target)
        only = glance.title_sentences(document)
        events = self._translate(document, language, only=only)
        translation = translating.translate(events, document, language)
        summary = self._summarize(document, language, self._count(None), None)
        return glance.headline(document, translation, summary)

    @property
    def targets(self) -> tuple[str, ...]:
        """The languages to choose from for the translation, without loading the model.

        The configured one first; all of them for a model that does not say what it writes.
        """
        section = self.config.translator
        folder = store.local(section.model, section.revision)
        pair = store.pair(folder) if folder else None
        if pair is None:
            return tuple(dict.fromkeys([section.target, *languages.NAMES]))
        codes = [pair[1]] if isinstance(pair[1], str) else pair[1]
        try:
            written = [*map(languages.parse, codes)]
        except ConfigError:  # a group of languages, such as zle
            written = [*languages.NAMES]
        return tuple(dict.fromkeys([section.target, *written]))

    @property
    def signature(self) -> str:
        """How results are made: versions of the rules, models and their settings.

        The same before and after the models are loaded, so that a batch can resume by it.
        """
        return "|".join(
            (
                f"nlpkit:{__version__}",
                f"blk:{blocks.VERSION}",
                f"seg:{sentences.VERSION}",
                f"tag:{tag.VERSION}",
                f"tr:{_describe(self.config.translator)}",
                f"sum:{_describe(self.config.summarizer)}",
                f"fct:{finding.VERSION}",
            )
        )

    def _numbered(self, number: int, text: str | Article | Document) -> Document:
        """The document of one of many; an error says which."""
        try:
            return text if isinstance(text, Document) else self.preprocess(text)
        except ReadError as error:
            raise ReadError(f"article {number}: {error.message}", hint=error.hint) from error

    def _target(self, target: str | None) -> str:
        return languages.parse(target or self.config.translator.target)

    def _count(self, length: str | int | None) -> int:
        """The sentences of a summary of that length; None is the configured one."""
        default = self.config.summarizer.length
        return configuration.parse_length(default if length is None else length)

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
    ) -> Iterator[Loading | Translated]:
        return translating.stream(
            document,
            target=target,
            engine=self.translator,
            phrasebook=self._phrasebook,
            source=self._source(source),
            only=only,
        )

    def _summarize(
        self, document: Document, target: str, count: int, translation: Translation | None
    ) -> Summary:
        doubtful: set[int] = set()

        def translated(indices: Sequence[int]) -> list[str | None]:
            events = self._translate(document, target, only=indices)
            whole = translation or translating.translate(events, document, target)
            doubtful.update(translating.doubtful_sentences(document, whole))
            texts = translating.sentence_texts(document, whole)
            return [texts[i] for i in indices]

        summary = summarizing.summarize(
            document,
            self.summarizer.get(),
            count=count,
            target=target,
            translated=translated,
            split=_split,
        )
        return summarizing.flag_doubtful(summary, doubtful)


def as_article(text: str, kind: ArticleKind = "text") -> Article:
    """An article of its own from a bare text; its id is the start of the text's SHA-256."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(id=digest[:16], text=text, kind=kind)


def build(config: Config) -> Pipeline:
    """A pipeline of the engines the configuration names; nothing is loaded yet."""
    return Pipeline(
        config,
        Lazy(config.translator.model, lambda: _translator(config.translator)),
        Lazy(config.summarizer.model, lambda: _summarizer(config.summarizer)),
    )


def load(
    path: str | Path | None = None, overrides: Mapping[str, Any] | Sequence[str] = ()
) -> Pipeline:
    """A pipeline from a TOML file and overrides, see `nlpkit.config.load`."""
    return build(configuration.load(path, overrides))


def _translator(section: TranslatorSection) -> Translator:
    backend = section.backend
    if backend == "auto":
        folder = store.find(section.model, section.revision)
        backend = "torch" if store.converted(folder) is None else "ct2"
    engine: Translator = create("translators", backend, section)
    if section.source != "auto" and not engine.supports(section.source, section.target):
        names = languages.name(section.source), languages.name(section.target)
        raise PairUnsupported(
            f"{section.model} does not translate {names[0]} to {names[1]}",
            hint="set translator.model to a model of that pair, e.g. --config configs/nllb.toml",
        )
    return engine


def _summarizer(section: SummarizerSection) -> Summarizer:
    backend = section.backend
    if backend == "auto":
        backend = "extractive" if section.model == "extractive" else "torch"
    engine: Summarizer = create("summarizers", backend, section)
    return engine


def _describe(section: TranslatorSection | SummarizerSection) -> str:
    """Model, weights and the settings that change what comes out, without loading anything."""
    parts = [f"{section.model}@{_weights(section)}", section.backend, f"b{section.beam}"]
    if isinstance(section, TranslatorSection):
        parts += [section.compute_type, section.source, *["pb"] * section.phrasebook]
    else:
        parts.append(section.kind)
    return ",".join(parts)


def _weights(section: TranslatorSection | SummarizerSection) -> str:
    if isinstance(section, SummarizerSection) and section.model == "extractive":
        from .engines import extractive

        return extractive.fingerprint(section.kind)
    return store.fingerprint(section.model, section.revision)


def _keep(document: Document, indices: Collection[int]) -> Document:
    """The document with some of its junk taken for paragraphs."""
    if not indices:
        return document
    kept = tuple(
        Block(b.start, b.end, "paragraph") if i in indices and b.junk else b
        for i, b in enumerate(document.blocks)
    )
    return replace(document, blocks=kept)


def _split(text: str) -> list[str]:
    document = preprocess(text)
    return [document.slice(s) for s in document.sentences]


def _warnings(translation: Translation) -> tuple[str, ...]:
    """One line for each reason why fragments were not translated, or translated in doubt."""
    what = {"failed": "not translated", "translated": "translated"}
    reasons = Counter((what[p.status], p.reason) for p in translation.pieces if p.reason)
    return tuple(
        f"{n} fragment{'s' * (n > 1)} {became}: {reason}" for (became, reason), n in reasons.items()
    )


@contextmanager
def _timed(timings: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    timings[stage] = time.perf_counter() - started
