"""Facts, headline and reading time as plain values and as text."""

from __future__ import annotations

from typing import Any

from ..document import Reading, Summary
from ..entities import KINDS, Fact, Facts
from ..summarize.headline import Headline
from . import view
from .column import cited, flagged, point_lines, section, wrap

_HEADS = {
    "person": "PEOPLE",
    "place": "PLACES",
    "organisation": "ORGANISATIONS",
    "date": "DATES",
    "number": "NUMBERS",
}
NO_FACTS = "No names, numbers or dates were found."


def facts_as_dict(facts: Facts) -> dict[str, Any]:
    """The `facts` of the schema; offsets count as in `document`."""
    return {
        "method": facts.method,
        "items": [
            {
                "kind": fact.kind,
                "text": fact.text,
                "value": fact.value,
                "sources": list(fact.sources),
                "mentions": [
                    {"start": m.start, "end": m.end, "sentence": m.sentence} for m in fact.mentions
                ],
            }
            for fact in facts.items
        ],
    }


def headline_as_dict(headline: Headline | None) -> dict[str, Any] | None:
    """The `headline` of the schema; None where there is neither title nor summary."""
    if headline is None:
        return None
    return {
        "text": headline.text,
        "origin": headline.origin,
        "sources": list(headline.sources),
        "flags": list(headline.flags),
    }


def reading_as_dict(reading: Reading) -> dict[str, Any]:
    """The `reading` of the schema."""
    return {
        "article_words": reading.article_words,
        "summary_words": reading.summary_words,
        "minutes_saved": round(reading.minutes_saved, 1),
    }


def glance_to_text(
    summary: Summary,
    facts: Facts,
    headline: Headline | None,
    reading: Reading,
) -> str:
    """Headline, summary and facts, each with the numbers of its sentences, counted from 1.

    Guarantees: no control characters but new lines; one new line at the end.
    """
    saved = round(reading.minutes_saved)
    detail = f"{reading.article_words} words in {reading.summary_words}"
    if saved:
        detail += f", {saved} min saved"
    sections = [section("SUMMARY", detail, point_lines(summary.points) or view.NO_SUMMARY)]
    if headline is not None:
        title = wrap(f"{headline.text}{cited(headline.sources)}{flagged(headline.flags)}")
        sections.insert(0, section("HEADLINE", f"from the {_ORIGINS[headline.origin]}", title))
    for kind in KINDS:
        lines = [wrap(_line(fact), hang=3) for fact in facts.of(kind)]
        if lines:
            sections.append(section(_HEADS[kind], facts.method, "\n".join(lines)))
    if not facts.items:
        sections.append(wrap(NO_FACTS))
    return "\n\n\n".join(sections) + "\n"


_ORIGINS = {"title": "title", "sentence": "summary"}


def _line(fact: Fact) -> str:
    dated = fact.kind == "date" and fact.value and fact.value not in fact.text
    value = f" = {fact.value}" if dated else ""
    return f"{fact.text}{value}{cited(fact.sources)}"
