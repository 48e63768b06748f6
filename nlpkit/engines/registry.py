"""Finds engines by the name of their backend, among those of nlpkit and of installed plug-ins.

A backend is a `"module:factory"` string. The module is imported when the backend is asked for. A
factory takes its section of the configuration and returns an engine. A plug-in names its factories
in the entry-point groups `nlpkit.translators.v1` and `nlpkit.summarizers.v1`. The number is the
version of the contract. A change that breaks plug-ins gets a new group. An old plug-in is then not
found, instead of failing in the middle of an article.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from ..config import EntitiesSection, SummarizerSection, TranslatorSection
from ..errors import ConfigError, EngineError, NlpkitError
from . import store
from .contracts import Entailment, NameTagger, Summarizer, Translator
from .store import chosen

TRANSLATORS = {
    "ct2": "nlpkit.engines.ct2:load_translator",
    "torch": "nlpkit.engines.hf:load_translator",
    "echo": "nlpkit.engines.echo:load_translator",
}
SUMMARIZERS = {
    "extractive": "nlpkit.engines.extractive:load",
    "torch": "nlpkit.engines.hf:load_summarizer",
    "echo": "nlpkit.engines.echo:load_summarizer",
}
ENTAILMENT = "nlpkit.engines.hf:load_entailment"
NAME_TAGGERS = {"natasha": "nlpkit.engines.natasha:load"}
TRANSLATOR_GROUP = "nlpkit.translators.v1"
SUMMARIZER_GROUP = "nlpkit.summarizers.v1"


def create_translator(section: TranslatorSection) -> Translator:
    """Make the translator that `section.backend` names.

    The backend "auto" is chosen by the files of the model. A model that is not on this computer is
    downloaded for that. The model "auto" is the shipped one here; `chosen.resolved` knows others.

    Raises ConfigError for an unknown backend, ModelMissing where the model is not at hand, and
    EngineError where the model or a plug-in does not work.
    """
    if section.model == chosen.AUTO:
        section = section.model_copy(update={"model": chosen.SHIPPED_MODEL})
    if section.backend == "auto":
        store.find(section.model, section.revision)  # downloaded where it is not here yet
    backend = translator_backend(section)
    engine: Translator = _create(backend, TRANSLATORS, TRANSLATOR_GROUP, Translator, section)
    return engine


def create_summarizer(section: SummarizerSection) -> Summarizer:
    """Make the summarizer that `section.backend` names; "auto" chooses it by `section.model`.

    Raises what `create_translator` raises.
    """
    backend = summarizer_backend(section)
    engine: Summarizer = _create(backend, SUMMARIZERS, SUMMARIZER_GROUP, Summarizer, section)
    return engine


def create_entailment(section: SummarizerSection) -> Entailment:
    """Make the entailment model that `section.nli` names. Raises ModelMissing and EngineError."""
    engine: Entailment = _imported(ENTAILMENT)(section)
    return engine


def create_name_tagger(section: EntitiesSection) -> NameTagger:
    """Make the tagger that `section.names` names. Raises EngineError."""
    engine: NameTagger = _imported(NAME_TAGGERS[section.names])()
    return engine


def translator_backend(section: TranslatorSection) -> str:
    """Return the name of the translator's backend.

    It is "auto" for a model that is not on this computer and for which no backend is set.
    """
    folder = store.local(section.model, section.revision)
    if section.backend != "auto" or folder is None:
        return section.backend
    return "ct2" if store.converted(folder) or _convertible(folder) else "torch"


def _convertible(folder: Path) -> bool:
    """Return whether the CTranslate2 engine can read the checkpoint after converting it.

    It can if the checkpoint is a Marian model that states its languages and writes only one.
    """
    if store.settings(folder / "config.json").get("model_type") != "marian":
        return False
    pair = store.pair(folder)
    return pair is not None and (isinstance(pair[1], str) or len(pair[1]) == 1)


def summarizer_backend(section: SummarizerSection) -> str:
    """Return the name of the summarizer's backend."""
    if section.backend != "auto":
        return section.backend
    return "extractive" if section.model == "extractive" else "torch"


def _create(
    backend: str, own: Mapping[str, str], group: str, contract: type, section: object
) -> Any:
    if backend in own:
        return _imported(own[backend])(section)
    plugins = {point.name: point for point in entry_points(group=group)}
    if backend not in plugins:
        known = ", ".join(sorted([*own, *plugins]))
        raise ConfigError(
            f"unknown backend {backend!r} for {group.split('.')[1]}", hint=f"use one of: {known}"
        )
    return _plugged(plugins[backend], contract, section)


def _imported(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    factory: Callable[..., Any] = getattr(import_module(module), name)
    return factory


def _plugged(point: EntryPoint, contract: type, section: object) -> Any:
    """Make the engine of a plug-in. A plug-in is code of others, which may fail in any way."""
    hint = f"see to the package that gives the backend {point.name!r} ({point.value})"
    try:
        engine = point.load()(section)
    except NlpkitError:
        raise
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise EngineError(f"the plug-in {point.name!r} failed: {told}", hint=hint) from error
    if missing := [name for name in members(contract) if not hasattr(engine, name)]:
        raise EngineError(f"the plug-in {point.name!r} has no {', '.join(missing)}", hint=hint)
    return engine


def members(contract: type) -> list[str]:
    """Return the names of the attributes and methods that a contract asks for."""
    methods = [name for name in vars(contract) if not name.startswith("_")]
    return [*contract.__annotations__, *methods]
