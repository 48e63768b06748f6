"""One visitor's article: turns the events of the pipeline into what the page shows."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from .. import files, languages, render
from ..document import Article, Document, Flag, Piece, Result, Summary
from ..errors import NlpkitError
from ..events import Event, Finished, Loading, Read, Summarized, Translated
from ..pipeline import Pipeline, as_article, complete
from ..pipeline.tasks import Late
from ..pipeline.workers import Runner
from ..translate import assemble
from . import view
from .downloads import Downloads, Offer
from .view import Strings

LOG = logging.getLogger("nlpkit.ui")
SECONDS_BETWEEN_UPDATES = 0.25


@dataclass(frozen=True)
class Panels:
    """What to show now. None leaves a panel as it is. `downloads` are links."""

    status: str | None = None
    summary: str | None = None
    source: str | None = None
    translation: str | None = None
    removed: str | None = None
    entities: str | None = None
    downloads: str | None = None
    running: bool = True


BLANK = Panels(summary="", source="", translation="", removed="", entities="", downloads="")


@dataclass
class Session:
    """What the page remembers of the visitor's article, so that it can be stopped or run again.

    `opened` is the article of the file that was opened last. It knows more than the text in the
    box, such as its title.
    """

    text: str = ""
    target: str = "en"
    length: str = "short"
    opened: Article | None = None
    keep: frozenset[int] = frozenset()
    document: Document | None = None
    pieces: dict[int, Piece] = field(default_factory=dict)
    result: Result | None = None
    offer: Offer | None = None
    summarized: bool = False
    stopped: bool = False


def check(text: str, limit: int, say: Strings) -> str | None:
    """Say why the text cannot be run; None where it can."""
    if not any(char.isprintable() and not char.isspace() for char in text):
        return say("empty", limit=f"{limit:,}")
    if len(text) > limit:
        return say("too_long", n=f"{len(text):,}", limit=f"{limit:,}")
    return None


def run(runner: Runner, session: Session, say: Strings, downloads: Downloads) -> Iterator[Panels]:
    """Yield panels while the article is worked on.

    An error ends them with a message and keeps the input.
    """
    started = last = time.monotonic()
    yield replace(BLANK, status=view.status(say("reading") + "…", "busy"))
    try:
        for event in _events(runner, session):
            if isinstance(event, Finished):
                yield _finished(event.result, session, say, time.monotonic() - started, downloads)
                return
            panels = _panels(event, session, say)
            if isinstance(event, Translated) and event.done < event.total:
                if time.monotonic() - last < SECONDS_BETWEEN_UPDATES:
                    continue
                panels = replace(panels, translation=_translation(session, say, running=True))
                last = time.monotonic()
            yield panels
        yield _partial(runner, session, say, downloads)
    except Late as error:
        late = view.status(error.message, "error", error.hint)
        yield replace(_partial(runner, session, say, downloads), status=late)
    except NlpkitError as error:
        yield Panels(status=view.status(error.message, "error", error.hint), running=False)
    except Exception:
        LOG.exception("an article could not be processed")
        yield Panels(status=view.status(say("error"), "error"), running=False)


def _partial(runner: Runner, session: Session, say: Strings, downloads: Downloads) -> Panels:
    """Keep what is finished. It can be downloaded, marked as partial."""
    document = session.document
    if document is None:
        return Panels(status=view.status(say("stopping_nothing")), running=False)
    session.result = complete(
        document,
        assemble(document, session.target, list(session.pieces.values())),
        Summary(session.target, (), "none"),
        runner.signature,
        warnings=(Flag("partial"),),
    )
    return Panels(
        status=view.status(say("stopped"), "note"),
        translation=_translation(session, say, running=True),
        removed=view.removed(document, session.pieces, say),
        downloads=_links(session, "article-partial", say, downloads),
        running=False,
    )


def _finished(
    result: Result, session: Session, say: Strings, seconds: float, downloads: Downloads
) -> Panels:
    session.result = result
    session.pieces = {piece.start: piece for piece in result.translation.pieces}
    return Panels(
        status=view.status(_done(result, seconds, say), "done"),
        translation=_translation(session, say, running=False),
        removed=view.removed(result.document, session.pieces, say),
        entities=view.entities(result.entities, result.document, say),
        downloads=_links(session, "article", say, downloads),
        running=False,
    )


def _events(runner: Runner, session: Session) -> Iterator[Event]:
    """Yield the events of the run: all of them, unless the visitor stops it."""
    arguments = _article(session), session.target, session.length, session.keep
    task = runner.submit(work, *arguments, size=len(session.text))
    # Behind the summary the rest comes at once, so a stop then keeps the whole result.
    yield from task.items(stopped=lambda: session.stopped and not session.summarized)


def work(
    pipeline: Pipeline, article: Article, target: str, length: str, keep: frozenset[int]
) -> Iterator[Event]:
    """Do a worker's task for the page: run an article, and return the events."""
    yield from pipeline.stream(article, target=target, length=length, keep=keep)


def read(pipeline: Pipeline, path: str) -> files.Item:
    """Do a worker's task of opening a file: a PDF may take longer than a visitor waits."""
    return files.read(path, max_bytes=pipeline.config.limits.max_bytes)


def _article(session: Session) -> Article:
    """Return the opened file as long as its text (spaces aside)
    is still in the box; else the text.
    """
    opened = session.opened
    if opened is not None and opened.text.split() == session.text.split():
        return opened
    return as_article(session.text, "html" if files.looks_like_html(session.text) else "text")


def _panels(event: Event, session: Session, say: Strings) -> Panels:
    match event:
        case Read(document=document):
            session.document = document
            return Panels(
                status=view.status(say("translating", done=0, total="…"), "busy"),
                source=view.source(document, say),
                translation=_translation(session, say, running=True),
                removed=view.removed(document, {}, say),
            )
        case Loading(model=model):
            return Panels(status=view.status(say("loading", model=model) + "…", "busy"))
        case Translated(done=done, total=total, pieces=pieces):
            session.pieces.update((piece.start, piece) for piece in pieces)
            text = say("summarising") + "…" if done == total else None
            return Panels(
                status=view.status(text or say("translating", done=done, total=total), "busy")
            )
        case Summarized(summary=summary):
            assert session.document is not None, "Read comes before Summarized"
            session.summarized = True
            return Panels(summary=view.summary(summary, session.document, say))
    return Panels()


def _translation(session: Session, say: Strings, *, running: bool) -> str:
    assert session.document is not None, "there is a document once it is read"
    return view.translation(session.document, session.pieces, session.target, say, running=running)


def _done(result: Result, seconds: float, say: Strings) -> str:
    """Return a line such as `Done in 1.4 s · 2 fragments translated
    · 12 blocks removed · 2 min saved`.
    """
    pieces = result.translation.pieces
    translated = sum(p.status == "translated" for p in pieces)
    failed = sum(p.status == "failed" for p in pieces)
    removed = sum(b.junk for b in result.document.blocks)
    parts = [say("done", seconds=f"{seconds:.1f}")]
    if translated:
        parts.append(say("fragment") if translated == 1 else say("fragments", n=translated))
    if failed:
        parts.append(say("failed", n=failed))
    if not translated and not failed and result.document.language != "und":
        name = languages.name(result.translation.target, say.language)
        parts.append(say("already", language=name))
    if removed:
        parts.append(say("block_removed") if removed == 1 else say("blocks_removed", n=removed))
    saved = round(result.reading.minutes_saved)
    if saved:
        parts.append(say("saved", n=saved))
    return " · ".join(parts)


def _links(session: Session, name: str, say: Strings, downloads: Downloads) -> str:
    """Return links to the result. They are valid as long as the session keeps it."""
    result = session.result
    assert result is not None, "only a result is offered"
    markdown, data = f"{name}.md", f"{name}.json"
    session.offer = downloads.offer(
        {markdown: partial(render.to_markdown, result), data: partial(render.to_json, result)}
    )
    return view.downloads(
        {
            say("download_md"): session.offer.address(markdown),
            say("download_json"): session.offer.address(data),
        }
    )
