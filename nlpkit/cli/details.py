"""`nlpkit summarize --entities`: the summary with headline, reading time and entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import output

if TYPE_CHECKING:
    from ..document import Document, Summary
    from ..pipeline import Pipeline


def show(pipeline: Pipeline, document: Document, summary: Summary, as_json: bool) -> None:
    """Print the summary and what belongs to it, for people or as JSON."""
    from .. import render
    from ..document import reading_time

    # A text of unknown language has no language into which its title could be translated.
    target = None if summary.target == document.language else summary.target
    headline = pipeline.headline(document, target=target, summary=summary)
    reading = reading_time(document, summary)
    entities = pipeline.entities(document)
    if as_json:
        output.show_json(
            {
                **render.summary_as_dict(summary),
                "headline": None if headline is None else headline.text,
                "headline_from": render.headline_as_dict(headline),
                "reading": render.reading_as_dict(reading),
                "entities": render.entities_as_dict(entities),
            }
        )
    else:
        output.show(render.summary_to_text(summary, entities, headline, reading, document))
