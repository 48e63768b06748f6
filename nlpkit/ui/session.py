"""One visitor's article: its runs, from the events of the pipeline to what the page shows."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from .. import files
from ..config import SummaryKind
from ..document import Article, Document, Flag, Piece, Result
from ..errors import NlpkitError
from ..events import Event, Translated
from ..files.fetching import Fetched
from ..glossary import NO_TERMS, Glossary
from ..pipeline import Pipeline, as_article, renewal, with_kind
from ..pipeline.tasks import Late
from ..pipeline.workers import Runner
from . import panels, view
from .downloads import Downloads, Offer
from .panels import BLANK, Panels
from .view import Strings

if TYPE_CHECKING:
    from .visits import Stoppable

LOG = logging.getLogger("nlpkit.ui")
SECONDS_BETWEEN_UPDATES = 0.25
OTHERS = 4  # translations that are shown besides the first, at most
_STOPS = re.compile(r"[.!?…。！？؟।\r\n]+")


@dataclass(frozen=True)
class Settings:
    """What a visitor asks for besides the article.

    `language` is that of the summary: the target language, or the article's own. `glossary` comes
    before the terms of the configuration.
    """

    target: str = "en"
    length: str = "short"
    source: str = "auto"
    kind: SummaryKind = "news"
    language: Literal["target", "own"] = "target"
    glossary: Glossary = NO_TERMS


@dataclass(frozen=True)
class Opened:
    """An article that was opened or fetched; `text` is what the box shows of it.

    The article knows more than its text, such as its headings. `title` is what a page or a file
    calls itself.
    """

    article: Article
    text: str
    title: str | None = None
    warnings: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """The run has not begun; its place in the queue, from 1."""

    place: int


@dataclass
class Session:
    """What the page remembers of the visitor's article, so that it can be stopped or changed.

    `rich` is the HTML that the text was pasted with, or "". `opened` is what was opened last,
    `fetching` the fetch of a page that was begun last.
    `document` has the junk blocks as they were found; `keep` are those that the visitor brought
    back.
    """

    text: str = ""
    rich: str = ""
    settings: Settings = Settings()
    opened: Opened | None = None
    fetching: Stoppable | None = None
    keep: frozenset[int] = frozenset()
    document: Document | None = None
    pieces: dict[int, Piece] = field(default_factory=dict)
    result: Result | None = None
    offer: Offer | None = None
    seconds: float = 0.0
    summarized: bool = False
    stopped: bool = False
    left: bool = False


def check(text: str, limit: int, say: Strings) -> str | None:
    """Say why the text cannot be run; None where it can."""
    if not any(char.isprintable() and not char.isspace() for char in text):
        return say("empty", limit=say.number(limit))
    if len(text) > limit:
        return say("too_long", n=say.number(len(text)), limit=say.number(limit))
    return None


def run(runner: Runner, session: Session, say: Strings, downloads: Downloads) -> Iterator[Panels]:
    """Yield panels while the article is worked on.

    An error ends them with a message and keeps the input.
    """
    started = time.monotonic()
    yield replace(BLANK, status=view.status(say("reading") + "…", "busy"))
    try:
        try:
            yield from _follow(runner, session, say)
        except Late as error:
            yield from _end(runner, session, say, downloads)
            yield Panels(status=view.problem(error, say), running=False)
            return
        session.seconds = time.monotonic() - started
        yield from _end(runner, session, say, downloads)
    except NlpkitError as error:
        yield Panels(status=view.problem(error, say), running=False)
    except Exception:
        LOG.exception("an article could not be processed")
        yield Panels(status=view.status(say("error"), "error"), running=False)


def change(
    runner: Runner, session: Session, say: Strings, downloads: Downloads, *, blocks: bool
) -> Iterator[Panels]:
    """Yield panels while the summary is made anew for other settings or, with `blocks`, for other
    blocks.

    Nothing is translated again, and what is shown stays until the new summary is there.
    """
    yield Panels(status=view.status(say("summarising") + "…", "busy"))
    try:
        session.result = _renewed(runner, session, lambda: session.stopped) or session.result
        shown = panels.finished(session, say, downloads, opened=True)
        # What is unfolded stays so where nothing in it changes.
        yield shown if blocks else replace(shown, removed=None, entities=None, terms=None)
    except NlpkitError as error:
        yield Panels(status=view.problem(error, say), running=False)
    except Exception:
        LOG.exception("a summary could not be changed")
        yield Panels(status=view.status(say("error"), "error"), running=False)


def _follow(runner: Runner, session: Session, say: Strings) -> Iterator[Panels]:
    """Yield panels for the events of the run, until it ends or the visitor stops it."""
    begun = last = time.monotonic()
    for event in _events(runner, session):
        if isinstance(event, Waiting):
            yield Panels(status=view.status(say("place", n=event.place), "busy"))
            continue
        if isinstance(event, Translated) and event.done < event.total:
            panels.note(session, event)
            now = time.monotonic()
            # The whole article is sent each time: the longer a run, the rarer.
            if now - last >= max(SECONDS_BETWEEN_UPDATES, (now - begun) / 10):
                last = now
                yield panels.translating(session, event, say)
        else:
            yield panels.of(session, event, say)


def _end(runner: Runner, session: Session, say: Strings, downloads: Downloads) -> Iterator[Panels]:
    """Yield the last panels: of the whole result, or of what is finished of it."""
    if session.document is None:
        yield Panels(status=view.status(say("stopping_nothing")), running=False)
        return
    if session.result is None and not session.left:
        session.result = _renewed(runner, session, lambda: session.left)
    if session.result is not None:
        yield panels.finished(session, say, downloads)


def _renewed(runner: Runner, session: Session, stopped: Callable[[], bool]) -> Result | None:
    """Return the result of what is translated so far; None once `stopped` returns True."""
    arguments = session.document, list(session.pieces.values()), session.settings, session.keep
    task = runner.submit(renew, *arguments, size=len(session.text))
    result: Result | None = task.result(stopped)
    if result is not None and session.result is not None:  # nothing was read or translated again
        result = replace(result, timings={**session.result.timings, **result.timings})
    return result


def _events(runner: Runner, session: Session) -> Iterator[Event | Waiting]:
    """Yield the events of the run: all of them, unless the visitor stops it.

    Before it begins, its place in the queue is told whenever that changes.
    """
    arguments = _article(session), session.settings, session.keep
    task = runner.submit(work, *arguments, size=max(len(session.text), len(session.rich)))
    # Behind the summary the rest comes at once, so a stop then keeps the whole result.
    told = 0
    for event in task.items(lambda: session.stopped and not session.summarized, idle=True):
        if event is not None:
            yield event
        elif task.waiting and (place := runner.place(task)) != told:
            told = place
            yield Waiting(place)


def work(
    pipeline: Pipeline, article: Article, settings: Settings, keep: frozenset[int]
) -> Iterator[Event]:
    """Do a worker's task for the page: run an article, and return the events.

    The documents in them have the blocks as they were found, whatever the visitor keeps.
    """
    yield from with_kind(pipeline, settings.kind).stream(
        article,
        target=settings.target,
        length=settings.length,
        keep=keep,
        source=settings.source,
        glossary=settings.glossary.translations,
        own=settings.language == "own",
    )


def renew(
    pipeline: Pipeline,
    document: Document,
    pieces: Sequence[Piece],
    settings: Settings,
    keep: Collection[int],
) -> Result:
    """Do a worker's task: make the result of an article that has been translated already."""
    own = settings.language == "own" and document.language != "und"
    return renewal.renew(
        with_kind(pipeline, settings.kind),
        document,
        pieces,
        target=settings.target,
        length=settings.length,
        keep=keep,
        source=settings.source,
        summary=document.language if own else None,
        glossary=settings.glossary.translations,
    )


def others(
    runner: Runner,
    session: Session,
    piece: Piece,
    number: int,
    stopped: Callable[[], bool],
    say: Strings,
) -> str | None:
    """Return other translations of a piece as HTML, the answer to the question of this number.

    It is None once `stopped` returns True.
    """
    assert session.document is not None, "a piece is one of a document"
    text, settings = session.document.text[piece.start : piece.end], session.settings
    try:
        task = runner.submit(ask, text, piece.lang, settings, size=len(text))
        found = task.result(stopped)
    except NlpkitError as error:
        return view.others_failed(number, error, say)
    return None if found is None else view.others(number, found, settings.target, say)


def ask(pipeline: Pipeline, text: str, lang: str, settings: Settings) -> Sequence[str]:
    """Do a worker's task: return other translations of the text of a piece."""
    terms = settings.glossary.translations
    return renewal.alternatives(
        pipeline, text, lang, OTHERS, target=settings.target, glossary=terms
    )


def read(pipeline: Pipeline, path: str) -> Opened:
    """Do a worker's task of opening a file: a PDF may take longer than a visitor waits."""
    return _opened(pipeline, files.read(path, max_bytes=pipeline.config.limits.max_bytes))


def read_page(pipeline: Pipeline, page: Fetched) -> Opened:
    """Do a worker's task: open a page that was fetched."""
    item = files.read_bytes(page.data, page.name, max_bytes=pipeline.config.limits.max_bytes)
    return _opened(pipeline, replace(item, article=replace(item.article, url=page.address)))


def _opened(pipeline: Pipeline, item: files.Item) -> Opened:
    article, warnings = item.article, tuple(item.warnings)
    if article.kind != "html":
        return Opened(article, article.text, article.title, warnings)
    document = pipeline.preprocess(article)
    return Opened(article, document.text, document.title, warnings)


def _article(session: Session) -> Article:
    """Return what the text was pasted with, or the opened file as long as its text (spaces aside)
    is still in the box; else the text, with the title of the file that it was a part of.
    """
    if session.rich:
        return as_article(session.rich, "html")
    opened = session.opened
    if opened is not None and opened.text.split() == session.text.split():
        return opened.article
    article = as_article(session.text, "html" if files.looks_like_html(session.text) else "text")
    if opened is not None and _mostly_of(session.text, opened.text):
        return replace(article, title=opened.title, url=opened.article.url)
    return article


def _mostly_of(text: str, opened: str) -> bool:
    """Return whether at least half of a text, in characters, are sentences of what was opened.

    A line may be a whole article, so one more sentence in it must not make it another one.
    """
    known = set(_sentences(opened))
    parts = _sentences(text)
    return 2 * sum(len(part) for part in parts if part in known) >= sum(map(len, parts))


def _sentences(text: str) -> list[str]:
    """Return the parts of a text between stops and line breaks; an abbreviation ends one too."""
    return [part.strip() for part in _STOPS.split(text)]
