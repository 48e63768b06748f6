"""Makes pipelines out of a configuration. Only `build` creates engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from .. import config as configuration
from .. import languages
from ..config import Config, EntitiesSection, SummarizerSection, SummaryKind, TranslatorSection
from ..engines import (
    Entailment,
    Lazy,
    NameTagger,
    Route,
    SeveralTranslators,
    Summarizer,
    Translator,
    create_entailment,
    create_name_tagger,
    create_summarizer,
    create_translator,
)
from ..engines.store import chosen
from ..errors import PairUnsupported
from ..extras import require
from ..glossary import NO_TERMS, Glossary
from ..glossary import load as load_glossary
from .running import Pipeline


def build(config: Config) -> Pipeline:
    """Return a pipeline with the engines that the configuration names. No model is loaded yet.

    The pipeline's own configuration names the models that "auto" stands for now. Raises ConfigError
    for a glossary or a record of chosen models that cannot be read, MissingExtra for a tagger of
    names that is not installed.
    """
    translator = chosen.resolved(config.translator)
    config = config.model_copy(update={"translator": translator})
    terms, target = config.translator.glossary, config.translator.target
    return Pipeline(
        config,
        _several(config.translator) if config.translator.models else _lazy(config.translator),
        Lazy(config.summarizer.model, lambda: create_summarizer(config.summarizer)),
        _entailment(config.summarizer),
        load_glossary(terms, target) if terms is not None else NO_TERMS,
        _name_tagger(config.entities),
    )


def load(
    config: str | Path | None = None, overrides: Mapping[str, Any] | Sequence[str] = ()
) -> Pipeline:
    """Return a pipeline from a preset or a TOML file, with overrides over it.

    `load("nllb")` takes a preset, `load("my.toml")` a file, and
    `load(overrides=["translator.beam=1"])` the defaults with one setting changed.
    `nlpkit.config.load` describes both parameters in full and says which errors they raise.
    """
    return build(configuration.load(config, overrides))


def with_threads(config: Config, threads: int) -> Config:
    """Return the configuration with that many CPU threads where it names no number.

    0 leaves the configuration as it is.
    """
    if not threads:
        return config
    sections = {
        name: getattr(config, name).model_copy(update={"threads": threads})
        for name in ("translator", "summarizer")
        if not getattr(config, name).threads
    }
    return config.model_copy(update=sections)


def _lazy(section: TranslatorSection) -> Lazy[Translator]:
    return Lazy(section.model, lambda: _translator(section))


def _several(section: TranslatorSection) -> Lazy[Translator]:
    """Return a translator of several models, which are loaded when they are needed."""
    pairs = (entry.pairs for entry in section.models)
    lazies = (Lazy(one.model, partial(create_translator, one)) for one in section.each)
    several = SeveralTranslators(list(map(Route, lazies, pairs)))
    made: Lazy[Translator] = Lazy(several.name, lambda: several)
    made.get()
    return made


def replaced(
    pipeline: Pipeline,
    config: Config,
    *,
    summarizer: Lazy[Summarizer] | None = None,
    glossary: Glossary | None = None,
) -> Pipeline:
    """Return a pipeline with another configuration and the same loaded models, but for what is
    given.
    """
    return Pipeline(
        config,
        pipeline.translator,
        summarizer or pipeline.summarizer,
        pipeline.entailment,
        pipeline.glossary if glossary is None else glossary,
        pipeline.name_tagger,
    )


def with_kind(pipeline: Pipeline, kind: SummaryKind) -> Pipeline:
    """Return a pipeline that summarises articles of this kind, with the same loaded models."""
    section = pipeline.config.summarizer
    if kind == section.kind:
        return pipeline
    section = section.model_copy(update={"kind": kind})
    config = pipeline.config.model_copy(update={"summarizer": section})
    summarizer = Lazy(section.model, lambda: create_summarizer(section))
    return replaced(pipeline, config, summarizer=summarizer)


def _translator(section: TranslatorSection) -> Translator:
    engine = create_translator(section)
    if section.source != "auto" and not engine.supports(section.source, section.target):
        names = languages.name(section.source), languages.name(section.target)
        raise PairUnsupported(
            f"{section.model} does not translate {names[0]} to {names[1]}",
            hint="set translator.model to a model of that pair, e.g. --config nllb",
        )
    return engine


def _entailment(section: SummarizerSection) -> Lazy[Entailment] | None:
    if section.nli is None:
        return None
    return Lazy(section.nli, lambda: create_entailment(section))


def _name_tagger(section: EntitiesSection) -> Lazy[NameTagger] | None:
    if section.names == "rules":
        return None
    require("ru", f'entities.names = "{section.names}"')
    return Lazy(section.names, lambda: create_name_tagger(section))
