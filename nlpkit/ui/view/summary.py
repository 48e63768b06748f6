"""The summary and the entities, each with links to the sentences they come from."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from ...document import KINDS, NOT_TRANSLATED, Document, Entities, Entity, Summary
from ...render.view import numbering
from .parts import hint, lang, linked
from .strings import Strings

LINKS = 8  # links behind one entity; a name that is mentioned everywhere needs no more


def summary(value: Summary, document: Document, say: Strings) -> str:
    """Return the points, numbered, each with links to its source sentences."""
    if not value.points:
        return hint(say("no_summary"))
    numbers = numbering(document)
    items = []
    for at, point in enumerate(value.points, 1):
        links = " ".join(_link(numbers[i], say) for i in point.sources if numbers[i])
        flags = map(escape, map(say.flag, point.flags))
        shown = links + "".join(f' <span class="flag">{flag}</span>' for flag in flags)
        code = document.language if NOT_TRANSLATED in point.flags else value.target
        text = f'<span class="point"{lang(code)}>{linked(point.text)}</span>'
        items.append(f'<li id="p{at}">{text} {shown}</li>')
    return f'<ol class="points"{lang(value.target)}>{"".join(items)}</ol>{_coverage(value, say)}'


def citations(value: Summary) -> Mapping[int, int]:
    """Return the first point that cites a sentence, by sentence."""
    found: dict[int, int] = {}
    for at, point in enumerate(value.points, 1):
        for sentence in point.sources:
            found.setdefault(sentence, at)
    return found


def _coverage(value: Summary, say: Strings) -> str:
    """Say how much of the article the model has read, where that was not all."""
    told = value.coverage
    if told is None or told.read == told.of:
        return ""
    return hint(say("written_from", n=told.read, of=told.of) if told.read else say("not_written"))


def entities(value: Entities, document: Document, say: Strings) -> str:
    """Return the entities by kind, folded away, each with links to its source sentences."""
    if not value.items:
        return ""
    numbers = numbering(document)
    rows = []
    for kind in KINDS:
        items = "".join(_entity(entity, document, numbers, say) for entity in value.of(kind))
        if items:
            head = f'<th scope="row">{escape(say(f"entity_{kind}"))}</th>'
            rows.append(f"<tr>{head}<td><ul>{items}</ul></td></tr>")
    heading = f"{escape(say('entities'))}: {len(value.items)}"
    return (
        f'<details class="entities"><summary>{heading}</summary>'
        f"<table>{''.join(rows)}</table>"
        f'<p class="hint">{escape(say("entities_note"))}</p></details>'
    )


def _entity(entity: Entity, document: Document, numbers: list[int | None], say: Strings) -> str:
    told = [numbers[i] for i in entity.sources if numbers[i]]
    shown = "".join(_link(number, say) for number in told[:LINKS])
    if len(told) > LINKS:
        shown += f" +{len(told) - LINKS}"
    value = ""
    if entity.kind == "date" and entity.value and entity.value not in entity.text:
        value = f' <span class="value">{escape(entity.value)}</span>'
    text = f"<bdi{lang(document.language)}>{escape(entity.text)}</bdi>"
    return f"<li>{text}{value} {shown}</li>"


def _link(number: int | None, say: Strings) -> str:
    """Return a link to a sentence, whose text a screen reader says as the link's description."""
    label = escape(say("sentence", n=number), quote=True)
    return (
        f'<a class="cite" href="#s{number}" aria-label="{label}" aria-describedby="s{number}">'
        f"[{number}]</a>"
    )
