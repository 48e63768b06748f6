"""The line on every result that says how it was made."""

from __future__ import annotations

from .. import __version__, entities
from ..config import Config, SummarizerSection, TranslatorSection
from ..engines import store
from ..preprocessing import blocks, sentences, tag


def of(config: Config) -> str:
    """Versions of the rules, models and their settings, without loading anything."""
    return "|".join(
        (
            f"nlpkit:{__version__}",
            f"blk:{blocks.VERSION}",
            f"seg:{sentences.VERSION}",
            f"tag:{tag.VERSION}",
            f"tr:{_describe(config.translator)}",
            f"sum:{_describe(config.summarizer)}",
            f"fct:{entities.VERSION}",
        )
    )


def _describe(section: TranslatorSection | SummarizerSection) -> str:
    """Model, weights and the settings that change what comes out, without loading anything."""
    parts = [f"{section.model}@{_weights(section)}", section.backend, f"b{section.beam}"]
    if isinstance(section, TranslatorSection):
        parts += [section.compute_type, section.source, *["pb"] * section.phrasebook]
    else:
        parts.append(section.kind)
        if section.model != "extractive":
            parts += _checks(section)
    return ",".join(parts)


def _checks(section: SummarizerSection) -> list[str]:
    """How what a model writes is checked."""
    # Chosen sentences are not checked; the patterns of the checks need not be compiled for them.
    from ..faithfulness import VERSION

    parts = [f"chk{VERSION}", section.fallback]
    if section.nli is not None:
        parts.append(f"{section.nli}@{store.fingerprint(section.nli)}")
    return parts


def _weights(section: TranslatorSection | SummarizerSection) -> str:
    if isinstance(section, SummarizerSection) and section.model == "extractive":
        from ..engines import extractive

        return extractive.fingerprint(section.kind)
    return store.fingerprint(section.model, section.revision)
