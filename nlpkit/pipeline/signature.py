"""The signature: a line on every result that says how the result was made.

`nlpkit:0.1.0|blk:7|seg:2|tag:3|tr:ru-en-base@1a2b,backend:ct2,compute:int8,beam:4|…`: parts are
separated by bars. A part is `key:value`. The value of a model is its name and its weights
(`name@fingerprint`), then its settings as `key:value` again, separated by commas. Several
translators are separated by semicolons. The rules of
nlpkit have versions: blk (blocks), seg (sentences), tag (languages), ent (entities).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, unquote

from .. import __version__, entities
from ..config import Config, EntitiesSection, SummarizerSection, TranslatorSection
from ..engines import store
from ..engines.registry import summarizer_backend, translator_backend
from ..extras import installed
from ..glossary import Glossary
from ..preprocessing import blocks, sentences, tag


def of(config: Config, glossary: Glossary) -> str:
    """Return the signature of a configuration with a glossary, without loading any model.

    It names the glossary only where there is one. Guarantees: two configurations with one signature
    make the same result of an article and a target language.
    """
    parts = {
        "nlpkit": __version__,
        "blk": blocks.VERSION,
        "seg": sentences.VERSION,
        "tag": tag.VERSION,
        "ent": _entities(config.entities),
        "tr": _translators(config.translator),
        **_glossary(glossary),
        "sum": _summarizer(config.summarizer),
    }
    return "|".join(f"{key}:{value}" for key, value in parts.items())


def translators(signature: str) -> list[str]:
    """Return the names of the translation models that a signature names."""
    parts = (part.partition(":") for part in signature.split("|"))
    told = next(value for key, _, value in parts if key == "tr")
    return [unquote(one.partition("@")[0]) for one in told.split(";")]


def _entities(section: EntitiesSection) -> str:
    """Return the version of the rules, and the tagger of names with that of its package."""
    if section.names == "rules":
        return str(entities.VERSION)
    return _described(
        str(entities.VERSION), {"names": f"{section.names}@{installed(section.names)}"}
    )


def _glossary(glossary: Glossary) -> dict[str, str]:
    if not glossary:
        return {}
    from ..text.terms import forms

    return {"terms": f"{glossary.fingerprint},forms:{forms()}"}


def _translators(section: TranslatorSection) -> str:
    if not section.models:
        return _translator(section)
    pairs = (f",pairs:{'+'.join(entry.pairs)}" for entry in section.models)
    return ";".join(map(str.__add__, map(_translator, section.each), pairs))


def _translator(section: TranslatorSection) -> str:
    settings = {
        "backend": translator_backend(section),
        "compute": section.compute_type,
        "beam": section.beam,
        "source": section.source,
        "phrasebook": "yes" if section.phrasebook else "no",
    }
    return _described(_model(section.model, section.revision), settings)


def _summarizer(section: SummarizerSection) -> str:
    settings = {"backend": summarizer_backend(section), "kind": section.kind}
    if section.model == "extractive":
        from ..engines import extractive

        # Chosen sentences are not checked.
        return _described(f"extractive@{extractive.fingerprint(section.kind)}", settings)
    from ..faithfulness import VERSION

    settings |= {"beam": str(section.beam), "checks": str(VERSION), "fallback": section.fallback}
    if section.nli is not None:
        settings["nli"] = _model(section.nli)
    return _described(_model(section.model, section.revision), settings)


def _model(name: str, revision: str | None = None) -> str:
    # The name of a folder may contain the marks that separate the parts.
    return f"{quote(name, safe='/')}@{store.fingerprint(name, revision)}"


def _described(model: str, settings: Mapping[str, object]) -> str:
    return ",".join([model, *(f"{key}:{value}" for key, value in settings.items())])
