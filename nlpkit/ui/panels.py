"""What the page shows of a session: after each event, and at the end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from .. import languages, render
from ..document import Document, Flag, Result
from ..engines.store import catalogue
from ..events import Event, Finished, Loading, Read, Summarized, Translated
from ..pipeline import signature
from ..pipeline.steps import kept
from . import view
from .downloads import Downloads
from .view import Strings

if TYPE_CHECKING:
    from .session import Session


@dataclass(frozen=True)
class Panels:
    """What to show now. None leaves a panel as it is. `downloads` are links."""

    status: str | None = None
    folded: str | None = None
    summary: str | None = None
    article: str | None = None
    removed: str | None = None
    terms: str | None = None
    entities: str | None = None
    downloads: str | None = None
    running: bool = True


BLANK = Panels(folded="", summary="", article="", removed="", terms="", entities="", downloads="")


def note(session: Session, event: Translated) -> None:
    """Remember the pieces of an event."""
    session.pieces.update((piece.start, piece) for piece in event.pieces)


def of(session: Session, event: Event, say: Strings) -> Panels:
    """Return what to show after an event, which the session remembers."""
    match event:
        case Read(document=document):
            session.document = document
            return Panels(
                status=view.status(say("translating", done=0, total="…"), "busy"),
                folded=view.folded(document, len(session.text), say),
                article=_article(session, say, running=True),
                removed=view.removed(document, {}, say, session.keep),
            )
        case Loading(model=model):
            return Panels(status=view.status(say("loading", model=model) + "…", "busy"))
        case Translated():
            note(session, event)
            return translating(session, event, say)
        case Summarized(summary=summary):
            session.summarized = True
            return Panels(summary=view.summary(summary, _document(session), say))
        case Finished(result=result):
            session.result = result
            session.pieces = {piece.start: piece for piece in result.translation.pieces}
    return Panels()


def translating(session: Session, event: Translated, say: Strings) -> Panels:
    """Return the article with what is translated so far."""
    text = say("translating", done=event.done, total=event.total)
    if event.done == event.total:
        text = say("summarising") + "…"
    return Panels(view.status(text, "busy"), article=_article(session, say, running=True))


def finished(
    session: Session, say: Strings, downloads: Downloads, *, opened: bool = False
) -> Panels:
    """Return the whole page for the session's result. With `opened` the removed blocks are shown
    unfolded.
    """
    result = session.result
    assert result is not None, "there is one at the end"
    assert session.document is not None, "a result has a document"
    partly = Flag("partial") in result.warnings
    status = view.status(say("stopped"), "note")
    if not partly:
        status = view.status(done(result, session.seconds, say), "done")
    return Panels(
        status=status,
        summary=view.summary(result.summary, result.document, say),
        article=_article(session, say, running=partly),
        removed=view.removed(session.document, session.pieces, say, session.keep, opened=opened),
        terms=view.terms(result.translation, session.settings.glossary, say),
        entities=view.entities(result.entities, result.document, say),
        downloads=_links(session, "article-partial" if partly else "article", say, downloads),
        running=False,
    )


def done(result: Result, seconds: float, say: Strings) -> str:
    """Return a line such as `Done in 1.4 s · 2 fragments translated
    · 12 blocks removed · 2 min saved`.
    """
    pieces = result.translation.pieces
    translated = sum(p.status == "translated" for p in pieces)
    failed = sum(p.status == "failed" for p in pieces)
    removed = sum(b.junk for b in result.document.blocks)
    parts = [say("done", seconds=f"{seconds:.1f}")]
    if translated:
        parts.append(say.counted("fragment", "fragments", translated))
    if failed:
        parts.append(say("failed", n=failed))
    if not translated and not failed and result.document.language != "und":
        name = languages.name(result.translation.target, say.language)
        parts.append(say("already", language=name))
    if removed:
        parts.append(say.counted("block_removed", "blocks_removed", removed))
    saved = round(result.reading.minutes_saved)
    if saved:
        parts.append(say("saved", n=saved))
    return " · ".join(parts)


def _document(session: Session) -> Document:
    """Return the document with the blocks that the visitor brought back."""
    assert session.document is not None, "there is a document once it is read"
    return kept(session.document, session.keep)


def _article(session: Session, say: Strings, *, running: bool) -> str:
    document, target = _document(session), session.settings.target
    result = session.result
    pieces = session.pieces
    if result is not None:
        pieces = {piece.start: piece for piece in result.translation.pieces}
    cited = view.citations(result.summary) if result is not None else {}
    rows = view.article(
        document, pieces, target, say, running=running, others=result is not None, cited=cited
    )
    return view.notices(document, pieces, say, _better_models(session)) + rows


def _better_models(session: Session) -> dict[str, int]:
    """Return the megabytes of the models, by pair, that would translate the result better."""
    result = session.result
    if result is None:
        return {}
    weak = ("low_confidence", "no_translator")
    languages = [piece.lang for piece in result.translation.pieces if piece.reason in weak]
    used = signature.translators(result.signature)
    found = catalogue.better(languages, result.translation.target, used)
    return {pair: model.megabytes for pair, model in found.items()}


def _links(session: Session, name: str, say: Strings, downloads: Downloads) -> str:
    """Return links to the result. They are valid as long as the session keeps it."""
    result = session.result
    assert result is not None, "only a result is offered"
    made = {"md": render.to_markdown, "html": render.to_html, "json": render.to_json}
    session.offer = downloads.offer(
        {f"{name}.{kind}": partial(write, result) for kind, write in made.items()}
    )
    links = {
        say("download", kind=f".{kind}"): session.offer.address(f"{name}.{kind}") for kind in made
    }
    return view.downloads(links)
