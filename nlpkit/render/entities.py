"""Entities, headline and reading time as plain values and as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..document import KINDS, Document, Entities, Entity, Headline, Mention, Reading, Summary
from . import view
from .column import cited, flagged, point_lines, section, wrap
from .flags import flags_as_list, flags_from_list

_HEADS = {
    "person": "PEOPLE",
    "place": "PLACES",
    "organisation": "ORGANISATIONS",
    "date": "DATES",
    "number": "NUMBERS",
}
NO_ENTITIES = "No names, numbers or dates were found."


def entities_as_dict(entities: Entities) -> dict[str, Any]:
    """Return the key `entities` of the schema; positions count as in `document`."""
    return {
        "method": entities.method,
        "items": [
            {
                "kind": entity.kind,
                "text": entity.text,
                "value": entity.value,
                "sources": list(entity.sources),
                "mentions": [
                    {"start": m.start, "end": m.end, "sentence": m.sentence}
                    for m in entity.mentions
                ],
            }
            for entity in entities.items
        ],
    }


def entities_from_dict(data: Mapping[str, Any]) -> Entities:
    """Return the entities from which `entities_as_dict` made `data`."""
    items = (
        Entity(e["kind"], e["text"], tuple(Mention(**m) for m in e["mentions"]), e["value"])
        for e in data["items"]
    )
    return Entities(tuple(items), data["method"])


def headline_as_dict(headline: Headline | None) -> dict[str, Any] | None:
    """Return the key `headline_from` of the schema; None where there is no headline."""
    if headline is None:
        return None
    return {
        "origin": headline.origin,
        "sources": list(headline.sources),
        "flags": flags_as_list(headline.flags),
    }


def headline_from_dict(text: str | None, data: Mapping[str, Any] | None) -> Headline | None:
    """Return the headline from which `headline_as_dict` made `data`."""
    if text is None or data is None:
        return None
    return Headline(text, data["origin"], tuple(data["sources"]), flags_from_list(data["flags"]))


def reading_as_dict(reading: Reading) -> dict[str, Any]:
    """Return the key `reading` of the schema."""
    return {
        "article_words": reading.article_words,
        "summary_words": reading.summary_words,
        "minutes_saved": reading.minutes_saved,
    }


def summary_to_text(
    summary: Summary,
    entities: Entities,
    headline: Headline | None,
    reading: Reading,
    document: Document,
) -> str:
    """Return headline, summary and entities, each with the numbers of its sentences.

    Guarantees: no control characters except line ends; one line end at the end.
    """
    numbers = view.numbering(document)
    saved = round(reading.minutes_saved)
    detail = f"{view.plural(reading.article_words, 'word')} in {reading.summary_words}"
    if saved:
        detail += f", {saved} min saved"
    sections = [section("SUMMARY", detail, point_lines(summary.points, numbers) or view.NO_SUMMARY)]
    if headline is not None:
        title = wrap(f"{headline.text}{cited(headline.sources, numbers)}{flagged(headline.flags)}")
        sections.insert(0, section("HEADLINE", f"from the {_ORIGINS[headline.origin]}", title))
    for kind in KINDS:
        lines = [wrap(_line(entity, numbers), hang=3) for entity in entities.of(kind)]
        if lines:
            sections.append(section(_HEADS[kind], entities.method, "\n".join(lines)))
    if not entities.items:
        sections.append(wrap(NO_ENTITIES))
    return "\n\n\n".join(sections) + "\n"


_ORIGINS = {"title": "title", "sentence": "summary"}


def _line(entity: Entity, numbers: Sequence[int | None]) -> str:
    dated = entity.kind == "date" and entity.value and entity.value not in entity.text
    value = f" = {entity.value}" if dated else ""
    return f"{entity.text}{value}{cited(entity.sources, numbers)}"
